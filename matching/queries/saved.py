"""What a saved search holds: a wish as plain data, good for years, and what it finds today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from core.accounts.actor import Actor
from matching.models import SavedSearch, Supplier
from matching.queries.places import today_code
from matching.queries.search import Search, Wish

LISTS = ("region", "home", "domain", "industry", "size")
FLAGS = ("verified", "free")


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved search as its owner reads it: how many suppliers fit now, and those last told of."""

    row: SavedSearch
    wish: Wish
    total: int
    news: tuple[Supplier, ...]


def plain_wish(wish: Wish) -> dict[str, Any]:
    """The wish as it is stored: only what narrows it; empty for everybody. The order is not part of it."""
    lists = {name: list(dict.fromkeys(getattr(wish, name))) for name in LISTS if getattr(wish, name)}
    flags = {name: True for name in FLAGS if getattr(wish, name)}
    return {**({"q": wish.q} if wish.q else {}), **lists, **flags}


def wish_from(stored: Mapping[str, Any], day: date) -> Wish:
    """The stored wish on a day: a province that was merged since means its successor."""
    lists: dict[str, Any] = {name: tuple(stored.get(name, ())) for name in LISTS}
    for name in ("region", "home"):
        lists[name] = tuple(dict.fromkeys(today_code(code, day) for code in lists[name]))
    flags: dict[str, Any] = {name: bool(stored.get(name)) for name in FLAGS}
    return Wish(day=day, q=str(stored.get("q", "")), **lists, **flags)


def query_of(wish: Wish) -> QueryDict:
    """The wish as the address of the search holds it."""
    query = QueryDict(mutable=True)
    for name, value in plain_wish(wish).items():
        query.setlist(name, value if isinstance(value, list) else ["1" if value is True else value])
    return query


def fitting(wish: Wish, known: Search | None = None) -> list[UUID]:
    """The ids of all listed suppliers that fit now, or at the instant of `known`, a search made before."""
    found = known.instead(wish) if known else Search(wish)
    return [UUID(each) for each in found.ids()]


def saved_lines(by: Actor, day: date) -> Iterator[SavedLine]:
    """One's own saved searches, the oldest first, with what they find now (three queries in all and, for
    names that sound alike, none: a saved search is exact)."""
    rows = list(SavedSearch.objects.visible_to(by).order_by("made_at", "id"))
    named = _named([each for row in rows for each in row.news])
    known = Search(Wish(day=day))
    for row in rows:
        wish = wish_from(row.wish, day)
        news = tuple(named[each] for each in row.news if each in named)
        yield SavedLine(row, wish, known.instead(wish).total, news)


def saved_line(row: SavedSearch, day: date) -> SavedLine:
    """One of them."""
    wish, named = wish_from(row.wish, day), _named(row.news)
    news = tuple(named[each] for each in row.news if each in named)
    return SavedLine(row, wish, Search(wish).total, news)


def last_watched(row: SavedSearch) -> datetime:
    """When it last told something, or since when it is kept."""
    return row.told_at or row.made_at


def _named(ids: list[UUID]) -> dict[UUID, Supplier]:
    found = Supplier.objects.listed().filter(pk__in=ids).only("id", "slug", "name", "name_en")
    return {each.pk: each for each in found}
