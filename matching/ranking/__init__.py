"""Which suppliers fit a need, and why. Pure: no database, no clock, no framework.

`rank` orders, `explain` says why, `gate` refuses, `what_if` shows the way up, `diff` compares two
policies, `assign` hands out a batch within capacity. `prepare` puts many suppliers into columns once, so
that `rank` answers in milliseconds. docs/matching.md describes the method.
"""

from .canonical import Malformed
from .gate import gate
from .need import Need
from .policy import Policy
from .rank import rank
from .ranking import Ranked, Ranking, Stability
from .supplier import Ban, Build, Outcomes, SupplierProfile
from .vocabulary import CRITERIA, ENGINE, Code, Criterion, Level, Size

__all__ = [
    "CRITERIA",
    "ENGINE",
    "Ban",
    "Build",
    "Code",
    "Criterion",
    "Level",
    "Malformed",
    "Need",
    "Outcomes",
    "Policy",
    "Ranked",
    "Ranking",
    "Size",
    "Stability",
    "SupplierProfile",
    "gate",
    "rank",
]
