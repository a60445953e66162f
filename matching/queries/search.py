"""The public search: the suppliers a visitor asks for, and how many each further choice would leave.

Rows and counts come from the same conditions, one per dimension. A count of a dimension's value is taken with
all other dimensions applied, never its own, so it says what choosing that value would leave.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import BigIntegerField, Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast

from matching.models import Supplier
from matching.queries import text
from matching.queries.facets import Facets, State, facets, state
from matching.queries.meant import MOST, meant
from matching.queries.memory import WORTH, Memory, memory

EVERYWHERE = "all"
PER_PAGE = 20
SORTS = ("relevance", "name", "records", "recent")
ROW_FIELDS = (
    "id",
    "slug",
    "name",
    "name_en",
    "summary_ko",
    "summary_en",
    "home_sido",
    "home_sigungu",
    "regions",
    "domains",
    "evidence",
    "industries",
    "sizes",
    "capacity_open",
    "is_accepting",
    "verified_at",
    "profile_confirmed_on",
    "confirmed_records",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody looks for. Several values of one dimension mean any of them; dimensions narrow together.

    `verified` asks for a verified technology, of the chosen `domains` where there are some. `day` is today in
    Seoul: it decides places and the daily lot among equals. `is_loose` looks for names that sound alike.
    """

    day: date
    q: str = ""
    region: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    verified: bool = False
    free: bool = False
    sort: str = "relevance"
    is_loose: bool = False

    def loose(self) -> "Wish":
        """The same, for names that only sound like what was typed."""
        return replace(self, is_loose=True)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many suppliers fit (`total`), per dimension and value what choosing it would leave, and per active
    dimension what giving it up would leave (`without`)."""

    total: int = 0
    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)

    def of(self, dimension: str, value: str) -> int:
        """The count of one value; whoever serves the whole country serves each province."""
        counts = self.values.get(dimension, {})
        everywhere = counts.get(EVERYWHERE, 0) if dimension == "region" and value != EVERYWHERE else 0
        return counts.get(value, 0) + everywhere


def conditions(wish: Wish) -> dict[str, Q]:
    """The condition of every dimension that is narrowed."""
    offered = "verified_domains" if wish.verified else "domains"
    found: dict[str, Q] = {}
    if wish.region:
        found["region"] = Q(regions__overlap=[*wish.region, EVERYWHERE])
    if wish.home:
        found["home"] = Q(home_sido__in=wish.home)
    if wish.domain:
        found["domain"] = Q(**{f"{offered}__overlap": list(wish.domain)})
    if wish.industry:
        found["industry"] = Q(industries__overlap=list(wish.industry))
    if wish.size:
        found["size"] = Q(sizes__overlap=list(wish.size))
    if wish.verified:
        found["verified"] = ~Q(verified_domains=[])
    if wish.free:
        found["free"] = FREE
    return found


FREE = Q(is_accepting=True, capacity_open__gt=0)


def _asked(wish: Wish, rows: QuerySet[Supplier] | None = None) -> QuerySet[Supplier]:
    """Listed suppliers that what was typed finds, whatever the dimensions say."""
    rows = Supplier.objects.listed() if rows is None else rows
    if wish.is_loose:
        return rows.alias(alike=text.likeness(wish.q)).filter(text.sounds_like(wish.q))
    return rows.filter(text.matches(wish.q, wish.day))


def found(wish: Wish, rows: QuerySet[Supplier] | None = None) -> QuerySet[Supplier]:
    """The suppliers of a wish, out of `rows` or of all listed, in its order, which is total.

    Nothing but what the page says decides about the order.
    """
    rows = _asked(wish, rows)
    for condition in conditions(wish).values():
        rows = rows.filter(condition)
    return rows.order_by(*_order(wish))


class Search:
    """One search: what it counts, and its rows, for one request.

    Words, dimensions and order are answered from what the process keeps of all suppliers; PostgreSQL is asked
    whether that still holds, for the rows shown, and for names that only sound alike.
    """

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._bases: dict[tuple[str, bool], int] = {}
        self._likely: dict[str, list[str]] = {}

    @cached_property
    def total(self) -> int:
        """How many suppliers fit."""
        return self._bits.total

    @cached_property
    def counts(self) -> Counts:
        """The total and the counts of every dimension."""
        return self._bits.counts()

    def loose(self) -> "Search":
        """The same for names that only sound like what was typed."""
        return self.instead(self.wish.loose())

    def instead(self, wish: Wish) -> "Search":
        """Another wish at the same instant: it asks nothing again that this search knows."""
        other = Search(wish)
        other._state, other._facets, other._memory = self._state, self._facets, self._memory
        other._bases, other._likely = self._bases, self._likely
        return other

    def less(self, name: str, value: str) -> "Search":
        """The search without one of the choices."""
        now = getattr(self.wish, name)
        rest = tuple(each for each in now if each != value) if isinstance(now, tuple) else type(now)()
        changed: dict[str, Any] = {name: rest}
        return self.instead(replace(self.wish, **changed))

    def meant(self) -> list["Search"]:
        """Searches for what was probably meant that find somebody, the likeliest first; at most three."""
        typed = self.wish.q
        if typed not in self._likely:
            self._likely[typed] = list(islice(meant(typed, self._memory.solutions), 2 * MOST))
        searches = (self.instead(replace(self.wish, q=word)) for word in self._likely[typed])
        return list(islice((each for each in searches if each.total), MOST))

    def rows(self, start: int, count: int = PER_PAGE) -> list[dict[str, object]]:
        """So many rows from a place in the order, as plain values.

        The place is found by ids, so that only the rows shown are read whole: a row is 2.4 KB.
        """
        if count < 1:
            return []  # a paginator asks for the first 0 rows of nothing
        ids = self._ids(start, start + count)
        if not ids:
            return []
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [ids])
            rows = {str(values[0]): _row(values) for values in cursor.fetchall()}
        return [rows[each] for each in ids if each in rows]

    def ids(self) -> list[str]:
        """The ids of all that fit, in the wish's order."""
        return self._ids(0, self.total)

    def _ids(self, start: int, end: int) -> list[str]:
        """The ids at these places of the wish's order."""
        fit, places = self._bits.fit, self._facets.places
        if self.wish.is_loose:
            fitting = [each for each in self._alike if each in places and fit >> places[each] & 1]
            return fitting[start:end]
        memory = self._memory
        found = memory.order(self.wish.sort, self.wish.day, self._order)
        found = found[memory.mask(fit)[found]]
        if self.wish.sort == "relevance":
            tier = text.tier(self.wish.q) if self.wish.q else None
            ranks = memory.ranks(tier, _wanted(self.wish))
            found = found[np.argsort(ranks[found], kind="stable")]
        return [memory.ids[place] for place in found[start:end].tolist()]

    def _order(self) -> Iterable[str]:
        """The ids of all published suppliers in the order of the sort alone (one query)."""
        plain = Wish(day=self.wish.day, sort=self.wish.sort)
        rows = Supplier.objects.public().order_by(*_order(plain))
        return rows.values_list(Cast("id", TextField()), flat=True).iterator(chunk_size=10_000)

    @cached_property
    def _state(self) -> State:
        return state()

    @cached_property
    def _facets(self) -> Facets:
        return facets(self._state)

    @cached_property
    def _memory(self) -> Memory:
        return memory(self._state, self._facets)

    @cached_property
    def _alike(self) -> list[str]:
        """The ids of all suppliers whose names sound like the words, most alike first (one query)."""
        rows = _asked(self.wish).order_by(*_order(self.wish))
        return list(rows.values_list(Cast("id", TextField()), flat=True))

    @property
    def _base(self) -> int:
        """Those whom what was typed finds, whatever the dimensions say."""
        words = (self.wish.q, self.wish.is_loose)
        if words not in self._bases:
            self._bases[words] = self._found()
        return self._bases[words]

    def _found(self) -> int:
        base = self._facets.but(self._state.barred)
        if self.wish.is_loose:
            return base & self._facets.those(self._alike)
        return base & self._memory.those(text.matches(self.wish.q, self.wish.day)) if self.wish.q else base

    @cached_property
    def _bits(self) -> "_Bits":
        return _Bits(self.wish, self._facets, self._base)


