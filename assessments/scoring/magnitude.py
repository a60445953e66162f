"""How large a score can become at most, whatever is answered and whatever does not apply."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.scoring.branch import SUMS
from assessments.scoring.number import shown
from assessments.scoring.reading import Reading, join

LARGEST = Fraction(99_999_999)
"""A score is stored with eight digits before the point and four behind it."""

Data = Mapping[str, Any]


def check(tree: Data, path: str, reading: Reading) -> None:
    """Add a fault at each lowest node whose score could become larger than can be stored."""
    _size(tree, path, reading)


def _size(part: Data, path: str, reading: Reading) -> Fraction:
    """The largest score of a part, its sign aside; 0 where a fault was added, which is then told once."""
    if "children" not in part:
        return _size_of_item(part)
    sizes = []
    for i, child in enumerate(part["children"] or ()):
        if child:
            size = _size(child, join(join(path, "children"), i), reading)
            is_weighed = part.get("operator") == "weighted_sum"
            sizes.append(size * Fraction(child.get("weight", 1)) if is_weighed else size)
    size = _together(part.get("operator"), sizes) * Fraction(part.get("factor", 1))
    if size <= LARGEST:
        return size
    values = {"value": f"{shown(size, 0):,}", "most": f"{LARGEST.numerator:,}"}
    reading.faults.add("score-too-large", path, reading.lines[path], **values)
    return Fraction(0)


def _together(operator: str | None, sizes: list[Fraction]) -> Fraction:
    """Of a mean or a minimum the largest child alone may count, when all others do not apply."""
    if operator == "gate":
        return Fraction(len(sizes))
    return sum(sizes, Fraction(0)) if operator in SUMS else max(sizes, default=Fraction(0))


def _size_of_item(item: Data) -> Fraction:
    points = [Fraction(each["points"]) for each in item.get("choices") or () if each and "points" in each]
    if item.get("kind") != "multiple":
        return max(map(abs, points), default=Fraction(0))
    ends = [sum((each for each in points if each * sign > 0), Fraction(0)) for sign in (1, -1)]
    if "at_least" in item:
        ends = [max(end, Fraction(item["at_least"])) for end in ends]
    if "at_most" in item:
        ends = [min(end, Fraction(item["at_most"])) for end in ends]
    return max(map(abs, ends))
