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
