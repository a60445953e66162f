"""What a verification keeps and gives up when it goes to another assessor, and what a review left it."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.models import Appeal, Judgement, LevelApplication, Share, Verification
from assessments.queries.verification import is_at_work, unfit
from assessments.verifying import Step
from assessments.workflow import Step as Confirming
from core import scope
from core.accounts.actor import SYSTEM, Actor
from core.consents.actions import withdraw
from core.web import Refused

BEGUN = frozenset({Step.OPEN.value, Step.FINISHED.value})
_REPORT_IS_DUE = [Confirming.ACCEPTED.value, Confirming.ASSIGNED.value, Confirming.ASSESSING.value]


def refuse_replacing(row: Verification, by: Actor) -> None:
    """Refused 409 `at-work` while the assessor of a case that has begun can go on with it.

    Another one follows an assessor who left the body or came to have a tie; where the levels are verified
    already, one who left, for the report that is still due.
    """
    is_due = LevelApplication.objects.filter(verification=row, state__in=_REPORT_IS_DUE).exists()
    if row.state == Step.FINISHED.value and not is_due:
        raise Refused(
            _("The levels are verified, so nobody else can be assigned."), code="closed", status=409
        )
    is_gone = not is_at_work(row.assessor_id, row.body_id)
    if not is_gone and (row.state == Step.FINISHED.value or not unfit(row, by)):
        raise Refused(
            _("%(name)s is at work on this. Another assessor follows only one who left or has a tie.")
            % {"name": row.assessor},
            code="at-work",
            status=409,
        )


def hand_on(row: Verification, by: Actor, at: datetime) -> None:
    """Close the case to the assessor before; the company agrees anew to the next one.

    That one finds what was judged so far under the name of whoever said it. Of an assessor with a tie nothing
    counts any more.
    """
    share_id, is_tied = row.share_id, is_at_work(row.assessor_id, row.body_id)
    row.share = row.opened_at = None
    row.save(update_fields=["share", "opened_at"])
    scope.enter(SYSTEM)  # what was judged is no administrator's to read, the consent the company's to keep
    try:
        if is_tied and row.state != Step.FINISHED.value:
            take_back_all(row, at)
        if share_id is not None and not is_used(share_id):
            withdraw(by=SYSTEM, at=at, consent_id=Share.objects.get(pk=share_id).consent_id)
    finally:
        scope.enter(by)


def carry_review(row: Verification, by: Actor) -> None:
    """Let what reviews of single numbers decided stand in a whole verification that opens: each decision is a
    judgement of its reviewer, with its day and reason, unless something stands there already."""
    scope.enter(SYSTEM)  # the reviewer may be another assessor, of another body
    try:
        known = set(_standing(row))
        decided = Verification.objects.filter(result_id=row.result_id, is_review=True).first()
        left = _standing(decided) if decided is not None else {}
        Judgement.objects.bulk_create(
            Judgement(
                verification=row,
                item=each.item,
                choices=each.choices,
                non_answer=each.non_answer,
                reason=each.reason,
                judged_at=each.judged_at,
                judged_by_id=each.judged_by_id,
            )
            for item, each in left.items()
            if item not in known
        )
    finally:
        scope.enter(by)


def take_back_all(row: Verification, at: datetime) -> None:
    """What was judged so far no longer counts; the history keeps it."""
    Judgement.objects.bulk_create(
        [Judgement(verification=row, item=item, judged_at=at, judged_by=None) for item in _standing(row)]
    )


def is_used(share_id: uuid.UUID) -> bool:
    """Whether the body looks at the result for another reason as well."""
    return (
        Verification.objects.live().filter(share_id=share_id).exists()
        or Appeal.objects.filter(share_id=share_id).exclude(state="withdrawn").exists()
    )


def _standing(row: Verification) -> dict[str, Judgement]:
    """The last judgement of each item that was not taken back, by item."""
    last = Judgement.objects.filter(verification=row).order_by("item", "-pk").distinct("item")
    return {each.item: each for each in last if not each.is_taken_back}
