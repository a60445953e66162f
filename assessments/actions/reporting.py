"""Saying that a part which came by a link is done, and opening it again by changing an answer."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.locked import locked_draft
from assessments.documents import framework_of
from assessments.models import Answer, Delegation, DelegationKind, Session
from assessments.queries.overview import overview, progress_of
from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.accounts.models import Membership
from core.hangul import with_honour
from core.notices.models import Notice
from core.notices.telling import settle, tell
from core.web import Refused
from core.web.wording import SEOUL

MOST_TOLD = 10
"""Notices of one kind about one link a day: a link must not flood a mailbox."""
PARTS_LENGTH = 90
"""So many characters of the names of its parts stand in the title of a notice."""
NAMED = 3
"""So many changed questions a notice names; the rest it counts."""
_TOLD = ("part_reported", "part_returned")
_BETWEEN = {"ko": "’, ‘", "en": "”, “"}


def report_part(
    *, delegation_id: uuid.UUID, session_id: uuid.UUID, by: Actor, at: datetime, with_gaps: bool = False
) -> Delegation:
    """The link with the time at which its holder said that the part is done, or with `with_gaps` handed back
    as it is, open questions and all; said twice, it is said once. The holder keeps the link either way.

    Whoever made the link is told every time, with what was changed since the time before and what of the
    questions left open was answered, but at most ten times a day, and which questions are left open; a
    visitor's draft has nobody to tell, and its list says it. Refused 422 "gaps" with `data["items"]` while
    questions of the part are open and nobody said that they may be, 409 "closed" when the diagnostic was
    submitted.
    Http404 for a link that is no part of this session, revoked or over.
    """
    session = locked_draft(session_id, by, at)
    rows = Delegation.objects.in_force(at).filter(session=session, kind=DelegationKind.PART.value)
    row = rows.select_for_update().filter(pk=delegation_id).first()
    if row is None:
        raise Http404
    if row.reported_at is not None:
        return row
    view = overview(session)
    progress = progress_of(framework_of(session.framework), view.answers, row.modules)
    if progress.unanswered and not with_gaps:
        raise Refused(
            _("Some questions are still open. Answer them, or choose “I do not know”."),
            code="gaps",
            data={"items": progress.unanswered},
        )
    since = _parted(row, _changed_since(row))
    row.reported_at, row.reopened_at, row.is_changed = at, None, False
    row.left_open = [
        code
        for code in view.framework.items
        if code not in view.answers and view.framework.parents[code].code in row.modules
    ]
    row.save(update_fields=["reported_at", "reopened_at", "left_open", "is_changed"])
    _record("delegation.reported", row, by, at, open=len(progress.unanswered))
    counts: dict[str, Any] = {
        "n": progress.answered_applicable,
        "na": progress.not_applicable,
        "unsure": progress.dont_know,
    }
    if not progress.unanswered:
        _tell("part_reported", row, session, at, since, **counts)
        return row
    left = {"open": len(progress.unanswered), "all": progress.applicable}
    named = _named(session, progress.unanswered, "left", "left_more")
    _tell("part_returned", row, session, at, since, **counts, **left, **named)
    return row


def reopen(row: Delegation, session: Session, items: Sequence[str], by: Actor, at: datetime) -> None:
    """The part is no longer reported as done: its link changed the answers to these items, or gave those that
    had been left open. Its maker is told at once which of the two, at most ten times a day; of a change also
    where something that was open has been answered before.
    """
    row.refresh_from_db(fields=["reported_at", "reopened_at", "left_open", "is_changed"])
    since = _parted(row, items)
    if row.reported_at is None and (row.is_changed or not since.changed):
        return
    row.reopened_at = row.reopened_at if row.reported_at is None else at
    row.reported_at, row.is_changed = None, bool(since.changed)
    row.save(update_fields=["reported_at", "reopened_at", "is_changed"])
    _record("delegation.reopened", row, by, at, is_changed=row.is_changed)
    _tell("part_reopened" if row.is_changed else "part_resumed", row, session, at, since)


@dataclass(frozen=True, slots=True)
class _Since:
    """Items that were answered since the part was handed back: changed ones, and such as had been open."""

    changed: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()


def _parted(row: Delegation, items: Iterable[str]) -> _Since:
    given = tuple(items)
    return _Since(
        changed=tuple(code for code in given if code not in row.left_open),
        filled=tuple(code for code in given if code in row.left_open),
    )


def _changed_since(row: Delegation) -> list[str]:
    """The items that the link changed since it said for the last time that the part was done."""
    if row.reopened_at is None:
        return []
    rows = Answer.objects.filter(session=row.session_id, delegation=row, answered_at__gte=row.reopened_at)
    return list(rows.values_list("item", flat=True))


def _tell(code: str, row: Delegation, session: Session, at: datetime, since: _Since, **more: Any) -> None:
    """What holds now, in place of what was told before."""
    about, day = f"part:{row.pk}", f"{code}:{row.pk}:{at.astimezone(SEOUL).date()}:"
    settle(about)
    parts = names_of_parts(row, session)
    params = {"name": name_in_notices(row), "parts": parts, **more}
    params |= _named(session, since.changed, "changed", "more")
    params |= _named(session, since.filled, "filled", "filled_more")
    for user_id in told_about(row, session):
        told = Notice.objects.filter(user_id=user_id, once__startswith=day).count()
        if told < MOST_TOLD:
            url = reverse("assessments:delegation", args=[session.pk, row.pk])
            tell(user_id, code, params, url, about=about, once=f"{day}{told}")


def name_in_notices(row: Delegation) -> dict[str, str]:
    """For whom the link is, as a notice keeps it: in Korean with the word of respect."""
    return {"ko": with_honour(row.name), "en": row.name}


def names_of_parts(row: Delegation, session: Session) -> dict[str, str]:
    """The parts of the link in both languages, as a notice keeps them."""
    parts = [node.title for node in framework_of(session.framework).modules if node.code in row.modules]
    return {
        language: shorten(", ".join(each.of(language) for each in parts), PARTS_LENGTH, placeholder=" …")
        for language in ("ko", "en")
    }


def _named(session: Session, codes: Sequence[str], key: str, rest: str) -> dict[str, Any]:
    """Some questions in both languages under `key`, and under `rest` how many more there are."""
    items = [each.question for code, each in framework_of(session.framework).items.items() if code in codes]
    named = {
        language: between.join(each.of(language) for each in items[:NAMED])
        for language, between in _BETWEEN.items()
    }
    return {key: named if items else "", rest: max(0, len(items) - NAMED)}


def told_of(row: Delegation) -> list[Notice]:
    """The notices of the last time its holder said that the part is done; none where nobody could be told."""
    if row.reported_at is None:
        return []
    return list(
        Notice.objects.filter(about=f"part:{row.pk}", code__in=_TOLD, created_at__gte=row.reported_at)
    )


def told_about(row: Delegation, session: Session) -> list[uuid.UUID]:
    """Whoever made the link; of one made before signing up, or by somebody who is of the company no longer,
    who administers the company now.
    """
    if session.organisation_id is None:
        return [row.made_by_id] if row.made_by_id else []
    people = Membership.objects.active().filter(organisation_id=session.organisation_id)
    if row.made_by_id and people.filter(user_id=row.made_by_id).exists():
        return [row.made_by_id]
    return administrators(session.organisation_id)


def _record(verb: str, row: Delegation, by: Actor, at: datetime, **data: object) -> None:
    audit.record(
        by=by,
        at=at,
        verb=verb,
        subject_kind="session",
        subject_id=row.session_id,
        data={"delegation": str(row.pk), "kind": row.kind, **data},
    )
