"""Handing out a batch of needs within the suppliers' capacity."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .canonical import Malformed
from .need import Need
from .policy import Policy
from .pool import Pool
from .rank import rank
from .ranking import Ranked
from .supplier import SupplierProfile

REACH = 50
"""How far down its ranking a need may go."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """`given` leads each need's reference to its suppliers, best first; `short` counts what is missing."""

    given: Mapping[str, tuple[str, ...]]
    short: Mapping[str, int]


def assign(
    needs: Iterable[Need],
    suppliers: Sequence[SupplierProfile] | Pool,
    policy: Policy,
    *,
    per_need: int = 1,
) -> Assignment:
    """Give every need up to `per_need` suppliers, no supplier more needs than it has capacity free.

    Deferred acceptance (Gale and Shapley, 1962): needs ask in the order of their rankings, a full supplier
    keeps those for which it scores highest (the lot decides between equals). The result is stable:
    no need would rather have a supplier that would rather have it. Independent of the order of the needs.
    Raises Malformed when two needs carry the same reference.
    """
    wishes: dict[str, list[Ranked]] = {}
    for need in needs:
        if need.reference in wishes:
            raise Malformed(f"need {need.reference} is given twice")
        wishes[need.reference] = list(rank(need, suppliers, policy, limit=REACH).items)
    kept: dict[str, list[tuple[int, str, str, Ranked]]] = {}
    asked = dict.fromkeys(wishes, 0)
    missing = dict.fromkeys(wishes, per_need)
    waiting = [reference for reference in sorted(wishes) if per_need > 0]
    while waiting:
        reference = waiting[-1]
        if not missing[reference] or asked[reference] == len(wishes[reference]):
            waiting.pop()
            continue
        item = wishes[reference][asked[reference]]
        asked[reference] += 1
        holders = kept.setdefault(item.supplier_id, [])
        holders.append((-item.total, item.lot, reference, item))
        missing[reference] -= 1
        if len(holders) > item.supplier.capacity_free:
            refused = max(holders, key=lambda holder: holder[:3])
            holders.remove(refused)
            missing[refused[2]] += 1
            waiting.append(refused[2])
    given: dict[str, list[Ranked]] = {reference: [] for reference in sorted(wishes)}
    for holders in kept.values():
        for _, _, reference, item in holders:
            given[reference].append(item)
    return Assignment(
        given={
            reference: tuple(item.supplier_id for item in sorted(items, key=lambda item: item.place))
            for reference, items in given.items()
        },
        short={reference: missing[reference] for reference in sorted(missing) if missing[reference]},
    )
