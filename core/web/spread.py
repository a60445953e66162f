"""How others are spread, and where one's own value stands: a box from quarter to quarter, a dot. As SVG text.

As wide as its container: positions are percentages, letters keep their size. The same marks as the dot plot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from core.web.charts import BRAND, BRAND_DARK, FONT, INK, LINE, PAPER, SUBTLE, TRACK, Number, number_text

_ROW, _TOP = 78, 8
_BOX = 16


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One measure: `mine` None draws no dot. `beside` is printed under the track, right-aligned."""

    label: str
    mine: Number | None
    quarter: Number
    middle: Number
    three_quarters: Number
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows on one axis from 0 to `high`, with all texts given; `reading` says everything in words."""

    title: str
    reading: str
    rows: Sequence[SpreadRow]
    high: int
    step: int
    places: int = 0
    none_label: str = "—"
    id: str = "spread"


def spread_plot(plot: Spread) -> str:
    """The drawing: per row its label, my value, the middle half of the others with its median, my dot."""
    height = _TOP + _ROW * len(plot.rows) + 26
    parts = [
        f'<svg class="chart" id="{escape(plot.id)}" width="100%" height="{height}" role="img" '
        f'aria-labelledby="{escape(plot.id)}-title {escape(plot.id)}-desc" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(plot.id)}-title">{escape(plot.title)}</title>'
        f'<desc id="{escape(plot.id)}-desc">{escape(plot.reading)}</desc>'
    ]
    for tick in range(0, plot.high + 1, plot.step):
        at = _share(plot, tick)
        anchor = {0: "start", plot.high: "end"}.get(tick, "middle")
        parts.append(
            f'<line class="chart__track" x1="{at}" x2="{at}" y1="{_TOP}" y2="{height - 24}" stroke="{LINE}"/>'
            + _words(at, height - 6, f"{tick:,}", 12, anchor=anchor, fill=SUBTLE)
        )
    for place, row in enumerate(plot.rows):
        parts += _row(plot, row, _TOP + _ROW * place)
    return "".join([*parts, "</svg>"])


def _row(plot: Spread, row: SpreadRow, y: int) -> list[str]:
    middle = y + 34
    left, right = _percent(plot, row.quarter), _percent(plot, row.three_quarters)
    median = _share(plot, row.middle)
    mine = plot.none_label if row.mine is None else number_text(row.mine, plot.places)
    tone = SUBTLE if row.mine is None else BRAND_DARK
    parts = [
        _words("0%", y + 16, row.label, 15, bold=True),
        _words("100%", y + 16, mine, 15, anchor="end", bold=True, fill=tone),
        f'<line class="chart__track" x1="0%" x2="100%" y1="{middle}" y2="{middle}" stroke="{TRACK}" '
        'stroke-width="2"/>',
        f'<rect class="chart__hollow" x="{left:.2f}%" y="{middle - _BOX // 2}" '
        f'width="{max(right - left, 0.5):.2f}%" height="{_BOX}" fill="{PAPER}" stroke="{SUBTLE}" '
        'stroke-width="2"/>',
        f'<line x1="{median}" x2="{median}" y1="{middle - _BOX // 2}" y2="{middle + _BOX // 2}" '
        f'stroke="{INK}" stroke-width="3"/>',
    ]
    if row.mine is not None:
        parts.append(
            f'<circle cx="{_share(plot, row.mine)}" cy="{middle}" r="7.5" fill="{BRAND}" stroke="{PAPER}" '
            'stroke-width="2"/>'
        )
    if row.beside:
        parts.append(_words("100%", y + 62, row.beside, 13, anchor="end", fill=SUBTLE))
    return parts


def _percent(plot: Spread, value: Number) -> float:
    return min(100.0, max(0.0, 100 * float(value) / plot.high))


def _share(plot: Spread, value: Number) -> str:
    return f"{_percent(plot, value):.2f}%"


def _words(
    x: str, y: float, words: str, size: int, *, anchor: str = "start", bold: bool = False, fill: str = INK
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x}" y="{y:g}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{fill}"{weight}>{escape(words)}</text>'
    )
