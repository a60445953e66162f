"""The drawings of the result, as SVG text for the page and the PDF alike. Knows no framework.

Without `width` a drawing fills its container: positions along the axis are percentages, letters keep their
size. With `width` (CSS pixels) all is absolute, for the PDF. Shapes tell the series apart: grey print works.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import ceil, cos, pi, sin
from xml.sax.saxutils import escape

LONG_LABEL, LEADING = 9, 1.15
"""Letters from which a label of the radar is set in two lines; how far apart, in sizes."""
FONT = "Ieum Sans, Pretendard GOV, sans-serif"
INK, SUBTLE, LINE, TRACK = "#1e2124", "#464c53", "#e6e8ea", "#cdd1d5"
BRAND, BRAND_LIGHT, BRAND_DARK, PAPER = "#256ef4", "#b1cefb", "#083891", "#ffffff"
PHONE_WIDTH = 308
"""So wide is a drawing on the narrowest phone that is designed for, in CSS pixels."""

Number = Decimal | float | int


@dataclass(frozen=True, slots=True)
class DotRow:
    """One area: `mine` None is "no score" and draws no dot; so do `target` and `peers`."""

    label: str
    mine: Number | None
    target: Number | None = None
    peers: Number | None = None


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Rows in the order they are read, on one axis from `low` to `high`, with all texts given."""

    title: str
    rows: Sequence[DotRow]
    mine_label: str
    target_label: str
    peers_label: str = ""
    none_label: str = "—"
    unit: str = ""
    low: int = 0
    high: int = 100
    step: int = 20
    places: int = 1
    width: int | None = None
    id: str = "dot-plot"


@dataclass(frozen=True, slots=True)
class Radar:
    """The same values around a centre; three areas or more. `size`: its letters, where it is 300 high."""

    title: str
    rows: Sequence[DotRow]
    mine_label: str
    target_label: str
    low: int = 0
    high: int = 100
    places: int = 1
    size: float = 14
    id: str = "radar"


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """One action from month `start` to month `end` (end exclusive), `when` in words; `note` beside it."""

    label: str
    start: int
    end: int
    note: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Actions over `months`; `phases` are (month it begins, its name)."""

    title: str
    items: Sequence[RoadmapItem]
    phases: Sequence[tuple[int, str]]
    months: int = 18
    width: int | None = None
    id: str = "roadmap"


def number_text(value: Number, places: int) -> str:
    """The number with so many decimals, halves away from zero as everywhere else in words and tables."""
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}"


def _text(
    x: str,
    y: float,
    words: str,
    *,
    size: float = 14,
    anchor: str = "start",
    bold: bool = False,
    fill: str = INK,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x}" y="{y:g}" font-family="{FONT}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="{fill}"{weight}>{escape(words)}</text>'
    )


def _open(kind: str, identity: str, title: str, description: str, size: str, css: str = "chart") -> str:
    return (
        f'<svg class="{css}" id="{escape(identity)}" {size} role="img" '
        f'aria-labelledby="{escape(identity)}-title {escape(identity)}-desc" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(identity)}-title">{escape(title)}</title>'
        f'<desc id="{escape(identity)}-desc">{escape(description)}</desc>'
    )


def _size(width: int | None, height: float) -> str:
    return f'width="{width or "100%"}" height="{height:g}"'


class _Axis:
    """Where a value lies: percent of the container, or pixels within a margin when the width is known."""

    def __init__(self, low: Number, high: Number, width: int | None) -> None:
        self.low, self.span, self.width = float(low), float(high) - float(low), width

    def share(self, value: Number) -> float:
        """Percent of the whole width, values beyond the axis at its ends; on a page marks may hang over."""
        part = min(1.0, max(0.0, (float(value) - self.low) / self.span))
        return 100 * part if self.width is None else 2 + 96 * part

    def at(self, value: Number) -> str:
        """The x attribute."""
        return self.percent(self.share(value))

    def percent(self, share: float) -> str:
        """An x attribute from a percentage of the whole width."""
        return f"{share:.2f}%" if self.width is None else f"{share * self.width / 100:.1f}"


def _letters(words: str, size: float) -> float:
    """A generous estimate of how wide words are set."""
    return sum(size if ord(each) > 0x2E7F else size * 0.58 for each in words)


def _mark_mine(x: str, y: float) -> str:
    return f'<circle cx="{x}" cy="{y:g}" r="7.5" fill="{BRAND}" stroke="{PAPER}" stroke-width="2"/>'


def _mark_target(x: str, y: float) -> str:
    return f'<line x1="{x}" x2="{x}" y1="{y - 10:g}" y2="{y + 10:g}" stroke="{INK}" stroke-width="3"/>'


def _mark_peers(x: str, y: float, *, is_around: bool = False) -> str:
    # A diamond at a percentage: a nested svg carries the position, the path inside is in pixels.
    path, fill = ("M0 -14 14 0 0 14 -14 0z", "none") if is_around else ("M0 -7 7 0 0 7 -7 0z", PAPER)
    return (
        f'<svg x="{x}" y="{y:g}" width="1" height="1" overflow="visible">'
        f'<path class="chart__hollow" d="{path}" fill="{fill}" stroke="{SUBTLE}" stroke-width="2"/></svg>'
    )


def _is_near(plot: DotPlot, row: DotRow) -> bool:
    """Whether my dot would hide the peers' diamond: it is then drawn around the dot."""
    if row.mine is None or row.peers is None:
        return False
    return abs(float(row.mine) - float(row.peers)) < (plot.high - plot.low) * 0.02


