"""The few icons, drawn on a grid of 24 with lines only."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS: dict[str, str] = {
    "alert": '<path d="M12 8v5M12 16.5v.5"/><circle cx="12" cy="12" r="9.5"/>',
    "arrow-left": '<path d="M20 12H4m6-6-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h16m-6-6 6 6-6 6"/>',
    "building": '<path d="M4 21V5l8-2v18M12 9l8 2v10M2 21h20M7.5 8h1M7.5 12h1M7.5 16h1M15.5 14h1"/>',
    "calendar": '<path d="M4 6h16v15H4zM4 11h16M8 3v5M16 3v5"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 7"/>',
    "check-circle": '<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.5 3 3 6-6.5"/>',
    "chevron-down": '<path d="m5 9 7 7 7-7"/>',
    "clock": '<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l3.5 2.5"/>',
    "close": '<path d="M5 5l14 14M19 5 5 19"/>',
    "copy": '<path d="M9 9h11v12H9zM5 15H4V3h11v2"/>',
    "document": '<path d="M6 2h8l5 5v15H6zM14 2v6h5M9.5 13h6M9.5 17h6"/>',
    "download": '<path d="M12 3v12m-5-5 5 5 5-5M4 21h16"/>',
    "external": '<path d="M10 4H4v16h16v-6M14 3h7v7M21 3 11 13"/>',
    "info": '<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7.5V7"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "phone": '<path d="M6 3h4l1 5-2 2a12 12 0 0 0 5 5l2-2 5 1v4c0 1-1 2-2 2A17 17 0 0 1 4 5c0-1 1-2 2-2z"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="7"/><path d="m16 16 5.5 5.5"/>',
    "user": '<circle cx="12" cy="7.5" r="4.5"/><path d="M3.5 21.5c.8-5 4-7 8.5-7s7.7 2 8.500 7"/>',
    "warning": '<path d="M12 3 1.5 21h21zM12 10v5M12 18v.2"/>',
}

NAMES = tuple(_PATHS)


@cache
def icon(name: str) -> SafeString:
    """The icon as inline SVG, silent to screen readers. KeyError for a name that is not drawn."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_PATHS[name]),  # noqa: S308 - a constant of this module
    )
