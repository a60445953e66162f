"""Officers of technoparks: the one of the plant's district, and one elsewhere."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from portal.demo.accounts import PASSWORD
from tests.browser.chromium import DESK, PHONE
from tests.browser.visitor import Visitor
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
HERE, ELSEWHERE = "officer@gntp.example", "officer@seoultp.example"
MINISTRY = "programme@ministry.example"


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
        officer.press("엑셀로 내려받기")
    officer.sees("파기 기한")
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
    officer.press("엑셀로 내려받기")
    owner = visit(PHONE, "owner@hanbit.example")
    owner.go("/consents/")
    owner.sees("현장 점검 준비")
    assert "경남테크노파크" in owner.page.get_by_role("main").inner_text()


def result_of(url: str) -> str:
    """The id in a result's address."""
    return urlsplit(url).path.split("/")[2]


def unread(officer: Visitor) -> set[str]:
    """The results of the list with the mark that nobody there has opened them."""
    rows = officer.page.locator("[data-desk] tbody tr").filter(has=officer.page.locator(".desk-unread"))
    found = rows.evaluate_all("rows => rows.map(row => row.id)")
    return {each.removeprefix("row-") for each in found}


def test_the_desk_is_worked_through_by_keyboard_and_the_keys_can_be_switched_off(visit: Visit) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/?sort=name")
    page = officer.page
    names = page.locator("[data-desk] tbody th a")
    before = unread(officer)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("() => document.activeElement.textContent") == names.nth(0).inner_text()
    page.keyboard.press("?")
    page.locator("#desk-keys:popover-open").wait_for()
    officer.look()
    page.keyboard.press("Escape")
    page.locator("#desk-keys:popover-open").wait_for(state="detached")
    page.keyboard.press("Enter")
    officer.sees("이 회사가")
    opened = {result_of(page.url)}
    page.go_back()
    page.locator("[data-desk] tbody th a:focus").wait_for()
    assert page.evaluate("() => document.activeElement.textContent") == names.nth(0).inner_text()
    with page.expect_navigation():
        page.keyboard.press("n")
    officer.look()
    first = page.url
    officer.sees("이 회사가")
    officer.press("다음 처리할 결과 열기")
    assert page.url != first
    opened |= {result_of(first), result_of(page.url)}
    officer.press("목록으로 돌아가기")
    assert "sort=name" in page.url
    assert unread(officer) == before - opened
    page.keyboard.press("?")
    page.get_by_label("이 브라우저에서 단축키 쓰기").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert not page.evaluate("() => document.activeElement.matches('[data-desk] a')")


def test_a_note_is_saved_as_typed_and_many_states_are_changed_and_undone(visit: Visit) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/?sort=name")
    page = officer.page
    officer.follow(page.locator("[data-desk] tbody th a").first)
    page.locator("#note").fill("방문 상담하기로 함")
    page.locator("#note-version[value='1']").wait_for(state="attached")
    page.locator("h1").click()
    page.keyboard.press("3")
    page.locator("[data-desk-state='3'][aria-pressed=true]").wait_for()
    officer.look()
    officer.press("목록으로 돌아가기")
    page.locator("[data-desk-pick]").nth(0).check()
    page.locator("[data-desk-pick]").nth(1).check()
    officer.look()
    assert page.get_by_label("바꿀 상태").input_value() == ""
    page.get_by_label("바꿀 상태").select_option("done")
    officer.press("고른 결과 확인하기")
    officer.sees("결과 2건을 ‘완료’ 상태로 바꿉니다")
    officer.press("2건 바꾸기")
    officer.press("되돌리기")
    officer.sees("결과 2건이 바꾸기 전 상태로 돌아갔습니다")
    officer.press("목록으로 돌아가기")
    assert page.locator("[data-desk] tbody tr").first.get_by_text("연락함").count() == 1


def test_initials_find_a_company_at_any_width(visit: Visit, width: int) -> None:
    officer = visit(width, HERE)
    officer.go("/regional/")
    officer.page.get_by_label("기업, 공장, 사업자번호").fill("ㅎㅂㅈㅁ")
    officer.press("조회하기")
    assert officer.page.locator("[data-desk] tbody tr").count() == 1
    officer.sees("한빛정밀")


