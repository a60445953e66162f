"""Two people answer one diagnostic: the same question at once, and a part given away by a link."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.chromium import DESK, PHONE
from tests.browser.sessions import COLLEAGUE
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
SAVED = re.compile(r"\d\d:\d\d 저장됨")
OWNER = "owner@hanbit.example"


def _level(page: Page, number: int) -> Locator:
    return page.locator("fieldset.question").first.locator(".levels label").nth(number)


def _saved(page: Page) -> None:
    page.locator("[data-save-status][data-state=saved] [data-save-text]").get_by_text(SAVED).wait_for()


def _held_from_the_second(page: Page) -> list[Route]:
    """Saves as they leave the page; the first goes on, the others wait."""
    sent: list[Route] = []

    def leave(route: Route) -> None:
        sent.append(route)
        if len(sent) == 1:
            route.continue_()

    page.route("**/answers/**", leave)
    return sent


def test_two_browsers_answer_the_same_question_and_the_history_tells_who_chose(visit: Visit) -> None:
    owner, colleague = visit(DESK, OWNER, both=True), visit(PHONE, COLLEAGUE, both=True)
    acts.start(owner)
    owner.press("첫 문항에 답하기")
    colleague.go(owner.page.url)
    colleague.watch.expect(409)
    _level(owner.page, 1).click()
    _saved(owner.page)
    _level(colleague.page, 4).click()
    panel = colleague.page.get_by_role("alert")
    panel.wait_for()
    said = panel.inner_text()
    assert "김민재" in said
    for number in (1, 4):
        assert _level(colleague.page, number).locator(".level__label").inner_text() in said
    colleague.look()
    colleague.page.reload()
    panel.wait_for()
    assert colleague.page.locator("[data-save-status]").get_attribute("data-state") == "failed"
    note = colleague.page.locator("fieldset.question").first.locator("textarea")
    note.evaluate("(each) => { each.closest('details').open = true; }")
    note.fill("설비 두 대만")
    sent = _held_from_the_second(colleague.page)
    panel.get_by_role("button", name="내가 고른 답 저장하기").click()
    panel.wait_for(state="detached")  # the note left with the same click: what asked is gone
    sent[1].continue_()
    _saved(colleague.page)
    assert not colleague.page.evaluate("localStorage.getItem('ieum:queue')"), "what waited is decided"
    assert _level(colleague.page, 4).locator("input").is_checked(), (
        "what the next button sends is what was chosen"
    )
    colleague.page.reload()
    colleague.page.locator("fieldset.question").first.wait_for()
    assert not panel.is_visible(), "and is asked no more"
    owner.page.get_by_role("link", name="답 변경 기록").first.click()
    owner.page.wait_for_url("**/history/")
    owner.look()
    newest, *_note, oldest = owner.page.locator("li.card").all()
    assert "이도현" in newest.inner_text()
    assert "서로 다른 두 답 가운데 고름" in newest.inner_text()
    assert "나" in oldest.inner_text()
    owner.follow(oldest.get_by_role("button", name="이 답으로 되돌리기"))
    assert _level(owner.page, 1).locator("input").is_checked()


def test_a_colleague_answers_a_part_on_the_phone_and_the_owner_sees_it(visit: Visit) -> None:
    owner, colleague = visit(DESK, both=True), visit(PHONE, both=True)
    overview = acts.start(owner)
    owner.press("동료와 나누어 답하기")
    owner.watch.expect(422)
    owner.press("링크 만들기")
    owner.sees("맡길 부분을 하나 이상 고르십시오.")
    owner.page.locator("label.choice").nth(1).click()
    owner.page.get_by_label("받는 사람").fill("생산팀 김 과장")
    owner.press("링크 만들기")
    link = owner.page.locator("#address").inner_text()
    colleague.go(link)
    colleague.sees("4문항, 약 4분")
    colleague.press("이 브라우저에서 답하기")
    colleague.press("첫 문항에 답하기")
    assert colleague.page.locator(".question__number").first.inner_text().strip().startswith("1 / 4")
    acts.answer_page(colleague, level=2)
    _saved(colleague.page)
    owner.go(overview)
    owner.sees(re.compile("생산팀 김 과장에게 맡김"))
    colleague.press("저장하고 답 확인하기")
    colleague.press("다 했다고 알리기")
    colleague.sees("다 하셨습니다")
    colleague.go("/")
    colleague.sees("맡은 부분 이어하기")
    owner.go(overview)
    owner.sees("다 했다고 알림")
    other = visit(DESK, both=True)
    other.watch.expect(410)
    other.go(link)
    other.sees("다른 브라우저에서 이미 열린 링크입니다")
    colleague.go(link)
    colleague.press("답과 확인서 보기")
    colleague.page.get_by_role("link", name="바꾸기").first.click()
    _level(colleague.page, 1).wait_for()
    owner.press("생산팀 김 과장")
    owner.page.get_by_text("이 링크 끝내기").click()
    owner.press("지금 끝내기")
    owner.sees("끝남")
    colleague.watch.expect(410)
    _level(colleague.page, 4).click()
    colleague.sees("이 답은 저장되지 않았습니다")
    colleague.sees("저장되지 않음: 이유는 문항 옆에 있습니다.")
    assert colleague.page.locator("[data-save-retry]").is_hidden(), "trying again changes nothing"
    colleague.press("저장하고 답 확인하기")
    colleague.sees("늦게 보내 저장되지 않은 답 1개")
