"""The table of the regional list: its columns, and its rows as they are written."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.models import Result
from core.web.components import Badge
from core.web.naming import industry_name, place_name, size_name
from core.web.wording import NOTHING, date_text, decimal_text, tier_kind, tier_name
from programmes.queries import title_of


@dataclass(frozen=True, slots=True)
class Column:
    """A head of the table: `sort` is what a click asks for, `direction` how it is sorted now."""

    label: str | Promise
    sort: str = ""
    direction: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A result as the table writes it; `url` is empty where results have no page.

    `mark` is the badge of a result that nobody here has opened.
    """

    company: str
    plant: str
    url: str
    district: str
    industry: str
    size: str
    score: str
    interval: str
    level: str
    tier: SafeString | str
    diagnostic: str
    day: str
    at: datetime
    mark: SafeString | str


def columns(sort: str) -> tuple[Column, ...]:
    """The heads, given the order that is asked for."""
    current = sort or "-submitted"

    def sortable(label: str | Promise, key: str, first: str, css: str = "") -> Column:
        other = key if first.startswith("-") else f"-{key}"
        direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
        return Column(label, other if current == first else first, direction, css)

    return (
        sortable(_("Company"), "name", "name"),
        Column(_("District")),
        Column(_("Industry")),
        Column(_("Size")),
        sortable(_("Score"), "score", "-score", "num"),
        Column(_("Interval"), css="num"),
        Column(_("Level"), css="num"),
        Column(_("Tier")),
        Column(_("Diagnostic")),
        sortable(_("Submitted on"), "submitted", "-submitted"),
    )


def rows(results: Iterable[Result], seen: Container[str], query: str) -> list[Row]:
    """The results in their order; each badge is drawn once.

    `seen` are the ids of those that somebody here has opened; `query` is the filter one comes back to.
    """
    badges: dict[str, SafeString | str] = {"": NOTHING}
    unopened = Badge(_("not opened"), "info").render()
    back = f"?{urlencode({'in': query})}"
    found = []
    for each in results:
        if each.tier not in badges:
            badges[each.tier] = Badge(tier_name(each.tier), tier_kind(each.tier)).render()
        found.append(
            Row(
                company=each.organisation.name,
                plant=each.plant_name,
                url=_url(each, back),
                district=place_name(each.sigungu),
                industry=industry_name(each.industry),
                size=size_name(each.size),
                score=decimal_text(each.score, 0),
                interval=f"{decimal_text(each.low, 0)}–{decimal_text(each.high, 0)}",
                level=NOTHING if each.level is None else str(each.level),
                tier=badges[each.tier],
                diagnostic=title_of(each.framework),
                day=date_text(each.submitted_at),
                at=each.submitted_at,
                mark="" if str(each.pk) in seen else unopened,
            )
        )
    return found


def _url(result: Result, back: str) -> str:
    try:
        return reverse("results:result", args=[result.pk]) + back
    except NoReverseMatch:
        return ""
