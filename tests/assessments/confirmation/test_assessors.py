"""Who assesses stays without a tie, at work, and never judges over their own judgement."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assessments import actions
from assessments.actions import confirmation
from assessments.models import Subject, Verification
from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, User
from core.scope import acting, enter
from core.web import Refused
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import AT, SUMMARY, World, declared, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
Change = Callable[[World], None]


@pytest.fixture
def hanbit() -> World:
    return world()


def _joins(hanbit: World) -> None:
    who = hanbit.people["assessor"]
    Membership.objects.create(
        organisation=hanbit.hanbit, user=who, role="member", state="active", started_at=AT
    )


def _leaves(hanbit: World) -> None:
    Membership.objects.filter(user=hanbit.people["assessor"]).update(state="ended", ended_at=AT)


def _code(act: Callable[..., Any], *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    enter(SYSTEM)
    return caught.value.code


def _given(hanbit: World, name: str = "assessor") -> Verification:
    """A verification outside any application, given to an assessor."""
    row = hanbit.do("owner", actions.ask_verification, result_id=hanbit.result.pk)
    who = hanbit.people[name].pk
    return hanbit.do("keeper", actions.assign_assessor, verification_id=row.pk, assessor_id=who)


def _finished(hanbit: World) -> Verification:
    row = _given(hanbit)
    hanbit.do("owner", actions.open_to_assessor, verification_id=row.pk)
    declared(hanbit, "assessor", Subject.VERIFICATION, row.pk)
    hanbit.do("assessor", actions.finish, verification_id=row.pk, confirms_rest=True)
    return row


@pytest.mark.parametrize(("change", "code"), [(_joins, "tie"), (_leaves, "gone")])
def test_a_company_cannot_agree_to_an_assessor_who_cannot_judge_any_more(
    hanbit: World, change: Change, code: str
) -> None:
    _finished(hanbit)
    row = made.accepted(hanbit)
    change(hanbit)
    assert hanbit.row().state == "assigned"
    assert _code(hanbit.do, "owner", confirmation.agree, application_id=row.pk) == code


def test_documents_are_not_accepted_for_levels_verified_by_somebody_with_a_tie(hanbit: World) -> None:
    _finished(hanbit)
    _joins(hanbit)
    assert _code(made.accepted, hanbit) == "tie"
    assert hanbit.row().state == "submitted"


def test_another_assessor_reports_on_levels_verified_by_one_who_left(hanbit: World) -> None:
    _finished(hanbit)
    _leaves(hanbit)
    row = made.accepted(hanbit)
    who = hanbit.people["colleague"].pk
    hanbit.do("keeper", confirmation.assign, application_id=row.pk, assessor_id=who)
    hanbit.do("owner", confirmation.agree, application_id=row.pk)
    assert hanbit.row().state == "assessing"


@pytest.mark.parametrize("change", [_joins, _leaves])
def test_another_assessor_is_assigned_where_the_first_has_not_begun(hanbit: World, change: Change) -> None:
    row = _given(hanbit)
    change(hanbit)
    User.objects.filter(pk=hanbit.people["colleague"].pk).update(email="colleague@elsewhere.example")
    assert _code(hanbit.do, "owner", actions.open_to_assessor, verification_id=row.pk) in {"tie", "gone"}
    made.accepted(hanbit)
    assert hanbit.row().state == "accepted"
    who = hanbit.people["colleague"].pk
    hanbit.do("keeper", confirmation.assign, application_id=hanbit.row().pk, assessor_id=who)
    assert hanbit.row().state == "assigned"


def test_who_came_to_have_a_tie_hands_in_no_report(hanbit: World) -> None:
    row = made.verified(hanbit)
    by = hanbit.by("assessor")
    _joins(hanbit)
    with acting(replace(by, place=by.places[0])) as there:
        report = confirmation.hand_in_report
        assert _code(report, application_id=row.pk, summary=SUMMARY, by=there, at=AT) == "tie"


def test_a_reviewer_does_not_decide_on_a_judgement_of_their_own(hanbit: World) -> None:
    who = hanbit.people["assessor"].pk
    asked = {"result_id": hanbit.result.pk, "reason": "다시 보아 주십시오."}
    first = hanbit.do("owner", actions.ask_appeal, code="TOTAL", **asked)
    hanbit.do("keeper", actions.assign_appeal, appeal_id=first.pk, assessor_id=who)
    _finished(hanbit)
    assert _code(hanbit.do, "owner", actions.open_appeal, appeal_id=first.pk) == "tie"
    again = hanbit.people["colleague"].pk
    hanbit.do("keeper", actions.assign_appeal, appeal_id=first.pk, assessor_id=again)
    assert hanbit.do("owner", actions.open_appeal, appeal_id=first.pk).state == "open"


def test_a_reviewer_at_work_is_given_no_verification_of_the_same_result(hanbit: World) -> None:
    who = hanbit.people["assessor"].pk
    asked = {"result_id": hanbit.result.pk, "reason": "다시 보아 주십시오."}
    row = hanbit.do("owner", actions.ask_appeal, code="TOTAL", **asked)
    hanbit.do("keeper", actions.assign_appeal, appeal_id=row.pk, assessor_id=who)
    hanbit.do("owner", actions.open_appeal, appeal_id=row.pk)
    assert _code(_given, hanbit) == "reviews"
    assert _given(hanbit, "colleague").state == "assigned"
