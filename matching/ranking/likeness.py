"""How like what is asked a supplier's past projects are: the criteria of a policy with `projects`.

Nothing here counts all projects of a supplier, and a further project never lowers a value.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .need import Need
from .policy import Policy
from .projects import Projects
from .supplier import Build, SupplierProfile
from .vocabulary import MICRO, Criterion

THREE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One past project beside what is asked; everything in micro-units.

    `alike` by its words, `kin` by the class of the work, `near` by its place, `close` by its amount;
    `same` when it was awarded alike.
    """

    build: Build
    alike: int
    kin: int
    near: int
    close: int
    same: int


def likenesses(need: Need, supplier: SupplierProfile, policy: Policy) -> tuple[Likeness, ...]:
    """Every project completed by the day of asking, oldest first; none under a policy without `projects`."""
    projects = policy.projects
    if projects is None:
        return ()
    wanted = projects.shares(need.terms)
    return tuple(
        Likeness(
            build=build,
            alike=_cosine(wanted, projects, build.terms),
            kin=projects.kin(need.category, build.category),
            near=near(need, build, policy),
            close=projects.close(need.amount, build.amount),
            same=MICRO if need.procedure and need.procedure == build.procedure else 0,
        )
        for build in supplier.builds_by(need.day)
    )


def project_values(need: Need, supplier: SupplierProfile, policy: Policy) -> dict[Criterion, int]:
    """The value of every criterion about past projects; empty under a policy without `projects`."""
    if policy.projects is None:
        return {}
    found = likenesses(need, supplier, policy)
    kin = sum(each.kin for each in found)
    return {
        Criterion.CLOSEST: _best(each.alike for each in found),
        Criterion.CLOSEST_THREE: _three([each.alike for each in found]),
        Criterion.CATEGORY: MICRO * kin // (kin + policy.projects.category_half * MICRO),
        Criterion.PLACE: _best(each.near for each in found),
        Criterion.ALIKE_NEAR: _best(product(each.alike, each.near) for each in found),
        Criterion.ALIKE_AMOUNT: _three([product(each.alike, each.close) for each in found]),
        Criterion.ALIKE_PROCEDURE: _best(product(each.alike, each.same) for each in found),
        Criterion.ALIKE_NEAR_AMOUNT: _best(
            product(product(each.alike, each.near), each.close) for each in found
        ),
    }


def near(need: Need, build: Build, policy: Policy) -> int:
    """How near the plant of a past project is to the asker's; 0 when the former is unknown."""
    place = policy.regions.proximity(need.sido, need.sigungu, build.sido, build.sigungu)
    return policy.regions.value(place, remote=False)


def product(one: int, other: int) -> int:
    """Both at once: the product of two values."""
    return one * other // MICRO


def _cosine(wanted: Mapping[str, int], projects: Projects, terms: Collection[str]) -> int:
    """The cosine of two directions."""
    if wanted.keys().isdisjoint(terms):
        return 0
    theirs = projects.shares(terms)
    return sum(share * theirs[term] for term, share in wanted.items() if term in theirs) // MICRO


def _best(values: Iterable[int]) -> int:
    return max(values, default=0)


def _three(values: Sequence[int]) -> int:
    """The mean of the three best, nothing standing for those that are missing."""
    return sum(sorted(values)[-THREE:]) // THREE
