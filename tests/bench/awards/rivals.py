"""What the engine is measured against: chance, popularity, and the filter that policy texts describe."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable

from .contract import Contract
from .market import Market

Lister = Callable[[Contract], list[str]]
MOST = 50
_DIGITS = 5


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
    """Who won in this class of work (five digits), whoever won in this district before the others, by how
    often they won in the class; then the most popular."""
    order = _popular(market)
    there: defaultdict[str, set[str]] = defaultdict(set)
    alike: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for supplier in market.suppliers:
        for build in supplier.builds:
            there[build.sido].add(supplier.id)
            alike[build.category[:_DIGITS]][supplier.id] += 1

    def listed(contract: Contract) -> list[str]:
        inside, wins = there[contract.district], alike[contract.category[:_DIGITS]]
        first = sorted(wins, key=lambda each: (each not in inside, -wins[each], -market.won[each], each))
        return _new(first + [supplier for supplier in order if supplier not in wins], market, contract)

    return listed


def _popular(market: Market) -> list[str]:
    return sorted(market.won, key=lambda supplier: (-market.won[supplier], supplier))


def _new(order: list[str], market: Market, contract: Contract) -> list[str]:
    known = market.sold_to.get(contract.buyer, set())
    return [supplier for supplier in order if supplier not in known][:MOST]
