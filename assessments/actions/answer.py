"""Answering: one change at a time or a page of them, never over somebody else's unseen change."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.actions.locked import locked_draft
from assessments.actions.reporting import reopen
from assessments.documents import framework_of
from assessments.given import Given
from assessments.models import Answer, Delegation, FormerAnswer, Session
from assessments.scoring import Answer as Value
from assessments.scoring import Framework, asked
from core import audit
from core.accounts.actor import Actor
from core.web import Refused

_FIELDS = tuple(field.attname for field in Answer._meta.concrete_fields)
_SAID = [_FIELDS.index(name) for name in ("item", "choices", "non_answer")]
_CHANGED_FIELDS = [
    "choices",
    "non_answer",
    "comment",
    "version",
    "origin",
    "mark",
    "answered_at",
    "answered_by",
    "delegation",
]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item that changed since the person saw it: what is stored, by whom and when, and what they gave."""

    item: str
    theirs: Value | None
    their_comment: str
    version: int
    changed_by_id: uuid.UUID | None
    delegation_id: uuid.UUID | None
    changed_at: datetime
    mine: Value | None
    my_comment: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the session, the rows of the items named, all answers as the engine reads them.

    `before` and `after` differ in what was changed; from them follows which questions appeared or went away.
    """

    session: Session
    framework: Framework
    rows: Mapping[str, Answer]
    before: Mapping[str, Value]
    after: Mapping[str, Value]


def answer(
    *,
    session_id: uuid.UUID,
    item: str,
    choice: str | Sequence[str],
    expected_version: int | None,
    by: Actor,
    at: datetime,
    comment: str | None = None,
) -> Saved:
    """Give or change the answer to one item; the same answer again changes nothing.

    `choice` is a choice code, codes of a multiple item, "not_applicable" or "dont_know". Raises Http404 for a
    session one may not know; Refused 409 "stale" with `data["conflicts"]` when the answer changed since
    `expected_version`, 409 "closed" for a submitted or expired session, 422 for anything that is no answer to
    this item, or an item that is not asked.
    """
    value = choice if isinstance(choice, str) else tuple(choice)
    given = {item: Given(value, comment, expected_version)}
    return answer_all(session_id=session_id, given=given, by=by, at=at, only_asked=True)


def clear(
    *, session_id: uuid.UUID, item: str, expected_version: int | None, by: Actor, at: datetime
) -> Saved:
    """Take an answer back; its note stays. Raises as `answer` does."""
    return answer_all(session_id=session_id, given={item: Given(None, None, expected_version)}, by=by, at=at)


def answer_all(
    *,
    session_id: uuid.UUID,
    given: Mapping[str, Given],
    by: Actor,
    at: datetime,
    only_asked: bool = False,
    within: Delegation | None = None,
) -> Saved:
    """Give several answers at once: all are stored or, when one is stale or wrong, none.

    Raises as `answer` does; "stale" names every conflict. Without `only_asked` the answer to an item that is
    not asked is kept as well (it counts for nothing until it is asked). `within` is the link that somebody
    answers by: Refused 403 "not-delegated" for an item it does not open; a part reported as complete is open
    again after a change. Two queries, one more when anything changed, and two for each changed item.
    """
    session = locked_draft(session_id, by, at)
    framework = framework_of(session.framework)
    if within is not None:
        _refuse_outside(framework, given, within)
    wanted = {item: answers.checked(framework, item, each) for item, each in given.items()}
    stored, before = _stored(session, framework, wanted)
    wanted = {
        item: replace(each, value=before.get(item)) if each.keeps_value else each
        for item, each in wanted.items()
    }
    _refuse_stale(framework, wanted, stored)
    after = dict(before)
    changed: list[Answer] = []
    for item, each in wanted.items():
        row = _changed_row(session, item, each, stored.get(item), by, at)
        if row is not None:
            row.delegation_id = within.pk if within else None
            changed.append(row)
        after.pop(item, None)
        if each.value is not None:
            after[item] = each.value
    if only_asked:
        _refuse_unasked(framework, [row.item for row in changed], after)
    for row in changed:
        old = before.get(row.item)
        if row.pk is None:
            row.save(force_insert=True)
        else:
            row.save(update_fields=_CHANGED_FIELDS)
        stored[row.item] = row
        audit.record(
            by=by,
            at=at,
            verb="answer.changed",
            subject_kind="session",
            subject_id=session.pk,
            data={
                "item": row.item,
                "version": row.version,
                "from": _plain(old),
                "to": _plain(after.get(row.item)),
                **({"delegation": str(within.pk)} if within else {}),
            },
        )
    if changed:
        Session.objects.filter(pk=session.pk).update(
            answers_version=F("answers_version") + len(changed), changed_at=at
        )
        session.answers_version += len(changed)
        session.changed_at = at
        if within is not None and (within.reported_at or within.reopened_at):
            reopen(within, session, [row.item for row in changed], by, at)
    return Saved(session, framework, {item: stored[item] for item in wanted if item in stored}, before, after)


def _stored(
    session: Session, framework: Framework, wanted: Collection[str]
) -> tuple[dict[str, Answer], dict[str, Value]]:
    """The rows of the wanted items, and all answers (one query; a row is made only where it is needed)."""
    item, choices, non_answer = _SAID
    rows = list(Answer.objects.filter(session=session).values_list(*_FIELDS))
    given = answers.of_rows(framework, ((row[item], row[choices], row[non_answer]) for row in rows))
    return {row[item]: Answer.from_db("default", _FIELDS, row) for row in rows if row[item] in wanted}, given


def _changed_row(
    session: Session, item: str, given: Given, row: Answer | None, by: Actor, at: datetime
) -> Answer | None:
    """The row with the change in it, not yet saved; None when nothing differs."""
    choices, non_answer = answers.to_row(given.value)
    if row is None:
        if given.value is None and not given.comment:
            return None
        row = Answer(session=session, item=item, version=0)
    elif _is_same(row, given):
        return None
    row.choices, row.non_answer = choices, non_answer
    row.comment = row.comment if given.comment is None else given.comment
    row.version += 1
    row.origin, row.mark = given.origin, given.mark
    row.answered_at = at
    row.answered_by_id = by.user_id
    return row


def _is_same(row: Answer, given: Given) -> bool:
    choices, non_answer = answers.to_row(given.value)
    return (
        row.choices == choices
        and row.non_answer == non_answer
        and (given.comment is None or given.comment == row.comment)
    )


def _refuse_stale(framework: Framework, wanted: Mapping[str, Given], stored: Mapping[str, Answer]) -> None:
    conflicts = []
    for item, each in wanted.items():
        row = stored.get(item)
        if row is None or each.expected_version in (None, row.version) or _is_same(row, each):
            continue
        if _is_own(row, each):
            continue
        conflicts.append(
            Conflict(
                item=item,
                theirs=answers.of_row(framework.items[item], row.choices, row.non_answer),
                their_comment=row.comment,
                version=row.version,
                changed_by_id=row.answered_by_id,
                delegation_id=row.delegation_id,
                changed_at=row.answered_at,
                mine=each.value,
                my_comment=each.comment,
            )
        )
    if conflicts:
        raise Refused(
            _("This answer was changed in the meantime. Look at both answers and choose one."),
            code="stale",
            status=409,
            data={"conflicts": conflicts},
        )


def _refuse_outside(framework: Framework, items: Collection[str], within: Delegation) -> None:
    for item in items:
        module = framework.parents.get(item)
        if module is None or module.code not in within.modules:
            raise Refused(
                _("This question is not among those you were asked to answer."),
                code="not-delegated",
                status=403,
            )


def _is_own(row: Answer, given: Given) -> bool:
    """Whether all that happened since the person looked is what they sent themselves without hearing back."""
    if row.mark not in given.unsure:
        return False
    since = FormerAnswer.objects.filter(
        session_id=row.session_id, item=row.item, version__gt=given.expected_version or 0
    )
    return not since.exclude(mark__in=given.unsure).exists()


def _refuse_unasked(framework: Framework, items: Sequence[str], after: Mapping[str, Value]) -> None:
    open_items = asked(framework, after) if items else frozenset()
    for item in items:
        if item not in open_items and item in after:
            raise Refused(
                _("This question is not asked with your other answers. Open the page again."),
                code="not-asked",
                data={"item": item},
            )


def _plain(value: Value | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value
