"""No empty boxes on a page: a face of ours has the letter, or the system's fonts are asked for it."""

import re
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from tests.glyphs import ROOT, SYLLABLES, hanja, ours

CSS = ROOT / "static" / "css"
LEFT_TO_THE_SYSTEM = frozenset(map(ord, "‐‑‒―›−√✗ー㎏ｰ㐀一龥"))
"""Signs of our texts and programs that every system has; the faces leave them out to stay small."""


@cache
def faces(weight: int) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
    """The faces of a weight: the code points they are fetched for, and those they draw."""
    found = []
    for rule in re.findall(r"@font-face\{([^}]*)\}", (CSS / "fonts.css").read_text("utf-8")):
        ranges = re.search(r"unicode-range:([^;]+)", rule)
        source = re.search(r"url\(\.\./fonts/web/([\w-]+\.woff2)\)", rule)
        if source and ranges and f"font-weight:{weight}" in rule and "Ieum Sans" in rule:
            with TTFont(ROOT / "static/fonts/web" / source[1], lazy=True) as font:
                found.append((_points(ranges[1]), frozenset(font.getBestCmap())))
    return tuple(found)


def _points(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for each in ranges.split(","):
        first, _dash, last = each.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


@pytest.mark.parametrize("weight", [400, 700])
def test_every_syllable_has_a_face_that_is_fetched_for_it_and_draws_it(weight: int) -> None:
    drawn = frozenset().union(*(fetched & has for fetched, has in faces(weight)))
    assert drawn >= SYLLABLES
    assert not (ours() - drawn - hanja() - LEFT_TO_THE_SYSTEM)


def test_every_common_hanja_has_a_face_in_one_weight() -> None:
    drawn = frozenset().union(*(fetched & has for fetched, has in faces(400)))
    assert drawn >= hanja()


def test_what_no_face_of_ours_has_falls_to_a_font_of_the_system() -> None:
    stack = re.search(
        r'font: 400 [^;]*"Ieum Sans", "Ieum Sans Hanja"([^;]*);', (CSS / "ieum.css").read_text()
    )
    assert stack is not None
    assert '"Malgun Gothic", "Apple SD Gothic Neo"' in stack[1]
    assert stack[1].endswith("sans-serif")
    for rare in "㐀🚀":
        assert not any(ord(rare) in has for _fetched, has in faces(400))


def test_the_files_of_the_faces_are_all_there() -> None:
    assert len(faces(400)) + len(faces(700)) == len(list((ROOT / "static/fonts/web").glob("*.woff2")))