def test_the_ministry_hands_a_district_over_and_undoes_it(visit: Visit) -> None:
    ministry = visit(PHONE, MINISTRY, both=True)
    ministry.go("/regional/jurisdictions/")
    ministry.follow(ministry.page.get_by_role("link", name="경남테크노파크"))
    ministry.follow(ministry.page.get_by_role("link", name="관할 바꾸기 경남 창원시 성산구"))
    page = ministry.page
    page.get_by_label("테크노파크").select_option(label="부산테크노파크")
    ministry.watch.expect(422)
    ministry.press("바뀌는 것 확인하기")
    ministry.watch.expect(200)
    ministry.sees("이유를 짧게 적어 주십시오.")
    page.get_by_label("왜 바꾸십니까?").fill("행정구역 개편")
    ministry.press("바뀌는 것 확인하기")
    ministry.sees("아직 바뀐 것이 없습니다")
    ministry.press("관할 바꾸기")
    ministry.sees("기록 번호")
    ministry.press("관할 변경 되돌리기")
    page.get_by_label("왜 되돌리십니까?").fill("시군구를 잘못 골랐음")
    ministry.press("관할 변경 되돌리기")
    ministry.sees("관할은 바꾸기 전과 같습니다")
    ministry.go("/regional/jurisdictions/handovers/")
    ministry.sees("되돌림")


def test_the_ministry_verifies_a_supplier_and_takes_it_back(visit: Visit) -> None:
    ministry = visit(PHONE, MINISTRY, both=True)
    ministry.go("/suppliers/verification/")
    ministry.follow(ministry.page.locator("main tbody th a").first)
    name = ministry.page.locator("h1").inner_text()
    ministry.press("공급기업 확인")
    ministry.sees("확정하면")
    ministry.press("확인하고 공개하기")
    ministry.sees(name)
    ministry.press("확인 취소하기")
    ministry.page.locator("main [name=reason]").fill("짧음")
    ministry.watch.expect(422)
    ministry.press("확인 취소하기")
    ministry.watch.expect(200)
    ministry.page.locator("main [name=reason]").fill("폐업한 기업으로 확인되었습니다.")
    ministry.press("확인 취소하기")
    ministry.press("결정 취소하고 대기로 돌리기")
    ministry.sees("대기")


def test_the_list_shows_ten_rows_of_one_line_and_going_back_finds_the_place(visit: Visit) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/?rows=200")
    page = officer.page
    heights = page.locator("[data-desk] tbody tr").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert max(heights) <= 40
    assert page.locator("[data-desk]").evaluate("table => table.getBoundingClientRect().top") <= 320
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    last = page.locator("[data-desk] tbody tr").last
    last.scroll_into_view_if_needed()
    where = page.evaluate("() => scrollY")
    officer.follow(last.locator("th a"))
    page.go_back()
    page.wait_for_function("where => Math.abs(scrollY - where) < 40", arg=where)


def test_that_a_file_was_deleted_is_recorded_after_a_look_at_it_and_can_be_taken_back(
    visit: Visit,
) -> None:
    officer = visit(PHONE, HERE, both=True)
    officer.go("/regional/export/")
    officer.page.locator("main [name=reason]").fill("설명회 초대")
    with officer.page.expect_download():
        officer.press("엑셀로 내려받기")
    officer.press("파일을 파기했음을 기록하기")
    officer.sees("이 파일과 사본을 모두 파기하셨습니까?")
    officer.sees(".xlsx")
    officer.press("파기했음을 기록하기")
    officer.sees("파기함")
    officer.press("파기 기록 되돌리기")
    officer.sees("파일은 다시 보관 중입니다")


def test_a_state_chosen_without_a_connection_or_a_login_waits_and_two_windows_choose(
    visit: Visit,
) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/?sort=-name")
    officer.follow(officer.page.locator("[data-desk] tbody th a").first)
    page, line = officer.page, officer.page.locator("#desk-state [data-save-status]")
    pressed = page.locator("[data-desk-state][aria-pressed=true]")
    officer.watch.is_offline = True
    officer.context.set_offline(True)
    page.locator("[data-desk-state='2']").click()
    line.get_by_text("연결이 끊겼습니다").wait_for()
    assert "저장되지 않음" not in page.locator("#desk-note [data-save-status]").inner_text()
    officer.context.set_offline(False)
    officer.watch.is_offline = False
    page.locator("#state-version[value='1']").wait_for(state="attached")
    page.get_by_text("부터 보는 중").wait_for()

    cookies = officer.context.cookies()
    officer.context.clear_cookies(name="ieum_session")
    page.locator("[data-desk-state='3']").click()
    line.get_by_text("로그인이 끝났습니다").wait_for()
    officer.look()
    assert "in%3Dsort" in (line.get_by_role("link", name="로그인").get_attribute("href") or "")
    officer.context.add_cookies(cookies)  # type: ignore[arg-type]
    line.get_by_role("button", name="다시 시도").click()
    page.locator("#state-version[value='2']").wait_for(state="attached")
    assert pressed.inner_text() == "연락함"

    other = officer.context.new_page()
    other.goto(page.url)
    other.locator("[data-desk-state='4']").click()
    other.locator("#state-version[value='3']").wait_for(state="attached")
    officer.watch.expect(409)
    page.locator("[data-desk-state='2']").click()
    page.get_by_text("다른 창에서 이 상태를 바꾸었습니다").wait_for()
    assert line.is_hidden()
    assert pressed.inner_text() == "완료"
    officer.look()
    page.get_by_role("button", name="‘보는 중’ 상태로 바꾸기").click()
    page.locator("#state-version[value='4']").wait_for(state="attached")
    assert pressed.inner_text() == "보는 중"


