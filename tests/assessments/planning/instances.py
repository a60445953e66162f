"""Problems of every kind, from a seed: the same seed gives the same problem."""

from itertools import product
from random import Random

from assessments.planning.problem import (
    Candidate,
    Choice,
    Condition,
    Money,
    Problem,
    Room,
    Value,
    fits,
    valued,
)


def instance(seed: int, *, candidates: int = 14, items: int = 8) -> Problem:
    """A problem with two spans, needs, groups, a grant and up to two conditions."""
    of = Random(seed)
    now = tuple(of.randint(0, 3) for _item in range(items))
    top = tuple(of.choice([4, 5]) for _item in range(items))
    worth = tuple(_gains(of, top[item] - now[item]) for item in range(items))
    conditions = []
    for _condition in range(of.randint(0, 2)):
        under = [of.random() < 0.6 for _item in range(items)]
        gains = tuple(row if own else (0,) * len(row) for row, own in zip(worth, under, strict=True))
        whole = sum(map(sum, gains))
        least = of.randint(0, whole * 2 // 3)
        conditions.append(Condition(gains=gains, least=least, near=of.choice([0, least])))
    return Problem(
        now=now,
        top=top,
        worth=worth,
        candidates=tuple(_candidate(of, items) for _candidate_ in range(candidates)),
        rooms=(
            Room(longest=6, work=of.randint(4, 18), most=of.randint(1, 6)),
            Room(longest=12, work=of.randint(6, 36), most=of.randint(1, 8)),
        ),
        money=Money(
            own=of.randint(0, 12_000),
            rate=of.choice([0, 0, 30, 50, 70]),
            ceiling=of.choice([0, 2_000, 9_000]),
        ),
        conditions=tuple(conditions),
    )


def _gains(of: Random, levels: int) -> tuple[int, ...]:
    """Mostly the same for every level, sometimes less or more with height."""
    first = of.randint(1, 40)
    if of.random() < 0.7:
        return (first,) * levels
    return tuple(of.randint(0, 40) for _level in range(levels))


def _candidate(of: Random, items: int) -> Candidate:
    cost = of.randint(1, 60) * 100
    cap = of.randint(1, 5)
    lifted = of.sample(range(items), of.randint(1, 3))
    needs = [(of.randrange(items), of.randint(1, 3)) for _need in range(of.choice([0, 0, 1, 2]))]
    return Candidate(
        cost=cost,
        granted=of.choice([0, cost]),
        months=of.randint(1, 12),
        lifts=tuple((item, of.randint(1, 3)) for item in lifted),
        cap=cap,
        needs=tuple(dict(needs).items()),
        group=of.choice(["", "", "", "a", "b"]),
    )


def every_choice(problem: Problem) -> list[tuple[Value, Choice]]:
    """Every choice that fits with its value, by trying them all."""
    spans = [None, *range(len(problem.rooms))]
    found = []
    for placed in product(spans, repeat=len(problem.candidates)):
        choice = tuple((place, span) for place, span in enumerate(placed) if span is not None)
        if fits(problem, choice):
            found.append((valued(problem, choice), choice))
    return found