_Named = tuple[float, Callable[[str, float], str], str]


def _legend(plot: DotPlot) -> list[list[_Named]]:
    """The legend's lines: for each mark where it stands, how it is drawn, and its name."""
    named = (
        (_mark_mine, plot.mine_label),
        (_mark_target, plot.target_label),
        (_mark_peers, plot.peers_label),
    )
    lines: list[list[_Named]] = [[(8.0, *named[0])]]
    x = 8.0
    for (_mark, before), (mark, name) in pairwise([each for each in named if each[1]]):
        x += 36 + _letters(before, 14)
        if x + 14 + _letters(name, 14) > (plot.width or PHONE_WIDTH):
            lines.append([])
            x = 8.0
        lines[-1].append((x, mark, name))
    return lines


def dot_plot(plot: DotPlot) -> str:
    """The dot plot: per row its label, my value, and a track with my dot, target bar and peers diamond."""
    legend = _legend(plot)
    row_height, top = 78, 44 + 24 * (len(legend) - 1)
    height = top + row_height * len(plot.rows) + 26
    axis = _Axis(plot.low, plot.high, plot.width)
    left, right = axis.at(plot.low), axis.at(plot.high)

    def value(number: Number) -> str:
        return number_text(number, plot.places)

    def reading(row: DotRow) -> str:
        mine = plot.none_label if row.mine is None else f"{value(row.mine)}{plot.unit}"
        return ", ".join([f"{row.label}: {plot.mine_label} {mine}", *beside(row)])

    def beside(row: DotRow) -> list[str]:
        pairs = ((plot.target_label, row.target), (plot.peers_label, row.peers))
        return [f"{name} {value(number)}" for name, number in pairs if name and number is not None]

    parts = [_open("dot", plot.id, plot.title, ". ".join(map(reading, plot.rows)), _size(plot.width, height))]
    parts.append(f'<svg x="{left}" y="0" width="1" height="1" overflow="visible">')
    for number, line in enumerate(legend):
        for x, mark, name in line:
            y = 14 + 24 * number
            parts += [mark(f"{x:g}", y), _text(f"{x + 14:g}", y + 5, name, size=14, fill=SUBTLE)]
    parts.append("</svg>")
    for tick in range(plot.low, plot.high + 1, plot.step):
        at = axis.at(tick)
        anchor = {plot.low: "start", plot.high: "end"}.get(tick, "middle")
        parts.append(
            f'<line class="chart__track" x1="{at}" x2="{at}" y1="{top - 8}" y2="{height - 24:g}" '
            f'stroke="{LINE}"/>'
        )
        parts.append(_text(at, height - 6, str(tick), size=12, anchor=anchor, fill=SUBTLE))
    for index, row in enumerate(plot.rows):
        y = top + row_height * index
        middle = y + 34
        parts.append(_text(left, y + 16, row.label, size=15, bold=True))
        mine = plot.none_label if row.mine is None else f"{value(row.mine)}{plot.unit}"
        tone = SUBTLE if row.mine is None else BRAND_DARK
        parts.append(_text(right, y + 16, mine, size=15, anchor="end", bold=True, fill=tone))
        parts.append(
            f'<line class="chart__track" x1="{left}" x2="{right}" y1="{middle}" '
            f'y2="{middle}" stroke="{TRACK}" stroke-width="2"/>'
        )
        if row.mine is not None and row.target is not None and row.mine < row.target:
            parts.append(
                f'<line x1="{axis.at(row.mine)}" x2="{axis.at(row.target)}" y1="{middle}" y2="{middle}" '
                f'stroke="{BRAND_LIGHT}" stroke-width="6"/>'
            )
        if row.target is not None:
            parts.append(_mark_target(axis.at(row.target), middle))
        if row.peers is not None and plot.peers_label:
            parts.append(_mark_peers(axis.at(row.peers), middle, is_around=_is_near(plot, row)))
        if row.mine is not None:
            parts.append(_mark_mine(axis.at(row.mine), middle))
        parts.append(_text(right, y + 60, " · ".join(beside(row)), size=13, anchor="end", fill=SUBTLE))
    return "".join([*parts, "</svg>"])


def _in_two(label: str) -> tuple[str, ...]:
    """A long label in two lines, broken at the blank nearest to its middle."""
    blanks = [place for place, sign in enumerate(label) if sign == " "]
    if len(label) < LONG_LABEL or not blanks:
        return (label,)
    middle = min(blanks, key=lambda place: abs(place - len(label) / 2))
    return label[:middle], label[middle + 1 :]


