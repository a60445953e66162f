"""What the report's own fonts can draw. What they cannot is written out: a name never shows an empty box."""

import re
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).resolve().parents[2] / "core" / "fonts"
TEXT_FACES = ("PretendardGOV-Regular.otf", "PretendardGOV-Bold.otf")
FALLBACK_FACE = "NotoSansKR-Hanja.ttf"

_ALWAYS = "\t\n\r\x20-\x7e가-힣"
_UNUSUAL = re.compile(f"[^{_ALWAYS}]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")
"""Joiners, directions, variants: they draw nothing, and the layout knows them without a glyph."""


@cache
def drawable() -> frozenset[int]:
    """Every code point that is drawn in the report's fonts, in regular and in bold."""
    regular, bold = (_drawn_in(name) for name in TEXT_FACES)
    return (regular & bold) | _drawn_in(FALLBACK_FACE)


def _drawn_in(name: str) -> frozenset[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


def written_out(text: str) -> str:
    """The text with its code in brackets for each character without a glyph: "한빛㐀" becomes "한빛[U+3400]".

    What stands there can be read, copied and looked up; a letter of the machine's own fonts would differ from
    one machine to the next, and so would the file.
    """
    return _UNUSUAL.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    sign = found[0]
    if ord(sign) in drawable() or _INVISIBLE.match(sign):
        return sign
    return f"[U+{ord(sign):04X}]"
