"""The benchmark: where a plant stands among others of its industry, size and region. Pure.

What may be said about a group, and why no firm can be worked out from several groups or several days, is
written in docs/adr/0008-the-benchmark-counts-in-blocks.md.
"""

from assessments.benchmark.cells import Block, Cell, Measure, Member, published
from assessments.benchmark.group import EVERYBODY, Group, home, widening, wider
from assessments.benchmark.limits import FIRMS_FOR_MEAN, FIRMS_FOR_PERCENTILE, FIRMS_IN_BLOCK
from assessments.benchmark.measures import TOTAL, Maxima, known_scores_of, maxima_of, scores_of, units_of
from assessments.benchmark.place import Place, place_of
from assessments.benchmark.position import Position, Step, position
from assessments.benchmark.sealing import Sealed, Waiting, is_over, seal
from assessments.benchmark.series import series_of

__all__ = [
    "EVERYBODY",
    "FIRMS_FOR_MEAN",
    "FIRMS_FOR_PERCENTILE",
    "FIRMS_IN_BLOCK",
    "TOTAL",
    "Block",
    "Cell",
    "Group",
    "Maxima",
    "Measure",
    "Member",
    "Place",
    "Position",
    "Sealed",
    "Step",
    "Waiting",
    "home",
    "is_over",
    "known_scores_of",
    "maxima_of",
    "place_of",
    "position",
    "published",
    "scores_of",
    "seal",
    "series_of",
    "units_of",
    "widening",
    "wider",
]
