"""The score of one supplier, and its parts in tenths of a point."""

from collections.abc import Mapping
from dataclasses import dataclass

from .need import Need
from .policy import Policy
from .supplier import SupplierProfile
from .values import strengths, values
from .vocabulary import MICRO, TENTH, WEIGHTS, Criterion


@dataclass(frozen=True, kw_only=True)
class Score:
    """Values in micro-units; `bonuses` and `total` in units (WEIGHTS * MICRO = 100 points)."""

    values: Mapping[Criterion, int]
    bonuses: Mapping[str, int]
    total: int


def score(need: Need, supplier: SupplierProfile, policy: Policy) -> Score:
    """The supplier's score: sum of weight times value, plus the preferences in force."""
    found = values(need, supplier, policy)
    extra = bonuses(need, supplier, policy)
    return Score(values=found, bonuses=extra, total=weighted(found, policy) + sum(extra.values()))


def weighted(found: Mapping[Criterion, int], policy: Policy) -> int:
    """Sum of weight times value, in units."""
    return sum(policy.weight(criterion) * found[criterion] for criterion in policy.criteria)


def bonuses(need: Need, supplier: SupplierProfile, policy: Policy) -> dict[str, int]:
    """What each preference line adds, in units: its points times the strength in its best needed domain.

    Lines count in the policy's order until the cap is reached; lines that add nothing are left out.
    """
    lines = [line for line in policy.preferences if line.in_force(need.day)]
    if not lines:
        return {}
    found = strengths(need, supplier, policy)
    left = policy.preference_cap * MICRO
    added: dict[str, int] = {}
    for line in lines:
        best = max(
            (found[code] for code in found if code in line.domains and line.admits(supplier.level(code))),
            default=0,
        )
        gain = min(line.points * best, left)
        left -= gain
        if gain:
            added[line.code] = gain
    return added


def shown(total: int) -> int:
    """The score as shown, in tenths of a point, rounded down so that it agrees with the tie bands."""
    return total // TENTH


def parts(found: Score, policy: Policy) -> tuple[dict[Criterion, int], dict[str, int]]:
    """The contributions of the criteria and of the preferences, in tenths of a point.

    Largest remainder: together they are exactly the score shown; equal remainders go in order.
    """
    raw = [policy.weight(criterion) * found.values[criterion] for criterion in policy.criteria]
    raw += found.bonuses.values()
    tenths = [part // TENTH for part in raw]
    missing = shown(found.total) - sum(tenths)
    for index in sorted(range(len(raw)), key=lambda index: (-(raw[index] % TENTH), index))[:missing]:
        tenths[index] += 1
    count = len(policy.criteria)
    criteria = dict(zip(policy.criteria, tenths[:count], strict=True))
    return criteria, dict(zip(found.bonuses, tenths[count:], strict=True))


FULL = WEIGHTS * MICRO
"""100 points in units."""
