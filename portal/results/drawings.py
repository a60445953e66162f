"""The result's drawings, from the content the page shows."""

from collections.abc import Sequence
from decimal import ROUND_CEILING

from django.utils.translation import gettext as _

from core.web.charts import DotPlot, DotRow, Number
from core.web.scale import Scale, Segment
from core.web.spread import Spread, SpreadRow
from portal.reports.build.wording import number, scaled
from portal.reports.content import ReportContent
from portal.reports.drawings import condition_label, median_label
from portal.reports.peers import PeerLine, Peers


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
        peers_label=median_label(content),
        high=top,
        step=1 if top <= 10 else 20,
        places=2,
        id="areas",
    )


def total_spread(peers: Peers) -> Spread | None:
    """The total among the peers; None where only means are told."""
    return _spread(_("The total among the peers"), peers, peers.lines[:1], "spread-total")


def area_spread(peers: Peers) -> Spread | None:
    """Every area among the peers, on one axis; None where only means are told, or there are no areas."""
    return _spread(_("The areas among the peers"), peers, peers.areas, "spread-areas")


def _spread(title: str, peers: Peers, lines: Sequence[PeerLine], name: str) -> Spread | None:
    rows = [row for line in lines if (row := _spread_row(line)) is not None]
    if not rows:
        return None
    high = int(max(line.maximum for line in lines).to_integral_value(rounding=ROUND_CEILING))
    return Spread(
        title=title,
        reading=" ".join(f"{row.label}: {_dash(row.mine)}, {row.beside}." for row in rows),
        rows=rows,
        high=high,
        step=1 if high <= 10 else high // 5,
        places=0 if high >= 100 else 1 if high >= 10 else 2,
        id=name,
    )


def _spread_row(line: PeerLine) -> SpreadRow | None:
    if line.quarter is None or line.median is None or line.three_quarters is None:
        return None
    facts = {
        "low": scaled(line.quarter, line.maximum),
        "high": scaled(line.three_quarters, line.maximum),
        "median": scaled(line.median, line.maximum),
    }
    beside = _("middle half %(low)s–%(high)s · median %(median)s") % facts
    return SpreadRow(line.title, line.score, line.quarter, line.median, line.three_quarters, beside)


def _dash(value: Number | None) -> str:
    return _("no score") if value is None else str(value)


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
