"""What is typed, looked for in texts that the process keeps: a look through 5,000 of them costs no statement.

`text` says once what a search means, as conditions for PostgreSQL; here the same conditions are answered in
bits, one a supplier, as `facets` counts them. The orders come from PostgreSQL: one list a sort and day.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Case, Q, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan

from matching.models import Supplier
from matching.queries.facets import Facets, State, bits_of
from matching.queries.meant import Word, solution_names

COLUMNS = ("name_key", "name_jamo", "name_initials", "search_text", "home_sigungu")
WORTH = {"verified": 4, "documented": 2, "declared": 1}
"""Points of evidence: verified before documented before declared."""

_KINDS = {"domains": "domain", "regions": "region", "home_sido": "home"}
_MOST_ORDERS = 16
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Memory:
    """Columns and evidence of the suppliers of `facets`, in their places; `orders` by sort and day."""

    facets: Facets
    ids: tuple[str, ...]
    columns: dict[str, list[str]]
    shown: dict[tuple[str, str], int]
    orders: dict[tuple[str, date], Places] = field(default_factory=dict)
    _words: list[tuple[Word, ...]] = field(default_factory=list)

    @property
    def solutions(self) -> tuple[Word, ...]:
        """What the suppliers call their solutions; put together when first asked for."""
        if not self._words:
            self._words.append(solution_names(self.columns["search_text"]))
        return self._words[0]

    def those(self, condition: Q) -> int:
        """The bits of those that a condition of `text` holds for. KeyError for a lookup it does not know."""
        parts = [self._part(child) for child in condition.children]
        found = parts[0] if parts else self.facets.all
        for part in parts[1:]:
            found = found & part if condition.connector == Q.AND else found | part
        return self.facets.all & ~found if condition.negated else found

    def ranks(self, tier: Combinable | None, domains: Sequence[str]) -> Places:
        """By place: the smaller, the nearer to the front; first by tier, then by evidence of the domains."""
        found = np.zeros(len(self.ids), np.int64)
        if isinstance(tier, Case):
            worst = tier.default.value
            found += worst * 1_000
            left = self.facets.all
            for each in tier.cases:
                bits = self.those(each.condition) & left
                left &= ~bits
                found[self.mask(bits)] = each.result.value * 1_000
        for code in domains:
            for level, points in WORTH.items():
                found[self.mask(self.shown.get((code, level), 0))] -= points
        return found

    def mask(self, bits: int) -> npt.NDArray[np.bool_]:
        """Bits as flags by place."""
        size = (len(self.ids) >> 3) + 1
        flags = np.frombuffer(bits.to_bytes(size, "little"), np.uint8)
        return np.unpackbits(flags, count=len(self.ids), bitorder="little").astype(np.bool_)

    def order(self, sort: str, day: date, read: Callable[[], Iterable[str]]) -> Places:
        """The places of all in an order, kept; `read` asks for the ids in it."""
        kept = self.orders.get((sort, day))
        if kept is None:
            if len(self.orders) >= _MOST_ORDERS:
                self.orders.clear()
            places = self.facets.places
            kept = np.array([places[each] for each in read() if each in places], np.int64)
            self.orders[sort, day] = kept
        return kept

    def _part(self, child: Any) -> int:
        if isinstance(child, Q):
            return self.those(child)
        if isinstance(child, GreaterThan) and isinstance(child.lhs, StrIndex):
            column, typed = child.lhs.get_source_expressions()
            return self._holding(column.name, typed.value)
        column, _, lookup = child[0].partition("__")
        value: Any = child[1]
        if column == "pk" and value is None:
            return 0
        if column in _KINDS:
            return self.facets.any(_KINDS[column], value)
        texts = self.columns[column]
        if lookup == "contains":
            return self._holding(column, value)
        if lookup == "startswith":
            return self._bits([place for place, text in enumerate(texts) if text.startswith(value)])
        if not lookup:
            return self._bits([place for place, text in enumerate(texts) if text == value])
        wanted = {"in": value}[lookup]
        return self._bits([place for place, text in enumerate(texts) if text in wanted])

    def _holding(self, column: str, part: str) -> int:
        return self._bits([place for place, text in enumerate(self.columns[column]) if part in text])

    def _bits(self, places: list[int]) -> int:
        return bits_of(places, len(self.ids))


_lock = threading.Lock()
_kept: tuple[int, Memory] | None = None


def memory(now: State, facets: Facets) -> Memory:
    """The texts of all published suppliers: kept while none changes, else read anew (one query)."""
    global _kept
    if now.is_own:
        return _read(facets)
    with _lock:
        if _kept is None or _kept[0] != now.version or _kept[1].facets is not facets:
            _kept = (now.version, _read(facets))
        return _kept[1]


def _read(facets: Facets) -> Memory:
    size = len(facets.places)
    columns = {name: [""] * size for name in COLUMNS}
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = Supplier.objects.public().values_list(Cast("id", TextField()), "evidence", *COLUMNS)
    for key, evidence, *texts in rows.iterator(chunk_size=10_000):
        place = facets.places.get(key)
        if place is None:
            continue
        for name, text in zip(COLUMNS, texts, strict=True):
            columns[name][place] = text
        for level in evidence.items():
            having[level].append(place)
    shown = {level: bits_of(places, size) for level, places in having.items()}
    return Memory(facets, tuple(facets.places), columns, shown)
