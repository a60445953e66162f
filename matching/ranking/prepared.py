"""The ranking over columns. Same answer as `plain`, to the last byte."""

import numpy as np

from .columns import Asked
from .excluded import Excluded
from .need import Need
from .policy import Policy
from .pool import Flags, Ints, Pool
from .ranking import Ranked, Ranking, Stability
from .score import Score
from .ties import draw
from .vocabulary import TENTH, WEIGHTS, Criterion


def rank(need: Need, pool: Pool, policy: Policy, limit: int | None) -> Ranking:
    """Rank the suppliers of a pool; see `matching.ranking.rank`."""
    asked = Asked(need, pool, policy)
    failures = asked.failures()
    places = np.flatnonzero(failures == 0)
    field = _Field(asked, places)
    first = field.best(limit)
    return Ranking(
        need=need,
        policy=policy,
        limit=limit,
        eligible=len(places),
        items=tuple(field.ranked(place, index) for place, index in enumerate(first, start=1)),
        newcomer=field.newcomer(first if limit is not None else field.best(policy.listed)),
        excluded=Excluded(pool, failures),
        stability=field.stability(first),
    )


class _Field:
    """The eligible suppliers, scored; indexes count within them, in the order of ids."""

    def __init__(self, asked: Asked, places: Ints) -> None:
        self.asked, self.places = asked, places
        self.need, self.pool, self.policy = asked.need, asked.pool, asked.policy
        self.values: dict[Criterion, Ints] = {
            criterion: column[places] for criterion, column in asked.values().items()
        }
        self.bonuses = {code: column[places] for code, column in asked.bonuses().items()}
        self.total = np.zeros(len(places), np.int64)
        for criterion in self.policy.criteria:
            self.total += self.policy.weight(criterion) * self.values[criterion]
        for column in self.bonuses.values():
            self.total += column
        self.band = self.total // self.policy.band
        self.key = (-self.band << 33) + asked.pool.exposure[places]

    def best(self, limit: int | None) -> list[int]:
        """The indexes of the best, in order: band, exposure debt, lot, id."""
        candidates = np.arange(len(self.places))
        if limit is not None and 0 < limit < len(candidates):
            candidates = np.flatnonzero(self.key <= np.partition(self.key, limit - 1)[limit - 1])
        elif limit == 0:
            candidates = candidates[:0]
        if not len(candidates):
            return []
        keys = self.key[candidates]
        by_key = np.argsort(keys, kind="stable")
        ordered, sorted_keys = candidates[by_key], keys[by_key]
        starts = np.flatnonzero(np.diff(sorted_keys, prepend=sorted_keys[:1] - 1))
        result: list[int] = []
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(ordered)], strict=True):
            tied = ordered[start:end].tolist()
            result += sorted(tied, key=self._lot) if len(tied) > 1 else tied
        return result[:limit]

    def ranked(self, place: int, index: int) -> Ranked:
        """A supplier in its place, from its columns."""
        found = Score(
            values={criterion: int(self.values[criterion][index]) for criterion in self.policy.criteria},
            bonuses={code: gain for code, column in self.bonuses.items() if (gain := int(column[index]))},
            total=int(self.total[index]),
        )
        supplier = self.pool.suppliers[self.places[index]]
        return Ranked.of(place, self.need, supplier, self.policy, found)

    def newcomer(self, listed: list[int]) -> Ranked | None:
        """The newcomer shown apart from those listed."""
        waiting: Flags = self.asked.newcomers()[self.places]
        waiting &= self.total >= self.policy.newcomer_tenths * TENTH
        waiting[listed] = False
        indexes = np.flatnonzero(waiting)
        if not len(indexes):
            return None
        keys = (self.pool.exposure[self.places[indexes]] << 33) - self.band[indexes]
        index = min(indexes[keys == keys.min()].tolist(), key=self._lot)
        return self.ranked(self._place(index), index)

    def stability(self, first: list[int]) -> Stability | None:
        """How firmly the first place stands; see `plain`."""
        if not len(self.places):
            return None
        best = first[0] if first else self.best(1)[0]
        if len(self.places) == 1:
            return Stability(basis_points=WEIGHTS, rival=None)
        swing = np.zeros(len(self.places), np.int64)
        for criterion in self.policy.criteria:
            column = self.values[criterion]
            swing += self.policy.weight(criterion) * np.abs(column - column[best])
        margin = np.where(self.band == self.band[best], 0, self.total[best] - self.total)
        unmoved = np.where(margin > 0, WEIGHTS, 0)
        shares = np.where(swing > 0, margin * WEIGHTS // np.maximum(swing, 1), unmoved)
        shares = np.clip(shares, 0, WEIGHTS)
        shares[best] = WEIGHTS + 1
        rival = int(np.argmin(shares))
        return Stability(basis_points=int(shares[rival]), rival=self._id(rival))

    def _place(self, index: int) -> int:
        before = int((self.key < self.key[index]).sum())
        tied = np.flatnonzero(self.key == self.key[index]).tolist()
        return before + 1 + sorted(tied, key=self._lot).index(index)

    def _lot(self, index: int) -> tuple[str, str]:
        return draw(self.need.reference, self._id(index), self.policy), self._id(index)

    def _id(self, index: int) -> str:
        return self.pool.suppliers[int(self.places[index])].id