def test_two_windows_write_a_note_and_every_choice_stores_the_words_it_shows(visit: Visit) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/?sort=name")
    page = officer.page
    officer.follow(page.locator("[data-desk] tbody th a").nth(6))
    other = officer.context.new_page()
    other.goto(page.url)
    box, stored = page.locator("#note"), 0

    def differ(theirs: str, mine: str) -> None:
        nonlocal other, stored
        other.close()  # it may be about to load itself anew, having sent what waited
        other = officer.context.new_page()
        other.goto(page.url)
        stored = int(other.locator("#note-version").input_value()) + 1
        other.locator("#note").fill(theirs)
        other.locator(f"#note-version[value='{stored}']").wait_for(state="attached")
        officer.watch.expect(409)
        box.fill(mine)

    differ("설비 3대", "부재중")
    page.get_by_role("button", name="합쳐서 저장하기").click()
    page.locator(f"#note-version[value='{stored + 1}']").wait_for(state="attached")
    assert box.input_value() == "설비 3대\n부재중"
    officer.watch.is_offline = True
    officer.context.set_offline(True)
    box.fill("설비 3대\n부재중\n내일 다시")
    page.locator("#desk-note [data-save-status]").get_by_text("연결이 끊겼습니다").wait_for()
    officer.context.set_offline(False)
    officer.watch.is_offline = False
    page.locator(f"#note-version[value='{stored + 2}']").wait_for(state="attached")
    differ("견적 받음", "방문함")
    page.get_by_role("button", name="합쳐서 저장하기").press("Enter")
    page.locator(f"#note-version[value='{stored + 1}']").wait_for(state="attached")
    assert box.input_value() == "견적 받음\n방문함"
    assert box.evaluate("(each) => each === document.activeElement")
    differ("그만둠", "다음 달에")
    page.get_by_role("button", name="내가 쓴 것 저장하기").click()
    page.locator(f"#note-version[value='{stored + 1}']").wait_for(state="attached")
    assert box.input_value() == "다음 달에"
    differ("계약함", "버릴 글")
    page.get_by_role("button", name="저장된 메모 두기").press("Enter")
    page.locator(f"#note-version[value='{stored}']").wait_for(state="attached")
    assert box.input_value() == "계약함"
    page.reload()
    assert box.input_value() == "계약함"
    page.locator("#review summary", has_text="처리 이력").click()
    page.locator("#desk-history summary").first.click()
    assert page.locator("#desk-history").get_by_text("그만둠").is_visible()


def test_a_note_waits_through_both_steps_of_signing_in_again(visit: Visit) -> None:
    officer = visit(DESK, HERE)
    officer.go("/regional/?sort=name")
    page = officer.page
    officer.follow(page.locator("[data-desk] tbody th a").nth(4))
    here, cookies = page.url, officer.context.cookies()
    officer.context.clear_cookies(name="ieum_session")
    page.locator("#note").fill("다음 주에 다시 전화하기로 함")
    line = page.locator("#desk-note [data-save-status]")
    line.get_by_text("로그인이 끝났습니다").wait_for()
    officer.follow(line.get_by_role("link", name="로그인"))
    page.get_by_label("이메일").fill(HERE)
    page.get_by_label("비밀번호").fill(PASSWORD)
    officer.press("로그인")
    page.locator("input[name=code]").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => localStorage.getItem('ieum:queue') !== null")
    officer.context.clear_cookies()
    officer.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(here)
    line.get_by_text("지난번에 보내지 못한 메모를 저장했습니다").wait_for()
    assert page.locator("#note").input_value() == "다음 주에 다시 전화하기로 함"
