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
    rf"|(?<=[0-9]\.)(?=\([{_KOREAN}]\))"
)
_BEFORE_BRACKET = re.compile(rf"(?<=[{_WORD}])(?=\([{_KOREAN}A-Z])")
_SPACES = re.compile(
    r"(?<=[0-9억만]) (?=[만억원])|(?<=[0-9][억만]) (?=[0-9])|(?<=KRW) (?=[0-9])"
    r"|(?<=[0-9]) (?=(?:point|month)s?\b)|(?<=[0-9]\.) (?=[0-9]{1,2}\.)"
)
_MARKER = re.compile(r"(^\s*|, )([0-9]{1,2}\.) ")
"""The number of a list: at the beginning of a text, or after a comma where a list runs on in its line."""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEFT_ALONE = frozenset({"title", "style", "svg", "h1", "h2", "h3"})
"""Headings feed the bookmarks, drawings do not wrap."""


def keep_words(html: str) -> str:
    """The same page with word joiners, without characters that no page may hold.

    Joined are the parts of a word, a number and its unit, a sum, a date, a hyphenated number, and the number
    of a list and its name; before a bracket a line may break. What the fonts cannot draw is written out.

    Copied text loses joiners and chances again.
    """
    out: list[str] = []
    alone = 0
    for piece in _PIECE.finditer(_UNPRINTABLE.sub("", html)):
        text = piece[0]
        if not text.startswith("<"):
            text = written_out(text)
            out.append(text if alone else _joined(text))
            continue
        if (piece[2] or "").lower() in _LEFT_ALONE and not text.endswith("/>"):
            alone += -1 if piece[1] else 1
        out.append(text)
    return "".join(out)


def _joined(text: str) -> str:
    text = _MARKER.sub(rf"\1\2 {JOINER}", _SPACES.sub(f" {JOINER}", text))
    return _BEFORE_BRACKET.sub(BREAK, _BETWEEN.sub(JOINER, text))
