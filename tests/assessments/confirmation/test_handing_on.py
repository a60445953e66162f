"""An assessor leaves a case that has begun: another one goes on, and nothing is lost or misattributed."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments import actions
from assessments.actions import confirmation
from assessments.documents import framework_of
from assessments.models import Judgement, LevelApplication, Share, Subject, Verification, VerifiedResult
from assessments.queries.verification import claimed_of, judged_of
from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, User
from core.audit.models import Event
from core.models import Notice
from core.scope import acting, enter
from core.web import Refused
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import AT, SUMMARY, World, declared, system, world
from tests.core.accounts.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
FOUND = "하루에 한 번 손으로 적습니다."


@pytest.fixture
def hanbit() -> World:
    return world()


def _leaves(hanbit: World) -> None:
    Membership.objects.filter(user=hanbit.people["assessor"]).update(state="ended", ended_at=AT)


def _joins_the_company(hanbit: World) -> None:
    who = hanbit.people["assessor"]
    Membership.objects.create(
        organisation=hanbit.hanbit, user=who, role="member", state="active", started_at=AT
    )


def _judged(hanbit: World) -> str:
    """The item on which the first assessor found a level lower, a day before a visit."""
    made.assessing(hanbit)
    row = Verification.objects.get()
    framework = framework_of(hanbit.result.framework)
    code, lower = next(
        (code, codes[codes.index(str(value)) - 1])
        for code, value in claimed_of(framework, hanbit.result).items()
        if (codes := [each.code for each in framework.items[code].choices]) and value in codes[1:]
    )
    hanbit.do("assessor", actions.judge, verification_id=row.pk, item=code, value=lower, reason=FOUND)
    hanbit.do("assessor", confirmation.plan_visit, application_id=hanbit.row().pk, on=AT.date())
    return code


def _assign(hanbit: World, name: str = "colleague") -> LevelApplication:
    who = hanbit.people[name].pk
    return hanbit.do("keeper", confirmation.assign, application_id=hanbit.row().pk, assessor_id=who)


def _code(act: Callable[..., Any], *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    enter(SYSTEM)
    return caught.value.code


def test_the_next_assessor_goes_on_where_the_one_who_left_stopped(hanbit: World) -> None:
    code = _judged(hanbit)
    assert _code(_assign, hanbit) == "at-work"
    _leaves(hanbit)
    case = f"/assessments/levels/{hanbit.row().pk}/"
    keeper = signed_in(hanbit.people["keeper"])
    assert "심사 중" in keeper.get("/assessments/levels/").content.decode().partition("모두")[0]
    enter(SYSTEM)
    assert "계속 맡을 수 없습니다" in keeper.get(case).content.decode()
    enter(SYSTEM)
    sent = {"assessor": str(hanbit.people["colleague"].pk)}
    assert keeper.post(f"{case}assign/", sent).status_code == 302
    enter(SYSTEM)
    row, verification = hanbit.row(), Verification.objects.get()
    assert (row.state, row.visit_on, verification.state) == ("assigned", None, "assigned")
    assert verification.share is None
    assert Share.objects.get().withdrawn_at is not None
    event = Event.objects.get(verb="verification.reassigned")
    assert event.data["former"] == str(hanbit.people["assessor"].pk)
    assert event.data["assessor"] == str(hanbit.people["colleague"].pk)
    assert Notice.objects.filter(user_id=hanbit.people["owner"].pk, code="level_agree").count() == 2
    with acting(hanbit.by("colleague")) as by:
        assert not LevelApplication.objects.visible_to(by).exists()
    enter(SYSTEM)
    hanbit.do("owner", confirmation.agree, application_id=row.pk)
    declared(hanbit, "colleague", Subject.VERIFICATION, verification.pk)
    verification.refresh_from_db()
    stands = judged_of(verification, framework_of(hanbit.result.framework))
    assert {each: found.row.judged_by_id for each, found in stands.items()} == {
        code: hanbit.people["assessor"].pk
    }
    hanbit.do("colleague", confirmation.plan_visit, application_id=row.pk, on=AT.date())
    hanbit.do("colleague", actions.finish, verification_id=verification.pk, confirms_rest=True)
    hanbit.do("colleague", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    assert [each["reason"] for each in hanbit.row().report["changes"]] == [FOUND]
    assert hanbit.row().reported_by_id == hanbit.people["colleague"].pk


def test_what_somebody_with_a_tie_judged_no_longer_counts(hanbit: World) -> None:
    _judged(hanbit)
    _joins_the_company(hanbit)
    User.objects.filter(pk=hanbit.people["colleague"].pk).update(email="colleague@elsewhere.example")
    _assign(hanbit)
    verification = Verification.objects.get()
    assert judged_of(verification, framework_of(hanbit.result.framework)) == {}
    assert Judgement.objects.filter(verification=verification, reason=FOUND).exists()


def test_who_follows_after_the_levels_are_verified_writes_the_report_that_is_due(hanbit: World) -> None:
    row = made.verified(hanbit)
    levels = VerifiedResult.objects.values().get()
    _leaves(hanbit)
    _assign(hanbit)
    verification = Verification.objects.get()
    assert (hanbit.row().state, verification.state) == ("assigned", "finished")
    hanbit.do("owner", confirmation.agree, application_id=row.pk)
    declared(hanbit, "colleague", Subject.VERIFICATION, verification.pk)
    report = {"application_id": row.pk, "summary": SUMMARY}
    assert _code(hanbit.do, "colleague", confirmation.hand_in_report, **report) == "no-visit"
    hanbit.do("colleague", confirmation.plan_visit, application_id=row.pk, on=AT.date())
    hanbit.do("colleague", confirmation.hand_in_report, **report)
    assert hanbit.row().state == "reported"
    assert VerifiedResult.objects.values().get() == levels


def test_nobody_is_put_in_the_place_of_whoever_reported(hanbit: World) -> None:
    made.reported(hanbit)
    _leaves(hanbit)
    assert _code(_assign, hanbit) == "closed"
    call = {"verification_id": Verification.objects.get().pk}
    who = hanbit.people["colleague"].pk
    assert _code(hanbit.do, "keeper", actions.assign_assessor, assessor_id=who, **call) == "closed"


def test_the_programme_administrators_are_told_once_that_an_assessor_left(hanbit: World) -> None:
    made.assessing(hanbit)
    assert system(confirmation.keep_time, at=AT).left == 0
    _leaves(hanbit)
    assert [system(confirmation.keep_time, at=AT).left for _day in range(2)] == [1, 0]
    keeper = hanbit.people["keeper"].pk
    assert Notice.objects.filter(user_id=keeper, code="level_left").count() == 1
