"""A plan by taking, again and again, what brings most for its money: the fallback, and never better."""

from assessments.planning.problem import Choice, Problem, fits, levels_after, reaches, valued, worth


def greedy(problem: Problem) -> Choice:
    """Steps taken one after the other while one still fits and brings something, most gain a unit first."""
    choice: Choice = ()
    while True:
        now = _worth(problem, choice)
        found = []
        for place in range(len(problem.candidates)):
            if place in {each for each, _span in choice}:
                continue
            tried = next((each for each in _placed(problem, choice, place) if fits(problem, each)), None)
            if tried is None:
                continue
            gain = _worth(problem, tried) - now
            if gain > 0:
                found.append((gain / max(problem.candidates[place].cost, 1), -place, tried))
        if not found:
            return choice
        choice = max(found)[2]


def greedy_cheapest(problem: Problem) -> Choice | None:
    """Steps by worth for money until every condition is met, then without what is not needed; or None."""
    choice = greedy(problem)
    if not reaches(problem, levels_after(problem, (each for each, _span in choice))):
        return None
    for each in sorted(choice, key=lambda each: -problem.candidates[each[0]].cost):
        less = tuple(other for other in choice if other != each)
        if fits(problem, less) and reaches(problem, levels_after(problem, (place for place, _span in less))):
            choice = less
    return choice


def better(problem: Problem, one: Choice, other: Choice) -> Choice:
    """The more valuable of two; the first of equals."""
    return max(one, other, key=lambda each: valued(problem, each))


def _worth(problem: Problem, choice: Choice) -> int:
    return worth(problem, levels_after(problem, (each for each, _span in choice)))


def _placed(problem: Problem, choice: Choice, place: int) -> list[Choice]:
    return [tuple(sorted((*choice, (place, span)))) for span in range(len(problem.rooms))]
