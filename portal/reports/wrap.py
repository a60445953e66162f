"""Keeps Korean words whole in the PDF: WeasyPrint knows no `word-break: keep-all`."""

import re

JOINER = "\u2060"
_PIECE = re.compile(r"<(/?)([a-zA-Z0-9]+)?[^>]*>|[^<]+")
_BETWEEN = re.compile(r"(?<=[가-힣一-龥])(?=[가-힣一-龥])")
_LEFT_ALONE = frozenset({"title", "style", "svg", "h1", "h2", "h3"})
"""Headings feed the bookmarks, drawings do not wrap."""


def keep_words(html: str) -> str:
    """The same HTML with a word joiner between the syllables of every word; copied text loses it again."""
    out: list[str] = []
    alone = 0
    for piece in _PIECE.finditer(html):
        text = piece[0]
        if not text.startswith("<"):
            out.append(text if alone else _BETWEEN.sub(JOINER, text))
            continue
        if (piece[2] or "").lower() in _LEFT_ALONE and not text.endswith("/>"):
            alone += -1 if piece[1] else 1
        out.append(text)
    return "".join(out)
