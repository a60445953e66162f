"""Outlines of the web font: quadratic on a coarse grid, a seventh lighter than their cubic source."""

from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]
from fontTools.ttLib.scaleUpem import scale_upem  # type: ignore[import-untyped]

GRID = 640
"""Units per em: a headline of 64 device pixels still has ten steps a pixel."""
_ERROR = 0.8
_EXTENT = ("xMin", "yMin", "xMax", "yMax")
_COUNTS = (
    "maxPoints maxContours maxCompositePoints maxCompositeContours maxComponentDepth maxTwilightPoints"
    " maxStorage maxFunctionDefs maxInstructionDefs maxStackElements"
    " maxSizeOfInstructions maxComponentElements"
)
_VERTICAL = ("vhea", "vmtx", "VORG")


def quadratic(font: TTFont) -> None:
    """Turn a CFF font into a TrueType one in place; what only vertical text needs is left out."""
    for name in _VERTICAL:
        if name in font:
            del font[name]
    scale_upem(font, GRID)
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
        glyph = table.glyphs[name] = pen.glyph()
        glyph.recalcBounds(table)
        for side in _EXTENT:
            setattr(glyph, side, getattr(glyph, side, 0))
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)
    font["glyf"], font["loca"] = table, newTable("loca")
    del font["CFF "]
    _describe(font)


def _describe(font: TTFont) -> None:
    """What a TrueType font says about itself."""
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    limits.maxZones = 1
    for name in _COUNTS.split():
        setattr(limits, name, 0)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\0\1\0\0"
