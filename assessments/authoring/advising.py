"""What an author may want to look at again. Nothing of it is a fault: a document may mean it.

Points: where nearly all questions reach from the same lowest to the same highest points, and rise from answer
to answer, a question that does otherwise is named.
Weights: where a document writes them so that the parts of an area come to the weight of the area, a sum that
does not is named; so is one of broken weights that are added and come neither to 1 nor to 100.
Languages: a text that changed in one language since the version before, and not beside it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from assessments.scoring.difference import Detail, Difference
from assessments.scoring.framework import Framework, Item, Node

ENOUGH = 4
"""From so many questions on there are "the others"."""
NEAR = Fraction(1, 200)
"""So far from what is meant a sum may be: weights are often written rounded."""
WEIGHTED = ("weighted_mean", "weighted_sum")


@dataclass(frozen=True, slots=True)
class WeightSum:
    """What the weights right below an area come to. `meant` is None where the document has no such rule."""

    code: str
    held: Fraction
    meant: Fraction | None

    @property
    def is_off(self) -> bool:
        """Whether the parts do not come to the weight of what they are parts of."""
        return self.meant is not None and abs(self.held - self.meant) > NEAR


@dataclass(frozen=True, slots=True)
class OddPoints:
    """A question whose answers reach from `low` to `high` points where nearly all others reach from
    `usual_low` to `usual_high`, or whose points fall from one answer to the next (`is_falling`)."""

    code: str
    low: Fraction
    high: Fraction
    usual_low: Fraction
    usual_high: Fraction
    is_falling: bool

    @property
    def is_out_of_line(self) -> bool:
        """Whether its points reach elsewhere than those of the others."""
        return (self.low, self.high) != (self.usual_low, self.usual_high)


@dataclass(frozen=True, slots=True)
class OneSided:
    """A text that changed in `language` and stayed in `other`. `code` is empty outside of all parts."""

    code: str
    path: str
    language: str
    other: str


def weight_sums(framework: Framework, old: Framework | None = None) -> dict[str, WeightSum]:
    """Every area whose parts are weighed, by code; the rule is taken from the document or its forerunner."""
    has_rule = _has_rule(framework) or (old is not None and _has_rule(old))
    return {
        node.code: WeightSum(
            node.code,
            _held(node),
            node.weight
            if has_rule and node is not framework.tree
            else _whole(node, old.nodes.get(node.code) if old else None),
        )
        for node in _weighed(framework)
    }


def odd_points(framework: Framework) -> tuple[OddPoints, ...]:
    """Every question whose points are unlike those of the others; none where the others differ as well."""
    items = [each for each in framework.items.values() if each.kind == "single"]
    if len(items) < ENOUGH:
        return ()
    (low, high), alike = Counter((each.minimum, each.maximum) for each in items).most_common(1)[0]
    falling = {each.code for each in items if _falls(each)}
    has_scale = 4 * alike >= 3 * len(items)
    has_order = 4 * len(falling) <= len(items)
    found = (
        OddPoints(each.code, each.minimum, each.maximum, low, high, each.code in falling) for each in items
    )
    return tuple(
        each for each in found if (has_scale and each.is_out_of_line) or (has_order and each.is_falling)
    )


def _falls(item: Item) -> bool:
    return any(first.points > second.points for first, second in pairwise(item.choices))


def one_sided(found: Difference) -> tuple[OneSided, ...]:
    """Every text of which one language changed and another that was there did not."""
    groups = [(part.code, part.details) for part in found.parts]
    groups += [("", found.levels), ("", found.head)]
    return tuple(each for code, details in groups for each in _one_sided(code, details))


def _one_sided(code: str, details: tuple[Detail, ...]) -> Iterator[OneSided]:
    changed = {detail.path for detail in details}
    for detail in details:
        place, _dot, language = detail.path.rpartition(".")
        other = {"ko": "en", "en": "ko"}.get(language)
        if other and detail.before and detail.after and f"{place}.{other}" not in changed:
            yield OneSided(code, place, language, other)


def _has_rule(framework: Framework) -> bool:
    """Whether half of the areas that are weighed, or more, have parts that come to their own weight."""
    inner = [node for node in _weighed(framework) if node is not framework.tree]
    return bool(inner) and 2 * sum(_held(node) == node.weight for node in inner) >= len(inner)


def _whole(node: Node, former: Node | None) -> Fraction | None:
    """1 or 100 for shares that are added; None for whole numbers and for a sum that stands as it was."""
    held = _held(node)
    is_share = any(child.weight.denominator > 1 for child in node.children)
    if node.operator != "weighted_sum" or not is_share or (former is not None and _held(former) == held):
        return None
    return Fraction(1 if held < 10 else 100)


def _weighed(framework: Framework) -> list[Node]:
    return [node for node in framework.nodes.values() if node.operator in WEIGHTED]


def _held(node: Node) -> Fraction:
    return sum((child.weight for child in node.children), Fraction(0))
