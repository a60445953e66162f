"""How far a score can go: the range of any part of a framework."""

from fractions import Fraction

from assessments.scoring.branch import SUMS, WEIGHTED
from assessments.scoring.framework import Item, Node
from assessments.scoring.number import rounded


def attainable(part: Node | Item) -> tuple[Fraction, Fraction]:
    """The lowest and highest value of a node or item when everything below it is asked and applies."""
    if isinstance(part, Item):
        return part.minimum, part.maximum
    known = part.__dict__  # a node never changes: its range is worked out once, and lives as long as it does
    if "_attainable" not in known:
        known["_attainable"] = _rounded(part, *_reach(part))
    ends: tuple[Fraction, Fraction] = known["_attainable"]
    return ends


def _rounded(part: Node, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    if part.rounding is None:
        return low, high
    method, digits = part.rounding.method, part.rounding.digits
    ends = [rounded(end.numerator, end.denominator, method, digits) for end in (low, high)]
    return Fraction(*ends[0]), Fraction(*ends[1])


def _reach(part: Node) -> tuple[Fraction, Fraction]:
    if part.operator == "gate":
        reach = [attainable(child) for child in part.children]
        steps = [child.threshold or Fraction(0) for child in part.children]
        fewest = _count(part, [least >= step for (least, _), step in zip(reach, steps, strict=True)])
        furthest = _count(part, [most >= step for (_, most), step in zip(reach, steps, strict=True)])
        return fewest * part.factor, furthest * part.factor
    weights = [child.weight if part.operator in WEIGHTED else Fraction(1) for child in part.children]
    lows, highs = zip(*(attainable(child) for child in part.children), strict=True)
    if part.operator == "min":
        return min(lows) * part.factor, min(highs) * part.factor
    divisor = Fraction(1) if part.operator in SUMS else sum(weights, Fraction(0))
    low = sum((value * weight for value, weight in zip(lows, weights, strict=True)), Fraction(0))
    high = sum((value * weight for value, weight in zip(highs, weights, strict=True)), Fraction(0))
    return low * part.factor / divisor, high * part.factor / divisor


def _count(gate: Node, met: list[bool]) -> int:
    if gate.cumulative and False in met:
        return met.index(False)
    return sum(met)
