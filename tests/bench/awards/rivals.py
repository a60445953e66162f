"""What the engine is measured against: chance, popularity, and the filter that policy texts describe."""

import random
from collections import defaultdict
from collections.abc import Callable

from .contract import Contract
from .market import Market

Lister = Callable[[Contract], list[str]]
MOST = 50


def by_chance(market: Market) -> Lister:
    """Anybody, drawn anew for every contract."""
    everybody = sorted(market.won)

    def listed(contract: Contract) -> list[str]:
        draw = random.Random(contract.id)
        return _new(draw.sample(everybody, min(len(everybody), 4 * MOST)), market, contract)

    return listed


def by_popularity(market: Market) -> Lister:
    """Who won most so far."""
    order = _popular(market)
    return lambda contract: _new(order, market, contract)


def by_filter(market: Market) -> Lister:
    """Who won in this district and in this division, the most popular first; then the others."""
    order = _popular(market)
    there: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for supplier in market.suppliers:
        for build in supplier.builds:
            there[build.sido, build.domain].add(supplier.id)

    def listed(contract: Contract) -> list[str]:
        inside = there[contract.district, contract.category[:2]]
        first = [supplier for supplier in order if supplier in inside]
        return _new(first + [supplier for supplier in order if supplier not in inside], market, contract)

    return listed


def _popular(market: Market) -> list[str]:
    return sorted(market.won, key=lambda supplier: (-market.won[supplier], supplier))


def _new(order: list[str], market: Market, contract: Contract) -> list[str]:
    known = market.sold_to.get(contract.buyer, set())
    return [supplier for supplier in order if supplier not in known][:MOST]
