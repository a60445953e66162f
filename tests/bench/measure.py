"""Timing: turns of floor and subject, medians and 95th percentiles in milliseconds."""

import time
from collections.abc import Callable, Sequence
from statistics import median

Act = Callable[[], object]


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest time that this share of them does not exceed."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * share // 1).__int__() - 1)]


def timed(act: Act, count: int) -> list[float]:
    """The milliseconds of each of `count` calls."""
    found = []
    for _ in range(count):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def in_turns(*acts: Act, rounds: int, per_round: int) -> list[list[float]]:
    """The milliseconds of each act; they take turns, so that what disturbs one disturbs the others."""
    found: list[list[float]] = [[] for _ in acts]
    for act in acts:
        timed(act, 3)
    for _ in range(rounds):
        for times, act in zip(found, acts, strict=True):
            times += timed(act, per_round)
    return found


def p50(times: Sequence[float]) -> float:
    """The median."""
    return median(times)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return percentile(times, 0.95)
