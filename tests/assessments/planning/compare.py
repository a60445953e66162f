"""`python -m tests.assessments.planning.compare [N]`: the exact plan against the greedy one on N problems."""

import sys

from assessments.planning.greedy import greedy
from assessments.planning.problem import fits, valued
from assessments.planning.program import best
from tests.assessments.planning.instances import instance


def compared(seeds: range) -> tuple[int, int]:
    """In how many the exact plan is better than the greedy one, in how many as good; asserts never worse."""
    better = same = 0
    for seed in seeds:
        problem = instance(seed)
        exact, quick = best(problem).choice, greedy(problem)
        assert fits(problem, exact), seed
        assert valued(problem, exact) >= valued(problem, quick), seed
        if valued(problem, exact) > valued(problem, quick):
            better += 1
        else:
            same += 1
    return better, same


if __name__ == "__main__":
    found = compared(range(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
    sys.stdout.write(f"better: {found[0]}, as good: {found[1]}, worse: 0\n")
