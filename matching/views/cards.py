"""Suppliers of a list as their cards show them, in the active language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from core.web.naming import domain_name, place_name
from matching.queries.wording import language, level_title

_RANK = {"verified": 0, "documented": 1, "declared": 2}
_MOST_DOMAINS = 5
_MOST_REGIONS = 4


@dataclass(frozen=True, slots=True)
class Claim:
    """A technology and how well it is shown."""

    name: str
    level: str
    level_title: str


@dataclass(frozen=True, slots=True)
class Card:
    """One supplier of a list."""

    url: str
    name: str
    home: str
    summary: str
    claims: tuple[Claim, ...]
    more_claims: int
    is_nationwide: bool
    regions: tuple[str, ...]
    more_regions: int
    records: int
    free: int
    is_accepting: bool
    confirmed_on: date
    has_verified: bool


def cards(rows: Iterable[Mapping[str, Any]]) -> list[Card]:
    """The cards of rows with the fields of `search.ROW_FIELDS`."""
    korean = language() == "ko"
    return [_card(row, korean) for row in rows]


def _card(row: Mapping[str, Any], korean: bool) -> Card:
    evidence = row["evidence"]
    codes = sorted(row["domains"], key=lambda code: _RANK.get(evidence.get(code, ""), 3))
    regions = [code for code in row["regions"] if code != "all"]
    return Card(
        url=reverse("matching:profile", args=[row["slug"]]),
        name=row["name"] if korean else row["name_en"] or row["name"],
        home=place_name(row["home_sigungu"]),
        summary=row["summary_ko"] if korean else row["summary_en"] or row["summary_ko"],
        claims=tuple(
            Claim(domain_name(code), level, level_title(level))
            for code in codes[:_MOST_DOMAINS]
            for level in [evidence.get(code, "declared")]
        ),
        more_claims=max(0, len(codes) - _MOST_DOMAINS),
        is_nationwide="all" in row["regions"],
        regions=tuple(place_name(code) for code in regions[:_MOST_REGIONS]),
        more_regions=max(0, len(regions) - _MOST_REGIONS),
        records=row["confirmed_records"],
        free=row["capacity_open"],
        is_accepting=row["is_accepting"],
        confirmed_on=row["profile_confirmed_on"],
        has_verified=any(evidence.get(code) == "verified" for code in codes),
    )
