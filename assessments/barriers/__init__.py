"""Barriers: what keeps plants from going on, told about regions and industries only. Pure.

Answers enter the numbers in whole blocks of five firms at least, sealed as those of the benchmark are
(docs/adr/0008-the-benchmark-counts-in-blocks.md). Everything told is about whole blocks together, so no firm
can be worked out from two groups or two days.
"""

from assessments.barriers.kinds import BARRIERS, NOT, SOME, STRENGTHS, STRONG
from assessments.barriers.telling import Answered, Block, Line, by_industry, by_region, line

__all__ = [
    "BARRIERS",
    "NOT",
    "SOME",
    "STRENGTHS",
    "STRONG",
    "Answered",
    "Block",
    "Line",
    "by_industry",
    "by_region",
    "line",
]
