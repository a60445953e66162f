"""What is compared: the total and the areas right below it, as whole millionths."""

from collections.abc import Mapping
from fractions import Fraction

from assessments.scoring import Framework, Node, Result, attainable

TOTAL = "total"
"""The rounded total; areas go by their codes."""

MILLION = 1_000_000
Maxima = Mapping[str, Fraction]


def maxima_of(framework: Framework) -> Maxima:
    """The measures of a framework with the most each can be, the total first."""
    return framework.derived(_maxima)


def _maxima(framework: Framework) -> Maxima:
    root = framework.tree
    areas = {node.code: attainable(node)[1] for node in root.children if isinstance(node, Node)}
    return {TOTAL: attainable(root)[1], **areas}


def units_of(framework: Framework) -> dict[str, int]:
    """To which millionths the numbers of a group are rounded: as scores are shown, a point or a hundredth."""
    return {code: _unit(maximum) for code, maximum in maxima_of(framework).items()}


def _unit(maximum: Fraction) -> int:
    return MILLION if maximum >= 100 else MILLION // 10 if maximum >= 10 else MILLION // 100


def scores_of(outcome: Result) -> dict[str, int] | None:
    """Every measure of an outcome in millionths; None unless each has a score.

    A plant without one of them is compared with others, but no other is compared with it: the number of firms
    behind every measure of a block is that of the block.
    """
    found = known_scores_of(outcome)
    whole = {code: score for code, score in found.items() if score is not None}
    return whole if len(whole) == len(found) else None


def known_scores_of(outcome: Result) -> dict[str, int | None]:
    """Every measure of an outcome in millionths, None where it has no score."""
    found: dict[str, int | None] = {}
    for code in maxima_of(outcome.framework):
        if code == TOTAL:
            found[code] = _millionths(*outcome.total.score) if outcome.total.score else None
        else:
            value = outcome.value(code)
            found[code] = _millionths(value.score, value.score_of) if value.score_of else None
    return found


def _millionths(number: int, divisor: int) -> int:
    """`number / divisor` in whole millionths, halves up."""
    return (2 * number * MILLION + divisor) // (2 * divisor)
