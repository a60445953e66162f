"""What another policy would change: shown before anybody approves it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .need import Need
from .policy import Policy
from .pool import Pool, prepare
from .rank import rank
from .ranking import Ranking
from .supplier import SupplierProfile

BeforeAfter = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class NeedDiff:
    """One need under both policies: who was and is first, who enters and who leaves the list, who moves.

    `moves` leads suppliers in both lists to their places before and after, where these differ.
    """

    reference: str
    first: tuple[str | None, str | None]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    moves: Mapping[str, BeforeAfter]

    @property
    def first_changed(self) -> bool:
        """Whether somebody else comes first."""
        return self.first[0] != self.first[1]


@dataclass(frozen=True, kw_only=True)
class Diff:
    """Two policies over a sample of needs. Pairs are (before, after).

    `appearances` counts lists per supplier, `regions` per 시도 of the supplier's home (today's code),
    `newcomers` for suppliers without history. `sizes` leads each size class of the asking companies to its
    number of needs and those with another first supplier.
    """

    needs: tuple[NeedDiff, ...]
    appearances: Mapping[str, BeforeAfter]
    regions: Mapping[str, BeforeAfter]
    newcomers: BeforeAfter
    sizes: Mapping[str, tuple[int, int]]

    @property
    def first_changed(self) -> int:
        """The number of needs with another first supplier."""
        return sum(need.first_changed for need in self.needs)


def diff(
    needs: Iterable[Need],
    suppliers: Sequence[SupplierProfile] | Pool,
    old: Policy,
    new: Policy,
    *,
    limit: int | None = None,
) -> Diff:
    """Compare two policies on the best `limit` (the old policy's list length when None) for every need."""
    pool = suppliers if isinstance(suppliers, Pool) else prepare(suppliers)
    limit = old.listed if limit is None else limit
    changes = []
    lists: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    regions: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    fresh = [0, 0]
    sizes: dict[str, tuple[int, int]] = {}
    for need in needs:
        rankings = rank(need, pool, old, limit=limit), rank(need, pool, new, limit=limit)
        change = _change(need, *rankings)
        changes.append(change)
        asked, moved = sizes.get(need.size or "", (0, 0))
        sizes[need.size or ""] = asked + 1, moved + change.first_changed
        for side, ranking in enumerate(rankings):
            for item in ranking.items:
                lists[side][item.supplier_id] += 1
                regions[side][old.regions.today(item.supplier.home_sido)] += 1
                fresh[side] += item.newcomer
    return Diff(
        needs=tuple(changes),
        appearances=_pairs(lists),
        regions=_pairs(regions),
        newcomers=(fresh[0], fresh[1]),
        sizes=dict(sorted(sizes.items())),
    )


def _change(need: Need, old: Ranking, new: Ranking) -> NeedDiff:
    before = {item.supplier_id: item.place for item in old.items}
    after = {item.supplier_id: item.place for item in new.items}
    return NeedDiff(
        reference=need.reference,
        first=(next(iter(before), None), next(iter(after), None)),
        entered=tuple(supplier for supplier in after if supplier not in before),
        left=tuple(supplier for supplier in before if supplier not in after),
        moves={
            supplier: (before[supplier], after[supplier])
            for supplier in after
            if supplier in before and before[supplier] != after[supplier]
        },
    )


def _pairs(counts: tuple[Counter[str], Counter[str]]) -> dict[str, BeforeAfter]:
    return {key: (counts[0][key], counts[1][key]) for key in sorted(counts[0].keys() | counts[1].keys())}
