"""The daily refresh: who is counted, who is not, what stays as it was."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from assessments.actions.benchmark import refresh_benchmark
from assessments.benchmark import series_of
from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import BenchmarkBlock, BenchmarkCell, BenchmarkEntry, FrameworkVersion, Result
from assessments.scoring import load
from core.accounts.actor import SYSTEM, Actor
from core.consents.actions import give, withdraw
from core.identifiers import fictitious_business_number
from core.jobs.daily import owe_daily
from core.jobs.models import Job
from core.models import Consent, Organisation
from core.scope import enter
from tests.core.accounts.people import actor, organisation, person
from tests.portal.results.world import ROOT, answers, framework

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def firm(number: int, *, agrees: bool = True, **fields: object) -> Organisation:
    """A company with an administrator, who agrees to statistics or not."""
    made = organisation("company", f"회사 {number}", fictitious_business_number(700 + number), **fields)
    owner = person(f"owner{number}@firm.example", made)
    if agrees:
        give(by=Actor(user_id=owner.pk), at=AT, document="statistics")
    return made


def submitted(owner: Organisation, level: int = 2, *, at: datetime = AT, plant: str = "") -> uuid.UUID:
    """A result with every answer on one level: 200 points a level."""
    version = FrameworkVersion.objects.first() or framework()
    given = {code: str(level) for code in framework_of(version).items}
    made = uuid.uuid4()
    row = DemoResult(owner.pk, uuid.uuid4(), made, "48123", "251", "SMALL", 20, None, given, at, plant)
    bulk_results(version, [row])
    return made


def refreshed(at: datetime = AT) -> list[BenchmarkCell]:
    """What is told after a refresh, narrow groups first."""
    refresh_benchmark(by=SYSTEM, at=at)
    return list(BenchmarkCell.objects.order_by("-industry", "-size", "-region"))


def told() -> list[tuple[object, ...]]:
    """Everything that is told, to compare one day with another."""
    columns = ("industry", "size", "region", "plants", "firms", "told_at", "numbers__total__mean")
    return sorted(BenchmarkCell.objects.values_list(*columns))


@pytest.fixture
def ten() -> list[Organisation]:
    firms = [firm(number) for number in range(10)]
    for number, each in enumerate(firms):
        submitted(each, number % 5)
    return firms


@pytest.mark.parametrize(("count", "mean", "ladder"), [(4, False, False), (5, True, False), (10, True, True)])
def test_numbers_begin_at_the_limits(count: int, mean: bool, ladder: bool) -> None:
    for number in range(count):
        submitted(firm(number))
    cells = refreshed()
    assert bool(cells) is mean
    assert any(cell.numbers["total"]["ladder"] for cell in cells) is ladder


def test_a_group_and_all_wider_ones_are_told_with_their_number(ten: list[Organisation]) -> None:
    cells = refreshed()
    assert [(cell.industry, cell.size, cell.region) for cell in cells] == [
        ("25", "SMALL", "SOUTHEAST"),
        ("25", "SMALL", "48"),
        ("25", "SMALL", ""),
        ("", "SMALL", ""),
        ("", "", ""),
    ]
    assert {(cell.plants, cell.firms, cell.is_synthetic) for cell in cells} == {(10, 10, False)}
    assert cells[0].numbers["total"] == {
        "mean": 400_000_000,
        "ladder": {"25": 200_000_000, "50": 400_000_000, "75": 600_000_000},
    }


def test_without_consent_nobody_is_counted() -> None:
    for number in range(12):
        submitted(firm(number, agrees=number < 4))
    assert refreshed() == []


def test_fictitious_companies_are_never_counted_among_real_ones() -> None:
    for number in range(12):
        submitted(firm(number, is_demo=number >= 4))
    assert refreshed() == []


def test_whoever_withdraws_is_not_in_the_numbers_of_the_next_day(ten: list[Organisation]) -> None:
    refreshed()
    owner = actor(ten[0].memberships.get().user)
    withdraw(by=owner, at=AT, consent_id=Consent.objects.get(user_id=owner.user_id).pk)
    enter(SYSTEM)
    refreshed(AT + DAY)
    counted = BenchmarkEntry.objects.filter(block__ended_at__isnull=True).values_list("firm", flat=True)
    assert str(ten[0].pk) not in counted
    assert all(cell.firms == 5 for cell in BenchmarkCell.objects.all())


def test_a_company_whose_data_are_destroyed_takes_its_block_along(ten: list[Organisation]) -> None:
    refreshed()
    Result.objects.filter(organisation=ten[3]).delete()
    refreshed(AT + DAY)
    assert all(cell.firms == 5 for cell in BenchmarkCell.objects.all())
    assert BenchmarkBlock.objects.filter(ended_at__isnull=False).count() == 1


def test_a_second_refresh_changes_nothing_not_even_since_when(ten: list[Organisation]) -> None:
    refreshed()
    before = told()
    refreshed(AT + DAY)
    assert told() == before


def test_one_more_result_is_not_in_the_numbers_alone(ten: list[Organisation]) -> None:
    refreshed()
    before = told()
    submitted(firm(11), 5, at=AT + DAY)
    refreshed(AT + 2 * DAY)
    assert told() == before


def test_the_newest_result_of_a_plant_counts_once(ten: list[Organisation]) -> None:
    for each in ten:
        submitted(each, 4, at=AT + timedelta(hours=1))
    cells = refreshed(AT + DAY)
    assert {(cell.plants, cell.numbers["total"]["mean"]) for cell in cells} == {(10, 800_000_000)}


def test_a_newer_result_replaces_the_old_one_with_most_of_its_block(ten: list[Organisation]) -> None:
    refreshed()
    for each in ten:
        submitted(each, 5, at=AT + DAY)
    refreshed(AT + 2 * DAY)
    assert {(cell.plants, cell.numbers["total"]["mean"]) for cell in BenchmarkCell.objects.all()} == {
        (10, 1_000_000_000)
    }


def test_two_plants_of_a_company_are_two_plants_of_one_company() -> None:
    for number in range(5):
        each = firm(number)
        submitted(each, plant="제1공장")
        submitted(each, plant="제2공장")
    assert {(cell.plants, cell.firms) for cell in refreshed()} == {(10, 5)}


def test_a_result_without_a_score_is_left_out(ten: list[Organisation]) -> None:
    version = FrameworkVersion.objects.get()
    unsure = answers(44, version)
    each = firm(20)
    row = DemoResult(each.pk, uuid.uuid4(), uuid.uuid4(), "48123", "251", "SMALL", 9, None, unsure, AT, "")
    bulk_results(version, [row])
    assert {cell.firms for cell in refreshed()} == {10}


def test_nobody_but_the_job_reads_who_counts_with_whom(ten: list[Organisation]) -> None:
    refreshed()
    owner = actor(ten[0].memberships.get().user)
    assert BenchmarkEntry.objects.visible_to(owner).count() == 0
    enter(owner)
    assert BenchmarkEntry.objects.count() == 0
    assert BenchmarkCell.objects.count() > 0


def test_versions_that_differ_in_words_only_are_compared_others_are_not() -> None:
    source = (ROOT / "assessments/frameworks/kr-smart-factory.yaml").read_text(encoding="utf-8")
    ours = load(source, name="ours")
    reworded = source.replace('en: "How does top management', 'en: "In what way does top management')
    reworded = reworded.replace('version: "2026.3"', 'version: "2027.1"')
    heavier = source.replace('weight: "25"', 'weight: "26"', 1)
    assert reworded != source != heavier
    assert series_of(load(reworded, name="words")) == series_of(ours)
    assert series_of(load(heavier, name="weights")) != series_of(ours)


@pytest.fixture
def after_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs.daily.HOUR", 0)


@pytest.mark.usefixtures("after_three")
def test_the_calendar_owes_a_refresh_a_day() -> None:
    owe_daily()
    owe_daily()
    assert Job.objects.filter(kind="benchmark").count() == 1
