from collections import Counter
from datetime import date, timedelta

import pytest

from core.regions import REGIONS, Level
from programmes.jurisdictions import codes_served, technopark_for, technoparks
from tests.core import reference

TODAY = date(2026, 11, 21)
DAYS = sorted(
    {day for move in REGIONS.changes for day in (move.effective - timedelta(days=1), move.effective)}
    | {date(2017, 1, 1), TODAY, date(2030, 1, 1)}
)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_local_unit_belongs_to_exactly_one_technopark_on_every_day(day: date) -> None:
    served = Counter(code for technopark in technoparks().values() for code in technopark.jurisdiction(day))
    assert served == Counter(region.code for region in REGIONS.at(day, Level.SIGUNGU))


def test_the_technoparks_are_the_nineteen_of_the_reference() -> None:
    expected = {row["id"]: (row["name_ko"], row["name_en"]) for row in reference.rows("technoparks.csv")}
    assert {code: (park.name_ko, park.name_en) for code, park in technoparks().items()} == expected


def test_there_are_nineteen_and_each_sits_where_it_serves() -> None:
    assert len(technoparks()) == 19
    for technopark in technoparks().values():
        assert technopark_for(technopark.city, TODAY) is technopark


@pytest.mark.parametrize(
    ("sigungu", "technopark"),
    [
        ("48123", "GYEONGNAM"),
        ("48120", "GYEONGNAM"),
        ("41597", "GYEONGGI"),
        ("41590", "GYEONGGI"),
        ("41281", "GDTP"),
        ("41820", "GDTP"),
        ("41570", "GYEONGGI"),
        ("41830", "GYEONGGI"),
        ("47111", "POHANG"),
        ("47130", "POHANG"),
        ("47940", "POHANG"),
        ("47190", "GYEONGBUK"),
        ("27720", "DAEGU"),
        ("12300", "GWANGJU"),
        ("12150", "JEONNAM"),
        ("28290", "INCHEON"),
        ("36110", "SEJONG"),
    ],
)
def test_a_place_is_served_by_its_own_technopark(sigungu: str, technopark: str) -> None:
    found = technopark_for(sigungu, TODAY)
    assert found is not None
    assert found.code == technopark


def test_plants_recorded_under_old_codes_keep_their_desk() -> None:
    for code, expected in (
        ("29110", "GWANGJU"),
        ("46150", "JEONNAM"),
        ("28260", "INCHEON"),
        ("47720", "DAEGU"),
        ("42110", "GANGWON"),
    ):
        found = technopark_for(code, TODAY)
        assert found is not None
        assert found.code == expected
    before = technopark_for("47720", date(2023, 6, 30))
    assert before is not None
    assert before.code == "GYEONGBUK"


def test_a_province_code_and_an_unknown_code_have_no_technopark() -> None:
    assert technopark_for("48", TODAY) is None
    assert technopark_for("99999", TODAY) is None


def test_the_codes_served_include_former_ones_and_no_code_twice() -> None:
    assert {"29110", "12210"} <= codes_served("GWANGJU", TODAY)
    assert "29110" not in technoparks()["GWANGJU"].jurisdiction(TODAY)
    everything = Counter(code for technopark in technoparks() for code in codes_served(technopark, TODAY))
    assert set(everything.values()) == {1}
    assert set(everything) == {region.code for region in REGIONS if region.level is Level.SIGUNGU}
