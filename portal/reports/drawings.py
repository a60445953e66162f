"""The report's drawings: the charts of core.web.charts at the page's width, the ladder, the QR code."""

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.web import charts
from portal.reports.content import Area, ReportContent, Rung

WIDTH = 642
"""The text's width on A4 with margins of 20 mm, in CSS pixels."""


def areas_plot(content: ReportContent) -> SafeString:
    """The dot plot of the areas, as on the result page."""
    return _safe(
        charts.dot_plot(
            charts.DotPlot(
                title=_("Score of each area"),
                rows=_rows(content.areas),
                mine_label=_("Our plant"),
                target_label=condition_label(content),
                peers_label=median_label(content),
                high=_top(content.areas),
                places=_places(content.areas),
                step=1 if _top(content.areas) <= 10 else 20,
                width=WIDTH,
                id="areas",
            )
        )
    )


def median_label(content: ReportContent) -> str:
    """What the diamond of a row is called, on the page and in the PDF; empty where no row has one."""
    if all(area.peers_median is None for area in content.areas):
        return ""
    if content.peers is not None and content.peers.is_synthetic:
        return _("Median of made-up plants")
    return _("Median of peers")


def condition_label(content: ReportContent) -> str:
    """What the bar of a row is called, on the page and in the PDF; empty where no row has one."""
    if all(area.target is None for area in content.areas):
        return ""
    is_tier = content.standing.next_tier is not None
    return _("Condition of the next tier") if is_tier else _("Condition of the next level")


def areas_radar(content: ReportContent) -> SafeString | None:
    """The same values as a small radar; None with fewer than three areas."""
    if len(content.areas) < 3:
        return None
    return _safe(
        charts.radar(
            charts.Radar(
                title=_("The areas as a radar"),
                rows=_rows(content.areas),
                mine_label=_("Our plant"),
                target_label=condition_label(content),
                high=_top(content.areas),
                places=_places(content.areas),
                size=22,
                id="radar",
            )
        )
    )


def ladder(
    rungs: Sequence[Rung], *, on_dark: bool = False, width: int = WIDTH, height: int = 150
) -> SafeString:
    """The levels as stairs: reached ones filled, the current one marked by an arrow and bold letters too."""
    filled, current, empty = ("#8fb4f7", "#ffffff", "none") if on_dark else ("#7ea9f5", "#083891", "#ffffff")
    ink, subtle, outline = ("#ffffff", "#c6d7f5", "#6f8fc9") if on_dark else ("#1e2124", "#464c53", "#b1b8be")
    count = max(len(rungs), 1)
    gap, foot, head = 6, 46, 34
    step = (width - gap * (count - 1)) / count
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(_("The ladder of levels"))}</title>'
    ]
    for place, rung in enumerate(rungs):
        tall = (height - foot - head) * (place + 1) / count + 6
        x, y = place * (step + gap), height - foot - tall
        fill = current if rung.is_current else filled if rung.is_reached else empty
        stroke = "" if rung.is_reached or rung.is_current else f' stroke="{outline}" stroke-width="1.2"'
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{step:.1f}" height="{tall:.1f}" rx="3" fill="{fill}"'
            f"{stroke}/>"
        )
        middle = x + step / 2
        if rung.is_current:
            parts.append(
                f'<path d="M{middle - 7:.1f} {y - 14:.1f} h14 l-7 9 z" fill="{current}"/>'
                + _words(middle, y - 19, _("Now"), 12, ink, bold=True)
            )
        parts.append(_words(middle, height - 28, level_name(rung.level), 12.5, ink, bold=rung.is_current))
        parts.append(_words(middle, height - 11, rung.title, 11, subtle))
    return _safe("".join([*parts, "</svg>"]))


def level_name(level: int) -> str:
    """ "Level 2" in the report's language."""
    return _("Level %(level)s") % {"level": level}


def path(content: ReportContent, *, height: int = 170) -> SafeString | None:
    """The total now and after each phase, against the levels' bounds; None without a score or a ladder."""
    standing = content.standing
    steps = [(0, standing.score)] + [(phase.to_month, phase.expected_score) for phase in content.roadmap]
    known = [(month, score) for month, score in steps if score is not None]
    if standing.score is None or len(known) < 2 or not standing.ladder:
        return None
    highest = max(score for _month, score in known)
    beyond = [rung.start for rung in standing.ladder if rung.start > highest]
    top = float(beyond[0] if beyond else standing.maximum) * 1.06
    below = [rung.start for rung in standing.ladder if rung.start <= standing.score]
    bottom = float(below[-1] if below else 0) * 0.9
    left, right, foot = 96, WIDTH - 46, height - 26

    def x(month: int) -> float:
        return left + (right - left) * month / known[-1][0]

    def y(score: Decimal) -> float:
        return foot - (foot - 10) * (float(score) - bottom) / (top - bottom)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(_("The total over the months"))}</title>'
    ]
    for rung in standing.ladder:
        if bottom <= float(rung.start) <= top:
            at = y(rung.start)
            parts.append(
                f'<line x1="{left}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}" stroke="#8a949e" '
                'stroke-dasharray="3 3"/>'
            )
            name = f"{level_name(rung.level)} ({rung.start:,.0f})"
            parts.append(_words(0, at + 4, name, 11, "#464c53", anchor="start"))
    line = " ".join(f"{x(month):.1f},{y(score):.1f}" for month, score in known)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#083891" stroke-width="2.5"/>')
    for month, score in known:
        parts.append(f'<circle cx="{x(month):.1f}" cy="{y(score):.1f}" r="5" fill="#083891"/>')
        parts.append(_words(x(month), y(score) - 11, f"{score:,.0f}", 13, "#1e2124", bold=True))
        when = _("Now") if not month else _("month %(month)s") % {"month": month}
        parts.append(_words(x(month), height - 6, when, 11, "#464c53"))
    return _safe("".join([*parts, "</svg>"]))


def _rows(areas: Sequence[Area]) -> list[charts.DotRow]:
    return [charts.DotRow(area.title, area.score, area.target, area.peers_median) for area in areas]


def _top(areas: Sequence[Area]) -> int:
    return max((int(area.maximum.to_integral_value(rounding="ROUND_CEILING")) for area in areas), default=5)


def _places(areas: Sequence[Area]) -> int:
    """The decimals of the tables beside the drawing."""
    top = _top(areas)
    return 0 if top >= 100 else 1 if top >= 10 else 2


def _words(
    x: float, y: float, words: str, size: float, fill: str, *, bold: bool = False, anchor: str = "middle"
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{charts.FONT}" font-size="{size:g}" '
        f'text-anchor="{anchor}" fill="{fill}"{weight}>{escape(words)}</text>'
    )


def _safe(svg: str) -> SafeString:
    return SafeString(svg)
