"""Change over time: whether two results of one plant differ by more than the error of measuring. Pure.

    norms = norms_on("kr-smart-factory", day)            # None: nothing is known about the error
    change = judge(before, after, norms.of("TOTAL"))     # Measured values in, a verdict out

The formula is Jacobson and Truax's reliable change index; what is assumed is in docs/change.md.
"""

from assessments.change.estimate import estimate
from assessments.change.index import CRITICAL, Norm, index_of, is_reliable, limit_of, margin_of
from assessments.change.judging import Change, Measured, Verdict, judge, measured
from assessments.change.norms import BadNorms, Norms, norms_on, read

__all__ = [
    "CRITICAL",
    "BadNorms",
    "Change",
    "Measured",
    "Norm",
    "Norms",
    "Verdict",
    "estimate",
    "index_of",
    "is_reliable",
    "judge",
    "limit_of",
    "margin_of",
    "measured",
    "norms_on",
    "read",
]
