"""Whether rules ask for points that a result can have: bounds and conditions beside their scales."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from assessments.scoring.attainable import attainable
from assessments.scoring.framework import Framework, Node
from assessments.support.rules import TOTAL, Rules

Reach = Mapping[str, tuple[Fraction, Fraction]]
"""The lowest and highest points of the total and of each area."""


def reach_of(framework: Framework) -> dict[str, tuple[Fraction, Fraction]]:
    """How far the total (under `TOTAL`) and each area right below it can go."""
    tree = framework.tree
    areas = {node.code: attainable(node) for node in tree.children if isinstance(node, Node)}
    return {TOTAL: attainable(tree), **areas}


def out_of_reach(rules: Rules, reach: Reach) -> tuple[tuple[str, str], ...]:
    """Faults as `Malformed` holds them: (place, "reach") for points that no result has. Nothing is said
    about measures without a scale in `reach`."""
    return tuple(_faults(rules, reach))


def _faults(rules: Rules, reach: Reach) -> Iterator[tuple[str, str]]:
    for place, bound in (("fair_from", rules.fair_from), ("strong_from", rules.strong_from)):
        low, high = reach.get(TOTAL, (Fraction(-1), bound))
        if not low < bound <= high:
            yield place, "reach"
    for number, track in enumerate(rules.tracks):
        for need in track.needs:
            low, high = reach.get(need.measure, (need.at_least, need.at_least))
            if not low <= need.at_least <= high:
                yield f"tracks.{number}.needs.{need.measure}", "reach"
