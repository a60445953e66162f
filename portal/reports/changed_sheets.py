"""A plant's change over time as sheets: the results, what became of each number, what was invested."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.spreadsheet import Cell, Sheet, Value
from portal.reports.changed import Leg, Step
from portal.reports.content import ReportContent

Row = Sequence[Value | Cell]


def results(content: ReportContent) -> Sheet | None:
    """One row for each result, the oldest first, with the score of every area and module."""
    change = content.change
    if change is None:
        return None
    heads = [
        (_("Result"), 14),
        (_("Submitted on"), 14),
        (_("Diagnostic"), 30),
        (_("Version"), 12),
        (_("Score"), 11),
        (_("Interval, lowest"), 11),
        (_("Interval, highest"), 11),
        (_("Of at most"), 11),
        (_("Level"), 9),
        (_("Name of the level"), 18),
        (_("Verified score"), 11),
        *((f"{each.title} ({each.code})", 14) for each in change.rows),
    ]
    rows = [
        [
            point.label,
            point.submitted_on,
            point.title,
            point.version,
            point.score,
            point.low,
            point.high,
            point.maximum,
            point.level,
            point.level_title,
            point.verified,
            *(each.scores[place] for each in change.rows),
        ]
        for place, point in enumerate(change.points)
    ]
    return Sheet(_("Change over time"), heads, rows)


def steps(content: ReportContent) -> Sheet | None:
    """What became of each number from one result to the next, with the reliable change index behind it."""
    change = content.change
    if change is None:
        return None
    heads = (
        (_("Earlier result"), 14),
        (_("Later result"), 14),
        (_("Kind"), 12),
        (_("Code"), 10),
        (_("Name"), 26),
        (_("Score then"), 11),
        (_("Score later"), 11),
        (_("Difference"), 11),
        (_("Difference, least"), 11),
        (_("Difference, most"), 11),
        (_("Reliable change index"), 12),
        (_("To pass"), 11),
        ("SD", 9),
        ("r", 9),
        (_("Is it a change?"), 24),
        (_("Arithmetic"), 40),
    )
    legs = [*change.legs, *([change.whole] if change.whole else [])]
    rows = [_step(leg, step, kind) for leg in legs for step, kind in _kinds(leg)]
    rows += [
        [leg.before.label, leg.after.label, _("Total"), "", leg.apart] for leg in change.legs if leg.apart
    ]
    return Sheet(_("Change of each number"), heads, rows)


def _kinds(leg: Leg) -> list[tuple[Step, str]]:
    found = [(leg.total, _("Total"))] if leg.total else []
    found += [(leg.verified, _("Total, verified"))] if leg.verified else []
    return [
        *found,
        *((step, _("Area")) for step in leg.areas),
        *((step, _("Module")) for step in leg.modules),
    ]


def _step(leg: Leg, step: Step, kind: str) -> Row:
    return [
        leg.before.label,
        leg.after.label,
        kind,
        step.code,
        step.title,
        step.before,
        step.after,
        step.difference,
        step.least,
        step.most,
        step.index,
        step.limit,
        step.sd,
        step.reliability,
        step.said,
        step.formula,
    ]


def between(content: ReportContent) -> Sheet | None:
    """What the company spent, and which confirmed projects ended, between the results."""
    if content.change is None:
        return None
    rows: list[Row] = []
    for leg in content.change.legs:
        way = (leg.before.label, leg.after.label)
        rows += [
            (*way, _("Investment"), each.month, each.what, each.supplier, each.amount, each.paid)
            for each in leg.spent
        ]
        rows += [
            (*way, _("Confirmed project"), each.finished_on, each.domain, each.supplier, "", each.outcome)
            for each in leg.built
        ]
    heads = (
        (_("Earlier result"), 14),
        (_("Later result"), 14),
        (_("Kind"), 16),
        (_("Month or day"), 14),
        (_("What"), 40),
        (_("Supplier"), 26),
        (_("Amount"), 20),
        (_("More about it"), 40),
    )
    return Sheet(_("What happened in between"), heads, rows) if rows else None
