"""Cuts the web font of the portal out of the full font, so that a page needs under 100 KB of it.

Run by hand when the product's words change: ``python -m core.webfont``. Written are the woff2 files in
``static/fonts/web`` and ``static/css/fonts.css``. The source is Pretendard GOV (``core/fonts``), whose
licence (SIL OFL 1.1) reserves its name, so what is cut here is called Ieum Sans.

The first face holds Latin, digits and the syllables that the product itself uses, taken from
``core/fonts/glyph-order.txt`` (KS X 1001 syllables, those of most texts and pages first). All others come in
small files that a browser fetches only when a page shows such a character. Among faces that overlap, the one
declared last wins: that keeps the ranges of the rare ones short.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from core import webfont_fallback
from core.webfont_outline import quadratic

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "core/fonts"
TARGET = ROOT / "static/fonts/web"
CSS = ROOT / "static/css/fonts.css"
SPACE = ROOT / "static/js/space.js"
ORDER = SOURCE / "glyph-order.txt"

FAMILY = "Ieum Sans"
WEIGHTS = {400: "PretendardGOV-Regular.otf", 700: "PretendardGOV-Bold.otf"}
# Bold is for headings and buttons, so fewer of its syllables are fetched at once. The difference is a whole
# number of slices, which keeps the ranges of both weights alike and the stylesheet small.
CORE = {400: 560, 700: 400}
SLICE = 16
LATIN = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0·…–—‘’“”×₩"
SYMBOLS = "→←①②③④⑤⑥⑦⑧⑨⑩✓▲▼△▽●○◆◇■□※㎡㎜℃±≤≥「」『』㈜ㆍㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
# Scripts that are in no block (kana, Greek, Cyrillic, box drawing) are left to the system's own fonts.
BLOCKS: tuple[tuple[str, int, int], ...] = (
    ("latin", 0x0080, 0x024F),
    ("jamo", 0x3131, 0x318E),
    *((f"hanja{i:02}", 0x4E00 + i * 0x840, 0x4E00 + (i + 1) * 0x840 - 1) for i in range(10)),
    ("hanja10", 0xF900, 0xFAFF),
    *((f"hangul{i:02}", 0xAC00 + i * 0x3A4, 0xAC00 + (i + 1) * 0x3A4 - 1) for i in range(12)),
    ("wide", 0xFE00, 0xFFEF),
)


@dataclass(frozen=True)
class Slice:
    """One file: its name, the characters in it, and the range that makes a browser fetch it."""

    name: str
    characters: frozenset[int]
    unicode_range: str


def ranges(characters: Iterable[int]) -> str:
    """The CSS ``unicode-range`` of the characters, neighbours joined."""
    runs: list[list[int]] = []
    for code in sorted(characters):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def slices(weight: int, available: frozenset[int]) -> Iterator[Slice]:
    """Every file of one weight, rarest first, the core last."""
    order = [ord(c) for c in ORDER.read_text(encoding="utf-8") if not c.isspace()]
    core = (frozenset(map(ord, LATIN)) | frozenset(order[: CORE[weight]])) & available
    symbols = frozenset(map(ord, SYMBOLS)) & available
    placed = core | symbols | frozenset(order)
    for name, first, last in BLOCKS:
        found = frozenset(c for c in available if first <= c <= last and c not in placed)
        if found:
            yield Slice(name, found, f"U+{first:X}-{last:X}")
    for i in reversed(range(CORE[weight], len(order), SLICE)):
        part = frozenset(order[i : i + SLICE])
        yield Slice(f"common{i // SLICE:02}", part, ranges(part))
    yield Slice("symbols", symbols, ranges(symbols))
    yield Slice("core", core, ranges(core))


def cut(source: Path, characters: frozenset[int], target: Path, weight: int) -> None:
    """Write a woff2 that holds just these characters, under the family's own name."""
    is_core = target.stem.endswith("core")
    options = subset.Options(
        hinting=False,
        desubroutinize=True,
        layout_features=["kern", "ccmp", "mark"] if is_core else [],
        # A small file says little of itself; licence and copyright stand beside it and in the stylesheet.
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14] if is_core else [1, 2],
        flavor="woff2",
        recalc_timestamp=False,
    )
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    subsetter.subset(font)
    quadratic(font)
    if not is_core:
        for table in {"GPOS", "GSUB", "GDEF"} & set(font.keys()):
            del font[table]
    style = "Bold" if weight == 700 else "Regular"
    names = {1: FAMILY, 3: f"{FAMILY} {style} {target.stem}", 4: f"{FAMILY} {style}", 6: f"IeumSans-{style}"}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font.flavor = "woff2"
    font.save(str(target))


def _rarity(part: Slice) -> int:
    """The order of declaration: blocks of rare characters first, for of two that overlap the later wins."""
    if part.name == "core":
        return 2
    return 1 if part.name == "symbols" or part.name.startswith("common") else 0


def build() -> int:
    """Cut every file and write the stylesheet. Returns the bytes of the two core files together."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.woff2"):
        old.unlink()
    whole = {weight: TTFont(str(SOURCE / file)) for weight, file in WEIGHTS.items()}
    cmaps = {weight: frozenset(font.getBestCmap()) for weight, font in whole.items()}
    rules = [
        "/* Written by core/webfont.py. Ieum Sans is cut from Pretendard GOV, SIL OFL 1.1: see ../fonts. */",
        *webfont_fallback.rules(whole),
    ]
    core_bytes = 0
    pairs = [(weight, part) for weight in WEIGHTS for part in slices(weight, cmaps[weight])]
    for weight, part in sorted(pairs, key=lambda pair: _rarity(pair[1])):
        if weight == 400 or not part.name.startswith("hanja"):
            target = TARGET / f"ieum-sans-{weight}-{part.name}.woff2"
            cut(SOURCE / WEIGHTS[weight], part.characters & cmaps[weight], target, weight)
            core_bytes += target.stat().st_size if part.name == "core" else 0
            family = f"{FAMILY} Hanja" if part.name.startswith("hanja") else FAMILY
            rules.append(
                f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
                f"src:url(../fonts/web/{target.name}) format('woff2');unicode-range:{part.unicode_range}}}"
            )
    CSS.write_text("\n".join(rules) + "\n", encoding="utf-8")
    SPACE.write_text(webfont_fallback.script(whole, LATIN), encoding="utf-8")
    return core_bytes


if __name__ == "__main__":
    print(f"core: {build()} bytes")  # noqa: T201
