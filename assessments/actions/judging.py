"""Judging: an assessor's level of one item at a time, taken back at will, and the verified result."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import given as answers
from assessments.actions.verification import (
    about_of,
    locked,
    move,
    owners_of,
    refuse_tied,
    refuse_undeclared,
    url_of_verification,
)
from assessments.documents import framework_of
from assessments.given import Given
from assessments.models import Judgement, Result, Subject, Verification, VerifiedResult
from assessments.outcomes import ENGINE, decimal
from assessments.queries.verification import Judged, claimed_of, history_of, judged_of
from assessments.scoring import Answer as Value
from assessments.scoring import Framework, asked_in_order, score
from assessments.verifying import Act, Step
from core import audit, scope
from core.accounts.actor import SYSTEM, Actor
from core.lines import has_letters, one_line
from core.notices.telling import settle, tell
from core.web import Refused

SHORTEST_REASON, LONGEST_REASON = 5, 1_000


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What finishing now would count: the claimed answers with the judged ones in their place.

    `missing` are items that the assessor's levels open and that nobody answered; without any, `counted` is
    the whole. `unjudged` are the items that would stand as the company answered.
    """

    claimed: dict[str, Value]
    judged: dict[str, Judged]
    counted: dict[str, Value]
    missing: list[str]
    unjudged: list[str]


def reckoned(row: Verification, result: Result, framework: Framework) -> Reckoned:
    """What there is to finish with now (one query)."""
    claimed, judged = claimed_of(framework, result), judged_of(row, framework)
    given = {**claimed, **{code: each.value for code, each in judged.items()}}
    asked = asked_in_order(framework, given)
    return Reckoned(
        claimed=claimed,
        judged=judged,
        counted={code: given[code] for code in asked if code in given},
        missing=[code for code in asked if code not in given],
        unjudged=[code for code in asked if code not in judged],
    )


@transaction.atomic
def judge(
    *,
    verification_id: uuid.UUID,
    item: str,
    value: Value,
    reason: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Judgement:
    """The assessor's answer to one item, appended to its history; the same again changes nothing.

    `seen` is the last word on the item that the assessor had before them, 0 for none: another one said
    meanwhile, in a second tab, is not written over unseen. A reason of at least `SHORTEST_REASON` characters
    is needed where the level differs from what the company claims. Refused 422 `no-reason`, `reason-length`,
    `changed` or for anything that is no answer to the item, 409 `closed` before it is open and once it is
    finished.
    """
    row, result, framework = _open(verification_id, by)
    if item not in framework.items:
        raise Http404
    checked = answers.checked(framework, item, Given(value or None, reason)).value
    if checked is None:
        raise Refused(_("Choose the level that you found."), code="no-level", field="level")
    reason = one_line(reason)
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("The reason is too long: at most %(n)s characters.") % {"n": f"{LONGEST_REASON:,}"},
            code="reason-length",
            field="reason",
        )
    is_short = len(reason) < SHORTEST_REASON or not has_letters(reason)
    if is_short and checked != claimed_of(framework, result).get(item):
        raise Refused(_why_needed(reason), code="no-reason", field="reason")
    known = judged_of(row, framework).get(item)
    if known is not None and (known.value, known.reason) == (checked, reason):
        return known.row
    if seen is not None and seen != _last_of(row, item):
        raise Refused(
            _("This question was changed in another window meanwhile. Compare both, then keep one."),
            code="changed",
            field="level",
        )
    return _append(row, item, checked, reason, by, at)


def _why_needed(reason: str) -> str:
    if not reason:
        return _("Say why you found another level than the company. It is shown beside the level.")
    said = _("Give the reason in at least %(least)s characters: the company reads it beside the level.")
    return said % {"least": SHORTEST_REASON}


def _last_of(row: Verification, item: str) -> int:
    """The last word on an item, 0 for none (one query)."""
    return history_of(row, item).values_list("pk", flat=True).first() or 0


@transaction.atomic
def take_back(*, verification_id: uuid.UUID, item: str, by: Actor, at: datetime) -> Judgement | None:
    """What takes the last judgement of an item back; None where there is none. Only until it is finished."""
    row, _result, framework = _open(verification_id, by)
    if item not in judged_of(row, framework):
        return None
    return _append(row, item, None, "", by, at)


@transaction.atomic
def undo_judgement(
    *, verification_id: uuid.UUID, item: str, seen: int, by: Actor, at: datetime
) -> Judgement | None:
    """What stood before the last word on an item, said again; where nothing stood, the word is taken back.

    None, and nothing happens, when `seen` is not the last word any more: it was undone, or said anew.
    """
    row, _result, framework = _open(verification_id, by)
    if item not in framework.items or seen != _last_of(row, item):
        return None
    before = next(iter(history_of(row, item)[1:2]), None)
    if before is None or before.is_taken_back:
        return _append(row, item, None, "", by, at)
    value = answers.of_row(framework.items[item], before.choices, before.non_answer)
    return _append(row, item, value, before.reason, by, at)


