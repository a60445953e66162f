"""The smallest changes that would make a supplier first for a need."""

from collections.abc import Sequence
from dataclasses import dataclass

from .changes import Lever, levers, repairs
from .explain import refusals
from .gate import gate
from .need import Need
from .policy import Policy
from .ranking import Ranked
from .reason import Reason
from .score import score
from .supplier import SupplierProfile
from .ties import order
from .vocabulary import LEVELS


@dataclass(frozen=True, kw_only=True)
class Path:
    """Changes that together make the supplier first, and their effort. None of their steps can be spared.

    `supplier` is the profile after the changes, so that anybody can check.
    """

    changes: tuple[Reason, ...]
    effort: int
    supplier: SupplierProfile


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """The ways to the first place, least effort first.

    `blocked` names what stands in the way and is not in the supplier's hands; then there are no paths.
    No paths and nothing blocked: no change in its own hands is enough, or it is first already (`first`).
    """

    first: bool
    blocked: tuple[Reason, ...]
    paths: tuple[Path, ...]


def what_if(
    need: Need, supplier: SupplierProfile, leader: Ranked | None, policy: Policy, *, most: int = 3
) -> WhatIf:
    """What would make a supplier first, given who is first now (None: nobody); at most `most` paths.

    One change is preferred in the fewest steps that suffice; a combination is offered beside it when
    no single change is enough or it takes less effort.
    """
    codes = gate(need, supplier, policy)
    if leader is not None and leader.supplier.id == supplier.id:
        return WhatIf(first=True, blocked=(), paths=())
    openings = repairs(need, supplier, codes, policy)
    if openings is None:
        fixable = {
            lever_code for lever_code in codes if repairs(need, supplier, (lever_code,), policy) is not None
        }
        blocked = tuple(reason for reason in refusals(need, supplier, policy) if reason.code not in fixable)
        return WhatIf(first=False, blocked=blocked, paths=())
    search = _Search(need, supplier, leader, policy, openings)
    paths = sorted(search.paths(), key=lambda path: (path.effort, len(path.changes), _codes(path)))
    return WhatIf(first=False, blocked=(), paths=tuple(paths[:most]))


def _codes(path: Path) -> tuple[str, ...]:
    return tuple(f"{change.code}{sorted(change.facts.items())}" for change in path.changes)


class _Search:
    """Tries amounts of every lever on the supplier, the gate opened first."""

    def __init__(
        self,
        need: Need,
        supplier: SupplierProfile,
        leader: Ranked | None,
        policy: Policy,
        openings: tuple[Lever, ...],
    ) -> None:
        self.need, self.policy, self.openings = need, policy, openings
        for lever in openings:
            supplier = lever.apply(supplier, 1)
        self.base = supplier
        self.levers = levers(need, supplier, policy)
        self.target = None if leader is None else self._order(leader.supplier, leader.total)

    def paths(self) -> list[Path]:
        """Every single change that suffices, and one combination."""
        nothing = [0] * len(self.levers)
        if self._first(nothing):
            return [self._path(nothing)]
        found = []
        for index, lever in enumerate(self.levers):
            for amount in range(1, lever.most + 1):
                amounts = list(nothing)
                amounts[index] = amount
                if self._first(amounts):
                    found.append(amounts)
                    break
        combined = self._combined()
        if combined and combined not in found:
            found.append(combined)
        return [self._path(amounts) for amounts in found]

    def _combined(self) -> list[int] | None:
        """Steps taken by points gained per effort until first, then every step dropped that can be spared."""
        amounts = [0] * len(self.levers)
        while not self._first(amounts):
            now = self._total(amounts)
            gains = [
                ((self._total(further) - now) / lever.effort, -index, further)
                for index, lever in enumerate(self.levers)
                for further in self._further(amounts, index)
            ]
            best = max(gains, default=None)
            if best is None or best[0] <= 0:
                return None
            amounts = best[2]
        for index in sorted(range(len(amounts)), key=lambda index: -self.levers[index].effort):
            while amounts[index]:
                fewer = list(amounts)
                fewer[index] -= 1
                if not self._first(fewer):
                    break
                amounts = fewer
        return amounts

    def _further(self, amounts: list[int], index: int) -> list[list[int]]:
        if amounts[index] >= self.levers[index].most:
            return []
        further = list(amounts)
        further[index] += 1
        return [further]

    def _changed(self, amounts: Sequence[int]) -> SupplierProfile:
        supplier = self.base
        for lever, amount in zip(self.levers, amounts, strict=True):
            if amount:
                supplier = lever.apply(supplier, amount)
        return supplier

    def _total(self, amounts: Sequence[int]) -> int:
        return score(self.need, self._changed(amounts), self.policy).total

    def _order(self, supplier: SupplierProfile, total: int) -> tuple[int, int, str, str]:
        return order(total, supplier.exposure, supplier.id, self.need.reference, self.policy)

    def _first(self, amounts: Sequence[int]) -> bool:
        return self.target is None or self._order(self.base, self._total(amounts)) < self.target

    def _path(self, amounts: list[int]) -> Path:
        used = [(lever, amount) for lever, amount in zip(self.levers, amounts, strict=True) if amount]
        return Path(
            changes=tuple(
                [_reason(lever, 1, self.base) for lever in self.openings]
                + [_reason(lever, amount, self.base) for lever, amount in used]
            ),
            effort=sum(lever.effort for lever in self.openings)
            + sum(lever.effort * amount for lever, amount in used),
            supplier=self._changed(amounts),
        )


def _reason(lever: Lever, amount: int, base: SupplierProfile) -> Reason:
    if lever.kind == "level":
        now = LEVELS.index(base.level(str(lever.facts["domain"])))
        return Reason(code=f"make_level_{LEVELS[now + amount]}", facts=lever.facts)
    return Reason(code=f"make_{lever.kind}", facts={**lever.facts, "amount": amount})
