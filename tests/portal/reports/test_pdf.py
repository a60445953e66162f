"""The printed report, as other programs read it."""

import io
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from core.uploads import Taken
from core.uploads.kind import KINDS
from portal.reports import document
from portal.reports.content import Company, ReportContent
from portal.reports.logo import put
from portal.reports.renderer import Printed, Renderer, RenderFailed
from portal.reports.sample import sample_content
from portal.reports.verified import ROWS, SHORTEST
from portal.reports.wrap import JOINER, keep_words
from tests.core.uploads.files import picture
from tests.portal.reports.longest import dressed, fullest, longest


@pytest.fixture(scope="module")
def korean(press: Renderer) -> Printed:
    return print_it(press, sample_content("ko"))


@pytest.fixture(scope="module")
def english(press: Renderer) -> Printed:
    return print_it(press, sample_content("en"))


def print_it(press: Renderer, content: ReportContent) -> Printed:
    return press.render(document.html(content))


def page_of(body: str) -> str:
    return f'<html lang="ko"><head><title>t</title></head><body>{body}</body></html>'


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def tool(name: str, *arguments: str, file: Path) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    ended = subprocess.run([name, *arguments, str(file)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture
def file(korean: Printed, tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(korean.pdf)
    return path


@pytest.mark.parametrize("language", ["korean", "english"])
def test_a_report_has_at_most_16_pages_500_kilobytes_and_350_megabytes(
    language: str, request: pytest.FixtureRequest
) -> None:
    printed: Printed = request.getfixturevalue(language)
    assert 12 <= printed.pages <= 16
    assert len(printed.pdf) <= 500 * 1024
    assert printed.peak_kb <= 350 * 1024


Both = list[tuple[ReportContent, Printed]]


@pytest.fixture(scope="module", params=["ko", "en"])
def both(request: pytest.FixtureRequest, press: Renderer) -> Both:
    """The usual report of a language, the longest, and that verified anew in a letterhead."""
    logo = put(Taken(picture("JPEG", (600, 240)), KINDS["jpg"], "logo.jpg"))
    full = dressed(fullest(request.param), logo)
    contents = [sample_content(request.param), longest(request.param), full]
    return [(content, print_it(press, content)) for content in contents]


def test_the_longest_report_has_at_most_16_pages(both: Both) -> None:
    for _content, printed in both[1:]:
        assert 12 <= printed.pages <= 16
        assert len(printed.pdf) <= 500 * 1024


def test_of_many_changes_the_first_are_printed_and_of_long_reasons_the_beginning(both: Both) -> None:
    content, printed = both[-1]
    (verified,) = content.verified
    assert verified.is_cut
    assert len(verified.printed) == ROWS
    assert all(each.reason.endswith("…") and len(each.reason) <= SHORTEST for each in verified.printed)
    text = " ".join(text_of(printed.pdf).replace(JOINER, "").split())
    assert {"ko": "모두 44건을", "en": "44 changes were made"}[content.language] in text
    few = replace(verified, changes=verified.changes[:1])
    assert few.printed == few.changes
    assert not few.is_cut


def test_no_page_holds_only_what_another_one_had_no_room_for(both: Both) -> None:
    for _content, printed in both:
        pages = PdfReader(io.BytesIO(printed.pdf)).pages
        signs = [len("".join(page.extract_text().split())) for page in pages[1:]]
        assert min(signs) > 300, signs


def test_a_letterhead_is_printed_with_its_logo_and_named_where_the_report_is_proved(both: Both) -> None:
    content, printed = both[-1]
    head = content.letterhead
    assert head is not None
    pages = PdfReader(io.BytesIO(printed.pdf)).pages
    assert len(pages[0].images) == 1
    proof = "".join(pages[2].extract_text().replace(JOINER, "").split())
    assert head.digest[:32] in proof
    assert "".join(head.foreword.split())[:60] in proof
    assert "".join(head.closing.split())[:60] in "".join(pages[-1].extract_text().replace(JOINER, "").split())


def test_the_summary_is_the_whole_second_page(both: Both) -> None:
    for content, printed in both:
        pages = PdfReader(io.BytesIO(printed.pdf)).pages
        assert content.framework.notice in pages[1].extract_text().replace("\n", " ")
        assert {"ko": "차례", "en": "Contents"}[content.language] in pages[2].extract_text()


def test_the_korean_text_can_be_copied_and_searched(korean: Printed, file: Path) -> None:
    content = sample_content("ko")
    for text in (text_of(korean.pdf), tool("pdftotext", "-enc", "UTF-8", file=file).replace(str(file), "")):
        if not text:
            continue
        words = " ".join(text.replace(JOINER, "").split())
        assert content.number in words
        assert content.framework.notice in words
        assert content.answers[0].question in words
        assert content.suppliers[0].reasons[0] in words


def test_words_copied_from_the_report_hold_no_joiners(file: Path) -> None:
    ended = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    assert "기초 단계이고" in ended.stdout.decode().replace(JOINER, "")


def test_every_font_is_embedded(file: Path) -> None:
    lines = tool("pdffonts", file=file).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.search(r"\byes yes yes\b", line), line


def test_the_file_is_sound(file: Path) -> None:
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", file=file)


def test_the_report_is_tagged_titled_and_in_its_language(korean: Printed) -> None:
    with pikepdf.open(io.BytesIO(korean.pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "ko"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert sample_content("ko").company.name in metadata["dc:title"]
        headers = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"
        ]
        assert headers
        assert {str(each.A.Scope) for each in headers} == {"/Column", "/Row"}


def test_every_drawing_is_a_figure_with_a_text_in_its_place(korean: Printed) -> None:
    with pikepdf.open(io.BytesIO(korean.pdf)) as pdf:
        figures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        assert len(figures) == 6  # two ladders, the QR code, dot plot, radar, path
        assert all(str(each.Alt) for each in figures)


def test_the_bookmarks_name_every_chapter(korean: Printed) -> None:
    titles = [each.title for each in PdfReader(io.BytesIO(korean.pdf)).outline if not isinstance(each, list)]
    assert len(titles) == 9
    assert all(JOINER not in title for title in titles)


def test_the_same_content_gives_the_same_bytes(press: Renderer, korean: Printed) -> None:
    assert print_it(press, sample_content("ko")).pdf == korean.pdf
    fresh = Renderer()
    try:
        assert print_it(fresh, sample_content("ko")).pdf == korean.pdf
    finally:
        fresh.close()


HOSTILE = (
    '<script>alert(1)</script><img src="http://127.0.0.1:9/steal"><link rel="attachment" href="file:///etc/passwd">'
    "<style>@import 'file:///etc/passwd'</style>{{ settings.SECRET_KEY }}"
)


def hostile(value: object) -> object:
    """The same value with a dangerous text in every text field."""
    if isinstance(value, tuple):
        return tuple(hostile(each) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        kept = {"language", "schema", "number", "tier", "state", "slug"}
        changes = {
            name: hostile(getattr(value, name)) for name in value.__dataclass_fields__ if name not in kept
        }
        return replace(value, **changes)  # type: ignore[type-var]
    return value + HOSTILE if isinstance(value, str) else value


def test_an_html_tag_in_any_text_shows_as_text() -> None:
    content = hostile(sample_content("ko"))
    assert isinstance(content, ReportContent)
    html = document.html(content).replace(JOINER, "")
    for danger in ("<script", '<img src="http', '<link rel="attachment"', "<style>@import", "x-tests-only"):
        assert danger not in html
    assert html.count("&lt;script&gt;") > 300


def test_a_company_named_like_a_tag_is_printed_as_it_is(press: Renderer) -> None:
    content = replace(sample_content("ko"), company=Company(name="<b>한빛</b> & 딸"))
    assert "<b>한빛</b> & 딸" in text_of(print_it(press, content).pdf)


@pytest.mark.parametrize(
    "page",
    [
        '<p>x<img alt="" src="file:///etc/passwd"/></p>',
        '<p>x<img alt="" src="http://127.0.0.1:9/"/></p>',
        '<link rel="stylesheet" href="file:///etc/passwd"/><p>x</p>',
        '<link rel="attachment" href="file:///etc/passwd"/><p>x</p>',
        '<p>x<object data="file:///etc/passwd"></object></p>',
        '<p style="background:url(asset:/../../portal/settings.py)">x</p>',
    ],
)
def test_nothing_is_fetched_but_named_assets(page: str, press: Renderer) -> None:
    printed = press.render(page_of(page))
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        assert not pdf.attachments
        streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    assert not any(b"root:" in stream or b"SECRET_KEY" in stream for stream in streams)


def test_a_print_that_takes_too_long_is_ended_and_the_next_one_works(press: Renderer) -> None:
    page = page_of("<table><tr><td>가나다</td></tr></table>" * 20_000)
    with pytest.raises(RenderFailed, match="longer than"):
        press.render(page, seconds=1.0)
    assert press.render(page_of("<p>x</p>")).pages == 1


def test_a_closed_renderer_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    press = Renderer()
    press.render(page_of("<p>가</p>"))
    assert list(tmp_path.iterdir())
    press.close()
    assert not list(tmp_path.iterdir())


def test_a_print_that_needs_too_much_memory_fails_alone(press: Renderer) -> None:
    page = page_of("<p>가나다라마바사</p>" * 20_000)
    with pytest.raises(RenderFailed):
        press.render(page, memory=120 * 1024 * 1024)
    assert press.render(page_of("<p>x</p>")).pages == 1


def test_korean_words_are_kept_whole_and_markup_is_left_alone() -> None:
    page = '<h1>제목이다</h1><p title="가나">가나 다라1마</p><svg><text>가나</text></svg>'
    kept = f"가{JOINER}나 다{JOINER}라{JOINER}1{JOINER}마"
    assert keep_words(page) == f'<h1>제목이다</h1><p title="가나">{kept}</p><svg><text>가나</text></svg>'


def test_a_number_stays_with_its_unit_and_its_hyphens() -> None:
    assert keep_words("<p>326점</p>") == f"<p>326{JOINER}점</p>"
    assert keep_words("<p>123-45-67890</p>") == f"<p>123-{JOINER}45-{JOINER}67890</p>"


@pytest.mark.parametrize(
    "words",
    [
        "1억 2,300만 원",
        "1,200 만원",
        "KRW 123,000",
        "4 points",
        "6 months",
        "2026. 11. 21.(토)",
        "4. 한빛",
        "4. <b>한빛</b>",
    ],
)
def test_a_sum_a_date_and_the_number_of_a_list_are_never_split_at_a_space(
    words: str, press: Renderer
) -> None:
    before = "가나다라 " * 3
    body = "".join(
        f'<p style="width:{width}mm;font-size:12pt">{keep_words(before)}<span>{keep_words(words)}</span></p>'
        for width in (40, 44, 48, 52, 56, 60, 64, 68, 72, 76, 80)
    )
    lines = text_of(press.render(page_of(body)).pdf).replace(JOINER, "").splitlines()
    whole = re.sub("<[^>]*>", "", words)
    assert sum(whole in line for line in lines) == 11, lines


def test_a_sentence_that_ends_with_a_number_may_break_after_it() -> None:
    assert keep_words("<p>It is level 3. Then go on.</p>") == "<p>It is level 3. Then go on.</p>"


def test_a_character_that_no_page_may_hold_is_left_out() -> None:
    assert keep_words("<p>a\x0bb\x00c\ufffe</p>") == "<p>abc</p>"


def test_a_page_that_is_not_well_formed_is_refused(press: Renderer) -> None:
    with pytest.raises(RenderFailed, match="ParseError"):
        press.render("<html lang=ko><p>x")


def test_a_rare_character_of_a_name_is_printed(press: Renderer) -> None:
    content = replace(sample_content("ko"), company=Company(name="한빛 㒚㓗"))
    assert "한빛 㒚㓗" in text_of(print_it(press, content).pdf)


def test_a_content_without_a_number_prints_no_code_to_look_it_up(press: Renderer) -> None:
    html = document.html(replace(sample_content("ko"), number=""))
    assert "/verify/" not in html


def test_the_words_of_a_drawing_are_printed_in_one_piece(press: Renderer) -> None:
    words = '<text x="9" y="9" text-anchor="middle" font-family="Pretendard GOV">가나다라 마바사</text>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><title>t</title>{words}</svg>'
    printed = press.render(page_of(drawing))
    assert "가나다라 마바사" in text_of(printed.pdf)
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        drawn = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]
        pieces = [
            op for each in drawn for op in pikepdf.parse_content_stream(each) if str(op.operator) == "TJ"
        ]
    assert len(pieces) == 1
