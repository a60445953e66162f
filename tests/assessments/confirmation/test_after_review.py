"""A whole verification follows the review of single numbers: what was decided stands, and is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from assessments import actions
from assessments.actions import confirmation
from assessments.documents import framework_of
from assessments.models import FormerVerifiedResult, Judgement, Subject, Verification, VerifiedResult
from assessments.queries.confirmation import is_partly_verified
from assessments.queries.evidence import is_verified
from assessments.queries.verification import claimed_of, live_verification
from core.accounts.actor import SYSTEM
from core.scope import acting, enter
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import SUMMARY, World, declared, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DECIDED = "기록을 보니 한 단계 낮습니다."


@pytest.fixture
def hanbit() -> World:
    return world()


def _reviewed(hanbit: World) -> str:
    """The item on which the colleague decided a review, a level lower."""
    framework = framework_of(hanbit.result.framework)
    claimed = claimed_of(framework, hanbit.result)
    code, lower = next(
        (code, codes[codes.index(str(value)) - 1])
        for code, value in claimed.items()
        if (codes := [each.code for each in framework.items[code].choices]) and value in codes[1:]
    )
    ask = {"result_id": hanbit.result.pk, "code": code, "reason": "다시 보아 주십시오."}
    row = hanbit.do("owner", actions.ask_appeal, **ask)
    who = hanbit.people["colleague"].pk
    hanbit.do("keeper", actions.assign_appeal, appeal_id=row.pk, assessor_id=who)
    hanbit.do("owner", actions.open_appeal, appeal_id=row.pk)
    declared(hanbit, "colleague", Subject.APPEAL, row.pk)
    decide: Callable[..., Any] = actions.decide_appeal
    hanbit.do("colleague", decide, appeal_id=row.pk, levels={code: lower}, reason=DECIDED)
    return code


def _open(hanbit: World) -> Verification:
    row = hanbit.do("owner", actions.ask_verification, result_id=hanbit.result.pk)
    who = hanbit.people["assessor"].pk
    hanbit.do("keeper", actions.assign_assessor, verification_id=row.pk, assessor_id=who)
    hanbit.do("owner", actions.open_to_assessor, verification_id=row.pk)
    declared(hanbit, "assessor", Subject.VERIFICATION, row.pk)
    return row


def test_a_whole_verification_takes_the_place_of_the_review_and_its_decision_stands(hanbit: World) -> None:
    code = _reviewed(hanbit)
    partial = VerifiedResult.objects.get()
    review = Verification.objects.get()
    assert (review.is_review, is_partly_verified(partial), is_verified(hanbit.result.session)) == (
        True,
        True,
        False,
    )
    row = _open(hanbit)
    assert row.pk != review.pk
    stands = Judgement.objects.get(verification=row)
    assert (stands.item, stands.reason, stands.judged_by_id) == (
        code,
        DECIDED,
        hanbit.people["colleague"].pk,
    )
    hanbit.do("assessor", actions.finish, verification_id=row.pk, confirms_rest=True)
    whole, former = VerifiedResult.objects.get(), FormerVerifiedResult.objects.get()
    assert (whole.verification_id, whole.appeal_id, is_partly_verified(whole)) == (row.pk, None, False)
    assert former.data["verification_id"] == str(review.pk)
    assert former.data["answers"] == partial.answers
    assert whole.answers == partial.answers
    assert [(each["item"], each["reason"]) for each in whole.changes] == [(code, DECIDED)]
    with acting(hanbit.by("owner")) as by:
        found = live_verification(hanbit.result.pk, by)
    assert found is not None
    assert found.pk == row.pk


def test_the_assessor_of_the_whole_may_judge_otherwise_with_a_reason_and_the_history_keeps_both(
    hanbit: World,
) -> None:
    code = _reviewed(hanbit)
    row = _open(hanbit)
    claimed = claimed_of(framework_of(hanbit.result.framework), hanbit.result)[code]
    judged = {
        "verification_id": row.pk,
        "item": code,
        "value": claimed,
        "reason": "현장 기록이 있습니다.",
    }
    hanbit.do("assessor", actions.judge, **judged)
    hanbit.do("assessor", actions.finish, verification_id=row.pk, confirms_rest=True)
    assert VerifiedResult.objects.get().changes == []
    assert Judgement.objects.filter(verification=row, item=code).count() == 2


def test_a_company_with_a_reviewed_number_applies_and_gets_its_certificate(hanbit: World) -> None:
    _reviewed(hanbit)
    row = made.verified(hanbit)
    hanbit.do("assessor", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    assert len(hanbit.row().report["changes"]) == 1
    assert hanbit.row().report["judged"] == 1


def test_a_review_after_the_whole_changes_the_whole(hanbit: World) -> None:
    _reviewed(hanbit)
    row = _open(hanbit)
    hanbit.do("assessor", actions.finish, verification_id=row.pk, confirms_rest=True)
    again = hanbit.do("owner", actions.ask_verification, result_id=hanbit.result.pk)
    assert again.pk == row.pk
    with pytest.raises(DatabaseError, match="only by the decision"), transaction.atomic():
        VerifiedResult.objects.update(score=0, appeal_id=None)
    review = Verification.objects.get(is_review=True)
    with pytest.raises(DatabaseError, match="only by the decision"), transaction.atomic():
        VerifiedResult.objects.update(verification_id=review.pk)


def test_nobody_but_the_portal_makes_a_review_and_none_becomes_a_whole(
    hanbit: World,
) -> None:
    _reviewed(hanbit)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Verification.objects.update(is_review=False)
    copy = """
        INSERT INTO assessments_verification (id, result_id, session_id, organisation_id, plant_name, sigungu,
          state, asked_at, is_review)
        SELECT gen_random_uuid(), result_id, session_id, organisation_id, plant_name, sigungu, 'asked',
          asked_at, true FROM assessments_verification"""
    with pytest.raises(DatabaseError), acting(hanbit.by("owner")), connection.cursor() as cursor:
        cursor.execute(copy)
    enter(SYSTEM)
    assert Verification.objects.count() == 1
