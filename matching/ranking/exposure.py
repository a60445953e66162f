"""How often suppliers were shown beyond their fair share: what the tie rule calls exposure debt."""

from collections import Counter
from collections.abc import Mapping

from .supplier import EVERYWHERE
from .vocabulary import MICRO


def debts(
    shown: Mapping[str, int], places: Mapping[str, int], serving: Mapping[str, frozenset[str]]
) -> dict[str, int]:
    """The exposure debt of every supplier in `serving` or `shown`: times shown less its fair share.

    `places` are those given away by province (시도), `serving` the provinces (or "all") of each supplier that
    could have had one. A province's places are shared evenly among those that serve it; a supplier's share is
    the sum over its provinces, rounded down. Less is owed more.
    """
    everywhere = sum(EVERYWHERE in provinces for provinces in serving.values())
    there: Counter[str] = Counter()
    for provinces in serving.values():
        if EVERYWHERE not in provinces:
            there.update(provinces)
    each = {
        province: count * MICRO // rivals
        for province, count in places.items()
        if (rivals := there[province] + everywhere)
    }
    whole = sum(each.values())
    fair = {
        supplier: (whole if EVERYWHERE in provinces else sum(each.get(province, 0) for province in provinces))
        // MICRO
        for supplier, provinces in serving.items()
    }
    return {supplier: shown.get(supplier, 0) - fair.get(supplier, 0) for supplier in fair.keys() | shown}
