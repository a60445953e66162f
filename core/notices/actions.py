"""Reading notices, and choosing which come by mail."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core import audit
from core.accounts.actor import Actor
from core.notices.models import Notice, NoticeChoice
from core.notices.queries import switches


@transaction.atomic
def read_about(*, by: Actor, at: datetime, about: Collection[str]) -> int:
    """Mark the person's own notices about these things as read; how many. For who opened them elsewhere."""
    return Notice.objects.visible_to(by).unread().filter(about__in=about).update(read_at=at)


@transaction.atomic
def read_all(*, by: Actor, at: datetime, until: datetime | None = None) -> int:
    """Mark the person's open notices as read, those told after `until` left as they are; how many."""
    rows = Notice.objects.visible_to(by).unread()
    return (rows.filter(created_at__lte=until) if until else rows).update(read_at=at)


@transaction.atomic
def unread_again(*, by: Actor, read_at: datetime) -> int:
    """Take back what was marked as read in one press, known by its instant; how many are unread again."""
    return Notice.objects.visible_to(by).filter(read_at=read_at).update(read_at=None)


@transaction.atomic
def choose(*, by: Actor, at: datetime, by_mail: Collection[str]) -> int:
    """Set every topic that concerns the person: by mail exactly those named; how many changed.

    Fixed topics and unknown names are left alone.
    """
    changed = [
        NoticeChoice(user_id=by.person_id, topic=each.topic.code, is_by_mail=each.topic.code in by_mail)
        for each in switches(by)
        if not each.topic.is_fixed and each.by_mail != (each.topic.code in by_mail)
    ]
    NoticeChoice.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["user", "topic"], update_fields=["is_by_mail"]
    )
    if changed:
        audit.record(
            by=by, at=at, verb="notices.chosen", subject_kind="user", subject_id=by.person_id,
            data={"by_mail": {each.topic: each.is_by_mail for each in changed}},
        )  # fmt: skip
    return len(changed)
