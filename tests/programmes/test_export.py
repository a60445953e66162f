"""The regional list as a file: what is in it, who learns of it, what cannot be in it."""

import csv
import io
from datetime import timedelta
from fractions import Fraction
from typing import Any
from urllib.parse import quote

import pytest
from django.db.models import F
from django.test import Client
from openpyxl import load_workbook

from assessments.documents import framework_of
from assessments.models import Result
from assessments.outcomes import outcome_of
from core.accounts.actor import Actor, Place
from core.audit.models import AccessRecord, Event
from core.consents.queries import looks
from core.models import Organisation
from core.web.wording import SEOUL, date_text, decimal_text
from programmes.models import ListExport
from programmes.queries import today
from programmes.workbook import neutral, rounded
from tests.core.accounts.people import person, signed_in
from tests.programmes.world import AT, as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
URL = "/regional/export/"
REASON = "12월 설명회에 초대할 기업을 고릅니다"


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123", "48250")


@pytest.fixture
def seoul() -> Organisation:
    return technopark("SEOUL", "서울테크노파크", "11350")


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def receipt_of(browser: Client, query: str = "", reason: str = REASON) -> str:
    """The address of the receipt, without the mark that begins the download."""
    return str(browser.post(f"{URL}{query}", {"reason": reason})["Location"]).removesuffix("?start")


def taken_out(browser: Client, query: str = "", reason: str = REASON) -> Any:
    """The file behind the receipt that the form leads to."""
    receipt = receipt_of(browser, query, reason)
    return browser.get(f"{receipt}file/")


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_file_holds_the_rows_as_filtered(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam, plant="제2공장")
    shared("다산테크", 2, "48250", gyeongnam)
    head, *rows = rows_of(taken_out(browser, "?sigungu=48123").content)
    assert head[:4] == ("기업", "사업자등록번호", "공장", "지역")
    assert [(row[0], row[2], row[3]) for row in rows] == [("한빛정밀", "제2공장", "경남 창원시 성산구")]
    assert isinstance(rows[0][6], int | float)


