import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from core.domains import DOMAINS
from core.identifiers import parse_business_number
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, Level
from matching.demo import AMOUNT_BANDS, DAY, DemoSupplier, supplier_stream, suppliers

CAPITAL = {"11", "28", "41"}


@pytest.fixture(scope="module")
def three_hundred() -> list[DemoSupplier]:
    return suppliers(300)


def can_be_recommended(supplier: DemoSupplier, sido: str) -> bool:
    return (
        supplier.is_verified
        and supplier.is_accepting
        and supplier.capacity_open > 0
        and (DAY - supplier.profile_confirmed_on).days <= 365
        and (sido in supplier.regions or "all" in supplier.regions)
    )


def test_the_same_seed_gives_the_same_suppliers_in_another_process(three_hundred: list[DemoSupplier]) -> None:
    code = "from hashlib import sha256; from matching.demo import suppliers; "
    code += "print(sha256(repr(suppliers(300)).encode()).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert suppliers(300) == three_hundred


def test_a_longer_list_begins_with_the_shorter_one(three_hundred: list[DemoSupplier]) -> None:
    assert suppliers(40) == three_hundred[:40]
    assert suppliers(40, seed="another")[10:] != three_hundred[10:40]


def test_names_addresses_and_numbers_are_unique_among_five_thousand() -> None:
    many = list(islice(supplier_stream(), 5000))
    for field in ("name", "slug", "business_number"):
        assert len({getattr(supplier, field) for supplier in many}) == 5000, field
    assert all(parse_business_number(supplier.business_number) for supplier in many)


def test_the_cast_is_there_and_can_be_recommended(three_hundred: list[DemoSupplier]) -> None:
    mirae = three_hundred[0]
    assert (mirae.name, mirae.home_sigungu, mirae.domains[0]) == ("미래시스템", "48250", "MES")
    assert can_be_recommended(mirae, "48")
    assert not can_be_recommended(mirae, "11")
    newcomer = three_hundred[3]
    assert newcomer.track_records == ()
    assert can_be_recommended(newcomer, "48")


def test_every_province_finds_five_suppliers_in_every_domain(three_hundred: list[DemoSupplier]) -> None:
    found = {
        (sido.code, domain.code): sum(
            domain.code in supplier.domains and can_be_recommended(supplier, sido.code)
            for supplier in three_hundred
        )
        for sido in REGIONS.at(DAY, Level.SIDO)
        for domain in DOMAINS
    }
    assert min(found.values()) >= 5, sorted(found.items(), key=lambda pair: pair[1])[:10]


def test_half_of_the_suppliers_sit_around_the_capital(three_hundred: list[DemoSupplier]) -> None:
    homes = Counter(supplier.home_sido for supplier in three_hundred)
    assert 0.42 <= sum(homes[sido] for sido in CAPITAL) / 300 <= 0.58
    assert set(homes) == {region.code for region in REGIONS.at(DAY, Level.SIDO)}


def test_profiles_speak_only_of_what_exists(three_hundred: list[DemoSupplier]) -> None:
    for supplier in three_hundred:
        assert REGIONS.is_selectable(supplier.home_sigungu, DAY)
        assert REGIONS.get(supplier.home_sigungu).sido_code == supplier.home_sido
        assert all(code == "all" or REGIONS.get(code).is_valid(DAY) for code in supplier.regions)
        assert all(code in DOMAINS for code in supplier.domains)
        assert len(set(supplier.domains)) == len(supplier.domains)
        assert {level for _, level in supplier.evidence} <= {"declared", "documented", "verified"}
        assert set(supplier.industries) <= {division.code for division in INDUSTRIES.divisions()}
        assert set(supplier.sizes) <= set(SizeClass)
        assert set(supplier.remote_domains) <= set(supplier.domains)
        assert [solution.domain for solution in supplier.solutions] == list(supplier.domains)
        assert 0 <= supplier.capacity_open <= supplier.capacity_total
        assert supplier.requests_answered_in_time <= supplier.requests_received
        assert supplier.projects_satisfied <= supplier.projects_rated
        assert supplier.contact_email.endswith(".example.com")
        assert supplier.profile_confirmed_on <= DAY


def test_track_records_are_finished_by_an_existing_firm_and_raise_the_level(
    three_hundred: list[DemoSupplier],
) -> None:
    records = [(supplier, record) for supplier in three_hundred for record in supplier.track_records]
    assert len(records) > 600
    for supplier, record in records:
        assert supplier.founded_on < record.finished_on < DAY
        assert record.year == record.finished_on.year
        assert record.domain in supplier.domains
        assert record.industry in INDUSTRIES
        assert REGIONS.get(record.sido).is_valid(DAY)
        assert record.size in set(SizeClass)
        assert 0 <= record.level_before < record.level_after <= 5
        assert record.amount_band in AMOUNT_BANDS
        assert record.is_confirmed or not record.is_checked


def test_texts_are_complete_and_fit_their_fields(three_hundred: list[DemoSupplier]) -> None:
    for supplier in three_hundred:
        texts = [supplier.summary_ko, supplier.summary_en]
        for solution in supplier.solutions:
            texts += [solution.description_ko, solution.description_en]
            assert len(solution.name) <= 80
        for record in supplier.track_records:
            texts += [record.outcome_ko, record.outcome_en]
        for text in texts:
            assert 0 < len(text) <= 600
            assert not set("{}|") & set(text)
            assert "은(는)" not in text
        assert supplier.summary_ko.endswith("다.")
        assert len(supplier.slug) <= 60


def test_there_is_something_for_every_gate(three_hundred: list[DemoSupplier]) -> None:
    assert any(not supplier.is_verified for supplier in three_hundred)
    assert any(not supplier.is_accepting for supplier in three_hundred)
    assert any(supplier.capacity_open == 0 for supplier in three_hundred)
    assert any(DAY - supplier.profile_confirmed_on > timedelta(days=365) for supplier in three_hundred)
    assert any(not supplier.track_records for supplier in three_hundred)


def test_on_an_earlier_day_suppliers_live_in_the_regions_of_that_day() -> None:
    day = date(2026, 3, 1)
    for supplier in suppliers(120, on=day):
        assert REGIONS.get(supplier.home_sigungu).is_valid(day), supplier.home_sigungu
