"""Stepping back from an application: asked before it is done, and what follows when too few are left."""

import pytest

from assessments.actions import confirmation
from assessments.models import CommitteeVote, Interest, Subject
from core.accounts.actor import SYSTEM
from core.notices.models import Notice
from core.scope import enter
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.pages import page, post
from tests.assessments.confirmation.world import World, world
from tests.core.accounts.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
WHY = "이 회사의 자문을 맡고 있습니다."


@pytest.fixture
def hanbit() -> World:
    return world()


def test_stepping_back_is_asked_before_it_is_done_and_says_who_is_left(hanbit: World) -> None:
    row = made.reported(hanbit)
    case = f"/assessments/levels/{row.pk}/"
    first = signed_in(hanbit.people["first"])
    opened = page(first, f"{case}interest/?step-back=1")
    assert ("내용이 열려 있습니다" in opened, "밝히시면 내용이" in opened) == (True, False)
    empty = post(first, f"{case}interest/", 422, interest="some", reason=" ")
    assert ("사업 관리자만 읽습니다" in empty, "회사가 읽습니다" in empty) == (True, False)
    long = post(first, f"{case}interest/", 422, interest="some", reason="가" * 1_001)
    assert "1,000" in long
    asked = post(first, f"{case}interest/", 200, interest="some", reason=WHY)
    assert all(each in asked for each in ("다시 들어올 수 없습니다", "2명", WHY))
    assert "모자라" not in asked
    assert not Interest.objects.filter(is_free=False).exists()
    assert WHY in post(first, f"{case}interest/", 200, interest="some", reason=WHY, sure="change")
    post(first, f"{case}interest/", interest="some", reason=WHY, sure="on")
    listed = page(first, "/assessments/levels/")
    assert ("빠짐" in listed, "위원이 모자람" in listed) == (True, False)
    assert listed.index("그 밖의 안건") < listed.index("한빛정밀")


def test_too_few_members_are_said_before_and_after_to_everybody_who_can_do_something(hanbit: World) -> None:
    row = made.reported(hanbit)
    case = f"/assessments/levels/{row.pk}/"
    made.declared(hanbit, "first", Subject.APPLICATION, row.pk, is_free=False, reason=WHY)
    keeper, second = signed_in(hanbit.people["keeper"]), signed_in(hanbit.people["second"])
    assert "위원이 모자라" not in page(keeper, "/")
    asked = post(second, f"{case}interest/", 200, interest="some", reason=WHY)
    assert ("1명" in asked, "결정할 수 없게 됩니다" in asked) == (True, True)
    assert not Notice.objects.filter(code="level_too_few").exists()
    post(second, f"{case}interest/", interest="some", reason=WHY, sure="on")
    listed = page(second, "/assessments/levels/")
    assert "alert--warning" in listed.partition("위원이 모자라 결정할 수 없습니다")[0]
    assert "위원이 모자람" in listed
    third = page(signed_in(hanbit.people["third"]), case)
    assert ("위원이 모자람" in third, "아직 표가 없습니다" in third) == (True, True)
    place = hanbit.people["first"].memberships.get().organisation_id
    for where in ("/", case):
        assert f"/organisations/{place}/" in page(keeper, where).partition("위원이 모자라")[2], where
    assert "한빛정밀" in page(keeper, "/assessments/levels/").partition('id="others"')[0]


def test_pressing_again_after_a_vote_says_that_one_has_voted_and_leads_to_the_case(hanbit: World) -> None:
    row = made.reported(hanbit)
    case = f"/assessments/levels/{row.pk}/"
    first = signed_in(hanbit.people["first"])
    post(first, f"{case}vote/", is_for="yes", sure="on")
    again = post(first, f"{case}vote/", 409, is_for="yes", sure="on")
    assert all(
        each in again for each in ("이미 표결하셨습니다", "그 표를 거둘 수 있습니다", f'href="{case}"')
    )
    hanbit.do("second", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    assert "결정도 끝났습니다" in post(first, f"{case}vote/", 409, is_for="yes", sure="on")
    enter(SYSTEM)
    assert CommitteeVote.objects.count() == 2
