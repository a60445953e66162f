"""Choices of the past as the engine saw them: who won, among those it would have put in front."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from matching.ranking import Policy, rank, score
from matching.ranking.fitting import Choice

from .contract import Contract
from .market import Market, market
from .policy import HAND, policy

RIVALS = 250
LAST_DAYS = 5
WEEK_DAYS = 7
WINDOWS = 5


def windows(contracts: Sequence[Contract]) -> list[tuple[date, date]]:
    """Spans of days (after the first, up to the second), the latest first: five days, then weeks.

    Of a short file only those that have at least as many contracts before them as in them.
    """
    until = max(contract.day for contract in contracts)
    found = []
    for number in range(WINDOWS):
        after = until - timedelta(days=WEEK_DAYS if number else LAST_DAYS)
        before = sum(contract.day <= after for contract in contracts)
        if before < sum(after < contract.day <= until for contract in contracts) or not before:
            break
        found.append((after, until))
        until = after
    return found


def asked(contracts: Sequence[Contract], known: Market, span: tuple[date, date]) -> list[Contract]:
    """The contracts of a span with one winner, known before, who never sold to that buyer."""
    within = [contract for contract in contracts if span[0] < contract.day <= span[1]]
    winners: dict[str, set[str]] = {}
    for contract in within:
        winners.setdefault(contract.id, set()).add(contract.winner)
    return [
        contract
        for contract in within
        if len(winners[contract.id]) == 1
        and contract.winner in known.won
        and contract.winner not in known.sold_to.get(contract.buyer, ())
    ]


def choices(contracts: Sequence[Contract], span: tuple[date, date], like: Policy) -> Iterator[Choice]:
    """Every choice of a span, under what was known before it: the winner among its strongest rivals."""
    before = [contract for contract in contracts if contract.day <= span[0]]
    known = market(before)
    by_hand = policy(before, HAND, like)
    winners = {supplier.id: supplier for supplier in known.suppliers}
    for contract in asked(contracts, known, span):
        need = known.need(contract)
        met = known.sold_to.get(contract.buyer, set()) | {contract.winner}
        ranking = rank(need, known.pool, by_hand, limit=RIVALS + len(met))
        rivals = [item.values for item in ranking.items if item.supplier_id not in met]
        won = score(need, winners[contract.winner], by_hand).values
        yield Choice.of([won, *rivals[:RIVALS]], by_hand.criteria)
