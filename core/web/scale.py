"""The ladder of levels on one line: where the total stands, how sure it is, where the next rung begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from core.web.charts import BRAND, BRAND_DARK, BRAND_LIGHT, FONT, INK, LINE, PAPER, SUBTLE, Number

_HEIGHT = 118
_BAR, _THICK = 34, 16
_NARROW = 12.0
"""A last segment narrower than this percentage has no room for the maximum's label."""

REST = ' class="chart__rest"'
"""What is not reached: forced colours draw it as an outline."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One level: from which total it begins, its label, and the name of its tier (may be empty)."""

    start: Number
    label: str
    tier: str = ""
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole line from 0 to `maximum`. `score` None draws no dot; `low` and `high` draw the range."""

    title: str
    reading: str
    segments: Sequence[Segment]
    maximum: Number
    low: Number
    high: Number
    score: Number | None = None
    score_label: str = ""
    levels_label: str = ""
    id: str = "scale"


def score_scale(scale: Scale) -> str:
    """The drawing, as wide as its container; all words are in `reading` too."""
    parts = [
        f'<svg class="chart" id="{escape(scale.id)}" width="100%" height="{_HEIGHT}" role="img" '
        f'aria-labelledby="{escape(scale.id)}-title {escape(scale.id)}-desc" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(scale.id)}-title">{escape(scale.title)}</title>'
        f'<desc id="{escape(scale.id)}-desc">{escape(scale.reading)}</desc>'
    ]
    ends = [float(each.start) for each in scale.segments[1:]] + [float(scale.maximum)]
    for segment, end in zip(scale.segments, ends, strict=True):
        parts += _segment(scale, segment, end)
    parts += _tiers(scale, ends)
    parts += _mine(scale)
    return "".join([*parts, "</svg>"])


def _share(scale: Scale, value: Number) -> float:
    return min(100.0, max(0.0, 100 * float(value) / float(scale.maximum)))


def _segment(scale: Scale, segment: Segment, end: float) -> list[str]:
    left, right = _share(scale, segment.start), _share(scale, end)
    fill = BRAND_LIGHT if segment.is_reached else LINE
    is_last = end == float(scale.maximum)
    anchor = "start" if left == 0 else "middle"
    parts = [
        f'<rect{"" if segment.is_reached else REST} x="{left:.2f}%" y="{_BAR}" '
        f'width="{right - left:.2f}%" height="{_THICK}" fill="{fill}" '
        f'stroke="{PAPER}" stroke-width="2"/>',
        _words((left + right) / 2, _BAR + _THICK + 18, segment.label, 13, bold=segment.is_reached),
        _words(left, _BAR + _THICK + 35, f"{segment.start:,.0f}", 12, anchor=anchor, fill=SUBTLE),
    ]
    if is_last and right - left >= _NARROW:
        parts.append(_words(100, _BAR + _THICK + 35, f"{scale.maximum:,.0f}", 12, anchor="end", fill=SUBTLE))
    return parts


def _tiers(scale: Scale, ends: Sequence[float]) -> list[str]:
    """One bracket under the levels of each tier."""
    spans: dict[str, tuple[float, float]] = {}
    for segment, end in zip(scale.segments, ends, strict=True):
        if segment.tier:
            start = spans[segment.tier][0] if segment.tier in spans else _share(scale, segment.start)
            spans[segment.tier] = (start, _share(scale, end))
    parts = []
    y = _BAR + _THICK + 46
    for name, (left, right) in spans.items():
        parts.append(
            f'<line class="chart__track" x1="{left:.2f}%" x2="{right:.2f}%" y1="{y}" y2="{y}" '
            f'stroke="{SUBTLE}" stroke-width="2"/>'
        )
        if left:
            parts.append(
                f'<line x1="{left:.2f}%" x2="{left:.2f}%" y1="{_BAR - 6}" y2="{_BAR + _THICK + 6}" '
                f'stroke="{INK}" stroke-width="2"/>'
            )
        parts.append(_words((left + right) / 2, y + 18, name, 13, bold=True))
    return parts


def _mine(scale: Scale) -> list[str]:
    low, high = _share(scale, scale.low), _share(scale, scale.high)
    middle = _BAR + _THICK / 2
    parts = []
    if high > low:
        parts.append(
            f'<line x1="{low:.2f}%" x2="{high:.2f}%" y1="{middle:g}" y2="{middle:g}" stroke="{BRAND_DARK}" '
            'stroke-width="5"/>'
        )
    if scale.score is not None:
        at = _share(scale, scale.score)
        anchor = "start" if at < 10 else "end" if at > 90 else "middle"
        parts.append(
            f'<circle cx="{at:.2f}%" cy="{middle:g}" r="9" fill="{BRAND}" stroke="{PAPER}" stroke-width="3"/>'
        )
        parts.append(_words(at, 22, scale.score_label, 16, anchor=anchor, bold=True, fill=BRAND_DARK))
    return parts


def _words(
    x: float, y: float, words: str, size: int, *, anchor: str = "middle", bold: bool = False, fill: str = INK
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.2f}%" y="{y:g}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{fill}"{weight}>{escape(words)}</text>'
    )
