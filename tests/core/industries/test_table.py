import pytest

from core.industries import INDUSTRIES
from tests.core import reference


def test_the_table_has_the_divisions_and_groups_of_the_standard() -> None:
    expected = {row["code"]: row["name_ko"] for row in reference.rows("ksic10_manufacturing_2_3digit.csv")}
    assert {industry.code: industry.name_ko for industry in INDUSTRIES} == expected


def test_there_are_25_divisions_and_85_groups_of_revision_ten() -> None:
    assert (len(INDUSTRIES.divisions()), len(INDUSTRIES.groups()), INDUSTRIES.revision) == (25, 85, 10)
    assert all(group.code.startswith(group.division) for group in INDUSTRIES.groups())
    assert all(industry.name_en and industry.short_ko for industry in INDUSTRIES)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("30", "30"),
        ("C30", "30"),
        ("c303", "303"),
        ("30310", "303"),
        ("３０", "30"),
        ("자동차 신품 부품 제조업", "303"),
        ("자동차신품부품제조업", "303"),
        ("가구 제조업", "32"),
        ("비료, 농약 및 살균·살충제 제조업", "203"),
    ],
)
def test_an_industry_is_found_by_code_and_name(typed: str, code: str) -> None:
    found = INDUSTRIES.resolve(typed)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("typed", ["", "3", "47", "47111", "309", "소매업", "C", "303101"])
def test_what_is_not_manufacturing_is_not_found(typed: str) -> None:
    assert INDUSTRIES.resolve(typed) is None


def test_a_group_knows_its_division() -> None:
    assert INDUSTRIES.get("303").parent_code == "30"
    assert INDUSTRIES.get("30").parent_code is None
    assert [group.code for group in INDUSTRIES.groups("30")] == ["301", "302", "303", "304"]
