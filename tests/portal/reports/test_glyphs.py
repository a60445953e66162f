"""No empty boxes in a report: every Korean character is drawn, and what cannot be is written out."""

import subprocess
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from portal.reports import document
from portal.reports.content import Company
from portal.reports.glyphs import drawable, written_out
from portal.reports.renderer import Renderer
from portal.reports.sample import sample_content
from tests.glyphs import SYLLABLES, hanja, ours

EXAMPLES = frozenset(map(ord, "㐀ｰ"))
"""Stand in comments and rules of programs alone."""


def program(*arguments: str) -> str:
    return subprocess.run(arguments, capture_output=True, check=True, text=True).stdout


def printed(press: Renderer, page: str, folder: Path) -> tuple[str, list[str]]:
    """What a program reads in the file, without blanks, and the names of its fonts."""
    file = folder / "page.pdf"
    file.write_bytes(press.render(page).pdf)
    text = program("pdftotext", "-raw", "-enc", "UTF-8", str(file), "-")
    fonts = [line.split()[0] for line in program("pdffonts", str(file)).splitlines()[2:]]
    return "".join(text.split()), fonts


def test_the_fonts_of_the_report_draw_every_syllable_every_common_hanja_and_our_own_signs() -> None:
    assert len(SYLLABLES) == 11_172
    assert len(hanja()) == 4_888
    for wanted in (SYLLABLES, hanja(), ours() - EXAMPLES):
        missing = sorted(wanted - drawable())
        assert not missing, [f"U+{each:04X} {chr(each)}" for each in missing]


def test_all_of_them_are_printed_in_embedded_fonts_of_our_own(press: Renderer, tmp_path: Path) -> None:
    signs = [chr(each) for each in sorted(SYLLABLES | hanja())]
    lines = ["".join(signs[place : place + 60]) for place in range(0, len(signs), 60)]
    body = "".join(f"<p>{line}</p>" for line in lines)
    text, fonts = printed(
        press, f'<html lang="ko"><head><title>t</title></head><body>{body}</body></html>', tmp_path
    )
    # Hanja with two codes for two readings share a glyph; a program reads the one of them.
    assert set(normalize("NFC", "".join(signs))) <= set(normalize("NFC", text))
    assert {each.partition("+")[2].split("-")[0] for each in fonts} <= {"PretendardGOV", "Pretendard", "Noto"}


def test_a_name_with_a_sign_that_no_font_has_is_written_out_the_same_on_every_machine(
    press: Renderer, tmp_path: Path
) -> None:
    content = replace(sample_content("ko"), company=Company(name="한빛㐀 <정밀> 🚀\N{VARIATION SELECTOR-16}"))
    text, fonts = printed(press, document.html(content), tmp_path)
    assert "한빛[U+3400]<정밀>[U+1F680]" in text.replace("\u2060", "").replace("\u200b", "")
    assert "㐀" not in text
    assert len({each.partition("+")[2] for each in fonts}) <= 3


def test_what_draws_nothing_by_itself_is_left_alone() -> None:
    assert written_out("가\u2060나\u200b다\ufe0f 라") == "가\u2060나\u200b다\ufe0f 라"
    assert written_out("①㈜№·–“”−") == "①㈜№·–“”−"
