"""What would help a supplier: tried on lists of all companies, told without any of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from assessments.models import Result
from core.accounts.actor import SYSTEM, Actor
from core.scope import enter
from matching import actions
from matching.models import Recommendation, Supplier
from matching.queries.helps import DAYS, LEAST, Helps, helps
from tests.core.accounts.people import actor, hanbit, signed_in
from tests.matching.world import AT, banned, costs, hanbit_result, mirae, policy, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")


@pytest.fixture
def result() -> Result:
    policy()
    return hanbit_result(hanbit())


def recommended(result: Result, times: int) -> None:
    for _ in range(times):
        assert actions.recommend(by=SYSTEM, at=AT - timedelta(days=1), result=result)


def told(row: Supplier, by: Actor = SYSTEM) -> dict[str, int]:
    return {each.sentence: each.lists for each in helps(row, by, AT).steps}


def test_to_serve_the_region_is_named_with_the_lists_it_would_bring(result: Result) -> None:
    row = mirae(regions=["11"])
    recommended(result, 7)
    assert told(row) == {"서비스 지역에 경남을 추가합니다.": 5}
    assert helps(row, SYSTEM, AT).lists == 5


def test_below_five_lists_nothing_is_told(result: Result) -> None:
    row = mirae(regions=["11"])
    recommended(result, LEAST - 1)
    assert helps(row, SYSTEM, AT) == Helps(DAYS, 0, ())


def test_old_lists_and_those_of_another_policy_do_not_count(result: Result) -> None:
    row = mirae(regions=["11"])
    recommended(result, 6)
    assert helps(row, SYSTEM, AT + timedelta(days=DAYS)) == Helps(DAYS, 0, ())


def test_who_is_listed_needs_nothing(result: Result) -> None:
    row = mirae()
    recommended(result, 6)
    assert told(row) == {}
    assert helps(row, SYSTEM, AT).lists == 5


def test_what_keeps_it_out_of_every_list_counts_as_mended(result: Result) -> None:
    row = mirae(
        regions=["11"], is_accepting=False, capacity_open=0, is_published=False, verified_at=None,
        profile_confirmed_on=AT.date() - timedelta(days=800),
    )  # fmt: skip
    recommended(result, 6)
    assert list(told(row).values()) == [5]


def test_under_a_ban_nothing_is_tried(result: Result) -> None:
    row = mirae(regions=["11"])
    recommended(result, 6)
    banned(row)
    assert told(row) == {}


def test_the_supplier_still_sees_no_company_after_it_was_told(result: Result) -> None:
    row = mirae(regions=["11"])
    recommended(result, 6)
    by = actor(works_for(row))
    enter(by)
    assert told(row, by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('ieum.system')")
        assert cursor.fetchone() == ("off",)
    assert not Recommendation.objects.exists()
    assert not Result.objects.exists()


def test_the_page_says_the_step_and_where_it_is_done(result: Result) -> None:
    row = mirae(regions=["11"])
    for _ in range(6):
        actions.recommend(by=SYSTEM, at=timezone.now(), result=result)
    client = signed_in(works_for(row), second_factor=False)
    seen = client.get("/suppliers/mine/recommendations/", headers={"Accept-Language": "ko"}).content.decode()
    enter(SYSTEM)
    assert "서비스 지역에 경남을 추가합니다." in seen
    assert "/suppliers/mine/sections/regions/" in seen
    assert "한빛" not in seen


def test_it_costs_the_same_for_six_lists_and_for_twenty(result: Result) -> None:
    row = mirae(regions=["11"])
    supplier("다른기업")
    spent = []
    for more in (6, 14):
        recommended(result, more)
        with costs() as statements:
            helps(row, SYSTEM, AT)
        spent.append(len(statements))
    assert spent[0] == spent[1] <= 6
