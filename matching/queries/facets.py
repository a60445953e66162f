"""The facets of all published suppliers as sets of bits: a count is arithmetic on whole numbers, not a scan.

Bit n of a number stands for the n-th supplier; a facet ("region:48", "domain:MES", ...) is the number with
the bits of the suppliers that have it. What PostgreSQL would unnest, group and count over 5,000 rows for
every search is read once, whenever a supplier has changed.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from matching.models import Supplier


@dataclass(frozen=True, slots=True)
class Facets:
    """Bits by facet; `places` is the bit of a supplier, `owners` that of its organisation (ids as texts)."""

    places: Mapping[str, int]
    owners: Mapping[str, int]
    tags: Mapping[str, int]

    @property
    def all(self) -> int:
        """All of them."""
        return self.tags.get("*", 0)

    def any(self, kind: str, values: Iterable[str]) -> int:
        """Those with at least one of the values."""
        found = 0
        for value in values:
            found |= self.tags.get(f"{kind}:{value}", 0)
        return found

    def those(self, ids: Iterable[str]) -> int:
        """These suppliers; unknown ids are none."""
        return bits_of((self.places[each] for each in ids if each in self.places), len(self.places))

    def but(self, organisations: Iterable[str]) -> int:
        """All but the suppliers of these organisations."""
        barred = (self.owners[each] for each in organisations if each in self.owners)
        return self.all & ~bits_of(barred, len(self.places))


@dataclass(frozen=True, slots=True)
class State:
    """What search depends on besides the wish: `version` of the suppliers, the organisations `barred` now.

    `is_own`: this transaction has written, and sees what nobody else may.
    """

    version: int
    barred: tuple[str, ...]
    is_own: bool


_STATE = """
SELECT value,
  (SELECT array_agg(DISTINCT organisation_id::text) FROM integrity_sanction
   WHERE from_at <= statement_timestamp() AND until_at > statement_timestamp()),
  pg_current_xact_id_if_assigned() IS NOT NULL
FROM matching_poolversion
"""
_lock = threading.Lock()
_kept: tuple[int, Facets] | None = None


def state() -> State:
    """The state of this instant (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        version, barred, is_own = cursor.fetchone() or (0, None, True)
    return State(version, tuple(barred or ()), is_own)


def facets(now: State) -> Facets:
    """The facets of all published suppliers: kept while none changes, else read anew (one query)."""
    global _kept
    if now.is_own:
        return _read()
    with _lock:
        if _kept is None or _kept[0] != now.version:
            _kept = (now.version, _read())
        return _kept[1]


def _read() -> Facets:
    texts = (Cast("id", TextField()), Cast("organisation_id", TextField()))
    places: dict[str, int] = {}
    owners: dict[str, int] = {}
    having: dict[str, list[int]] = defaultdict(list)
    rows = Supplier.objects.public().values_list(*texts, "facets")
    for place, (key, owner, tags) in enumerate(rows.iterator(chunk_size=10_000)):
        places[key] = owners[owner] = place
        for tag in tags:
            having[tag].append(place)
    return Facets(places, owners, {tag: bits_of(found, len(places)) for tag, found in having.items()})


def bits_of(places: Iterable[int], size: int) -> int:
    """The number with the bits of these places, out of `size`."""
    found = bytearray((size >> 3) + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")
