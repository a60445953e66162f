"""The legal size class of a manufacturing firm: decided by average sales, not by head count.

Sources: 중소기업기본법 시행령 별표 1 (medium ceiling) and 별표 3 (small ceiling), in force since 2016-01-01
and amended on 2025-09-01; 소상공인기본법 제2조 and its decree 제3조 (fewer than ten regular employees in
manufacturing); 중견기업 성장촉진 및 경쟁력 강화에 관한 특별법 제2조.
"""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

_HUNDRED_MILLION = 100_000_000
SME_MAX_ASSETS_WON = 500_000_000_000
"""A firm with total assets of 5,000억 or more is no SME whatever it sells (시행령 제3조)."""


class SizeClass(StrEnum):
    """From the smallest to the largest. The first three are SMEs (중소기업)."""

    MICRO = "MICRO"
    SMALL = "SMALL"
    MEDIUM = "MEDIUM"
    MIDSIZE = "MIDSIZE"
    LARGE = "LARGE"

    @classmethod
    def _missing_(cls, value: object) -> "SizeClass | None":
        """Files written by hand may say "small"."""
        return cls.__members__.get(value.upper()) if isinstance(value, str) else None

    @property
    def name_ko(self) -> str:
        """The legal term."""
        return _NAMES[self][0]

    @property
    def name_en(self) -> str:
        """The usual translation."""
        return _NAMES[self][1]

    @property
    def is_sme(self) -> bool:
        """Whether support for SMEs may be claimed."""
        return self in (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)


_NAMES = {
    SizeClass.MICRO: ("소상공인", "Micro enterprise"),
    SizeClass.SMALL: ("소기업", "Small enterprise"),
    SizeClass.MEDIUM: ("중기업", "Medium enterprise"),
    SizeClass.MIDSIZE: ("중견기업", "Mid-sized company"),
    SizeClass.LARGE: ("대기업", "Large company"),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """The ceilings of one division between two days, both inclusive; won of average yearly sales."""

    division: str
    valid_from: date
    valid_to: date | None
    sme_max_won: int
    small_max_won: int
    micro_employees_below: int


class NoThreshold(LookupError):
    """The division is not in manufacturing, or the day lies before the first recorded rule."""


def threshold(division: str, on: date) -> Threshold:
    """The rule for a two-digit division on the day. Raises NoThreshold."""
    for rule in _thresholds().get(division, ()):
        if rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to):
            return rule
    raise NoThreshold(f"no size threshold for division {division!r} on {on.isoformat()}")


def classify(
    division: str,
    average_sales_won: int,
    employees: int,
    on: date,
    *,
    total_assets_won: int | None = None,
    in_large_group: bool = False,
) -> SizeClass:
    """The size class on the day, from the average yearly sales of the last three years and regular employees.

    `in_large_group` says that the firm belongs to a business group under cross-shareholding limits; sales
    alone never make a firm large. Raises NoThreshold, and ValueError for negative figures.
    """
    if average_sales_won < 0 or employees < 0:
        raise ValueError("sales and employees cannot be negative")
    rule = threshold(division, on)
    if in_large_group:
        return SizeClass.LARGE
    if average_sales_won > rule.sme_max_won:
        return SizeClass.MIDSIZE
    if total_assets_won is not None and total_assets_won >= SME_MAX_ASSETS_WON:
        return SizeClass.MIDSIZE
    if average_sales_won > rule.small_max_won:
        return SizeClass.MEDIUM
    return SizeClass.MICRO if employees < rule.micro_employees_below else SizeClass.SMALL


@cache
def _thresholds() -> dict[str, tuple[Threshold, ...]]:
    text = (files(__package__) / "data" / "size_thresholds.csv").read_text(encoding="utf-8")
    rules: dict[str, tuple[Threshold, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        rule = Threshold(
            division=row["division"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            sme_max_won=int(row["sme_max_100m_won"]) * _HUNDRED_MILLION,
            small_max_won=int(row["small_max_100m_won"]) * _HUNDRED_MILLION,
            micro_employees_below=int(row["micro_employees_below"]),
        )
        rules[rule.division] = (*rules.get(rule.division, ()), rule)
    return rules
