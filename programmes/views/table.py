"""The table of the regional list: its columns, and its rows as they are written."""

import uuid
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.models import Result
from core.web.components import Badge, BadgeKind
from core.web.naming import industry_name, place_name, size_name
from core.web.wording import NOTHING, SEOUL, date_text, decimal_text, tier_kind, tier_name
from programmes.models import Review, State
from programmes.queries import title_of


@dataclass(frozen=True, slots=True)
class Column:
    """A head of the table: `sort` is what a click asks for, `direction` how it is sorted now."""

    label: str | Promise
    sort: str = ""
    direction: str = ""
    css: str = ""


# The rows are written here and not by a template, which takes as long for fifty as all the rest of the page.
_ROW = """
      <tr id="row-{{}}">
        <th scope="row">{{}}{{}}{{}}{{}}</th>
        <td data-label="{}" class="nowrap desk-state">{{}}{{}}</td>
        <td data-label="{}" class="desk-place" title="{{}}">{{}}</td>
        <td data-label="{}" class="desk-cut desk-trade" title="{{}}">{{}}</td>
        <td data-label="{}" class="nowrap">{{}}</td>
        <td data-label="{}" class="num desk-score">{{}}</td>
        <td data-label="{}" class="num subtle">{{}}</td>
        <td data-label="{}" class="num desk-level">{{}}</td>
        <td data-label="{}" class="nowrap desk-tier">{{}}</td>
        <td data-label="{}" class="desk-cut desk-cut--short desk-which" title="{{}}">{{}}</td>
        <td data-label="{}" class="nowrap desk-when"><time datetime="{{}}">{{}}</time></td>
      </tr>"""
_BOX = (
    '<input type="checkbox" class="desk-pick" form="bulk" name="row"'
    ' value="{}" aria-label="{}" data-desk-pick> '
)
_NOBODY = uuid.UUID(int=0)
STATE_KINDS: dict[State, BadgeKind] = {
    State.NEW: "plain",
    State.READING: "info",
    State.CONTACTED: "warning",
    State.DONE: "success",
}
"""The badge of each state."""


def columns(sort: str) -> tuple[Column, ...]:
    """The heads, given the order that is asked for."""
    current = sort or "-submitted"

    def sortable(label: str | Promise, key: str, first: str, css: str = "") -> Column:
        other = key if first.startswith("-") else f"-{key}"
        direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
        return Column(label, other if current == first else first, direction, css)

    return (
        sortable(_("Company"), "name", "name"),
        Column(_("State")),
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


def rows(
    results: Iterable[Result], seen: Container[str], reviews: Mapping[uuid.UUID, Review], query: str
) -> SafeString:
    """The results in their order as rows of the table; each badge is drawn once.

    `seen` are the ids of those that somebody here has opened; `query` is the filter one comes back to.
    """
    written = _row()
    badges: dict[str, SafeString | str] = {"": NOTHING}
    unopened = format_html(
        '<span class="desk-unread" title="{0}"><span class="visually-hidden">{0}</span></span>',
        _("not opened"),
    )
    states = {each.value: Badge(each.label, kind).render() for each, kind in STATE_KINDS.items()}
    note = format_html(' <span class="subtle small">{}</span>', _("note"))
    fresh = Review()
    pick = conditional_escape(_("Choose %(company)s"))
    place, industry, size = _once(place_name), _once(industry_name), _once(size_name)
    title = _once(title_of)
    before, _nobody, after = _address().partition(str(_NOBODY))
    after = conditional_escape(f"{after}?{urlencode({'in': query})}")
    found = []
    for each in results:
        if each.tier not in badges:
            badges[each.tier] = Badge(tier_name(each.tier), tier_kind(each.tier)).render()
        name = conditional_escape(each.organisation.name)
        review = reviews.get(each.pk, fresh)
        found.append(
            written.format(
                each.pk,
                _BOX.format(each.pk, pick % {"company": name}),
                "" if str(each.pk) in seen else unopened,
                f'<a href="{before}{each.pk}{after}">{name}</a>' if before else name,
                format_html(' <span class="subtle small">{}</span>', each.plant_name)
                if each.plant_name
                else "",
                states[review.state],
                note if review.note else "",
                *(place(each.sigungu),) * 2,
                *(industry(each.industry),) * 2,
                size(each.size),
                decimal_text(each.score, 0),
                interval(each),
                NOTHING if each.level is None else int(each.level),
                badges[each.tier],
                *(title(each.framework),) * 2,
                each.submitted_at.astimezone(SEOUL).isoformat(timespec="seconds"),
                date_text(each.submitted_at),
            )
        )
    return SafeString("".join(found))


def interval(result: Result) -> str:
    """The lowest and highest score as the list writes them; one number where both are the same."""
    low, high = decimal_text(result.low, 0), decimal_text(result.high, 0)
    return low if low == high else f"{low}–{high}"


def _row() -> str:
    """The row with the labels of its cells, which narrow screens show, in the active language."""
    labels = [conditional_escape(str(column.label)) for column in columns("")[1:]]
    return _ROW.format(*(label.replace("{", "{{").replace("}", "}}") for label in labels))


def _once(name: Callable[[Any], str]) -> Callable[[Any], str]:
    """The names escaped, each looked up once."""
    return cache(lambda code: conditional_escape(name(code)))


def _address() -> str:
    """The page of a result that is nobody's; empty where results have no page."""
    try:
        return reverse("results:result", args=[_NOBODY])
    except NoReverseMatch:
        return ""