def radar(chart: Radar) -> str:
    """The radar: my outline filled, the target dashed if every area has one. ValueError for under three."""
    count = len(chart.rows)
    if count < 3:
        raise ValueError("a radar needs three areas")
    centre_x, centre_y, radius = 200.0, 154.0, 112.0

    def point(index: int, part: float) -> tuple[float, float]:
        angle = 2 * pi * index / count - pi / 2
        return centre_x + radius * part * cos(angle), centre_y + radius * part * sin(angle)

    def part(value: Number | None) -> float:
        return (
            0.0
            if value is None
            else max(0.0, min(1.0, (float(value) - chart.low) / (chart.high - chart.low)))
        )

    def outline(parts: Sequence[float]) -> str:
        return " ".join("{:.1f},{:.1f}".format(*point(i, each)) for i, each in enumerate(parts))

    reading = ". ".join(
        f"{row.label}: {'—' if row.mine is None else number_text(row.mine, chart.places)}"
        for row in chart.rows
    )
    # A label beside the radar may be longer than the room there: the picture widens on both sides.
    labels = [_in_two(row.label) for row in chart.rows]
    beyond = (
        max(_letters(line, chart.size) for line in lines) + abs(point(index, 1.13)[0] - centre_x) - centre_x
        for index, lines in enumerate(labels)
    )
    room = max(0, ceil(max(beyond)))
    above = max(ceil(chart.size * LEADING) * (len(lines) - 1) for lines in labels)
    wide, high = 400 + 2 * room, 300 + 2 * above
    size = f'viewBox="{-room} {-above} {wide} {high}" width="{wide}" height="{high}"'
    out = [_open("radar", chart.id, chart.title, reading, size, "chart chart--small")]
    for ring in (0.25, 0.5, 0.75, 1.0):
        out.append(
            f'<polygon class="chart__track" points="{outline([ring] * count)}" fill="none" stroke="{LINE}"/>'
        )
    for index, lines in enumerate(labels):
        x, y = point(index, 1)
        out.append(
            f'<line class="chart__track" x1="{centre_x}" y1="{centre_y}" x2="{x:.1f}" y2="{y:.1f}" '
            f'stroke="{LINE}"/>'
        )
        x, y = point(index, 1.13)
        anchor = "middle" if abs(x - centre_x) < 12 else ("start" if x > centre_x else "end")
        share = 0.5 if anchor != "middle" else float(y < centre_y)
        if anchor == "middle":
            y += chart.size * (-0.1 if y < centre_y else 0.4)
        first = y + 4 - chart.size * LEADING * (len(lines) - 1) * share
        out += [
            _text(f"{x:.1f}", first + chart.size * LEADING * below, line, size=chart.size, anchor=anchor)
            for below, line in enumerate(lines)
        ]
    if all(row.target is not None for row in chart.rows):
        out.append(
            f'<polygon points="{outline([part(r.target) for r in chart.rows])}" fill="none" stroke="{INK}" '
            'stroke-width="1.5" stroke-dasharray="5 4"/>'
        )
    out.append(
        f'<polygon points="{outline([part(r.mine) for r in chart.rows])}" fill="{BRAND}" fill-opacity="0.14" '
        f'stroke="{BRAND}" stroke-width="2.5"/>'
    )
    for index, row in enumerate(chart.rows):
        if row.mine is not None:
            x, y = point(index, part(row.mine))
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{BRAND}"/>')
    return "".join([*out, "</svg>"])


def roadmap(chart: Roadmap) -> str:
    """The roadmap: phases as columns, every action a bar under its label."""
    row_height, top = 72, 40
    height = top + row_height * len(chart.items) + 8
    axis = _Axis(0, chart.months, chart.width)
    reading = ". ".join(f"{item.label}: {item.when}" for item in chart.items)
    parts = [_open("roadmap", chart.id, chart.title, reading, _size(chart.width, height))]
    for month, name in chart.phases:
        at = axis.at(month)
        parts.append(
            f'<line class="chart__track" x1="{at}" x2="{at}" y1="4" y2="22" stroke="{SUBTLE}"/>'
            + f'<svg x="{at}" y="0" width="1" height="1" overflow="visible">'
            + _text("6", 18, name, size=13, bold=True, fill=SUBTLE)
            + "</svg>"
        )
    for index, item in enumerate(chart.items):
        y = top + row_height * index
        wide = axis.share(item.end) - axis.share(item.start)
        # All words begin at the left edge: a bar late in time has no room beside it on a phone.
        parts.append(_text(axis.at(0), y + 18, item.label, bold=True))
        parts.append(
            f'<line class="chart__track" x1="{axis.at(0)}" x2="{axis.at(chart.months)}" y1="{y + 32}" '
            f'y2="{y + 32}" stroke="{LINE}" stroke-width="12"/>'
            f'<rect x="{axis.at(item.start)}" y="{y + 26}" width="{axis.percent(wide)}" height="12" rx="3" '
            f'fill="{BRAND}"/>'
        )
        if words := " · ".join(filter(None, [item.when, item.note])):
            parts.append(_text(axis.at(0), y + 55, words, size=13, fill=SUBTLE))
    return "".join([*parts, "</svg>"])
