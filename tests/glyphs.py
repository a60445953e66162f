"""Which characters everything has to draw: what Korean names hold, and what our own texts hold."""

import unicodedata
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SYLLABLES = frozenset(range(0xAC00, 0xD7A4))
TEXTS = (
    "locale/**/*.po",
    "templates/**/*.html",
    "assessments/**/*.yaml",
    "matching/**/*.yaml",
    "core/**/*.yaml",
)
PROGRAMS = ("core/*.py", "core/web/*.py", "portal/reports/**/*.py", "portal/results/**/*.py")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


@cache
def hanja() -> frozenset[int]:
    """The 4,888 hanja of KS X 1001, by the codec of EUC-KR."""
    pairs = (bytes((row, cell)) for row in range(0xCA, 0xFE) for cell in range(0xA1, 0xFF))
    return frozenset(ord(pair.decode("euc_kr")) for pair in pairs)


@cache
def ours() -> frozenset[int]:
    """Every visible character of our texts, questions and screens."""
    found: set[str] = set()
    for pattern in (*TEXTS, *PROGRAMS):
        for path in ROOT.glob(pattern):
            found |= set(path.read_text("utf-8"))
    return frozenset(ord(each) for each in found if unicodedata.category(each) not in _INVISIBLE)
