"""A score as a dot on a short line, for cells of a table; the number stands beside it in words."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.web.charts import BRAND, BRAND_LIGHT, TRACK

_WIDTH, _MIDDLE = 84, 8


def small_dot(score: Decimal | None, low: Decimal, high: Decimal, maximum: Decimal) -> SafeString:
    """The dot between 0 and `maximum` on the range from `low` to `high`; only the line without a score.

    Ticks mark both ends, so that it is seen where the scale stops.
    """
    most = float(maximum) or 1.0

    def at(value: Decimal) -> str:
        return f"{5 + (_WIDTH - 10) * min(1.0, max(0.0, float(value) / most)):.1f}"

    line = format_html(
        '<path d="M5 {top}v8M5 {middle}h{long}m0-4v8" fill="none" stroke="{stroke}" stroke-width="2"/>',
        top=_MIDDLE - 4,
        middle=_MIDDLE,
        long=_WIDTH - 10,
        stroke=TRACK,
    )
    if score is None:
        drawn = line
    else:
        drawn = format_html(
            '{}<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="12"/>'
            '<circle cx="{}" cy="{}" r="4" fill="{}"/>',
            *(line, at(low), at(high), _MIDDLE, _MIDDLE, BRAND_LIGHT, at(score), _MIDDLE, BRAND),
        )
    return format_html(
        '<svg class="dot" width="{}" height="16" viewBox="0 0 {} 16" aria-hidden="true">{}</svg>',
        _WIDTH,
        _WIDTH,
        drawn,
    )
