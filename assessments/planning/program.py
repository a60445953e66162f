"""A problem as a mixed integer program, solved with HiGHS; what comes back is judged in whole numbers.

SciPy is imported where it is used: it takes long, and only plans need it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import gcd

from assessments.planning.problem import Choice, Problem, fits, levels_after, reaches, valued, worth

MONEY_WEIGHT = 10_000
"""Of equally worthy plans the cheaper one, of equally cheap ones the one with fewer months of work."""
NODES = 50_000
"""Where the search stops, counted in nodes and not in seconds, so that every machine stops at the same."""


_Check = Callable[[Choice], bool]


@dataclass(slots=True)
class _Rows:
    """Constraints `sum(value * variable) <= bound` in whole numbers, as they are gathered."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)

    def add(self, terms: dict[int, int], bound: int) -> None:
        """One more constraint, divided by what all its numbers share: small numbers are judged finely."""
        share = gcd(*terms.values()) or 1
        for column, value in terms.items():
            self.rows.append(len(self.bounds))
            self.columns.append(column)
            self.values.append(value // share)
        self.bounds.append(bound // share)


@dataclass(slots=True)
class _Program:
    """The variables: `done[candidate, span]` says that it is done by the end of the span; levels gained."""

    problem: Problem
    done: dict[tuple[int, int], int] = field(default_factory=dict)
    worth: dict[int, int] = field(default_factory=dict)
    gains: list[dict[int, int]] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: _Rows = field(default_factory=_Rows)

    def variable(self, upper: float, *, whole: bool = True) -> int:
        """A variable from 0 to `upper`."""
        self.upper.append(upper)
        self.whole.append(int(whole))
        return len(self.upper) - 1

    def by(self, candidate: int, span: int) -> int | None:
        """The variable that says it is done by the end of a span; None where it cannot be."""
        return self.done.get((candidate, span))

    def lifting(self, item: int, above: int, span: int) -> dict[int, int]:
        """How many levels above `above` each candidate, done by the end of a span, can add to an item."""
        found: dict[int, int] = {}
        for place, candidate in enumerate(self.problem.candidates):
            by = min(dict(candidate.lifts).get(item, 0), candidate.cap - above)
            column = self.by(place, span)
            if by > 0 and column is not None:
                found[column] = by
        return found

    @property
    def last(self) -> int:
        """The last span."""
        return len(self.problem.rooms) - 1

    def taken(self) -> dict[int, int]:
        """The variable of each candidate that says whether it is taken at all, by its place."""
        last = self.last
        return {place: column for (place, span), column in self.done.items() if span == last}


@dataclass(frozen=True, slots=True)
class Found:
    """An answer; `is_proven` says that the search went on until nothing better could be left."""

    choice: Choice
    is_proven: bool


def cheapest(problem: Problem) -> Found | None:
    """The choice that meets every condition for the least money; of equals the one with the least work.

    None where none does. Money is no limit here, unless the problem has one.
    """
    program = _program(problem)
    _conditions(program)
    return _solved(program, _costs(program), lambda choice: reaches(problem, _levels(problem, choice)))


def best(problem: Problem) -> Found:
    """The choice with the highest value: the target, then what is gained, then less money, then less work."""
    found = _most(problem, hard=True) if problem.conditions else None
    if found is None:
        found = _most(problem, hard=False)
    return found or Found((), is_proven=True)


def _most(problem: Problem, *, hard: bool) -> Found | None:
    program = _program(problem)
    if hard:
        _conditions(program)
        aim = dict(program.worth)
    else:
        aim = program.worth | _nearness(program)

    def is_sound(choice: Choice) -> bool:
        return not hard or reaches(problem, _levels(problem, choice))

    first = _solved(program, {column: -value for column, value in aim.items()}, is_sound)
    if first is None:
        return None
    most = worth(problem, _levels(problem, first.choice))
    program.rows.add({column: -value for column, value in aim.items()}, -most)
    second = _solved(program, _costs(program), is_sound)
    if second is None or valued(problem, second.choice) < valued(problem, first.choice):
        return first
    return Found(second.choice, first.is_proven and second.is_proven)


def _levels(problem: Problem, choice: Choice) -> tuple[int, ...]:
    return levels_after(problem, (each for each, _span in choice))


def _costs(program: _Program) -> dict[int, int]:
    candidates = program.problem.candidates
    return {
        column: candidates[place].cost * MONEY_WEIGHT + candidates[place].months
        for place, column in program.taken().items()
    }


def _program(problem: Problem) -> _Program:
    program = _Program(problem)
    for place, candidate in enumerate(problem.candidates):
        for span, room in enumerate(problem.rooms):
            is_short = room.longest is None or candidate.months <= room.longest
            can_begin = span or all(problem.now[item] >= level for item, level in candidate.needs)
            before = program.by(place, span - 1)
            if is_short and can_begin:
                program.done[place, span] = program.variable(1)
                if before is not None:
                    program.rows.add({before: 1, program.done[place, span]: -1}, 0)
            elif before is not None:
                program.done[place, span] = before
    _groups(program)
    _rooms(program)
    _money(program)
    _needs(program)
    _gains(program)
    return program


def _groups(program: _Program) -> None:
    groups: dict[str, dict[int, int]] = {}
    for place, column in program.taken().items():
        if group := program.problem.candidates[place].group:
            groups.setdefault(group, {})[column] = 1
    for columns in groups.values():
        program.rows.add(columns, 1)


def _rooms(program: _Program) -> None:
    candidates = program.problem.candidates
    for span, room in enumerate(program.problem.rooms):
        work: dict[int, int] = {}
        count: dict[int, int] = {}
        for place, candidate in enumerate(candidates):
            column, before = program.by(place, span), program.by(place, span - 1)
            if column is not None and column != before:
                work[column], count[column] = candidate.months, 1
                if before is not None:
                    work[before], count[before] = -candidate.months, -1
        if room.work is not None:
            program.rows.add(work, room.work)
        if room.most is not None:
            program.rows.add(count, room.most)


def _money(program: _Program) -> None:
    money, candidates = program.problem.money, program.problem.candidates
    if money is None:
        return
    paid = {column: candidates[place].cost for place, column in program.taken().items()}
    if money.rate and money.ceiling:
        granted = program.variable(money.ceiling)
        eligible = {
            column: -candidates[place].granted * money.rate for place, column in program.taken().items()
        }
        program.rows.add(eligible | {granted: 100}, 0)
        paid |= {granted: -1}
    program.rows.add(paid, money.own)


def _needs(program: _Program) -> None:
    for (place, span), column in program.done.items():
        before = program.by(place, span - 1)
        if column == before:
            continue
        for item, level in program.problem.candidates[place].needs if span else ():
            for above in range(program.problem.now[item], level):
                lifting = {each: -by for each, by in program.lifting(item, above, span - 1).items()}
                # What was done before the span needed it before: only what begins here is asked.
                own = {column: level - above} | ({before: above - level} if before is not None else {})
                program.rows.add(lifting | own, 0)


def _gains(program: _Program) -> None:
    """The levels gained on each item: as many as the lifts allow, none above a cap, each worth what it is."""
    problem = program.problem
    program.gains = [{} for _condition in problem.conditions]
    for item, (now, top) in enumerate(zip(problem.now, problem.top, strict=True)):
        rows = [problem.worth[item], *(condition.gains[item] for condition in problem.conditions)]
        if not any(any(row) for row in rows) or not program.lifting(item, now, program.last):
            continue
        is_even = all(len(set(row)) < 2 for row in rows)
        parts = [program.variable(top - now)] if is_even else [
            program.variable(1) for _level in range(now, top)
        ]  # fmt: skip
        for lower, upper in pairwise(parts):
            program.rows.add({upper: 1, lower: -1}, 0)
        for place, column in enumerate(parts):
            for found, row in zip((program.worth, *program.gains), rows, strict=True):
                if any(row):
                    found[column] = row[place]
        for above in range(now, top):
            lifting = program.lifting(item, above, program.last)
            program.rows.add(
                dict.fromkeys(parts, 1) | {each: -by for each, by in lifting.items()}, above - now
            )


def _conditions(program: _Program) -> None:
    for condition, gains in zip(program.problem.conditions, program.gains, strict=True):
        program.rows.add({column: -value for column, value in gains.items()}, -condition.least)


def _nearness(program: _Program) -> dict[int, int]:
    """Variables that hold what counts once more: what each condition has gained, up to what it lacks."""
    found = {}
    for condition, gains in zip(program.problem.conditions, program.gains, strict=True):
        if condition.near:
            near = program.variable(condition.near)
            under = {column: -program.worth.get(column, 0) for column, value in gains.items() if value}
            program.rows.add(under | {near: 1}, 0)
            found[near] = 1
    return found


def _solved(program: _Program, objective: dict[int, int], is_sound: _Check) -> Found | None:
    """The answer with the least of the objective, once whole numbers confirm it; None where there is none."""
    from numpy import array, inf, zeros
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    size = len(program.upper)
    if not program.done:
        return Found((), is_proven=True) if is_sound(()) else None
    costs = zeros(size)
    share = gcd(*objective.values()) or 1
    for column, value in objective.items():
        costs[column] = value // share
    rows = program.rows
    matrix = csr_array((rows.values, (rows.rows, rows.columns)), shape=(len(rows.bounds), size))
    found = milp(
        costs,
        integrality=array(program.whole),
        bounds=Bounds(0, array(program.upper)),
        constraints=LinearConstraint(matrix, -inf, array(rows.bounds)),
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    if found.x is None:
        return None
    begun: dict[int, int] = {}
    for (place, span), column in program.done.items():
        if found.x[column] > 0.5:
            begun.setdefault(place, span)
    choice = tuple(sorted(begun.items()))
    if not fits(program.problem, choice) or not is_sound(choice):
        raise Unsound
    return Found(choice, found.status == 0)


class Unsound(ArithmeticError):
    """The solver's answer breaks a limit by less than it can see; nobody may act on it."""
