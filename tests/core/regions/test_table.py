from datetime import date

import pytest

from core.regions import REGIONS, Level
from tests.core import reference

TODAY = date(2026, 11, 21)
BEFORE_2026 = date(2025, 11, 1)


def test_the_local_units_of_today_are_those_of_the_reference() -> None:
    expected = {row["code"]: row["name_ko"] for row in reference.rows("regions_sigungu_2026-10.csv")}
    assert {region.code: region.name_ko for region in REGIONS.at(TODAY, Level.SIGUNGU)} == expected


def test_the_local_units_of_2025_are_those_of_the_reference() -> None:
    expected = {row["code"]: row["name_ko"] for row in reference.rows("regions_sigungu_2025-11.csv")}
    assert {region.code: region.name_ko for region in REGIONS.at(BEFORE_2026, Level.SIGUNGU)} == expected


@pytest.mark.parametrize(
    ("table", "day"),
    [("region_adjacency_17.csv", BEFORE_2026), ("region_adjacency_16_from_2026-07.csv", TODAY)],
)
def test_borders_are_those_of_the_reference(table: str, day: date) -> None:
    expected = {frozenset((row["a"], row["b"])) for row in reference.rows(table)}
    found = {
        frozenset((sido.code, other))
        for sido in REGIONS.at(day, Level.SIDO)
        for other in REGIONS.bordering(sido.code, day)
    }
    assert found == expected


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2023, 6, 10), 17),
        (date(2023, 6, 11), 17),
        (date(2024, 1, 18), 17),
        (date(2026, 6, 30), 17),
        (date(2026, 7, 1), 16),
    ],
)
def test_there_are_seventeen_provinces_and_sixteen_since_the_merger(day: date, count: int) -> None:
    assert len(REGIONS.at(day, Level.SIDO)) == count


def test_every_local_unit_lies_in_a_province_that_exists_as_long_as_it_does() -> None:
    for day in (
        date(2022, 1, 1),
        date(2023, 6, 11),
        date(2024, 2, 1),
        date(2026, 2, 1),
        date(2026, 6, 30),
        TODAY,
    ):
        for region in REGIONS.at(day, Level.SIGUNGU):
            assert REGIONS.sido_of(region.code).is_valid(day), (region.code, day)


def test_every_region_that_ended_has_successors_that_begin_the_next_day_and_the_reverse() -> None:
    for region in REGIONS:
        if region.valid_to is None:
            assert region.successors == ()
            continue
        assert region.successors
        for code in region.successors:
            successor = REGIONS.get(code)
            started = successor.valid_from
            assert started is None or (started - region.valid_to).days == 1, (region.code, code)


def test_a_city_with_general_gu_is_chosen_by_gu_and_stays_valid_itself() -> None:
    assert REGIONS.is_selectable("48123", TODAY)
    assert not REGIONS.is_selectable("48120", TODAY)
    assert REGIONS.get("48120").is_valid(TODAY)
    assert [gu.name_ko for gu in REGIONS.parts("48120", TODAY)][:2] == ["창원시 의창구", "창원시 성산구"]


def test_hwaseong_is_chosen_as_a_city_until_its_gu_exist() -> None:
    assert REGIONS.is_selectable("41590", date(2026, 1, 31))
    assert not REGIONS.is_selectable("41590", date(2026, 2, 1))
    assert REGIONS.is_selectable("41597", date(2026, 2, 1))
    assert not REGIONS.is_selectable("41597", date(2026, 1, 31))


def test_what_can_be_chosen_in_a_province_lies_in_it_and_has_no_parts() -> None:
    chosen = REGIONS.selectable(TODAY, "41")
    assert {region.sido_code for region in chosen} == {"41"}
    assert all(REGIONS.is_selectable(region.code, TODAY) for region in chosen)
    assert "41590" not in {region.code for region in chosen}


def test_unknown_codes_cannot_be_chosen() -> None:
    assert not REGIONS.is_selectable("99999", TODAY)
    assert not REGIONS.is_selectable("48", TODAY)
    with pytest.raises(KeyError):
        REGIONS.get("99999")


def test_jeju_borders_nobody_and_the_merged_region_borders_what_jeonnam_did() -> None:
    assert REGIONS.bordering("50", TODAY) == frozenset()
    assert REGIONS.bordering("12", TODAY) == {"48", "52"}
    assert REGIONS.bordering("12", date(2026, 6, 30)) == frozenset()
    assert REGIONS.bordering("46", date(2026, 6, 30)) == {"29", "48", "52"}


def test_provinces_of_one_macro_region_share_its_code() -> None:
    assert {REGIONS.macro_region(code).code for code in ("26", "31", "48")} == {"SOUTHEAST"}
    assert REGIONS.macro_region("12") == REGIONS.macro_region("29") == REGIONS.macro_region("46")
    assert REGIONS.macro_region("52").code == "JEONBUK"
    assert REGIONS.macro_region("52", "five_plus_two").code == "HONAM"


@pytest.mark.parametrize(
    ("code", "label_ko", "full_en"),
    [
        ("48123", "경남 창원시 성산구", "Seongsan-gu, Changwon-si, Gyeongsangnam-do"),
        ("41597", "경기 화성시 동탄구", "Dongtan-gu, Hwaseong-si, Gyeonggi-do"),
        ("11110", "서울 종로구", "Jongno-gu, Seoul"),
        ("36110", "세종", "Sejong"),
        ("47940", "경북 울릉군", "Ulleung-gun, Gyeongsangbuk-do"),
        ("41271", "경기 안산시 상록구", "Sangnok-gu, Ansan-si, Gyeonggi-do"),
        ("48270", "경남 밀양시", "Miryang-si, Gyeongsangnam-do"),
        ("51780", "강원 철원군", "Cheorwon-gun, Gangwon State"),
        ("26260", "부산 동래구", "Dongnae-gu, Busan"),
        ("11260", "서울 중랑구", "Jungnang-gu, Seoul"),
        ("12300", "전남광주 북구", "Buk-gu, Jeonnam-Gwangju Unified Special City"),
        ("28177", "인천 미추홀구", "Michuhol-gu, Incheon"),
    ],
)
def test_a_region_is_written_in_korean_and_in_official_romanisation(
    code: str, label_ko: str, full_en: str
) -> None:
    region = REGIONS.get(code)
    assert (region.label_ko, region.full_en) == (label_ko, full_en)