@transaction.atomic
def finish(*, verification_id: uuid.UUID, confirms_rest: bool, by: Actor, at: datetime) -> VerifiedResult:
    """The verified result: scored once from the company's answers with the assessor's in their place.

    The claimed result stays as it is. With `confirms_rest` the items not judged count as confirmed; without
    it they refuse the finish (`unjudged`, `data["items"]`), as do items that the assessor's levels open and
    that nobody answered (`gaps`).
    """
    row, result, framework = _open(verification_id, by)
    found = reckoned(row, result, framework)
    if found.missing:
        raise Refused(
            _("Your levels ask for more questions. Judge these as well."),
            code="gaps",
            data={"items": found.missing},
        )
    if found.unjudged and not confirms_rest:
        raise Refused(
            _("Some questions were not looked at. Look at them, or let them stand as the company answered."),
            code="unjudged",
            field="rest",
            data={"items": found.unjudged},
        )
    move(row, Act.FINISH)
    row.finished_at = at
    row.save(update_fields=["state", "finished_at"])
    verified = verified_row(row, result, framework, found, at)
    _store(verified, by)
    audit.record(
        by=by, at=at, verb="verification.finished", subject_kind="verification", subject_id=row.pk,
        data={"result": str(result.pk), "changes": [each["item"] for each in verified.changes]},
    )  # fmt: skip
    settle(about_of(row))
    for user_id in owners_of(row):
        tell(
            user_id,
            "verification_finished",
            {"body": verified.body_name, "changes": len(verified.changes)},
            reverse("results:result", args=[result.pk]),
        )
    return verified


def _store(verified: VerifiedResult, by: Actor) -> None:
    """Stored; in the place of what a review of single numbers gave, which PostgreSQL keeps."""
    if not VerifiedResult.objects.filter(result=verified.result_id).exists():
        verified.save(force_insert=True)
        return
    scope.enter(SYSTEM)
    try:
        verified.save(force_update=True)
    finally:
        scope.enter(by)


def verified_row(
    row: Verification,
    result: Result,
    framework: Framework,
    found: Reckoned,
    at: datetime,
    *,
    confirms_rest: bool = True,
) -> VerifiedResult:
    """The unsaved verified result of the counted answers, which are scored here. Without `confirms_rest` only
    what was judged counts as confirmed."""
    claimed, judged, counted = found.claimed, found.judged, found.counted
    scheme = result.outcome.get("scheme") if isinstance(result.outcome, dict) else None
    outcome = score(framework, counted, scheme=scheme)
    changed = [code for code in framework.items if counted.get(code) != claimed.get(code)]
    return VerifiedResult(
        result=result,
        verification=row,
        body_name=row.body.name if row.body else "",
        score=decimal(outcome.score),
        low=decimal(outcome.low) or 0,
        high=decimal(outcome.high) or 0,
        coverage=decimal(outcome.coverage) or 0,
        level=outcome.level.level if outcome.level else None,
        tier=outcome.tier.code if outcome.tier else "",
        outcome=outcome.trace(),
        answers={code: plain_answer(value) for code, value in counted.items()},
        changes=[
            {
                "item": code,
                "claimed": plain_answer(claimed.get(code)),
                "verified": plain_answer(counted.get(code)),
                "reason": judged[code].reason if code in judged else "",
            }
            for code in changed
        ],
        confirmed=sum(code not in changed and (confirms_rest or code in judged) for code in counted),
        judged=sum(code in judged for code in counted),
        engine=ENGINE,
        verified_at=at,
    )


def plain_answer(value: Value | None) -> Any:
    """The answer as it stands in JSON."""
    return list(value) if isinstance(value, tuple) else value


def _open(verification_id: uuid.UUID, by: Actor) -> tuple[Verification, Result, Framework]:
    """The assessor's own verification, locked and open, with its result; Refused once they have a tie."""
    row = locked(verification_id, by)
    if row.assessor_id != by.user_id or by.user_id is None:
        raise Http404
    if row.state != Step.OPEN.value:
        raise _closed(row)
    refuse_undeclared(Subject.VERIFICATION, row.pk, by)
    refuse_tied(row, by)
    result = (
        Result.objects.visible_to(by)
        .select_related("framework")
        .defer("framework__document", "framework__source")
        .get(pk=row.result_id)
    )
    return row, result, framework_of(result.framework)


def _closed(row: Verification) -> Refused:
    """Why nothing can be changed any more, with the way to what it came to."""
    message = (
        _("You have finished this verification already, so nothing can be changed in it.")
        if row.state == Step.FINISHED.value
        else _("This verification is not open, so nothing can be changed in it.")
    )
    way = {"url": url_of_verification(row), "go": _("See the verification")}
    return Refused(message, code="closed", status=409, data=way)


def _append(
    row: Verification, item: str, value: Value | None, reason: str, by: Actor, at: datetime
) -> Judgement:
    choices, non_answer = answers.to_row(value) if value is not None else ([], "")
    made = Judgement.objects.create(
        verification=row,
        item=item,
        choices=choices,
        non_answer=non_answer,
        reason=reason,
        judged_at=at,
        judged_by_id=by.user_id,
    )
    verb = "verification.judged" if value is not None else "verification.judgement_taken_back"
    audit.record(
        by=by, at=at, verb=verb,
        subject_kind="verification", subject_id=row.pk,
        data={"item": item, "choices": list(choices), "non_answer": non_answer},
    )  # fmt: skip
    return made
