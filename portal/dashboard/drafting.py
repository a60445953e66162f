"""Drafts that programme administrators have not published yet: who wrote at which last, one's own first."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import FrameworkState, FrameworkVersion, SupportRules, SupportState
from core.accounts.actor import Actor
from core.accounts.queries.people import names_of
from core.audit.models import Event
from core.web.wording import date_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, where one goes on with it, what is next, and who wrote at it last, and when; empty for the
    portal itself."""

    title: str
    url: str
    step: str = ""
    is_late: bool = False
    who: str = ""
    at: datetime | None = None
    is_mine: bool = False


def drafts(by: Actor) -> tuple[Draft, ...]:
    """All of them, one's own first, then those changed last (four queries, one more for each new text)."""
    found = dict(_titles())
    events = (
        Event.objects.filter(
            subject_id__in=list(found), verb__in=("framework.drafted", "support-rules.drafted")
        )
        .order_by("subject_id", "-pk")
        .distinct("subject_id")
    )
    written = {each.subject_id: (each.actor_id, each.at) for each in events} if found else {}
    names = names_of([key for actor, _at in written.values() if (key := _key(actor))])
    rows = [
        Draft(*said, names.get(key, "") if key else "", at, key is not None and key == by.user_id)
        for subject, said in found.items()
        for actor, at in [written.get(subject, ("", None))]
        for key in [_key(actor)]
    ]
    return tuple(sorted(rows, key=lambda each: (not each.is_mine, -(each.at.timestamp() if each.at else 0))))


def _titles() -> Iterator[tuple[str, tuple[str, str, str, bool]]]:
    """By id: title, address, next step, and whether the day for it has passed."""
    versions = FrameworkVersion.objects.filter(state=FrameworkState.DRAFT.value)
    for row in versions.defer("document", "source").order_by("code", "version"):
        title = framework_of(row).title.of(get_language() or "ko")
        url = reverse("assessments:framework_parts", args=[row.pk])
        yield str(row.pk), (f"{title} {row.version}", url, _("Go on writing, then publish"), False)
    for rules in SupportRules.objects.filter(state=SupportState.DRAFT.value).order_by("version"):
        url = reverse("assessments:support_rules", args=[rules.pk])
        is_over = rules.valid_from < timezone.localdate()
        step = _("Set another first day: %(day)s is over") if is_over else _("Publish it until %(day)s")
        said = step % {"day": date_text(rules.valid_from)}
        yield str(rules.pk), (_("Support rules %(name)s") % {"name": rules.version}, url, said, is_over)


def _key(actor_id: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(actor_id)
    except ValueError:
        return None
