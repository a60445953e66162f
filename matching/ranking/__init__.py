"""Which suppliers fit a need, and why. Pure: no database, no clock, no framework.

`rank` orders, `explain` says why, `gate` refuses, `what_if` shows the way up, `diff` compares two
policies, `assign` hands out a batch within capacity. `prepare` puts many suppliers into columns once, so
that `rank` answers in milliseconds. docs/matching.md describes the method.
"""

from .assign import Assignment, assign
from .canonical import Malformed
from .diff import Diff, diff
from .explain import Explanation, explain, refusals
from .gap import Gap
from .gate import gate
from .need import Need
from .policy import Policy
from .pool import Pool, prepare
from .rank import rank
from .ranking import Ranked, Ranking, Stability
from .reason import Reason
from .reasons import sentence
from .score import Score, score
from .supplier import Ban, Build, Outcomes, SupplierProfile
from .vocabulary import CRITERIA, ENGINE, Code, Criterion, Level, Size
from .what_if import WhatIf, what_if
from .why_not import WhyNot, why_not

__all__ = [
    "CRITERIA",
    "ENGINE",
    "Assignment",
    "Ban",
    "Build",
    "Code",
    "Criterion",
    "Diff",
    "Explanation",
    "Gap",
    "Level",
    "Malformed",
    "Need",
    "Outcomes",
    "Policy",
    "Pool",
    "Ranked",
    "Ranking",
    "Reason",
    "Score",
    "Size",
    "Stability",
    "SupplierProfile",
    "WhatIf",
    "WhyNot",
    "assign",
    "diff",
    "explain",
    "gate",
    "prepare",
    "rank",
    "refusals",
    "score",
    "sentence",
    "what_if",
    "why_not",
]
