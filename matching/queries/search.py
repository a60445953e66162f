"""The public search: the suppliers a visitor asks for, and how many each further choice would leave.

Rows and counts come from the same conditions, one per dimension. A count of a dimension's value is taken with
all other dimensions applied, never its own, so it says what choosing that value would leave.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast, Now

from integrity.models import Sanction
from matching.models import PoolVersion, Supplier
from matching.queries import text

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


def rows(wish: Wish, start: int, count: int = PER_PAGE) -> list[dict[str, object]]:
    """So many rows from a place in the order, as plain values (one query).

    The place is found by ids, so that only the rows shown are read whole: a row is 2.4 KB.
    """
    chosen = found(wish).values("id")[start : start + count]
    return list(Supplier.objects.filter(id__in=chosen).order_by(*_order(wish)).values(*ROW_FIELDS))


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
    shown = _evidence_shown([*wish.domain, *text.searched_domains(wish.q)])
    return [*([text.tier(wish.q)] if wish.q else []), *([shown] if shown is not None else []), lot, "id"]


def _evidence_shown(domains: list[str]) -> OrderBy | None:
    """How well the wanted domains are shown: verified before documented before declared; None for none."""
    codes = list(dict.fromkeys(domains))[:6]
    if not codes:
        return None
    worth = {"verified": 4, "documented": 2, "declared": 1}
    parts = [
        Case(
            *(When(**{f"evidence__{code}": level}, then=points) for level, points in worth.items()),
            default=0,
            output_field=IntegerField(),
        )
        for code in codes
    ]
    return OrderBy(sum(parts[1:], start=parts[0]), descending=True)


def counted(wish: Wish) -> Counts:
    """The total and the counts of every dimension (two queries; one when they were counted before).

    A supplier that misses the wish in one dimension alone still counts in that dimension; so each row carries
    a mask of what it misses, and its facets are counted by mask in one scan. While no supplier changes,
    turning pages counts nothing anew.
    """
    state = _state()
    if state is None:
        return _counted(wish)
    with _lock:
        kept = _kept.get((state, wish))
    if kept is not None:
        return kept
    counts = _counted(wish)
    with _lock:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[state, wish] = counts
    return counts


_MOST_KEPT = 500
_kept: dict[tuple[object, Wish], Counts] = {}
_lock = threading.Lock()
_BARRED = (
    Sanction.objects.filter(from_at__lte=Now(), until_at__gt=Now())
    .order_by()
    .values(one=Value(1))
    .annotate(all=StringAgg(Cast("organisation_id", TextField()), ",", order_by="organisation_id"))
    .values("all")
)


def _state() -> tuple[int, str | None] | None:
    """What all counts depend on: the version of the suppliers, and who is barred at this instant.

    None in a transaction that has written: what it sees, nobody else may.
    """
    own = Func(function="pg_current_xact_id_if_assigned", template="%(function)s()", output_field=TextField())
    row = (
        PoolVersion.objects.annotate(barred=Subquery(_BARRED), own=Cast(own, TextField()))
        .values_list("value", "barred", "own")
        .first()
    )
    return None if row is None or row[2] else (row[0], row[1])


def _counted(wish: Wish) -> Counts:
    active = conditions(wish)
    bits = {name: 1 << place for place, name in enumerate(active)}
    mask: Combinable = Value(0)
    for name, condition in active.items():
        mask = mask + Case(When(condition, then=0), default=bits[name])
    base = _asked(wish).order_by().annotate(missed=mask, tags=_tags(wish)).values("missed", "tags")
    sql, params = base.query.sql_with_params()
    told = [0, *bits.values()]
    if wish.verified and wish.domain:
        told.append(bits["verified"] | bits["domain"])
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(base=sql, once="MATERIALIZED" if active else ""), [*params, told])
        lines = cursor.fetchall()
    return _merged(wish, bits, lines)


# Materialised where there is a mask, so that it is computed once a row.
_COUNT = """
WITH base AS {once} ({base})
SELECT missed, tag, count(*)
FROM (SELECT missed, unnest(tags) AS tag FROM base WHERE missed = ANY(%s)) AS tagged
GROUP BY missed, tag
"""


def _tags(wish: Wish) -> Combinable:
    """The facets of a supplier, and "wanted" where giving up or taking up "verified" would leave it.

    What "verified" means depends on the wanted domains, so no column can hold it.
    """
    if not wish.domain:
        return F("facets")
    other = "domains" if wish.verified else "verified_domains"
    wanted = Case(
        When(**{f"{other}__overlap": list(wish.domain)}, then=Value("wanted")),
        default=Value("-"),
        output_field=TextField(),
    )
    return Func(F("facets"), wanted, function="array_append", output_field=ArrayField(TextField()))


def _merged(wish: Wish, bits: Mapping[str, int], lines: Iterable[tuple[int, str, int]]) -> Counts:
    total = 0
    values: dict[str, Counter[str]] = defaultdict(Counter)
    without: Counter[str] = Counter()
    named = {bit: name for name, bit in bits.items()}
    both_kinds = bool(wish.verified and wish.domain)
    plain = {"region", "home", "industry", "size", "free", *(() if wish.domain else ("verified",))}
    for missed, tag, count in lines:
        kind, _, value = tag.partition(":")
        if kind == "*":
            total += 0 if missed else count
            without[named.get(missed, "")] += count
        elif kind == "wanted":
            if both_kinds and missed:
                without["verified"] += count if missed & bits["domain"] else 0
            elif not missed:
                values["verified"]["1"] += count
        elif kind == ("proven" if wish.verified else "domain"):
            if missed in (0, bits.get("domain")):
                values["domain"][value] += count
        elif kind in plain and missed in (0, bits.get(kind)):
            values[kind][value] += count
    return Counts(total, values, {name: total + without[name] for name in bits})