def test_the_list_opens_as_a_spreadsheet_should(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    book = load_workbook(io.BytesIO(taken_out(browser).content))
    assert book.sheetnames == ["지역 진단 목록", "이 파일에 대하여"]
    sheet = book.active
    assert sheet is not None
    assert sheet.title == "지역 진단 목록"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:P2", "$1:$1")
    number, score, day = sheet["B2"], sheet["F2"], sheet["L2"]
    assert (number.data_type, number.number_format) == ("s", "@")
    assert score.data_type == "n"
    assert day.is_date
    assert day.value == AT.astimezone(SEOUL).replace(tzinfo=None)
    assert day.number_format == "yyyy. m. d. hh:mm"
    assert all(sheet.column_dimensions[letter].width >= 9 for letter in "ABCDEFGHIJKLMNOP")


def test_the_second_sheet_says_what_when_who_why_and_until_when(
    gyeongnam: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    content = taken_out(browser, "?sigungu=48123&sort=name", "=HYPERLINK(0) 설명회").content
    export = ListExport.objects.get()
    cover = {row[0]: row[1] for row in load_workbook(io.BytesIO(content)).worksheets[1].values}
    assert cover["내려받은 사람"] == "officer@gyeongnam.example"
    assert cover["이용 목적"] == "'=HYPERLINK(0) 설명회"
    assert cover["조건"] == "지역: 경남 창원시 성산구"
    assert cover["기록 번호"] == str(export.pk)
    assert cover["건수"] == 1
    assert cover["파기 기한"] == date_text(export.delete_by_on)
    assert str(cover["내려받은 기록"]).endswith(f"/regional/exports/{export.pk}/")


def test_the_receipt_says_the_same_and_only_its_maker_gets_the_file(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    receipt = receipt_of(browser, "?q=한빛")
    page = browser.get(receipt).content.decode()
    as_portal()
    export = ListExport.objects.get()
    assert export.delete_by_on == today() + timedelta(days=90)
    for text in (REASON, str(export.pk), date_text(export.delete_by_on), "한빛"):
        assert text in page
    colleague = signed_in(person("second@gyeongnam.example", gyeongnam, "officer"))
    assert REASON in colleague.get("/regional/exports/").content.decode()
    assert colleague.get(receipt).status_code == 200
    assert colleague.get(f"{receipt}file/").status_code == 403
    stranger = signed_in(officer(seoul))
    for path in (receipt, f"{receipt}file/"):
        assert stranger.get(path).status_code == 404
    assert REASON not in stranger.get("/regional/exports/").content.decode()
    assert stranger.post(f"{receipt}deleted/").status_code == 404


def test_the_download_begins_by_itself_after_the_form_and_only_then(
    gyeongnam: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    first = browser.post(URL, {"reason": REASON})["Location"]
    page = browser.get(first).content.decode()
    assert "파일을 만들었고 기록했습니다" in page
    assert "data-desk-start" in page
    assert f'href="{first.removesuffix("?start")}file/"' in page
    assert "data-desk-start" not in browser.get(first.removesuffix("?start")).content.decode()


def test_each_row_leads_to_its_result(gyeongnam: Organisation, browser: Client) -> None:
    made = [shared("한빛정밀", 1, "48123", gyeongnam), shared("다산테크", 2, "48250", gyeongnam)]
    sheet = load_workbook(io.BytesIO(taken_out(browser, "?sort=-name").content)).worksheets[0]
    links = [sheet.cell(line, 16).hyperlink for line in (2, 3)]
    targets = [link.target for link in links if link]
    assert targets == [f"http://testserver/results/{each.pk}/" for each in made]


def test_plants_have_a_column_only_where_one_has_a_name(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    assert "공장" not in rows_of(taken_out(browser).content)[0]
    as_portal()
    shared("다산테크", 2, "48250", gyeongnam, plant="제2공장")
    head, *rows = rows_of(taken_out(browser, "?sort=name").content)
    assert head.index("공장") == 2
    assert [row[2] for row in rows] == ["제2공장", None]


def test_what_was_withdrawn_meanwhile_is_not_in_the_file(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    dasan = shared("다산테크", 2, "48250", gyeongnam)
    receipt = receipt_of(browser)
    as_portal()
    dasan.shares.update(withdrawn_at=AT)
    content = browser.get(f"{receipt}file/").content
    assert [row[0] for row in rows_of(content)[1:]] == ["한빛정밀"]
    cover = dict(list(load_workbook(io.BytesIO(content)).worksheets[1].values))  # type: ignore[call-overload]
    assert cover["그 뒤 동의 철회"] == 1


def test_a_day_later_or_once_deleted_the_file_is_not_handed_out(
    gyeongnam: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    receipt = receipt_of(browser)
    as_portal()
    ListExport.objects.update(made_at=F("made_at") - timedelta(hours=25))
    assert browser.get(f"{receipt}file/").status_code == 403
    as_portal()
    ListExport.objects.update(made_at=F("made_at") + timedelta(hours=25))
    for _again in range(2):
        assert browser.post(f"{receipt}deleted/")["Location"] == receipt
    as_portal()
    assert Event.objects.filter(verb="regional-list.deleted").count() == 1
    assert ListExport.objects.get().deleted_at is not None
    assert browser.get(f"{receipt}file/").status_code == 403


def test_a_deletion_is_recorded_only_after_the_file_was_named(
    gyeongnam: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    receipt = receipt_of(browser)
    as_portal()
    export = ListExport.objects.get()
    page = browser.get(f"{receipt}deleted/").content.decode()
    as_portal()
    name = f"지역 진단 목록-{export.made_at.astimezone(SEOUL).date().isoformat()}.xlsx"
    for text in (name, "1건", REASON, date_text(export.delete_by_on), "officer@gyeongnam.example"):
        assert text in page, text
    export.refresh_from_db()
    assert export.deleted_at is None
    assert f'href="{receipt}deleted/"' in browser.get(receipt).content.decode()


def test_a_deletion_recorded_by_mistake_is_taken_back_for_half_an_hour_by_whoever_recorded_it(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    receipt = receipt_of(browser)
    colleague = signed_in(person("second@gyeongnam.example", gyeongnam, "officer"))
    browser.post(f"{receipt}deleted/")
    assert browser.get(f"{receipt}deleted/")["Location"] == receipt
    assert signed_in(officer(seoul)).post(f"{receipt}not-deleted/").status_code == 404
    assert "파기 기록 되돌리기" not in colleague.get(receipt).content.decode()
    colleague.post(f"{receipt}not-deleted/")
    as_portal()
    assert ListExport.objects.get().deleted_at is not None
    assert "파기 기록 되돌리기" in browser.get(receipt).content.decode()
    browser.post(f"{receipt}not-deleted/")
    as_portal()
    assert ListExport.objects.get().deleted_at is None
    assert Event.objects.filter(verb="regional-list.deletion-undone").count() == 1
    assert browser.get(f"{receipt}file/").status_code == 200


def test_half_an_hour_later_a_deletion_stays_recorded(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    receipt = receipt_of(browser)
    browser.post(f"{receipt}deleted/")
    as_portal()
    late = timedelta(minutes=31)
    ListExport.objects.update(made_at=F("made_at") - late, deleted_at=F("deleted_at") - late)
    assert "파기 기록 되돌리기" not in browser.get(receipt).content.decode()
    page = browser.post(f"{receipt}not-deleted/", follow=True).content.decode()
    as_portal()
    assert "30분 동안만" in page
    assert ListExport.objects.get().deleted_at is not None


def test_the_columns_shown_beforehand_are_those_of_the_file_and_hold_the_scores_of_the_areas(
    gyeongnam: Organisation, browser: Client
) -> None:
    made = shared("한빛정밀", 1, "48123", gyeongnam)
    shown = browser.get(URL).context["heads"]
    as_portal()
    head, row = rows_of(taken_out(browser).content)
    assert list(head) == shown
    as_portal()
    made = Result.objects.select_related("framework").get(pk=made.pk)
    areas = framework_of(made.framework).tree.children
    nodes = outcome_of(made).nodes
    scores = [nodes[each.code].score for each in areas]
    assert [row[head.index(f"영역: {each.title.of('ko')}")] for each in areas] == [
        None if score is None else rounded(score) for score in scores
    ]
    assert any(score is not None for score in scores)


def test_the_same_form_sent_twice_is_one_export(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    form = {"reason": REASON, "once": "a-token-of-the-form"}
    first, second = (browser.post(URL, form)["Location"] for _each in range(2))
    as_portal()
    assert first == second
    assert ListExport.objects.count() == AccessRecord.objects.filter(act="export").count() == 1


def test_the_file_has_a_korean_name(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    answer = taken_out(browser)
    assert answer["Content-Disposition"].startswith(
        f"attachment; filename*=utf-8''{quote('지역 진단 목록')}-20"
    )
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_each_company_can_read_who_took_out_its_rows_and_why(
    gyeongnam: Organisation, browser: Client
) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    dasan = shared("다산테크", 2, "48250", gyeongnam)
    browser.post(f"{URL}?q=한빛", {"reason": f"  {REASON}\r\n"})
    as_portal()
    record = AccessRecord.objects.get(act="export")
    assert record.subject_organisation_id == str(hanbit.organisation_id)
    assert (record.reason, record.count, record.address) == (REASON, 1, "127.0.0.1")
    assert Event.objects.get(verb="regional-list.exported").data == {
        "rows": 1,
        "companies": 1,
        "filters": ["q"],
    }
    for owner, expected in ((hanbit.organisation_id, 1), (dasan.organisation_id, 0)):
        place = Place(owner, "company", "administrator")
        seen = [each for each in looks(Actor(places=(place,), place=place)) if each.act == "export"]
        assert [(each.who, each.reason) for each in seen] == [("경남테크노파크", REASON)] * expected


@pytest.mark.parametrize("reason", ["", "   ", "초대", "\0\0\0\0\0\0", "가" * 501])
def test_without_a_reason_nothing_leaves(gyeongnam: Organisation, browser: Client, reason: str) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    answer = browser.post(URL, {"reason": reason})
    as_portal()
    assert answer.status_code == 422
    assert "오류" in answer.content.decode()
    assert not AccessRecord.objects.filter(act="export").exists()


def test_what_was_typed_and_filtered_is_kept_on_the_form(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    page = browser.post(f"{URL}?q=한빛", {"reason": "초대"}).content.decode()
    assert ">\n초대</textarea>" in page
    assert f"?q={quote('한빛')}" in page


@pytest.mark.parametrize("query", ["q=없음", "tier=x", "sigungu=99999"])
def test_an_empty_file_is_never_made(gyeongnam: Organisation, browser: Client, query: str) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    page, listed = browser.get(f"{URL}?{query}"), browser.get(f"/regional/?{query}")
    assert page.status_code == listed.status_code == (200 if query.startswith("q=") else 400)
    answer = browser.post(f"{URL}?{query}", {"reason": REASON})
    as_portal()
    assert answer.status_code == 422
    assert not AccessRecord.objects.filter(act="export").exists()


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n@"])
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(
    gyeongnam: Organisation, browser: Client, first: str
) -> None:
    name = f"{first}HYPERLINK(0)"
    assert str(neutral(name)).startswith("'")
    shared(name, 1, "48123", gyeongnam, plant=name)
    cells = rows_of(taken_out(browser).content)[1]
    assert str(cells[0]).startswith("'")
    assert str(cells[2]).startswith("'")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "＝", " =", "\u3000+"])
def test_saved_again_by_a_spreadsheet_the_text_is_still_no_formula(
    gyeongnam: Organisation, browser: Client, first: str
) -> None:
    """Editing drops an apostrophe that is only a sign; as part of the text it stays, in XLSX and in CSV."""
    name = f"{first}HYPERLINK(0)"
    shared(name, 1, "48123", gyeongnam, plant=name)
    book = load_workbook(io.BytesIO(taken_out(browser, reason=f"{name} 설명회").content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    typed = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert len(typed) == 3
    assert {(cell.data_type, cell.quotePrefix) for cell in typed} == {("s", True)}
    written = io.StringIO()
    csv.writer(written).writerow([cell.value for cell in typed])
    assert all(each.startswith("'") for each in next(csv.reader([written.getvalue()])))
    assert not any(cell.quotePrefix for cell in cells if cell not in typed)


def test_ordinary_values_stay_as_they_are() -> None:
    assert [neutral(each) for each in ("한빛-정밀", "", None, -3.5, 0)] == ["한빛-정밀", "", None, -3.5, 0]
    assert neutral("한\x00빛\x0b") == "한빛"
    assert neutral("한\uffff빛\ufffe\ud800") == "한빛"


def test_scores_are_rounded_as_on_the_page() -> None:
    for text in ("1.525", "1.535", "0.005", "2.494", "66.665"):
        assert f"{rounded(Fraction(text)):.2f}" == decimal_text(text, 2)


def test_notes_are_in_the_file_only_where_they_were_asked_for(
    gyeongnam: Organisation, browser: Client
) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    browser.post(f"/regional/results/{hanbit.pk}/note/", {"note": "=1+1 전화함", "version": "0"})
    as_portal()
    browser.post(f"/regional/results/{hanbit.pk}/state/", {"state": "contacted"})
    as_portal()
    head, row = rows_of(taken_out(browser).content)
    assert "우리 메모" not in head
    assert row[head.index("상태")] == "연락함"
    as_portal()
    asked = browser.post("/regional/export/", {"reason": "내부 회의 자료", "notes": "on"})
    file = browser.get(asked["Location"].partition("?")[0] + "file/").content
    head, row = rows_of(file)
    assert row[head.index("우리 메모")] == "'=1+1 전화함"
