"""The drawings of a plant's change: the total over time, the areas now beside the last time."""

from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from core.web.charts import DotPlot, DotRow
from core.web.slope import Slope, SlopePoint
from core.web.wording import scale_text
from portal.reports.changed import Changed, Point


def total_drawing(shown: Changed) -> Slope | None:
    """The total of each result with its range, and the verified one beside it; None for a single result."""
    if len(shown.points) < 2:
        return None
    top = int(max(point.maximum for point in shown.points).to_integral_value(rounding=ROUND_CEILING))
    has_verified = any(point.verified is not None for point in shown.points)
    return Slope(
        title=_("The total of each result"),
        reading=" ".join(map(_reading, shown.points)),
        points=[
            SlopePoint(
                point.label,
                f"{point.submitted_on:%Y. %-m.}",
                point.score,
                point.low,
                point.high,
                point.verified,
            )
            for point in shown.points
        ],
        joined=[not leg.apart for leg in reversed(shown.legs)],
        high=top,
        step=1 if top <= 10 else max(top // 5, 1),
        mine_label=_("Claimed by the company"),
        other_label=_("Verified by an assessor") if has_verified else "",
        places=0 if top >= 100 else 1,
        id="change-total",
    )


def areas_drawing(shown: Changed) -> DotPlot | None:
    """The areas of the newest result beside the one before; None where the two cannot be compared."""
    leg = shown.legs[0] if shown.legs else None
    if leg is None or not leg.areas:
        return None
    top = int(max(step.maximum for step in leg.areas).to_integral_value(rounding=ROUND_CEILING))
    return DotPlot(
        title=_("Each area, now and the last time"),
        rows=[DotRow(step.title, step.after, None, step.before) for step in leg.areas],
        mine_label=leg.after.label,
        target_label="",
        peers_label=leg.before.label,
        high=top,
        step=1 if top <= 10 else 20,
        places=2,
        id="change-areas",
    )


def _reading(point: Point) -> str:
    score = _("no score") if point.score is None else _text(point.score, point)
    words = _("%(label)s, %(day)s: %(score)s, possible range %(low)s to %(high)s.") % {
        "label": point.label,
        "day": point.submitted_on.isoformat(),
        "score": score,
        "low": _text(point.low, point),
        "high": _text(point.high, point),
    }
    if point.verified is None:
        return words
    return words + " " + _("Verified: %(score)s.") % {"score": _text(point.verified, point)}


def _text(value: Decimal, point: Point) -> str:
    return scale_text(value, point.maximum)
