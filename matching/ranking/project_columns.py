"""Past projects as columns, and `likeness` over them: the same values, to the last digit."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from .likeness import THREE
from .need import Need
from .policy import Policy
from .projects import Projects, length, step
from .supplier import Build, SupplierProfile
from .text import TextStatistics
from .vocabulary import MICRO, Criterion

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Postings = dict[str, tuple[Ints, Ints]]
Label = TypeVar("Label", str, tuple[str, str])


class ProjectColumns:
    """The builds of a pool, one entry each, in the pool's order.

    Only a policy with `projects` asks for them, so they are made the first time it does.
    """

    def __init__(self, suppliers: Sequence[SupplierProfile]) -> None:
        builds = [(owner, build) for owner, supplier in enumerate(suppliers) for build in supplier.builds]
        owners = np.fromiter((owner for owner, _ in builds), np.int64)
        self.suppliers = len(suppliers)
        self.starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self.owners = owners[self.starts]
        self.group = np.repeat(np.arange(len(self.starts)), np.diff([*self.starts.tolist(), len(owners)]))
        self.steps = np.fromiter(
            (step(build.amount) if build.amount else -1 for _, build in builds), np.int64
        )
        self.places, self.place = _labelled(builds, lambda build: (build.sido, build.sigungu))
        self.categories, self.category = _labelled(builds, lambda build: build.category)
        self.procedures, self.procedure = _labelled(builds, lambda build: build.procedure)
        self.terms = _postings(build.terms for _, build in builds)
        self._directions: tuple[TextStatistics, Postings] | None = None

    def directions(self, projects: Projects) -> Postings:
        """Every word's builds and its part of their directions; kept for the statistics asked last."""
        known = self._directions
        if known is None or known[0] is not projects.statistics:
            known = self._directions = (projects.statistics, self._directed(projects))
        return known[1]

    def _directed(self, projects: Projects) -> Postings:
        known = projects.statistics.idf
        weights = {term: weight for term in self.terms if (weight := known.get(term, 0))}
        squares = np.zeros(len(self.group), np.int64)
        for term, weight in weights.items():
            squares[self.terms[term]] += weight * weight
        lengths = np.fromiter((length(square) for square in squares.tolist()), np.int64)
        return {
            term: (self.terms[term], weight * MICRO // lengths[self.terms[term]])
            for term, weight in weights.items()
        }

    def best(self, numbers: Ints) -> Ints:
        """The greatest number of each supplier's builds, 0 without one."""
        found = np.zeros(self.suppliers, np.int64)
        if len(self.starts):
            found[self.owners] = np.maximum.reduceat(numbers, self.starts)
        return found

    def total(self, numbers: Ints) -> Ints:
        """The sum over each supplier's builds."""
        found = np.zeros(self.suppliers, np.int64)
        if len(self.starts):
            found[self.owners] = np.add.reduceat(numbers, self.starts)
        return found

    def three(self, numbers: Ints) -> Ints:
        """The mean of the three greatest numbers of each supplier's builds."""
        left = np.array(numbers)
        found = np.zeros(self.suppliers, np.int64)
        for _ in range(THREE):
            best = self.best(left)
            found += best
            tops = np.flatnonzero((left > 0) & (left == best[self.owners][self.group]))
            left[tops[np.diff(self.group[tops], prepend=-1) > 0]] = 0
        return found // THREE


def project_columns(
    need: Need, columns: ProjectColumns, past: Flags, policy: Policy, projects: Projects
) -> dict[Criterion, Ints]:
    """The criteria about past projects for every supplier; `past` are the builds that exist by then."""
    alike = np.where(past, _alike(need, columns, projects), 0)
    near = np.where(past, _near(need, columns, policy), 0)
    kin = columns.total(np.where(past, _kin(need, columns, projects), 0))
    close = _close(need, columns, projects)
    return {
        Criterion.CLOSEST: columns.best(alike),
        Criterion.CLOSEST_THREE: columns.three(alike),
        Criterion.CATEGORY: kin * MICRO // (kin + projects.category_half * MICRO),
        Criterion.PLACE: columns.best(near),
        Criterion.ALIKE_NEAR: columns.best(alike * near // MICRO),
        Criterion.ALIKE_AMOUNT: columns.three(alike * close // MICRO),
        Criterion.ALIKE_PROCEDURE: columns.best(np.where(_same(need, columns), alike, 0)),
        Criterion.ALIKE_NEAR_AMOUNT: columns.best(alike * near // MICRO * close // MICRO),
    }


def _alike(need: Need, columns: ProjectColumns, projects: Projects) -> Ints:
    found = np.zeros(len(columns.group), np.int64)
    directions = columns.directions(projects)
    for term, share in projects.shares(need.terms).items():
        if term in directions:
            builds, theirs = directions[term]
            found[builds] += share * theirs
    return found // MICRO


def _kin(need: Need, columns: ProjectColumns, projects: Projects) -> Ints:
    labels = columns.categories
    stem = need.category[: min(projects.category, default=0)]
    first, last = (bisect_left(labels, stem + end) for end in ("", "\uffff"))
    worth = np.zeros(len(labels), np.int64)
    worth[first:last] = [projects.kin(need.category, code) for code in labels[first:last]]
    return worth[columns.category]


def _near(need: Need, columns: ProjectColumns, policy: Policy) -> Ints:
    table = policy.regions
    places = [table.proximity(need.sido, need.sigungu, sido, sigungu) for sido, sigungu in columns.places]
    return np.array([table.value(place, remote=False) for place in places], np.int64)[columns.place]


def _close(need: Need, columns: ProjectColumns, projects: Projects) -> Ints:
    if not need.amount:
        return np.zeros(len(columns.steps), np.int64)
    half = projects.amount_half * projects.amount_half
    apart = step(need.amount) - columns.steps
    return np.where(columns.steps < 0, 0, MICRO * half // (half + apart * apart))


def _same(need: Need, columns: ProjectColumns) -> Flags:
    alike = [bool(need.procedure) and need.procedure == procedure for procedure in columns.procedures]
    return np.array(alike, np.bool_)[columns.procedure]


def _step(build: Build) -> int:
    return step(build.amount) if build.amount else -1


def _labelled(
    builds: Iterable[tuple[int, Build]], label: Callable[[Build], Label]
) -> tuple[list[Label], Ints]:
    found = [label(build) for _, build in builds]
    labels = sorted(set(found))
    position = {each: index for index, each in enumerate(labels)}
    return labels, np.fromiter((position[each] for each in found), np.int64)


def _postings(texts: Iterable[frozenset[str]]) -> dict[str, Ints]:
    lists: dict[str, list[int]] = {}
    for index, terms in enumerate(texts):
        for term in terms:
            lists.setdefault(term, []).append(index)
    return {term: np.array(found, np.int64) for term, found in lists.items()}
