from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.regions import REGIONS, Ambiguous, Level, Resolved, Unknown, explain

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("48123", "48123"),
        ("4812310100", "48123"),
        ("경남 창원시 성산구", "48123"),
        ("경상남도 창원시 성산구", "48123"),
        ("창원 성산구", "48123"),
        ("창원 성산", "48123"),
        ("  경남   김해 ", "48250"),
        ("Gimhae-si", "48250"),
        ("seongsan-gu, changwon-si, gyeongsangnam-do", "48123"),
        ("동탄구", "41597"),
        ("화성시", "41590"),
        ("강원 고성군", "51820"),
        ("경남 고성군", "48820"),
        ("세종", "36"),
        ("서울시", "11"),
        ("전남광주통합특별시 순천시", "12150"),
    ],
)
def test_a_region_is_found_by_code_and_by_the_ways_people_write_it(typed: str, code: str) -> None:
    resolution = REGIONS.resolve(typed, TODAY)
    assert isinstance(resolution, Resolved)
    assert (resolution.region.code, resolution.moved_from, explain(resolution)) == (code, None, "")


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("29110", "12210", "광주광역시 동구는 2026-07-01부터 전남광주통합특별시 동구입니다."),
        ("광주광역시 북구", "12300", "광주광역시 북구는 2026-07-01부터 전남광주통합특별시 북구입니다."),
        ("광주 북구", "12300", "광주광역시 북구는 2026-07-01부터 전남광주통합특별시 북구입니다."),
        ("전남 순천시", "12150", "전라남도 순천시는 2026-07-01부터 전남광주통합특별시 순천시입니다."),
        ("전라남도", "12", "전라남도는 2026-07-01부터 전남광주통합특별시입니다."),
        ("인천 동구", "28125", "인천광역시 동구는 2026-07-01부터 인천광역시 제물포구입니다."),
        ("전라북도 전주시", "52110", "전라북도 전주시는 2024-01-18부터 전북특별자치도 전주시입니다."),
        ("강원도 춘천시", "51110", "강원도 춘천시는 2023-06-11부터 강원특별자치도 춘천시입니다."),
        ("경북 군위군", "27720", "경상북도 군위군은 2023-07-01부터 대구광역시 군위군입니다."),
        ("인천 남구", "28177", "인천광역시 남구는 2018-07-01부터 인천광역시 미추홀구입니다."),
    ],
)
def test_a_former_region_leads_to_its_successor_with_a_sentence(typed: str, code: str, sentence: str) -> None:
    resolution = REGIONS.resolve(typed, TODAY)
    assert isinstance(resolution, Resolved)
    assert (resolution.region.code, explain(resolution)) == (code, sentence)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("인천 서구", ["28275", "28290"]), ("28260", ["28275", "28290"]), ("28110", ["28125", "28155"])],
)
def test_a_region_that_was_split_has_to_be_chosen(typed: str, codes: list[str]) -> None:
    resolution = REGIONS.resolve(typed, TODAY)
    assert isinstance(resolution, Ambiguous)
    assert [region.code for region in resolution.options] == codes
    assert resolution.split_from is not None
    assert "나뉘었습니다" in explain(resolution)
    assert "was divided on 2026-07-01" in explain(resolution, "en")


def test_the_day_before_the_change_the_old_region_is_meant() -> None:
    resolution = REGIONS.resolve("인천 서구", date(2026, 6, 30))
    assert isinstance(resolution, Resolved)
    assert resolution.region.code == "28260"


def test_a_name_shared_by_several_places_has_to_be_chosen() -> None:
    resolution = REGIONS.resolve("고성군", TODAY)
    assert isinstance(resolution, Ambiguous)
    assert {region.code for region in resolution.options} == {"48820", "51820"}
    assert resolution.split_from is None


def test_gwangju_is_never_silently_taken_for_the_city_in_gyeonggi() -> None:
    resolution = REGIONS.resolve("광주", TODAY)
    assert isinstance(resolution, Ambiguous)
    assert {region.code for region in resolution.options} == {"12", "41610"}


def test_a_new_code_on_an_earlier_day_leads_back() -> None:
    merged = REGIONS.resolve("12300", date(2026, 1, 1))
    assert isinstance(merged, Resolved)
    assert merged.region.code == "29170"
    gu = REGIONS.resolve("41597", date(2026, 1, 1))
    assert isinstance(gu, Resolved)
    assert gu.region.code == "41590"
    joined = REGIONS.resolve("28125", date(2026, 1, 1))
    assert isinstance(joined, Ambiguous)
    assert [region.code for region in joined.options] == ["28110", "28140"]
    assert "그 전에" in explain(joined)


def test_two_changes_in_a_row_are_followed_to_the_end() -> None:
    resolution = REGIONS.resolve("전라남도 목포시", TODAY)
    assert isinstance(resolution, Resolved)
    assert resolution.region.code == "12110"


def test_a_province_stands_for_its_parts_where_a_local_unit_is_asked_for() -> None:
    sejong = REGIONS.resolve("세종특별자치시", TODAY, Level.SIGUNGU)
    assert isinstance(sejong, Resolved)
    assert sejong.region.code == "36110"
    gwangju = REGIONS.resolve("광주광역시", TODAY, Level.SIGUNGU)
    assert isinstance(gwangju, Ambiguous)
    assert [region.code for region in gwangju.options] == ["12210", "12240", "12270", "12300", "12330"]
    province = REGIONS.resolve("김해시", TODAY, Level.SIDO)
    assert isinstance(province, Resolved)
    assert province.region.code == "48"


@pytest.mark.parametrize("typed", ["", " ", "없는시", "99999", "481", "<b>창원</b>", "KR-49"])
def test_what_is_no_region_is_said_to_be_unknown(typed: str) -> None:
    resolution = REGIONS.resolve(typed, TODAY)
    assert isinstance(resolution, Unknown)
    assert explain(resolution)
    assert explain(resolution, "en")


@given(st.sampled_from([region.code for region in REGIONS]), st.dates(date(2024, 2, 1), date(2030, 1, 1)))
def test_every_code_of_any_time_leads_somewhere_valid_on_any_day(code: str, day: date) -> None:
    resolution = REGIONS.resolve(code, day)
    options = (
        [resolution.region] if isinstance(resolution, Resolved) else list(getattr(resolution, "options", ()))
    )
    assert options
    assert all(region.is_valid(day) for region in options)


@given(st.text(), st.dates())
def test_any_text_has_an_answer(text: str, day: date) -> None:
    resolution = REGIONS.resolve(text, day)
    assert isinstance(resolution, Resolved | Ambiguous | Unknown)
    explain(resolution)
