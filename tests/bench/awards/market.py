"""Contracts as the engine's needs, the winners so far as its suppliers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from matching.ranking import Build, Level, Need, Pool, SupplierProfile, prepare

from .contract import Contract

ANY_WORK = "any"
"""Everybody offers it: nobody is shut out because the division of a contract is new to it."""


@dataclass(kw_only=True)
class Market:
    """What is known on the evening of a day: suppliers in columns, and who sold to whom."""

    day: date
    suppliers: tuple[SupplierProfile, ...]
    pool: Pool = field(init=False)
    sold_to: dict[str, set[str]]
    won: Counter[str]

    def __post_init__(self) -> None:
        self.pool = prepare(self.suppliers)

    def need(self, contract: Contract) -> Need:
        """A contract as a need of the next day: its division above all, and everything it says."""
        return Need(
            reference=contract.id,
            domains={contract.category[:2]: 9_999, ANY_WORK: 1},
            priority=frozenset({ANY_WORK}),
            sido=contract.district,
            sigungu=contract.place,
            terms=contract.terms,
            amount=contract.cents,
            category=contract.category,
            procedure=contract.procedure,
            asker=contract.buyer,
            as_of=datetime.combine(self.day + timedelta(days=1), time(3), UTC),
        )


def market(contracts: Sequence[Contract]) -> Market:
    """The market after these contracts; at least one."""
    day = max(contract.day for contract in contracts)
    won: defaultdict[str, list[Contract]] = defaultdict(list)
    sold_to: defaultdict[str, set[str]] = defaultdict(set)
    for contract in contracts:
        won[contract.winner].append(contract)
        sold_to[contract.buyer].add(contract.winner)
    return Market(
        day=day,
        suppliers=tuple(_supplier(identity, history, day) for identity, history in won.items()),
        sold_to=sold_to,
        won=Counter({identity: len(history) for identity, history in won.items()}),
    )


def _supplier(identity: str, history: Sequence[Contract], day: date) -> SupplierProfile:
    homes = Counter((contract.district, contract.place) for contract in history)
    home = max(sorted(homes), key=homes.__getitem__)
    divisions = {contract.category[:2] for contract in history}
    return SupplierProfile(
        id=identity,
        domains=dict.fromkeys({*divisions, ANY_WORK}, Level.VERIFIED),
        serves=frozenset({"all"}),
        builds=tuple(_build(number, contract) for number, contract in enumerate(history)),
        home_sido=home[0],
        home_sigungu=home[1],
        capacity_free=1,
        accepting=True,
        verified=True,
        profile_confirmed_on=day,
        terms=Counter(_capped(word for contract in history for word in contract.words)),
    )


def _capped(found: Iterable[str]) -> dict[str, int]:
    return {word: min(count, 10_000) for word, count in Counter(found).items()}


def _build(number: int, contract: Contract) -> Build:
    return Build(
        id=f"{contract.id}-{number}",
        domain=contract.category[:2],
        on=contract.day,
        terms=contract.terms,
        sido=contract.district,
        sigungu=contract.place,
        amount=contract.cents,
        category=contract.category,
        procedure=contract.procedure,
    )
