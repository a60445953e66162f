"""Plans of improvement: the cheapest way up, and the best that one's money brings. Pure."""

from assessments.planning.advice import Less, Reason, Waiting, not_yet, reasons, with_less
from assessments.planning.catalogue import Catalogue, Rule, Solution, Span
from assessments.planning.derived import catalogue_of
from assessments.planning.plan import Placed, Plan, Stage, best_plan, cheapest_plan
from assessments.planning.plant import Plant, plant_of
from assessments.planning.wish import MOST, Wish, targets, usual_wish

__all__ = [
    "MOST",
    "Catalogue",
    "Less",
    "Placed",
    "Plan",
    "Plant",
    "Reason",
    "Rule",
    "Solution",
    "Span",
    "Stage",
    "Waiting",
    "Wish",
    "best_plan",
    "catalogue_of",
    "cheapest_plan",
    "not_yet",
    "plant_of",
    "reasons",
    "targets",
    "usual_wish",
    "with_less",
]
