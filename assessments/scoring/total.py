"""The total of a framework's root: rounded once, judged by coverage, placed on the ladder."""

from assessments.scoring import ladder, number
from assessments.scoring.compiled import Compiled
from assessments.scoring.framework import Scheme
from assessments.scoring.result import Reason, Total
from assessments.scoring.value import Value


def total_of(prepared: Compiled, values: list[Value], scheme: Scheme | None) -> Total:
    """The rounded total of these node values (the root's last), and the rungs it reaches."""
    policies = prepared.framework.policies
    root = values[-1]
    reason = _reason(root, policies.minimum_coverage.numerator, policies.minimum_coverage.denominator)
    if not root.answered_of:
        return Total(reason, None, None, None, -1, -1, -1)
    method, digits = policies.rounding.method, policies.rounding.digits
    score = number.rounded(root.score, root.score_of, method, digits) if root.score_of else None
    if score is not None and root.answered == root.answered_of:
        low = high = score
    else:
        low = number.rounded(root.low, root.low_of, method, digits)
        high = number.rounded(root.high, root.high_of, method, digits)
        if score is not None and (score[0] * low[1] < low[0] * score[1]):
            low = score
        if score is not None and (score[0] * high[1] > high[0] * score[1]):
            high = score
    if reason is not None:
        score = None
    if scheme is None:
        return Total(reason, score, low, high, -1, -1, -1)
    rungs = prepared.rungs[scheme.code]
    gated = [(place, values[place]) for place in prepared.gated]
    rung = -1
    if score is not None:
        rung = ladder.climb(rungs, score, {place: _pair(value) for place, value in gated})
        if all(value.answered == value.answered_of for value in (root, *(value for _, value in gated))):
            return Total(reason, score, low, high, rung, rung, rung)
    least = ladder.climb(rungs, low, {p: value.lowest() if value.answered_of else None for p, value in gated})
    most = ladder.climb(
        rungs, high, {p: value.highest() if value.answered_of else None for p, value in gated}
    )
    if score is not None:  # a gate on a node without a score holds the score back, but not its low end
        least, most = min(least, rung), max(most, rung)
    return Total(reason, score, low, high, rung, least, most)


def _pair(value: Value) -> ladder.Pair | None:
    return (value.score, value.score_of) if value.answered_of else None


def _reason(root: Value, minimum: int, of: int) -> Reason | None:
    if not root.answered_of:
        return "not_applicable"
    if root.answered * of < minimum * root.answered_of:
        return "coverage"
    return None if root.score_of else "unanswered"
