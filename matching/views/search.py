"""The public search of suppliers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.domains import DOMAINS
from core.regions import REGIONS
from core.web import actor_of, page
from core.web.components import Crumb, FacetOption
from core.web.naming import domain_name, place_name, size_name
from matching.filters import SORTS, domains, forgiving, industries, provinces, sizes, wish_of
from matching.queries import places, search, text
from matching.queries.comparing import MOST, names, picked
from matching.queries.wording import industry_title, language
from matching.views.cards import cards
from matching.views.comparing import SUPPLIER, address

_INDUSTRIES_SHOWN = 12
_PANEL = ("panel", "open")
"""Said by the links of the filter: on a phone it stays open over the results, also without script."""


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A dimension as the page shows it; `is_open` when something in it is chosen."""

    title: str
    options: tuple[FacetOption, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an empty list: what to give up or where to look, and what that would find."""

    label: str
    url: str
    count: int | None = None


@page(public=True)
def suppliers(request: HttpRequest) -> HttpResponse:
    """Published suppliers: words, facets with counts, order, 20 a page; the address holds the state."""
    query, said = forgiving(request.GET)
    slugs = picked(request.GET.getlist(SUPPLIER))[:MOST]
    if slugs:
        query.setlist(SUPPLIER, slugs)
    asked = search.Search(wish_of(query))
    found, *others = _answering(asked)
    wish, counts = found.wish, found.counts
    shown = Paginator(range(counts.total), search.PER_PAGE).get_page(request.GET.get("page"))
    rows = found.rows(max(0, shown.start_index() - 1)) if counts.total else []
    boxes, chips = list(_boxes(query, wish, counts)), list(_chips(query, asked))
    return render(
        request,
        "matching/search.html",
        {
            "crumbs": [Crumb(_("Suppliers"))],
            "q": asked.wish.q,
            "is_loose": wish.is_loose,
            "instead": wish.q if wish.q != asked.wish.q else "",
            "others": [_instead(query, each) for each in others],
            "is_everything": text.means_everything(wish.q),
            "said": said,
            "sorts": [(value, label, value == wish.sort) for value, label in SORTS],
            "kept": [(name, value) for name, value in _pairs(query) if name not in ("q", "sort")],
            "chips": chips,
            "chosen": len(chips) - bool(asked.wish.q),
            "is_panel_open": _PANEL[0] in request.GET and "page" not in request.GET,
            "here": _url(_pairs(query)),
            "facets": boxes,
            "page": shown,
            "cards": cards(rows, slugs, _picker(request, query, slugs)),
            "beside": [
                Way(name, _without(query, SUPPLIER, slug)) for slug, name in names(slugs, actor_of(request))
            ],
            "save_url": _save_url(query) if chips else "",
            "compare_url": address(slugs),
            "most": MOST,
            "total": counts.total,
            "near_ways": list(_near_ways(query, wish, counts)) if not counts.total else [],
            "other_ways": list(_other_ways(query, asked, found)),
            "ways": list(_ways(query, found)) if not counts.total else [],
            "clear_url": reverse("matching:search"),
        },
    )


def _answering(asked: search.Search) -> list[search.Search]:
    """The search that is shown and others that may be meant: what was asked, what was probably meant, what
    sounds alike; what was asked when none finds anybody."""
    if asked.total or not asked.wish.q:
        return [asked]
    if probable := asked.meant():
        return probable
    alike = asked.loose()
    return [alike] if alike.total else [asked]


def _instead(query: QueryDict, found: search.Search) -> Way:
    pairs = [("q", found.wish.q) if name == "q" else (name, value) for name, value in _pairs(query)]
    return Way(_("“%(word)s”") % {"word": found.wish.q}, _url(pairs), found.total)


def _pairs(query: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in query.lists():
        for value in values:
            yield name, str(value)


def _url(pairs: Iterable[tuple[str, str]]) -> str:
    changed = QueryDict(mutable=True)
    for name, value in pairs:
        changed.appendlist(name, value)
    return f"{reverse('matching:search')}?{changed.urlencode()}" if changed else reverse("matching:search")


def _picker(request: HttpRequest, query: QueryDict, slugs: list[str]) -> Callable[[str], str]:
    """Whoever is beside others already is taken away; another joins while there is room. The page stays."""
    number = request.GET.get("page", "")
    pairs = [*_pairs(query), *([("page", number)] if number.isdecimal() and len(number) < 6 else [])]
    here = _url(pairs)
    join = f"{here}{'&' if pairs else '?'}{SUPPLIER}="

    def pick(slug: str) -> str:
        if slug in slugs:
            return _url(pair for pair in pairs if pair != (SUPPLIER, slug))
        return f"{join}{slug}" if len(slugs) < MOST else ""

    return pick


def _save_url(query: QueryDict) -> str:
    kept = query.copy()
    for name in (SUPPLIER, "sort"):
        kept.pop(name, None)
    return f"{reverse('matching:save_search')}?{kept.urlencode()}"


def _without(query: QueryDict, name: str, value: str) -> str:
    return _url(pair for pair in _pairs(query) if pair != (name, value))


def _options(
    query: QueryDict, counts: search.Counts, name: str, choices: Iterable[tuple[str, str]]
) -> tuple[FacetOption, ...]:
    chosen = query.getlist(name)
    here = f"{_url([*_pairs(query), _PANEL])}&{name}="
    found = []
    for value, label in choices:
        count = counts.of(name, value)
        if value in chosen:
            url = _url([*(pair for pair in _pairs(query) if pair != (name, value)), _PANEL])
            found.append(FacetOption(label, url, count, current=True))
        elif count:
            found.append(FacetOption(label, f"{here}{value}", count))
    return tuple(found)


def _boxes(query: QueryDict, wish: search.Wish, counts: search.Counts) -> Iterator[FacetBox]:
    spoken = language()
    flags = (
        *_options(query, counts, "verified", [("1", _("Verified technology"))]),
        *_options(query, counts, "free", [("1", _("Takes new projects"))]),
    )
    yield FacetBox(_("Only those with"), flags, True)
    regions = _options(query, counts, "region", provinces())
    yield FacetBox(_("Serves"), regions, True)
    labels = dict(domains())
    for area in DOMAINS.areas.values():
        choices = [(each.code, labels[each.code]) for each in DOMAINS.in_area(area.code)]
        options = _options(query, counts, "domain", choices)
        title = _("Technology: %(area)s") % {"area": area.name_ko if spoken == "ko" else area.name_en}
        yield FacetBox(title, options, not wish.domain or any(option.current for option in options))
    by_count = sorted(industries(), key=lambda pair: (-counts.of("industry", pair[0]), pair[0]))
    options = _options(query, counts, "industry", by_count)
    top = tuple(o for i, o in enumerate(options) if i < _INDUSTRIES_SHOWN or o.current)
    yield FacetBox(_("Industry"), top, bool(wish.industry))
    if len(options) > len(top):
        rest = tuple(option for option in options if option not in top)
        yield FacetBox(_("Other industries"), rest, False)
    yield FacetBox(_("Size of customers"), _options(query, counts, "size", sizes()), bool(wish.size))
    homes = _options(query, counts, "home", provinces())
    yield FacetBox(_("At home in"), homes, bool(wish.home))


_NAMES = {
    "domain": domain_name,
    "industry": industry_title,
    "size": size_name,
}


def _chips(query: QueryDict, asked: search.Search) -> Iterator[Way]:
    """What is chosen, each with the address without it and how many suppliers that address shows."""
    for name, value in _pairs(query):
        if name in ("sort", SUPPLIER):
            continue
        yield Way(
            label_of(name, value), _without(query, name, value), _answering(asked.less(name, value))[0].total
        )


def label_of(name: str, value: str) -> str:
    """A choice of the search in words."""
    if name == "q":
        return _("“%(word)s”") % {"word": value}
    if name in ("verified", "free"):
        return _("Verified technology") if name == "verified" else _("Takes new projects")
    if name in ("region", "home"):
        said = _("At home in %(place)s") if name == "home" else _("Serves %(place)s")
        return said % {"place": place_name(value)}
    return _NAMES[name](value)


def _near_ways(query: QueryDict, wish: search.Wish, counts: search.Counts) -> Iterator[Way]:
    """The neighbouring provinces in which the same wish finds somebody, those with most first."""
    for name, chosen in (("region", wish.region), ("home", wish.home)):
        near: set[str] = set()
        for code in chosen:
            near |= REGIONS.bordering(code, wish.day) - set(chosen)
        others = [pair for pair in _pairs(query) if pair[0] != name]
        for code in sorted(near, key=lambda code: (-counts.of(name, code), code)):
            if count := counts.of(name, code):
                label = _("Look in neighbouring %(place)s") if name == "region" else _("At home in %(place)s")
                yield Way(label % {"place": place_name(code)}, _url([*others, (name, code)]), count)


def _place_ways(query: QueryDict, found: search.Search) -> Iterator[Way]:
    """A place among the words as a choice instead: who serves its province, who is at home there."""
    wish = found.wish
    if wish.region or wish.home:
        return
    kept = [pair for pair in _pairs(query) if pair[0] != "q"]
    for place in places.place_words(wish.q, wish.day):
        for code in place.provinces:
            wishes = {
                "region": (_("%(rest)s, serves %(place)s"), replace(wish, q=place.rest, region=(code,))),
                "home": (_("%(rest)s, at home in %(place)s"), replace(wish, q=place.rest, home=(code,))),
            }
            for name, (label, other) in wishes.items():
                if total := found.instead(other).total:
                    url = _url([("q", place.rest), *kept, (name, code)])
                    yield Way(label % {"rest": place.rest, "place": place_name(code)}, url, total)


def _other_ways(query: QueryDict, asked: search.Search, found: search.Search) -> Iterator[Way]:
    """What may be meant besides what is shown: a place, and a word less where only something alike is."""
    yield from _place_ways(query, asked)
    if found is not asked:
        yield from _word_ways(query, asked)


def _word_ways(query: QueryDict, found: search.Search) -> Iterator[Way]:
    """Of several words each left out, with what the others find; that which finds most first."""
    words = found.wish.q.split()[: text.MOST_WORDS]
    ways = []
    for at, word in enumerate(words):
        rest = " ".join([*words[:at], *words[at + 1 :]])
        if rest and (total := found.instead(replace(found.wish, q=rest)).total):
            pairs = [("q", rest) if name == "q" else (name, value) for name, value in _pairs(query)]
            ways.append(Way(_("Search without “%(word)s”") % {"word": word}, _url(pairs), total))
    yield from sorted(ways, key=lambda way: -(way.count or 0))


def _ways(query: QueryDict, found: search.Search) -> Iterator[Way]:
    """Ways out of an empty list: what to give up, that which finds most first."""
    pairs, wish, counts = list(_pairs(query)), found.wish, found.counts
    titles = {
        "region": _("Search the whole country"),
        "home": _("Any home"),
        "domain": _("Any technology"),
        "industry": _("Any industry"),
        "size": _("Any size of customers"),
        "verified": _("Also without verified technology"),
        "free": _("Also without room for new projects"),
    }
    for name, count in sorted(counts.without.items(), key=lambda pair: -pair[1]):
        if count:
            yield Way(titles[name], _url(pair for pair in pairs if pair[0] != name), count)
    yield from _word_ways(query, found)
    if wish.q:
        alone = found.instead(search.Wish(day=wish.day, q=wish.q)).total
        if alone and not any(counts.without.values()):
            yield Way(
                _("Only “%(word)s”, without the choices") % {"word": wish.q}, _url([("q", wish.q)]), alone
            )
        if any(name not in ("q", SUPPLIER) for name, _value in pairs) and (
            count := found.less("q", wish.q).total
        ):
            label = _("Search without “%(word)s”") % {"word": wish.q}
            yield Way(label, _url(pair for pair in pairs if pair[0] != "q"), count)
    if pairs:
        everybody = found.instead(search.Wish(day=wish.day)).total
        yield Way(_("Start again with all suppliers"), reverse("matching:search"), everybody)
