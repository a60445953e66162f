"""What an author may want to look at again. Nothing of it is a fault: a document may mean it.

Weights: where a document writes them so that the parts of an area come to the weight of the area, a sum that
does not is named. Languages: a text that changed in one language since the version before, and not beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring.difference import Detail, Difference
from assessments.scoring.framework import Framework, Node

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
        return self.meant is not None and self.held != self.meant


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
            node.code, _held(node), node.weight if has_rule and node is not framework.tree else None
        )
        for node in _weighed(framework)
    }


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


def _weighed(framework: Framework) -> list[Node]:
    return [node for node in framework.nodes.values() if node.operator in WEIGHTED]


def _held(node: Node) -> Fraction:
    return sum((child.weight for child in node.children), Fraction(0))
