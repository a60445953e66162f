"""A value over time: a point for each time, a line between them, the range each may lie in. As SVG text.

As wide as its container: positions across are percentages, letters keep their size. Colours and letters are
those of the other charts; a diamond is what somebody else found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from core.web.charts import (
    BRAND,
    BRAND_DARK,
    BRAND_LIGHT,
    FONT,
    INK,
    LINE,
    PAPER,
    SUBTLE,
    Number,
    number_text,
)

_TOP, _TALL, _FOOT = 46, 190, 46
_KEY = 22
_NEAR = 17
"""A dot and a diamond need so much room between them; nearer ones stand beside each other."""
_LETTERS = 15


@dataclass(frozen=True, slots=True)
class SlopePoint:
    """A time with its value: `mine` None draws no dot. `other` is a diamond."""

    label: str
    when: str
    mine: Number | None
    low: Number
    high: Number
    other: Number | None = None


@dataclass(frozen=True, slots=True)
class Slope:
    """Points in order, on one axis from 0 to `high`, with all texts given; `reading` says it all in words.

    Neighbours that are not `joined` have no line between them: they cannot be compared.
    """

    title: str
    reading: str
    points: Sequence[SlopePoint]
    joined: Sequence[bool]
    high: int
    step: int
    mine_label: str
    other_label: str = ""
    places: int = 0
    id: str = "slope"


def slope_plot(plot: Slope) -> str:
    """The drawing: grid, ranges as bars, lines, dots with their values, times below, the key on top."""
    height = _TOP + _TALL + _FOOT
    parts = [
        f'<svg class="chart" id="{escape(plot.id)}" width="100%" height="{height}" role="img" '
        f'aria-labelledby="{escape(plot.id)}-title {escape(plot.id)}-desc" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(plot.id)}-title">{escape(plot.title)}</title>'
        f'<desc id="{escape(plot.id)}-desc">{escape(plot.reading)}</desc>',
        *_key(plot),
    ]
    for tick in range(0, plot.high + 1, plot.step):
        y = _y(plot, tick)
        parts.append(
            f'<line class="chart__track" x1="0%" x2="100%" y1="{y}" y2="{y}" stroke="{LINE}"/>'
            + _words("0%", float(y) - 3, f"{tick:,}", 12, anchor="start", fill=SUBTLE)
        )
    for (place, (one, other)), is_joined in zip(enumerate(pairwise(plot.points)), plot.joined, strict=True):
        if is_joined and one.mine is not None and other.mine is not None:
            parts.append(
                f'<line x1="{_x(plot, place)}" y1="{_y(plot, one.mine)}" x2="{_x(plot, place + 1)}" '
                f'y2="{_y(plot, other.mine)}" stroke="{BRAND}" stroke-width="2.5"/>'
            )
    for place, point in enumerate(plot.points):
        parts += _point(plot, point, _x(plot, place), height)
    return "".join([*parts, "</svg>"])


def _key(plot: Slope) -> list[str]:
    parts = [_dot("8", str(_KEY - 5)), _words("22", _KEY, plot.mine_label, 14, anchor="start", fill=SUBTLE)]
    if plot.other_label:
        parts += [
            _diamond("50%", str(_KEY - 5)),
            f'<svg x="50%" y="0" width="1" height="1" overflow="visible">'
            f"{_words('14', _KEY, plot.other_label, 14, anchor='start', fill=SUBTLE)}</svg>",
        ]
    return parts


def _point(plot: Slope, point: SlopePoint, x: str, height: int) -> list[str]:
    parts = [
        _words(x, height - 24, point.label, 14, bold=True),
        _words(x, height - 6, point.when, 12, fill=SUBTLE),
    ]
    if point.low != point.high:
        parts.append(
            f'<line x1="{x}" x2="{x}" y1="{_y(plot, point.low)}" y2="{_y(plot, point.high)}" '
            f'stroke="{BRAND_LIGHT}" stroke-width="8" stroke-linecap="round"/>'
        )
    mine = None if point.mine is None else float(_y(plot, point.mine))
    other = None if point.other is None or not plot.other_label else float(_y(plot, point.other))
    above = 0.0 if mine is None or other is None else mine - other
    if point.mine is not None and mine is not None:
        top = mine - above if 0 < above < _NEAR + _LETTERS else mine
        words = _words(x, top - 13, number_text(point.mine, plot.places), 15, bold=True, fill=BRAND_DARK)
        parts += [_dot(x, _y(plot, point.mine)), words]
    if point.other is not None and other is not None:
        is_beside = mine is not None and abs(above) < _NEAR
        parts.append(_diamond(x, _y(plot, point.other), right=_NEAR if is_beside else 0))
    return parts


def _dot(x: str, y: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="7.5" fill="{BRAND}" stroke="{PAPER}" stroke-width="2"/>'


def _diamond(x: str, y: str, right: int = 0) -> str:
    return (
        f'<svg x="{x}" y="{y}" width="1" height="1" overflow="visible">'
        f'<path class="chart__hollow" d="M{right} -7 {right + 7} 0 {right} 7 {right - 7} 0z" fill="{PAPER}" '
        f'stroke="{INK}" stroke-width="2"/></svg>'
    )


def _x(plot: Slope, place: int) -> str:
    return f"{100 * (place + 0.5) / len(plot.points):.2f}%"


def _y(plot: Slope, value: Number) -> str:
    share = min(1.0, max(0.0, float(value) / plot.high))
    return f"{_TOP + _TALL * (1 - share):.1f}"


def _words(
    x: str, y: float, words: str, size: int, *, anchor: str = "middle", bold: bool = False, fill: str = INK
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x}" y="{y:g}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{fill}"{weight}>{escape(words)}</text>'
    )
