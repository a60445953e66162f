from datetime import date

import pytest

from core.industries import INDUSTRIES, NoThreshold, SizeClass, classify, threshold
from tests.core import reference

NOW = date(2026, 11, 21)
BILLION = 1_000_000_000


def test_thresholds_are_those_of_the_reference() -> None:
    for row in reference.rows("firm_size_thresholds_manufacturing.csv"):
        now, before = threshold(row["ksic_division"], NOW), threshold(row["ksic_division"], date(2025, 8, 31))
        assert now.sme_max_won == int(row["sme_max_avg_sales_100m_krw_from_2025_09_01"]) * BILLION // 10
        assert now.small_max_won == int(row["small_max_avg_sales_100m_krw_from_2025_09_01"]) * BILLION // 10
        assert before.sme_max_won == int(row["sme_max_avg_sales_100m_krw_2015_to_2025_08"]) * BILLION // 10
        assert now.micro_employees_below == int(row["micro_employees_lt"])


@pytest.mark.parametrize(
    ("sales", "employees", "expected"),
    [
        (0, 0, SizeClass.MICRO),
        (12 * BILLION, 9, SizeClass.MICRO),
        (12 * BILLION, 10, SizeClass.SMALL),
        (12 * BILLION + 1, 9, SizeClass.MEDIUM),
        (120 * BILLION, 400, SizeClass.MEDIUM),
        (120 * BILLION + 1, 3, SizeClass.MIDSIZE),
    ],
)
def test_sales_decide_and_a_ceiling_belongs_to_the_smaller_class(
    sales: int, employees: int, expected: SizeClass
) -> None:
    assert classify("30", sales, employees, NOW) is expected


def test_the_ceiling_of_the_day_counts() -> None:
    assert classify("30", 110 * BILLION, 200, date(2025, 8, 31)) is SizeClass.MIDSIZE
    assert classify("30", 110 * BILLION, 200, date(2025, 9, 1)) is SizeClass.MEDIUM


def test_assets_and_groups_outweigh_sales() -> None:
    assert classify("30", BILLION, 5, NOW, total_assets_won=500 * BILLION) is SizeClass.MIDSIZE
    assert classify("30", BILLION, 5, NOW, in_large_group=True) is SizeClass.LARGE


def test_every_division_has_a_rule_and_others_are_refused() -> None:
    for division in INDUSTRIES.divisions():
        assert threshold(division.code, NOW).small_max_won < threshold(division.code, NOW).sme_max_won
    for division, day in (("47", NOW), ("30", date(2015, 12, 31))):
        with pytest.raises(NoThreshold):
            classify(division, 1, 1, day)


def test_negative_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        classify("30", -1, 1, NOW)


def test_a_class_is_read_in_any_case() -> None:
    assert SizeClass("small") is SizeClass.SMALL
    with pytest.raises(ValueError, match="tiny"):
        SizeClass("tiny")


def test_classes_have_names_in_both_languages() -> None:
    assert [size.name_ko for size in SizeClass] == ["소상공인", "소기업", "중기업", "중견기업", "대기업"]
    assert [size.is_sme for size in SizeClass] == [True, True, True, False, False]
