"""A plan as a problem in whole numbers, and the exact arithmetic that judges every answer to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Choice = tuple[tuple[int, int], ...]
"""(place of the candidate, place of the span), in the order of the candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A step that can be taken. `cost` and `granted` (what a grant counts) in whole units of money.

    `lifts`: (item, levels), none above `cap`. `needs`: (item, level) before the span begins.
    """

    cost: int
    granted: int
    months: int
    lifts: tuple[tuple[int, int], ...]
    cap: int
    needs: tuple[tuple[int, int], ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a span holds: no step longer than `longest`, so many months of work and steps; None: any."""

    longest: int | None = None
    work: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What may be spent: own money, and a grant of `rate` percent of what it counts, up to `ceiling`."""

    own: int
    rate: int = 0
    ceiling: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the target asks of a node: the gains of the levels of its items together at least `least`.

    `gains[item][k]` is what the step from the item's level now + k to the next is worth to the node.
    `near` is the same shortfall in the unit of the total: what counts once more while it is not met.
    """

    gains: tuple[tuple[int, ...], ...]
    least: int
    near: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Which candidates to take in which span. `worth[item][k]` is the gain of a level in the total's unit.

    `money` None: any amount.
    """

    now: tuple[int, ...]
    top: tuple[int, ...]
    worth: tuple[tuple[int, ...], ...]
    candidates: tuple[Candidate, ...]
    rooms: tuple[Room, ...]
    money: Money | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """What a choice comes to, comparable: the target first, then what is gained, then what is spared."""

    reaches: bool
    worth: int
    spared: int
    idle: int


def levels_after(problem: Problem, taken: Iterable[int]) -> tuple[int, ...]:
    """The level of every item once these candidates are done.

    Lifts add up, those with the lowest cap first, and none lifts above its cap; the order in time does not
    matter.
    """
    levels = list(problem.now)
    for candidate in sorted((problem.candidates[each] for each in taken), key=lambda each: each.cap):
        for item, by in candidate.lifts:
            levels[item] = max(levels[item], min(levels[item] + by, candidate.cap, problem.top[item]))
    return tuple(levels)


def gained(gains: Sequence[Sequence[int]], now: Sequence[int], levels: Sequence[int]) -> int:
    """What the levels above those of now are worth."""
    return sum(sum(each[: level - start]) for each, start, level in zip(gains, now, levels, strict=True))


def reaches(problem: Problem, levels: Sequence[int]) -> bool:
    """Whether these levels meet every condition."""
    return all(gained(each.gains, problem.now, levels) >= each.least for each in problem.conditions)


def worth(problem: Problem, levels: Sequence[int]) -> int:
    """What is gained; while the target is not reached, what its conditions lack counts once more."""
    found = gained(problem.worth, problem.now, levels)
    if not reaches(problem, levels):
        for each in problem.conditions:
            if each.near:
                under = [row if any(own) else () for row, own in zip(problem.worth, each.gains, strict=True)]
                found += min(gained(under, problem.now, levels), each.near)
    return found


def cost(problem: Problem, taken: Iterable[int]) -> int:
    """What the candidates cost together."""
    return sum(problem.candidates[each].cost for each in taken)


def grant(money: Money, problem: Problem, taken: Iterable[int]) -> int:
    """What a grant pays of them, whole units, cut."""
    return min(sum(problem.candidates[each].granted for each in taken) * money.rate // 100, money.ceiling)


def valued(problem: Problem, choice: Choice) -> Value:
    """What the choice comes to, exactly."""
    taken = [each for each, _span in choice]
    levels = levels_after(problem, taken)
    months = sum(problem.candidates[each].months for each in taken)
    return Value(reaches(problem, levels), worth(problem, levels), -cost(problem, taken), -months)


def fits(problem: Problem, choice: Choice) -> bool:
    """Whether the choice keeps every limit, exactly."""
    taken = [each for each, _span in choice]
    groups = [group for each in taken if (group := problem.candidates[each].group)]
    if len(set(taken)) < len(taken) or len(set(groups)) < len(groups):
        return False
    money = problem.money
    if money is not None and cost(problem, taken) - grant(money, problem, taken) > money.own:
        return False
    return all(_holds(problem, choice, span) for span in range(len(problem.rooms)))


def _holds(problem: Problem, choice: Choice, span: int) -> bool:
    room = problem.rooms[span]
    here = [problem.candidates[each] for each, at in choice if at == span]
    before = levels_after(problem, (each for each, at in choice if at < span))
    return (
        (room.most is None or len(here) <= room.most)
        and (room.work is None or sum(each.months for each in here) <= room.work)
        and all(room.longest is None or each.months <= room.longest for each in here)
        and all(before[item] >= level for each in here for item, level in each.needs)
    )
