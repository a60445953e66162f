"""Where lines may break in the PDF: WeasyPrint knows no `word-break: keep-all`."""

import re

from portal.reports.glyphs import written_out

JOINER = "\u2060"
BREAK = "\u200b"
_PIECE = re.compile(r"<(/?)([a-zA-Z0-9]+)?[^>]*>|[^<]+")
_WORD = "0-9A-Za-z가-힣一-龥"
_KOREAN = "가-힣一-龥"
_BETWEEN = re.compile(
    rf"(?<=[{_WORD}%)\]”’])(?=[{_KOREAN}])|(?<=[{_KOREAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Z]-)(?=[0-9A-Z])"
)
_BEFORE_BRACKET = re.compile(rf"(?<=[{_WORD}])(?=\([{_KOREAN}A-Z])")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEFT_ALONE = frozenset({"title", "style", "svg", "h1", "h2", "h3"})
"""Headings feed the bookmarks, drawings do not wrap."""


def keep_words(html: str) -> str:
    """The same page with a word joiner wherever a word, a number with its unit or a hyphenated number could
    come apart, a chance to break before a bracket, and without characters that no page may hold. Those that
    the fonts cannot draw are written out.

    Copied text loses joiners and chances again.
    """
    out: list[str] = []
    alone = 0
    for piece in _PIECE.finditer(_UNPRINTABLE.sub("", html)):
        text = piece[0]
        if not text.startswith("<"):
            text = written_out(text)
            out.append(text if alone else _BEFORE_BRACKET.sub(BREAK, _BETWEEN.sub(JOINER, text)))
            continue
        if (piece[2] or "").lower() in _LEFT_ALONE and not text.endswith("/>"):
            alone += -1 if piece[1] else 1
        out.append(text)
    return "".join(out)
