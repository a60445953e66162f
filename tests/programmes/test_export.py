"""The regional list as a file: what is in it, who learns of it, what cannot be in it."""

import io
from urllib.parse import quote

import pytest
from django.test import Client
from openpyxl import load_workbook

from core.accounts.actor import Actor, Place
from core.audit.models import AccessRecord, Event
from core.consents.queries import looks
from core.models import Organisation
from programmes.workbook import neutral
from tests.core.accounts.people import signed_in
from tests.programmes.world import as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
URL = "/regional/export/"
REASON = "12월 설명회에 초대할 기업을 고릅니다"


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123", "48250")


@pytest.fixture
def browser(gyeongnam: Organisation) -> Client:
    return signed_in(officer(gyeongnam))


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_file_holds_the_rows_as_filtered(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam, plant="제2공장")
    shared("다산테크", 2, "48250", gyeongnam)
    answer = browser.post(f"{URL}?sigungu=48123", {"reason": REASON})
    assert answer.status_code == 200
    note, head, *rows = rows_of(answer.content)
    assert "예시 기준" in str(note[0])
    assert head[:4] == ("기업", "사업자등록번호", "공장", "지역")
    assert [(row[0], row[2], row[3]) for row in rows] == [("한빛정밀", "제2공장", "경남 창원시 성산구")]
    assert isinstance(rows[0][6], int | float)


def test_the_file_has_a_korean_name(gyeongnam: Organisation, browser: Client) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    answer = browser.post(URL, {"reason": REASON})
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
    assert browser.get(f"{URL}?{query}").status_code == 200
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
    cells = rows_of(browser.post(URL, {"reason": REASON}).content)[2]
    assert str(cells[0]).startswith("'")
    assert str(cells[2]).startswith("'")


def test_ordinary_values_stay_as_they_are() -> None:
    assert [neutral(each) for each in ("한빛-정밀", "", None, -3.5, 0)] == ["한빛-정밀", "", None, -3.5, 0]
    assert neutral("한\x00빛\x0b") == "한빛"
