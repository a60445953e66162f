"""The definition of a score written down as plainly as possible, to compare the engine with.

It shares no code with the engine: a recursion over Fractions, one evaluation at a time.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE
from assessments.scoring.branching import asked
from assessments.scoring.framework import Framework, Item, Node


@dataclass
class Reference:
    framework: Framework
    answers: dict
    mode: str  # score, low or high

    def __post_init__(self) -> None:
        self.asked = asked(self.framework, self.answers)

    def applies(self, part: Node | Item) -> bool:
        if isinstance(part, Item):
            return part.code in self.asked and self.answers.get(part.code) != NOT_APPLICABLE
        weighted = part.operator.startswith("weighted")
        return any(self.applies(child) and (child.weight or not weighted) for child in part.children)

    def value(self, part: Node | Item) -> Fraction | None:
        if isinstance(part, Item):
            return self.item(part)
        value = self.node(part)
        if value is None or part.rounding is None or part.rounding.method == "none":
            return value
        scale = 10**part.rounding.digits
        cut = {"half_even": round, "truncate": int, "floor": floor}[part.rounding.method]
        return Fraction(cut(value * scale), scale)

    def node(self, part: Node) -> Fraction | None:
        children = [child for child in part.children if self.applies(child)]
        if not self.applies(part):
            return None
        if part.operator == "gate":
            return self.steps(part, children)
        weighted = part.operator.startswith("weighted")
        pairs = [(self.value(c), c.weight if weighted else Fraction(1)) for c in children]
        known = [(value, weight) for value, weight in pairs if value is not None and weight]
        if not known:
            return None
        if part.operator == "min":
            return min(value for value, _ in known) * part.factor
        total = sum(value * weight for value, weight in known)
        if part.operator in ("mean", "weighted_mean"):
            total = total / sum(weight for _, weight in known)
        return total * part.factor

    def steps(self, part: Node, children: list) -> Fraction | None:
        values = [self.value(child) for child in children]
        if all(value is None for value in values):
            return None
        passed = [v is not None and v >= c.threshold for v, c in zip(values, children, strict=True)]
        if part.cumulative and False in passed:
            passed = passed[: passed.index(False)]
        return sum(passed) * part.factor

    def item(self, item: Item) -> Fraction | None:
        answer = self.answers.get(item.code)
        if answer in (None, DONT_KNOW):
            if self.mode != "score":
                return item.minimum if self.mode == "low" else item.maximum
            if self.framework.policies.dont_know == "zero":
                return sorted([item.minimum, Fraction(0), item.maximum])[1]
            return None
        codes = (answer,) if isinstance(answer, str) else answer
        return item.points(codes)

    def coverage(self, part: Node | Item) -> Fraction | None:
        if isinstance(part, Item):
            return Fraction(self.answers.get(part.code) not in (None, DONT_KNOW))
        if not self.applies(part):
            return None
        weighted = part.operator.startswith("weighted")
        pairs = [(self.coverage(c), c.weight if weighted else 1) for c in part.children if self.applies(c)]
        return sum(c * w for c, w in pairs) / Fraction(sum(w for _, w in pairs))
