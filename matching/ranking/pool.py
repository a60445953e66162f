"""Many suppliers as columns, prepared once and asked many times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from . import canonical
from .canonical import Malformed
from .project_columns import ProjectColumns
from .supplier import Ban, SupplierProfile
from .vocabulary import LEVELS, SIZES

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = np.iinfo(np.int64).min
"""The day of a confirmation that never happened."""

FOREVER = np.iinfo(np.int64).max
_EPOCH = datetime(1970, 1, 1, tzinfo=canonical.SEOUL)


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A list of texts per supplier, flattened: entry i is `labels[codes[i]]` of supplier `owners[i]`."""

    owners: Ints
    codes: Ints
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Suppliers ordered by id, one array per property.

    `levels` and `remote` have one row per domain; builds are flattened and ordered by owner. Days are
    proleptic ordinals, instants microseconds.
    """

    suppliers: tuple[SupplierProfile, ...]
    levels: Mapping[str, Ints]
    remote: Mapping[str, Flags]
    serves: Mapping[str, Ints]
    homes: tuple[tuple[str, str], ...]
    home: Ints
    industries: Coded
    sizes: Ints
    capacity: Ints
    accepting: Flags
    verified: Flags
    confirmed: Ints
    parties: Mapping[str, Ints]
    ban_owner: Ints
    ban_starts: Ints
    ban_ends: Ints
    quality_good: Ints
    quality_total: Ints
    response_good: Ints
    response_total: Ints
    exposure: Ints
    terms: Mapping[str, tuple[Ints, Ints]]
    length: Ints
    build_owner: Ints
    build_day: Ints
    build_month: Ints
    build_month_day: Ints
    build_size: Ints
    build_domains: Mapping[str, Ints]
    build_industry: Coded

    def __len__(self) -> int:
        return len(self.suppliers)

    @cached_property
    def projects(self) -> ProjectColumns:
        """What past projects were about, for policies that compare it."""
        return ProjectColumns(self.suppliers)


def instant(moment: datetime) -> int:
    """An instant as microseconds, exactly."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def prepare(suppliers: Iterable[SupplierProfile]) -> Pool:
    """The suppliers as columns. Raises Malformed when one is given twice.

    Costs about 40 microseconds a supplier; keep the pool until a profile changes.
    """
    ordered = tuple(sorted(suppliers, key=lambda supplier: supplier.id))
    for one, next_ in pairwise(ordered):
        if one.id == next_.id:
            raise Malformed(f"supplier {one.id} is given twice")
    builds = [(owner, build) for owner, supplier in enumerate(ordered) for build in supplier.builds]
    bans = [(owner, ban) for owner, supplier in enumerate(ordered) for ban in supplier.bans]
    homes = sorted({(supplier.home_sido, supplier.home_sigungu) for supplier in ordered})
    position = {home: index for index, home in enumerate(homes)}
    return Pool(
        suppliers=ordered,
        levels=_levels(ordered),
        remote=_flags(ordered, lambda supplier: supplier.remote),
        serves=_postings(ordered, lambda supplier: supplier.serves),
        homes=tuple(homes),
        home=_column(position[supplier.home_sido, supplier.home_sigungu] for supplier in ordered),
        industries=_coded(
            (owner, code) for owner, supplier in enumerate(ordered) for code in sorted(supplier.industries)
        ),
        sizes=_column(sum(1 << SIZES.index(size) for size in supplier.sizes) for supplier in ordered),
        capacity=_column(supplier.capacity_free for supplier in ordered),
        accepting=np.fromiter((supplier.accepting for supplier in ordered), np.bool_),
        verified=np.fromiter((supplier.verified for supplier in ordered), np.bool_),
        confirmed=_column(
            supplier.profile_confirmed_on.toordinal() if supplier.profile_confirmed_on else NEVER
            for supplier in ordered
        ),
        parties=_postings(ordered, lambda supplier: supplier.parties),
        ban_owner=_column(owner for owner, _ in bans),
        ban_starts=_column(instant(ban.starts_at) for _, ban in bans),
        ban_ends=_column(_end(ban) for _, ban in bans),
        quality_good=_column(supplier.quality.good for supplier in ordered),
        quality_total=_column(supplier.quality.total for supplier in ordered),
        response_good=_column(supplier.response.good for supplier in ordered),
        response_total=_column(supplier.response.total for supplier in ordered),
        exposure=_column(supplier.exposure for supplier in ordered),
        terms=_terms(ordered),
        length=_column(supplier.length for supplier in ordered),
        build_owner=_column(owner for owner, _ in builds),
        build_day=_column(build.on.toordinal() for _, build in builds),
        build_month=_column(build.on.year * 12 + build.on.month for _, build in builds),
        build_month_day=_column(build.on.day for _, build in builds),
        build_size=_column(SIZES.index(build.size) if build.size else len(SIZES) for _, build in builds),
        build_domains=_grouped(build.domain for _, build in builds),
        build_industry=_coded((owner, build.industry) for owner, build in builds),
    )


def _column(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, np.int64)


def _end(ban: Ban) -> int:
    return instant(ban.ends_at) if ban.ends_at else FOREVER


def _levels(ordered: tuple[SupplierProfile, ...]) -> dict[str, Ints]:
    rows: dict[str, Ints] = {}
    for owner, supplier in enumerate(ordered):
        for domain, level in supplier.domains.items():
            if domain not in rows:
                rows[domain] = np.zeros(len(ordered), np.int64)
            rows[domain][owner] = LEVELS.index(level)
    return rows


def _postings(
    ordered: tuple[SupplierProfile, ...], keys: Callable[[SupplierProfile], Iterable[str]]
) -> dict[str, Ints]:
    lists: dict[str, list[int]] = {}
    for owner, supplier in enumerate(ordered):
        for key in keys(supplier):
            lists.setdefault(key, []).append(owner)
    return {key: _column(owners) for key, owners in lists.items()}


def _flags(
    ordered: tuple[SupplierProfile, ...], keys: Callable[[SupplierProfile], Iterable[str]]
) -> dict[str, Flags]:
    flags = {}
    for key, owners in _postings(ordered, keys).items():
        flags[key] = np.zeros(len(ordered), np.bool_)
        flags[key][owners] = True
    return flags


def _grouped(keys: Iterable[str]) -> dict[str, Ints]:
    lists: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        lists.setdefault(key, []).append(index)
    return {key: _column(indexes) for key, indexes in lists.items()}


def _coded(entries: Iterable[tuple[int, str]]) -> Coded:
    listed = list(entries)
    labels = tuple(sorted({label for _, label in listed}))
    position = {label: index for index, label in enumerate(labels)}
    return Coded(
        owners=_column(owner for owner, _ in listed),
        codes=_column(position[label] for _, label in listed),
        labels=labels,
    )


def _terms(ordered: tuple[SupplierProfile, ...]) -> dict[str, tuple[Ints, Ints]]:
    lists: dict[str, list[tuple[int, int]]] = {}
    for owner, supplier in enumerate(ordered):
        for term, count in supplier.terms.items():
            lists.setdefault(term, []).append((owner, count))
    return {
        term: (_column(owner for owner, _ in found), _column(count for _, count in found))
        for term, found in lists.items()
    }
