"""Suppliers of a list as their cards show them, in the active language.

The cards are written here and not by a template, which takes as long for twenty as all the rest of the page.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.web.components import Badge
from core.web.naming import domain_name, place_name
from core.web.wording import date_text
from matching.queries.wording import language, level_title

_RANK = {"verified": 0, "documented": 1, "declared": 2}
_MOST_DOMAINS = 5
_MOST_REGIONS = 4
_SOMEBODY = "somebody"

_CARD = """<li><article class="card card--link">
  <div class="spread"><h2 class="card__title"><a href="{}">{}</a></h2>{}</div>
  <p class="small subtle">{} · {}</p>
  {}
  <ul class="cluster plain small" aria-label="{}">{}{}</ul>
  <p class="card__foot small subtle">{} · {} · {}</p>{}
</article>
</li>"""
_PICK = """<p class="card__pick small" data-hx-boost="true"><a href="{}">{}\
<span class="visually-hidden">: {}</span></a></p>"""
_CLAIM = '<li class="claim claim--{}">{} <span class="subtle">{}</span></li>'


def cards(
    rows: Iterable[Mapping[str, Any]], picked: Collection[str] = (), pick: Callable[[str], str] | None = None
) -> SafeString:
    """The items of a list, one a row with the fields of `search.ROW_FIELDS`.

    `pick` gives the address that puts a supplier beside those `picked`, or takes it away again; empty for no
    link.
    """
    put, take = _("Put beside others"), _("Take away from the comparison")
    korean = language() == "ko"
    before, _somebody, after = reverse("matching:profile", args=[_SOMEBODY]).rpartition(_SOMEBODY)
    technologies = conditional_escape(_("Technologies"))
    verified = Badge(_("Verified technology"), "verified").render()
    claims = _Claims()
    found = []
    for row in rows:
        evidence = row["evidence"]
        codes = sorted(row["domains"], key=lambda code: _RANK.get(evidence.get(code, ""), 3))
        name = row["name"] if korean else row["name_en"] or row["name"]
        picking = pick(row["slug"]) if pick else ""
        summary = row["summary_ko"] if korean else row["summary_en"] or row["summary_ko"]
        found.append(
            (
                f"{before}{quote(row['slug'])}{after}",
                name,
                verified if any(evidence.get(code) == "verified" for code in codes) else "",
                place_name(row["home_sigungu"]),
                _served(row["regions"]),
                format_html("<p>{}</p>", summary) if summary else "",
                technologies,
                claims.of((code, evidence.get(code, "declared")) for code in codes[:_MOST_DOMAINS]),
                _further(len(codes) - _MOST_DOMAINS),
                _records(row["confirmed_records"]),
                _room(row["capacity_open"] if row["is_accepting"] else 0),
                _("profile confirmed %(day)s") % {"day": date_text(row["profile_confirmed_on"])},
                format_html(_PICK, picking, take if row["slug"] in picked else put, name) if picking else "",
            )
        )
    return format_html_join("", _CARD, found)


class _Claims:
    """Technologies and how well each is shown; every one of a page is written once."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, str], SafeString] = {}

    def of(self, claims: Iterable[tuple[str, str]]) -> SafeString:
        """The claims as items of a list."""
        written = self._written
        found = []
        for claim in claims:
            if claim not in written:
                code, level = claim
                written[claim] = format_html(_CLAIM, level, domain_name(code), level_title(level))
            found.append(written[claim])
        return SafeString("".join(found))


def _served(regions: Iterable[str]) -> str:
    codes = list(regions)
    if "all" in codes:
        return _("Serves the whole country")
    names = ", ".join(place_name(code) for code in codes[:_MOST_REGIONS])
    more = len(codes) - _MOST_REGIONS
    return f"{_('Serves')} {names}" + (f" {_('and %(n)s more') % {'n': more}}" if more > 0 else "")


def _further(number: int) -> SafeString | str:
    return (
        format_html('<li class="subtle">{}</li>', _("and %(n)s more") % {"n": number}) if number > 0 else ""
    )


def _records(number: int) -> str:
    if not number:
        return _("No confirmed project yet")
    return ngettext("%(n)s confirmed project", "%(n)s confirmed projects", number) % {"n": number}


def _room(number: int) -> str:
    if not number:
        return _("no room for new projects now")
    return ngettext("could start %(n)s project now", "could start %(n)s projects now", number) % {"n": number}
