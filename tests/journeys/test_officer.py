"""Officers of technoparks: the one of the plant's district, and one elsewhere."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from portal.demo.accounts import PASSWORD
from tests.browser.chromium import DESK, PHONE
from tests.browser.visitor import Visitor
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
HERE, ELSEWHERE = "officer@gntp.example", "officer@seoultp.example"


def sign_in(visitor: Visitor, email: str) -> None:
    """Password, then the code of the authenticator app."""
    visitor.go("/accounts/login/")
    visitor.page.get_by_label("이메일").fill(email)
    visitor.page.get_by_label("비밀번호").fill(PASSWORD)
    visitor.press("로그인")
    visitor.page.locator("input[name=code]").fill(visitor.portal.code(email))
    visitor.press("로그인")


def comes_in(visit: Visit, width: int, email: str, *, by_hand: bool) -> Visitor:
    """A code works once, so each officer types one at one width only."""
    if not by_hand:
        return visit(width, email)
    visitor = visit(width)
    sign_in(visitor, email)
    return visitor


def test_the_officer_of_the_district_finds_and_exports_the_company_and_an_officer_elsewhere_does_not(
    visit: Visit, width: int, tmp_path: Path
) -> None:
    officer = comes_in(visit, width, HERE, by_hand=width == PHONE)
    officer.go("/regional/")
    officer.follow(officer.page.get_by_role("link", name="한빛정밀"))
    result = urlsplit(officer.page.url).path
    officer.go("/regional/")
    officer.press("엑셀로 내려받기")
    officer.page.locator("main [name=reason]").fill("2027년 지원사업 대상 기업 검토")
    with officer.page.expect_download() as arriving:
        officer.button("엑셀로 내려받기").click()
    arriving.value.save_as(tmp_path / "list.xlsx")
    assert "한빛정밀" in cells(tmp_path / "list.xlsx")

    stranger = comes_in(visit, width, ELSEWHERE, by_hand=width == DESK)
    stranger.go("/regional/")
    assert not stranger.page.get_by_text("한빛정밀").count()
    stranger.go("/regional/?q=한빛정밀")
    assert not stranger.page.get_by_role("link", name="한빛정밀").count()
    stranger.watch.expect(404)
    stranger.go(result)
    assert stranger.watch.documents[stranger.page].status == 404


def cells(path: Path) -> set[object]:
    """Every value of every sheet."""
    book = load_workbook(path)
    return {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}


def test_the_owner_reads_who_took_the_result_out_and_why(visit: Visit) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/export/")
    officer.page.locator("main [name=reason]").fill("현장 점검 준비")
    with officer.page.expect_download():
        officer.button("엑셀로 내려받기").click()
    owner = visit(PHONE, "owner@hanbit.example")
    owner.go("/consents/")
    owner.sees("현장 점검 준비")
    assert "경남테크노파크" in owner.page.get_by_role("main").inner_text()
