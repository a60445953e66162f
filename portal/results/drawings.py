"""The result's drawings, from the content the page shows."""

from decimal import ROUND_CEILING

from django.utils.translation import gettext as _

from core.web.charts import DotPlot, DotRow
from core.web.scale import Scale, Segment
from portal.reports.build.wording import number, scaled
from portal.reports.content import ReportContent
from portal.reports.drawings import condition_label


def areas_plot(content: ReportContent, *, is_owner: bool = True) -> DotPlot:
    """Mine against the conditions of what comes next, per area; only to its owner it is "our plant"."""
    top = max(
        (int(area.maximum.to_integral_value(rounding=ROUND_CEILING)) for area in content.areas), default=5
    )
    return DotPlot(
        title=_("Score of each area"),
        rows=[DotRow(area.title, area.score, area.target, area.peers_median) for area in content.areas],
        mine_label=_("Our plant") if is_owner else _("This plant"),
        target_label=condition_label(content),
        peers_label=_("Median of peers")
        if any(area.peers_median is not None for area in content.areas)
        else "",
        high=top,
        step=1 if top <= 10 else 20,
        places=2,
        id="areas",
    )


def total_scale(content: ReportContent) -> Scale | None:
    """The total on the ladder; None where the framework has no levels."""
    standing = content.standing
    if not standing.ladder:
        return None
    score = _("no score") if standing.score is None else scaled(standing.score, standing.maximum)
    return Scale(
        title=_("The total on the ladder of levels"),
        reading=_("Total %(score)s of %(most)s; possible range %(low)s to %(high)s. %(levels)s")
        % {
            "score": score,
            "most": number(standing.maximum),
            "low": scaled(standing.low, standing.maximum),
            "high": scaled(standing.high, standing.maximum),
            "levels": ", ".join(
                _("level %(level)s from %(points)s points")
                % {"level": rung.level, "points": number(rung.start)}
                for rung in standing.ladder
            ),
        },
        segments=[
            Segment(rung.start, str(rung.level), rung.tier, rung.is_reached) for rung in standing.ladder
        ],
        maximum=standing.maximum,
        low=standing.low,
        high=standing.high,
        score=standing.score,
        score_label="" if standing.score is None else _("%(score)s points") % {"score": score},
    )
