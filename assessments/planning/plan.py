"""The two plans of a plant: the cheapest way to a level, and the best that one's money brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from assessments.planning import program
from assessments.planning.catalogue import UNIT, Catalogue, Solution, Span
from assessments.planning.greedy import better, greedy, greedy_cheapest
from assessments.planning.plant import Plant
from assessments.planning.posing import OPEN, Posed, posed
from assessments.planning.problem import Choice, Money, Problem, fits, grant, levels_after
from assessments.planning.wish import Wish
from assessments.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Placed:
    """A step in its place. `start` and `end` are months (`end` None in an open span); `moves` says which item
    it takes from which level to which, on top of the steps before it; `lift` is that in points of the total.
    """

    solution: Solution
    start: int
    end: int | None
    moves: tuple[tuple[str, int, int], ...]
    lift: Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    """A span with its steps, and the result after it, by the scoring engine."""

    span: Span
    steps: tuple[Placed, ...]
    after: Result


@dataclass(frozen=True)
class Plan:
    """Steps in stages; a stage without a step is left out. Money in won.

    `reaches`: whether the scoring engine gives the wanted level after it.
    """

    target: int | None
    stages: tuple[Stage, ...]
    reaches: bool
    cost: int
    grant: int

    @property
    def own(self) -> int:
        """What the company pays itself."""
        return self.cost - self.grant

    @property
    def steps(self) -> tuple[Placed, ...]:
        """All steps in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def running(self) -> int:
        """What the steps cost a year once they are there."""
        return sum(step.solution.running for step in self.steps)

    @property
    def codes(self) -> frozenset[str]:
        """The solutions in it."""
        return frozenset(step.solution.code for step in self.steps)

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than the phases."""
        return any(stage.span.end is None for stage in self.stages)


def best_plan(plant: Plant, catalogue: Catalogue, wish: Wish) -> Plan:
    """The best plan within the phases and the money: the wanted level, else the nearest to it, then points.

    Of equals the cheaper one, then the one with less work.
    """
    found = posed(plant, catalogue, target=wish.target, money=wish.money, spans=catalogue.spans)
    return _plan(plant, found, _best(found.problem), wish)


def cheapest_plan(plant: Plant, catalogue: Catalogue, wish: Wish) -> Plan | None:
    """The cheapest way to the wanted level, whatever money there is; None where no way leads there.

    Within the phases if that is possible, else with steps after them.
    """
    if wish.target is None:
        return None
    for spans in (catalogue.spans, (*catalogue.spans, OPEN)):
        found = posed(plant, catalogue, target=wish.target, money=None, spans=spans)
        choice = _cheapest(found.problem)
        if choice is not None:
            return _plan(plant, found, choice, wish)
    return None


@lru_cache(maxsize=1024)
def _best(problem: Problem) -> Choice:
    try:
        found = program.best(problem)
    except program.Unsound:
        return greedy(problem)
    return found.choice if found.is_proven else better(problem, found.choice, greedy(problem))


@lru_cache(maxsize=1024)
def _cheapest(problem: Problem) -> Choice | None:
    try:
        found = program.cheapest(problem)
    except program.Unsound:
        return greedy_cheapest(problem)
    return None if found is None else found.choice


def _early(found: Posed, choice: Choice) -> Choice:
    """The same steps, each as early as it can be: what gains most for its time is brought forward first."""
    for place in _ordered(found, [place for place, _span in choice]):
        for span in range(dict(choice)[place]):
            tried = tuple((each, span if each == place else at) for each, at in choice)
            if fits(found.problem, tried):
                choice = tried
                break
    return choice


def _plan(plant: Plant, found: Posed, choice: Choice, wish: Wish) -> Plan:
    choice = _early(found, choice)
    taken = [place for place, _span in choice]
    wanted = wish.money
    paid = grant(Money(own=0, rate=wanted.rate, ceiling=wanted.ceiling), found.problem, taken)
    stages = []
    done: list[int] = []
    for span, each in groupby(sorted(choice, key=lambda pair: pair[1]), key=lambda pair: pair[1]):
        here = _ordered(found, [place for place, _span in each])
        steps = _placed(found, done, here, found.spans[span])
        done += here
        stages.append(Stage(found.spans[span], steps, plant.after(_levels(found, done))))
    last = stages[-1].after if stages else plant.result
    reaches = wish.target is not None and last.level is not None and last.level.level >= wish.target
    return Plan(
        target=wish.target,
        stages=tuple(stages),
        reaches=reaches,
        cost=sum(found.problem.candidates[place].cost for place in taken) * UNIT,
        grant=paid * UNIT,
    )


def _levels(found: Posed, taken: Sequence[int]) -> Mapping[str, int]:
    return dict(zip(found.items, levels_after(found.problem, taken), strict=True))


def _ordered(found: Posed, places: list[int]) -> list[int]:
    """What gains most for its time first; equals as in the catalogue."""
    problem = found.problem

    def gain(place: int) -> Fraction:
        levels = levels_after(problem, [place])
        rows = zip(problem.worth, problem.now, levels, strict=True)
        lift = sum(sum(row[: level - now]) for row, now, level in rows)
        return Fraction(lift, problem.candidates[place].months)

    return sorted(places, key=lambda place: (-gain(place), place))


def _placed(found: Posed, before: Sequence[int], here: Sequence[int], span: Span) -> tuple[Placed, ...]:
    lanes = [span.start] * span.side_by_side
    done, steps = list(before), []
    for place in here:
        was = levels_after(found.problem, done)
        done.append(place)
        levels = levels_after(found.problem, done)
        rows = enumerate(zip(was, levels, strict=True))
        moves = tuple((found.items[item], low, high) for item, (low, high) in rows if high > low)
        gains = (
            sum(found.problem.worth[item][was[item] - now : levels[item] - now])
            for item, now in enumerate(found.problem.now)
        )
        solution = found.solutions[place]
        start, end = _months(lanes, span, solution.months)
        steps.append(Placed(solution, start, end, moves, Fraction(sum(gains), found.scale)))
    return tuple(steps)


def _months(lanes: list[int], span: Span, months: int) -> tuple[int, int | None]:
    """When a step runs: in the lane that is free first, but never beyond the span's end."""
    if span.end is None:
        return span.start, None
    lane = lanes.index(min(lanes))
    start = min(lanes[lane], span.end - months)
    lanes[lane] = start + months
    return start, start + months
