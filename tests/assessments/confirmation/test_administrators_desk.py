"""The programme administrator's side: whose turn each case is, the document check, the way to a rejection."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.actions import confirmation
from assessments.models import LevelApplication
from core.accounts.actor import SYSTEM
from core.models import Membership
from core.scope import enter
from tests.assessments.confirmation.pages import page, post
from tests.assessments.confirmation.world import (
    AT,
    WHY,
    World,
    accepted,
    assessing,
    assigned,
    confirmed,
    reported,
    submitted,
    world,
)
from tests.core.accounts.people import signed_in
from tests.portal.results.world import result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
LEVELS = "/assessments/levels/"


@pytest.fixture
def hanbit(as_system: None) -> World:
    return world()


@pytest.fixture
def keeper(hanbit: World) -> Client:
    return signed_in(hanbit.people["keeper"])


def row_of(keeper: Client, query: str = "") -> dict[str, str]:
    """The cells of the only case, by their head."""
    seen = page(keeper, f"{LEVELS}{query}")
    cells = re.findall(r'<td[^>]*data-label="([^"]+)">(.*?)</td>', seen, re.S)
    return {head: " ".join(re.sub(r"<[^>]+>", " ", cell).split()) for head, cell in cells}


@pytest.mark.parametrize(
    ("reach", "who", "due"),
    [
        (submitted, "나", "—"),
        (accepted, "나", "—"),
        (assigned, "기업", "—"),
        (assessing, "심사원 assessor", "방문 날짜를 정하지 않음"),
        (reported, "심의위원회", "결정 2026. 12. 4.(금)"),
        (confirmed, "—", "—"),
    ],
)
def test_the_list_says_whose_turn_it_is_and_by_when(
    hanbit: World, keeper: Client, reach: object, who: str, due: str
) -> None:
    reach(hanbit)  # type: ignore[operator]
    enter(SYSTEM)
    found = row_of(keeper)
    assert found["지금 할 쪽"] == who
    assert found["기한"].startswith(due), found["기한"]
    assert found["넘겨받은 날"] == ("—" if who == "—" else "2026. 11. 20.(금)")


def test_a_visit_is_due_until_its_day_and_the_report_after_it(hanbit: World, keeper: Client) -> None:
    assessing(hanbit)
    enter(SYSTEM)
    day = timezone.localdate() + timedelta(days=3)
    LevelApplication.objects.update(visit_on=day)
    assert row_of(keeper)["기한"].startswith("현장 방문")
    LevelApplication.objects.update(visit_on=timezone.localdate() - timedelta(days=3))
    assert row_of(keeper)["기한"].startswith("보고서")


def test_missing_documents_are_the_companys_turn_until_their_day(hanbit: World, keeper: Client) -> None:
    row = submitted(hanbit)
    hanbit.do("keeper", confirmation.ask_for_more, application_id=row.pk, documents=["taxes"], reason=WHY)
    found = row_of(keeper)
    assert found["지금 할 쪽"] == "기업"
    assert found["기한"].startswith("서류 2026.")


def test_what_waits_is_narrowed_by_what_is_to_be_done_and_each_number_is_what_stands_there(
    hanbit: World, keeper: Client
) -> None:
    assessing(hanbit)
    Membership.objects.filter(user=hanbit.people["assessor"]).delete()
    left = hanbit.row()
    answer = keeper.get(f"{LEVELS}?turn=left")
    enter(SYSTEM)
    assert ([each.row for each in answer.context["waiting"]], answer.context["turns"]) == ([left], [])
    fresh = submitted(replace(hanbit, result=result(hanbit.hanbit, plant="2공장", at=AT)))
    wanted = {"": {left, fresh}, "turn=submitted": {fresh}, "turn=left": {left}, "turn=short": {left, fresh}}
    for query, rows in wanted.items():
        context = keeper.get(f"{LEVELS}?{query}").context
        enter(SYSTEM)
        assert {each.row for each in context["waiting"]} == rows, query
        current = next(tab for tab in context["turns"] if tab.current)
        assert current.count == len(rows)


def test_all_documents_their_state_and_the_decision_stand_before_anything_else(
    hanbit: World, keeper: Client
) -> None:
    row = submitted(hanbit)
    seen = page(keeper, f"{LEVELS}{row.pk}/").partition('id="main"')[2]
    assert seen.count('class="badge badge--success"') == 4
    assert "4 / 4</span>" in seen
    decision = seen.index(f"{LEVELS}{row.pk}/accept/")
    assert seen.rindex("서류.pdf") < decision
    assert 'href="#decide"' in seen[:decision]
    assert 'id="decide"' in seen
    assert "<h3" not in seen[:decision], "a line for each document, not a card"
    assert len(re.sub(r"<[^>]+>", "", seen[:decision]).split()) < 80, "the button is near the top"


def test_a_rejection_is_read_before_it_is_done_and_its_reason_can_still_be_changed(
    hanbit: World, keeper: Client
) -> None:
    row = submitted(hanbit)
    url = f"{LEVELS}{row.pk}/reject/"
    asked = post(keeper, url, 200, reason=WHY)
    assert "반려하시겠습니까?" in asked
    assert WHY in asked
    assert "되돌릴 수 없습니다" in asked
    assert hanbit.row().state == "submitted"
    assert WHY in post(keeper, url, 200, reason=WHY, sure="change")
    post(keeper, url, reason=WHY, sure="on")
    assert hanbit.row().state == "rejected"
