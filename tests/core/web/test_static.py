"""The stylesheets, the font and the script as files: complete, small, and nobody else's server."""

import base64
import gzip
import re
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import translation
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from core import webfont, webfont_fallback

STATIC = Path(settings.BASE_DIR) / "static"
CSS = STATIC / "css"
PAGE = [CSS / name for name in ("tokens.css", "fonts.css", "ieum.css")]


def test_every_token_that_is_used_is_defined_and_the_other_way_round() -> None:
    ours = (CSS / "ieum.css").read_text(encoding="utf-8")
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"(--krds-[\w-]+):", tokens))
    used = set(re.findall(r"var\((--krds-[\w-]+)\)", ours + tokens))
    assert used == defined


def test_colours_come_from_tokens_only() -> None:
    ours = (CSS / "ieum.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", ours) == []


def test_stylesheets_and_script_keep_their_budget() -> None:
    styles = sum(len(gzip.compress(each.read_bytes(), 9)) for each in PAGE)
    scripts = [*(STATIC / "js").glob("*.js"), *(STATIC / "vendor").glob("*.js")]
    assert styles <= 25_000
    assert sum(len(gzip.compress(each.read_bytes(), 9)) for each in scripts) <= 35_000


def test_the_fonts_that_every_page_loads_fit_the_budget() -> None:
    core = list((STATIC / "fonts/web").glob("*-core.woff2"))
    assert len(core) == 2
    assert sum(each.stat().st_size for each in core) <= 75_000


def test_the_font_stylesheet_names_exactly_the_files_there_are() -> None:
    named = set(re.findall(r"fonts/web/([\w.-]+\.woff2)", (CSS / "fonts.css").read_text(encoding="utf-8")))
    assert named == {each.name for each in (STATIC / "fonts/web").glob("*.woff2")}


def test_the_slices_of_the_font_hold_every_syllable_once() -> None:
    syllables = frozenset(range(0xAC00, 0xD7A4))
    for weight in webfont.WEIGHTS:
        placed = [c for part in webfont.slices(weight, syllables) for c in part.characters if c in syllables]
        assert len(placed) == len(set(placed)) == len(syllables)


def test_neighbouring_characters_share_a_range() -> None:
    assert webfont.ranges([0x41, 0x43, 0x42, 0x50]) == "U+41-43,U+50"


def test_no_face_is_fetched_for_letters_that_the_systems_fonts_have() -> None:
    names = " ".join(each.name for each in (STATIC / "fonts/web").glob("*.woff2"))
    assert "kana" not in names
    assert all(each.stat().st_size <= 20_000 for each in (STATIC / "fonts/web").glob("*-latin.woff2"))


def test_the_systems_fonts_stand_in_as_wide_and_as_high_as_the_web_font() -> None:
    css = (CSS / "fonts.css").read_text(encoding="utf-8")
    families = {*webfont_fallback.SYSTEM, webfont_fallback.SPACER}
    body = (CSS / "ieum.css").read_text(encoding="utf-8").partition("body {")[2].partition("}")[0]
    assert all(f'"{family}"' in body for family in families)
    for family in webfont_fallback.SYSTEM:
        rules = re.findall(rf"font-family:'{family}';font-weight:(\d+);(src:local[^}}]+)", css)
        assert [weight for weight, _rule in rules] == ["400", "700"]
        assert all("size-adjust" in rule and "ascent-override" in rule for _weight, rule in rules)


def test_the_empty_face_is_as_wide_as_the_web_font() -> None:
    faces = re.findall(r'(\d+): "([\w+/=]+)"', webfont.SPACE.read_text(encoding="utf-8"))
    assert [weight for weight, _data in faces] == ["400", "700"]
    for weight, data in faces:
        empty = TTFont(BytesIO(base64.b64decode(data)))
        whole = TTFont(str(webfont.SOURCE / webfont.WEIGHTS[int(weight)]))
        assert len(data) < 1_500
        for letter in "가힣뷁 aM0.·":
            widths = [
                font["hmtx"][font.getBestCmap()[ord(letter)]][0] / font["head"].unitsPerEm
                for font in (empty, whole)
            ]
            assert widths[0] == widths[1], letter


def test_htmx_is_the_pinned_version() -> None:
    assert 'version:"2.0.11"' in (STATIC / "vendor/htmx-2.0.11.min.js").read_text(encoding="utf-8")


def test_nothing_is_fetched_from_elsewhere() -> None:
    for each in [*CSS.glob("*.css"), *(STATIC / "js").glob("*.js")]:
        assert (
            re.findall(r"url\(\s*['\"]?(?:https?:)?//|fetch\(['\"]https?:", each.read_text(encoding="utf-8"))
            == []
        )


def test_the_line_that_says_offline_needs_no_letter_that_is_not_there() -> None:
    css = (CSS / "ieum.css").read_text(encoding="utf-8")
    rule = next(line for line in css.splitlines() if line.startswith('.save-status[data-state="failed"]'))
    assert "font-weight" not in rule
    with translation.override("ko"):
        line = translation.gettext("Not saved: no connection. Your answers are kept on this device.")
        button = translation.gettext("Try again")
    for weight, words in ((400, line), (700, button)):
        whole = TTFont(str(webfont.SOURCE / webfont.WEIGHTS[weight])).getBestCmap()
        core = next(part for part in webfont.slices(weight, frozenset(whole)) if part.name == "core")
        assert set(map(ord, words)) <= core.characters, weight
