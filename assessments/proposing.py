"""Who would be proposed for cases that wait for an assessor: whoever has least to do. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

Person = TypeVar("Person")
Case = TypeVar("Case")


def proposed(
    cases: Iterable[tuple[Case, Sequence[Person]]], load: Mapping[Person, int]
) -> dict[Case, Person]:
    """For each case one of the people who could take it, in the order of the cases; a case for which there is
    nobody is left out.

    Each goes to whoever has the fewest cases at hand, those proposed just before counted in, and among equals
    to whoever stands first: ten cases are spread over people, not heaped on one.
    """
    held = Counter(dict(load))
    found: dict[Case, Person] = {}
    for case, people in cases:
        if people:
            best = min(people, key=lambda each: held[each])
            found[case] = best
            held[best] += 1
    return found
