"""Who was shown less comes first among equals; the count is stored with the ranking and replays."""

from datetime import timedelta
from typing import Any

import pytest

from assessments.models import Result
from core.accounts.actor import SYSTEM
from core.models import Event
from matching import actions
from matching.actions.exposure import DAYS, count_exposure
from matching.models import Appearance, PoolVersion, Recommendation, Supplier
from matching.queries.profiles import supplier_pool
from matching.ranking import Need
from matching.ranking.canonical import checksum
from tests.core.accounts.people import hanbit
from tests.matching.world import AT, DAY, costs, hanbit_result, mirae, policy, supplier

pytestmark = pytest.mark.usefixtures("as_system")


@pytest.fixture
def result() -> Result:
    policy()
    return hanbit_result(hanbit())


def shown(row: Supplier, times: int, **fields: Any) -> None:
    """The supplier stood in so many lists."""
    values = {"shown_on": DAY, "sido": "48", "domain": "MES", "place": 2} | fields
    Appearance.objects.bulk_create(Appearance(supplier=row, **values) for _ in range(times))


def counted() -> dict[str, int]:
    count_exposure(by=SYSTEM, at=AT)
    return dict(Supplier.objects.values_list("name", "exposure"))


def recommended(result: Result) -> Recommendation:
    made = actions.recommend(by=SYSTEM, at=AT, result=result)
    assert made is not None
    return made


def names(made: Recommendation) -> list[str]:
    known = {str(key): name for key, name in Supplier.objects.values_list("id", "name")}
    return [known[item["supplier"]] for item in made.ranking["items"]]


def test_the_debt_is_what_was_shown_beyond_the_fair_share() -> None:
    one, other, afar = supplier("하나"), supplier("둘"), supplier("셋", regions=["50"])
    shown(one, 6)
    assert counted() == {"하나": 3, "둘": -3, "셋": 0}
    shown(afar, 2, sido="50", is_apart=True, place=40)
    assert counted() == {"하나": 3, "둘": -3, "셋": 0}
    assert other.pk


def test_what_is_older_than_the_window_no_longer_counts() -> None:
    row = supplier("하나")
    supplier("둘")
    shown(row, 4, shown_on=DAY - timedelta(days=DAYS))
    assert counted() == {"하나": 0, "둘": 0}
    shown(row, 4, shown_on=DAY - timedelta(days=DAYS - 1))
    assert counted() == {"하나": 2, "둘": -2}


def test_who_takes_no_work_has_no_share() -> None:
    shown(supplier("하나"), 4)
    supplier("숨음", is_published=False)
    supplier("쉼", is_accepting=False)
    supplier("꽉 참", capacity_open=0)
    assert counted() == {"하나": 0, "숨음": 0, "쉼": 0, "꽉 참": 0}


def test_among_equals_the_less_shown_comes_first_the_next_day(result: Result) -> None:
    for number in range(12):
        supplier(f"같은 {number}", regions=["48"])
    first = recommended(result)
    listed = names(first)
    assert len(listed) == 10
    waiting = {row.name for row in Supplier.objects.all()} - set(listed)
    counted()
    again = names(recommended(result))
    apart = first.ranking["newcomer"]
    ahead = {
        row.name
        for row in Supplier.objects.filter(name__in=waiting)
        if str(row.pk) != (apart and apart["supplier"])
    }
    assert ahead
    assert set(again[: len(ahead)]) == ahead


def test_the_count_changes_nothing_that_was_stored_and_both_replay_to_the_byte(result: Result) -> None:
    mirae()
    supplier("다른기업")
    before = recommended(result)
    kept = before.checksum
    shown(Supplier.objects.get(name="다른기업"), 3)
    counted()
    after = recommended(result)
    assert before.pool_id != after.pool_id
    assert [actions.replayed(each).checksum for each in (before, after)] == [kept, after.checksum]
    assert checksum(actions.replayed(before).to_json()) == kept
    assert Need.from_document(before.need).reference == str(result.pk)


def test_the_newcomer_shown_apart_counts_too(result: Result) -> None:
    for number in range(11):
        supplier(f"같은 {number}")
    made = recommended(result)
    newcomer = made.ranking["newcomer"]
    kept = Appearance.objects.get(is_apart=True)
    assert (str(kept.supplier_id), kept.place) == (newcomer["supplier"], newcomer["place"])
    assert Appearance.objects.filter(is_apart=False).count() == 10


def test_the_version_stays_and_the_pool_hears_of_it(result: Result) -> None:
    row = mirae()
    supplier("다른기업")
    shown(row, 8)
    assert supplier_pool().profiles[str(row.pk)].exposure == 0
    counted()
    assert supplier_pool().profiles[str(row.pk)].exposure == 4
    assert Supplier.objects.get(pk=row.pk).version == row.version
    assert Event.objects.get(verb="supplier.exposure-counted").data == {"places": 8, "changed": 2, "days": 90}


def test_counting_again_moves_nothing() -> None:
    shown(supplier("하나"), 3)
    supplier("둘")
    counted()
    before = PoolVersion.objects.get().value
    assert count_exposure(by=SYSTEM, at=AT) == 0
    assert PoolVersion.objects.get().value == before


def test_a_count_costs_the_same_for_three_and_for_thirty() -> None:
    spent = []
    for total in (3, 30):
        while Supplier.objects.count() < total:
            shown(supplier(f"기업 {Supplier.objects.count()}"), 1 + Supplier.objects.count() % 3)
        Supplier.objects.update(exposure=1_000)
        with costs() as statements:
            count_exposure(by=SYSTEM, at=AT)
        spent.append(len(statements))
    assert spent[0] == spent[1]
