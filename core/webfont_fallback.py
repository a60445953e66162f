"""What stands on a page until the web font has come: as wide and as high, so that nothing moves when it does.

On people's machines that is a Korean font of the system, scaled to the web font's width. Where there is
none, an empty face of a few hundred bytes holds the place. A script makes it (`static/js/space.js`), for a
face in the stylesheet would come after the first lines are laid out.
"""

import base64
from io import BytesIO

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph  # type: ignore[import-untyped]

SPACER = "Ieum Space"
SYSTEM = {
    "Ieum Apple": (0.8652, "Apple SD Gothic Neo", ("AppleSDGothicNeo-Regular", "AppleSDGothicNeo-Bold")),
    "Ieum Malgun": (0.92, "Malgun Gothic", ("MalgunGothic", "MalgunGothicBold")),
    "Ieum Noto": (0.92, "Noto Sans CJK KR", ("NotoSansCJKkr-Regular", "NotoSansCJKkr-Bold")),
    "Ieum Noto KR": (0.92, "Noto Sans KR", ("NotoSansKR-Regular", "NotoSansKR-Bold")),
    "Ieum Nanum": (0.93, "NanumGothic", ("NanumGothic", "NanumGothicBold")),
}
"""By family: the advance of a syllable in em, and the names of the local font."""
_FIRST, _LAST = 0xAC00, 0xD7A3


def script(fonts: dict[int, TTFont], latin: str) -> str:
    """The script that makes the empty face before anything is laid out."""
    faces = ", ".join(f'{weight}: "{_spacer(font, latin)}"' for weight, font in fonts.items())
    return (
        "/* Written by core/webfont.py: an empty face as wide as Ieum Sans, where no font has Hangul. */\n"
        "(() => {\n"
        f"  const faces = {{ {faces} }};\n"
        "  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));\n"
        f'  Object.entries(faces).forEach(([weight, text]) => document.fonts.add(new FontFace("{SPACER}",'
        " bytes(text), { weight })));\n"
        "})();\n"
    )


def _height(font: TTFont, scale: float = 1) -> str:
    em, line = font["head"].unitsPerEm * scale, font["hhea"]
    up, down = round(100 * line.ascent / em, 2), round(-100 * line.descent / em, 2)
    return f"ascent-override:{up}%;descent-override:{down}%;line-gap-override:0%"


def rules(fonts: dict[int, TTFont]) -> list[str]:
    """The `@font-face` rules of the system's fonts, scaled to the web font's whole fonts by weight."""
    found = []
    for name, (advance, full, files) in SYSTEM.items():
        for (weight, font), file in zip(fonts.items(), files, strict=True):
            width = font["hmtx"][font.getBestCmap()[_FIRST]][0] / font["head"].unitsPerEm
            scale = width / advance
            bold = f"{full} Bold" if weight == 700 else full
            found.append(
                f"@font-face{{font-family:'{name}';font-weight:{weight};src:local('{bold}'),local('{file}');"
                f"size-adjust:{100 * scale:.2f}%;{_height(font, scale)}}}"
            )
    return found


def _spacer(font: TTFont, latin: str) -> str:
    """An empty face with the web font's advances, in base64: one glyph for all syllables, one a letter."""
    em, names = font["head"].unitsPerEm, font.getBestCmap()
    letters = {ord(each): f"l{ord(each):x}" for each in latin if ord(each) in names}
    widths = {name: font["hmtx"][names[code]][0] for code, name in letters.items()}
    widths |= {".notdef": font["hmtx"][names[_FIRST]][0]}
    widths["wide"] = widths[".notdef"]
    builder = FontBuilder(em, isTTF=True)
    builder.setupGlyphOrder([".notdef", "wide", *letters.values()])
    builder.setupCharacterMap(letters | dict.fromkeys(range(_FIRST, _LAST + 1), "wide"))
    empty = {name: TTGlyphPen(None).glyph() for name in ("wide", *letters.values())}
    builder.setupGlyf({".notdef": _speck(), **empty})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": SPACER, "styleName": "Empty"})
    builder.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent)
    builder.setupPost(keepGlyphNames=False)
    made = builder.font
    _many_to_one(made)
    made.flavor = "woff2"
    out = BytesIO()
    made["head"].created = made["head"].modified = font["head"].created
    made.recalcTimestamp = False
    made.save(out)
    return base64.b64encode(out.getvalue()).decode()


def _speck() -> Glyph:
    """A triangle of one unit: browsers refuse a font without any outline."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((1, 0))
    pen.lineTo((0, 1))
    pen.closePath()
    return pen.glyph()


def _many_to_one(font: TTFont) -> None:
    """Let one line of the character map (format 13) stand for all syllables: 12 bytes and not 134,000."""
    whole = next(each for each in font["cmap"].tables if each.format in (4, 12))
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, whole.cmap
    font["cmap"].tables = [table]
