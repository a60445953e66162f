"""Support fitted to capability: from a result to a group, and from the group to tracks. Pure.

    rules = read(document)                  # Malformed with every fault
    placed = place(rules, measures_of(outcome))

Rules are data with a day from which they hold; what they are and are not is in docs/support.md.
"""

from assessments.support.document import Malformed, document, read
from assessments.support.placing import Check, Measures, Onward, Placed, TrackCheck, measures_of, place
from assessments.support.reach import Reach, out_of_reach, reach_of
from assessments.support.rules import FAIR, GROUPS, STRONG, TOTAL, WEAK, Need, Rules, Track
from assessments.support.shifting import Shift, shift_of

__all__ = [
    "FAIR",
    "GROUPS",
    "STRONG",
    "TOTAL",
    "WEAK",
    "Check",
    "Malformed",
    "Measures",
    "Need",
    "Onward",
    "Placed",
    "Reach",
    "Rules",
    "Shift",
    "Track",
    "TrackCheck",
    "document",
    "measures_of",
    "out_of_reach",
    "place",
    "reach_of",
    "read",
    "shift_of",
]
