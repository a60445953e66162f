"""The assessor's home: each case with what is next in it and by when; what is over its day stands first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import actions
from assessments.clock import report_due_on
from assessments.models import LevelApplication
from core.accounts.actor import SYSTEM
from core.scope import acting, enter
from core.web.wording import SEOUL
from portal.dashboard.duties import Duty, duties
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import World, world
from tests.core.accounts.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DAY = timedelta(days=1)


@pytest.fixture
def hanbit() -> World:
    return world()


def _duty(hanbit: World) -> Duty:
    by = hanbit.by("assessor")
    with acting(by):
        (found,) = duties(by, timezone.now().astimezone(SEOUL).date())
    assert found.company == "한빛정밀"
    return found


def test_a_confirmation_is_one_duty_from_the_visit_to_the_report(hanbit: World) -> None:
    row, today = made.assessing(hanbit), timezone.now().astimezone(SEOUL).date()
    case = f"/assessments/levels/{row.pk}/"
    said = []
    for visit in (None, today + DAY, today - DAY):
        LevelApplication.objects.update(visit_on=visit)
        found = _duty(hanbit)
        said.append((found.act, found.url, found.day))
    finishes = {"verification_id": hanbit.row().verification_id, "confirms_rest": True}
    hanbit.do("assessor", actions.finish, **finishes)
    said.append((_duty(hanbit).act, case, report_due_on(today - DAY)))
    assert said == [
        ("방문 날짜 정하기", case, None),
        ("현장 방문하기", case, today + DAY),
        ("문항별 수준을 마치고 보고서 내기", case, report_due_on(today - DAY)),
        ("보고서 내기", case, report_due_on(today - DAY)),
    ]


def test_a_past_day_is_over_and_never_the_next_one(hanbit: World) -> None:
    browser = signed_in(hanbit.people["assessor"])
    assert "지금 하실 일이 없습니다" in browser.get("/").content.decode()
    enter(SYSTEM)
    made.assessing(hanbit)
    today = timezone.now().astimezone(SEOUL).date()
    LevelApplication.objects.update(visit_on=today - 20 * DAY)
    shown = browser.get("/").content.decode()
    assert f"{(today - report_due_on(today - 20 * DAY)).days}일 지남" in shown
    assert "가장 가까운 날" not in shown


def test_nobody_else_has_an_assessors_duties(hanbit: World) -> None:
    made.assessing(hanbit)
    for name in ("owner", "keeper", "first", "colleague"):
        by = hanbit.by(name)
        with acting(by):
            assert duties(by, timezone.now().date()) == ()
