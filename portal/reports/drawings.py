"""The report's drawings: the charts of core.web.charts at the page's width, the ladder, the QR code."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

import segno
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.web import charts
from portal.reports.content import Area, ReportContent, Rung

WIDTH = 642
"""The text's width on A4 with margins of 20 mm, in CSS pixels."""


def areas_plot(content: ReportContent) -> SafeString:
    """The dot plot of the areas, as on the result page."""
    has_peers = any(area.peers_median is not None for area in content.areas)
    return _safe(
        charts.dot_plot(
            charts.DotPlot(
                title=_("Score of each area"),
                rows=_rows(content.areas),
                mine_label=_("Our plant"),
                target_label=_("Target"),
                peers_label=_("Median of peers") if has_peers else "",
                high=_top(content.areas),
                step=1 if _top(content.areas) <= 10 else 20,
                width=WIDTH,
                id="areas",
            )
        )
    )


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
                target_label=_("Target"),
                high=_top(content.areas),
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
        parts.append(_words(middle, height - 28, f"Level {rung.level}", 12.5, ink, bold=rung.is_current))
        parts.append(_words(middle, height - 11, rung.title, 11, subtle, bold=False))
    return _safe("".join([*parts, "</svg>"]))


def qr(address: str) -> SafeString:
    """The address as a QR code, error correction M, with the quiet zone it needs."""
    code = segno.make(address, error="m", micro=False)
    return _safe(
        code.svg_inline(scale=3, border=4, dark="#1e2124", light="#ffffff", title=address, omitsize=True)
    )


def _rows(areas: Sequence[Area]) -> list[charts.DotRow]:
    return [charts.DotRow(area.title, area.score, area.target, area.peers_median) for area in areas]


def _top(areas: Sequence[Area]) -> int:
    return max((int(area.maximum.to_integral_value(rounding="ROUND_CEILING")) for area in areas), default=5)


def _words(x: float, y: float, words: str, size: float, fill: str, *, bold: bool) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{charts.FONT}" font-size="{size:g}" '
        f'text-anchor="middle" fill="{fill}"{weight}>{escape(words)}</text>'
    )


def _safe(svg: str) -> SafeString:
    return SafeString(svg)