def rows(wish: Wish, start: int, count: int = PER_PAGE) -> list[dict[str, object]]:
    """So many rows of a wish from a place in its order."""
    return Search(wish).rows(start, count)


def counted(wish: Wish) -> Counts:
    """The total and the counts of every dimension."""
    return Search(wish).counts


def _order(wish: Wish) -> list[Combinable | OrderBy | str]:
    # Equals are drawn by a lot that changes every day: no name or age brings anyone to the front for good.
    lot = Func(
        F("id"), Value(wish.day.toordinal()), function="uuid_hash_extended", output_field=BigIntegerField()
    )
    if wish.sort == "name":
        return ["name_key", "id"]
    if wish.sort == "records":
        return [F("confirmed_records").desc(), lot, "id"]
    if wish.sort == "recent":
        return [F("profile_confirmed_on").desc(), lot, "id"]
    if wish.is_loose:
        return [text.likeness(wish.q).desc(), lot, "id"]  # type: ignore[attr-defined]
    shown = _evidence_shown(_wanted(wish))
    return [*([text.tier(wish.q)] if wish.q else []), *([shown] if shown is not None else []), lot, "id"]


def _wanted(wish: Wish) -> list[str]:
    """The domains whose evidence decides between equals: those chosen, then those that the words name."""
    return list(dict.fromkeys([*wish.domain, *text.searched_domains(wish.q)]))[:6]


def _evidence_shown(codes: list[str]) -> OrderBy | None:
    """How well the wanted domains are shown, as points; None for none."""
    if not codes:
        return None
    parts = [
        Case(
            *(When(**{f"evidence__{code}": level}, then=points) for level, points in WORTH.items()),
            default=0,
            output_field=IntegerField(),
        )
        for code in codes
    ]
    return OrderBy(sum(parts[1:], start=parts[0]), descending=True)


_ROWS = f"SELECT {', '.join(ROW_FIELDS)} FROM matching_supplier WHERE id = ANY(%s::uuid[])"  # noqa: S608 - constants


def _row(values: Sequence[object]) -> dict[str, object]:
    row = dict(zip(ROW_FIELDS, values, strict=True))
    return row | {"evidence": json.loads(str(row["evidence"]))}


class _Bits:
    """Counts by bits: of the suppliers in `base`, those that each dimension lets through."""

    def __init__(self, wish: Wish, facets: Facets, base: int) -> None:
        self._wish = wish
        self._facets = facets
        self._base = base
        self._let = _let_through(wish, facets)
        self.fit = self._without()
        self.total = self.fit.bit_count()

    def _without(self, *given_up: str) -> int:
        """Those that fit when these dimensions are given up."""
        found = self._base
        for name, let in self._let.items():
            if name not in given_up:
                found &= let
        return found

    def counts(self) -> Counts:
        """What each value would leave, with all other dimensions applied; what giving up one would leave."""
        wish, facets = self._wish, self._facets
        rest = {name: self._without(name) for name in self._let}
        values: dict[str, dict[str, int]] = {}
        kinds = {"region", "home", "industry", "size", "free", "verified"}
        offered = "proven" if wish.verified else "domain"
        for tag, bits in facets.tags.items():
            kind, _, value = tag.partition(":")
            name = "domain" if kind == offered else kind
            if name in kinds or kind == offered:
                values.setdefault(name, {})[value] = (rest.get(name, self.fit) & bits).bit_count()
        without = {name: bits.bit_count() for name, bits in rest.items()}
        if wish.domain:
            # What "verified" means depends on the wanted domains.
            proven = facets.any("proven", wish.domain)
            values["verified"] = {"1": (self.fit & proven).bit_count()}
            if wish.verified:
                others = self._without("domain", "verified") & facets.any("domain", wish.domain)
                without["verified"] = others.bit_count()
        return Counts(self.total, values, without)


def _let_through(wish: Wish, facets: Facets) -> dict[str, int]:
    """By dimension that is narrowed: those it lets through. The same as `conditions`, in bits."""
    offered = "proven" if wish.verified else "domain"
    found: dict[str, int] = {}
    if wish.region:
        found["region"] = facets.any("region", [*wish.region, EVERYWHERE])
    if wish.home:
        found["home"] = facets.any("home", wish.home)
    if wish.domain:
        found["domain"] = facets.any(offered, wish.domain)
    if wish.industry:
        found["industry"] = facets.any("industry", wish.industry)
    if wish.size:
        found["size"] = facets.any("size", wish.size)
    if wish.verified:
        found["verified"] = facets.any("verified", "1")
    if wish.free:
        found["free"] = facets.any("free", "1")
    return found
