"""What goes wrong while somebody answers, and what is kept."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.chromium import DESK, PHONE
from tests.browser.visitor import Visitor
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
SAVED = re.compile(r"\d\d:\d\d 저장됨")
OWNER = "owner@dasan.example"


def first_page(visitor: Visitor) -> None:
    """A new draft, at its first questions."""
    acts.start(visitor)
    visitor.press("첫 문항에 답하기")


def level(page: Page, number: int) -> Locator:
    """A level of the first question of the page, counted from 0."""
    return page.locator("fieldset.question").first.locator(".levels label").nth(number)


def chosen(page: Page) -> int:
    """Which level of the first question is chosen; -1 for none."""
    boxes = page.locator("fieldset.question").first.locator(".levels input")
    return next((index for index in range(boxes.count()) if boxes.nth(index).is_checked()), -1)


def status(page: Page) -> Locator:
    """The one line that says whether answers are stored."""
    return page.locator("[data-save-text]")


def test_a_district_chosen_while_a_shorter_list_is_on_its_way_stays_chosen(visit: Visit) -> None:
    visitor, held = visit(DESK), list[Route]()
    visitor.page.route("**/assessments/districts/**", lambda route: held.append(route))
    visitor.go("/assessments/start/?framework=kr-smart-factory")
    districts = visitor.page.locator("#id_sigungu")
    with visitor.page.expect_request("**/assessments/districts/**"):
        visitor.page.get_by_label("시도", exact=True).select_option(label="경상남도")
    districts.select_option("48123")
    held[0].continue_()
    districts.locator("option[value='11110']").wait_for(state="detached")
    assert districts.input_value() == "48123"


def test_a_stale_tab_shows_both_values_and_stores_the_one_that_is_chosen(visit: Visit, width: int) -> None:
    visitor = visit(width)
    first_page(visitor)
    visitor.watch.expect(409)
    stale = visitor.context.new_page()
    stale.goto(visitor.page.url)
    level(visitor.page, 1).click()
    status(visitor.page).get_by_text(SAVED).wait_for()
    level(stale, 4).click()
    panel = stale.get_by_role("alert")
    panel.wait_for()
    for number in (1, 4):
        assert level(stale, number).locator(".level__label").inner_text() in panel.inner_text()
    visitor.page, first = stale, visitor.page
    visitor.look()
    stale.get_by_role("button", name="내가 고른 답 저장하기").click()
    status(stale).get_by_text(SAVED).wait_for()
    first.reload()
    assert chosen(first) == 4


def test_what_is_chosen_without_a_network_waits_on_the_device_and_is_sent_when_it_is_back(
    visit: Visit,
) -> None:
    visitor = visit(PHONE)
    first_page(visitor)
    page = visitor.page
    visitor.watch.is_offline = True
    visitor.context.set_offline(True)
    level(page, 2).click()
    status(page).get_by_text("인터넷 연결이 끊겼습니다").wait_for()
    assert page.evaluate("() => localStorage.getItem('ieum:queue') !== null")
    visitor.look()
    visitor.context.set_offline(False)
    status(page).get_by_text(SAVED).wait_for()
    visitor.watch.is_offline = False
    assert page.evaluate("() => localStorage.getItem('ieum:queue')") is None
    page.reload()
    assert chosen(page) == 2


def test_a_login_that_ends_while_answering_loses_nothing(visit: Visit) -> None:
    visitor = visit(DESK, OWNER)
    first_page(visitor)
    page = visitor.page
    visitor.watch.expect(401, 403, 404)
    cookies = visitor.context.cookies()
    visitor.context.clear_cookies(name="ieum_session")
    level(page, 3).click()
    status(page).get_by_text("로그인이 끝났습니다").wait_for()
    assert page.evaluate("() => localStorage.getItem('ieum:queue') !== null")
    visitor.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.get_by_role("button", name="다시 시도").click()
    status(page).get_by_text(SAVED).wait_for()
    page.reload()
    assert chosen(page) == 3


def test_a_submission_sent_twice_at_once_is_one_result(visit: Visit) -> None:
    visitor = visit(DESK, OWNER)
    visitor.go("/results/")
    before = visitor.page.locator("main a[href^='/results/']").count()
    acts.start(visitor, framework="kr-quick-check")
    acts.answer_everything(visitor)
    visitor.press("간이 진단 그대로 제출하기")
    ends = visitor.page.evaluate(
        """async () => {
          const form = [...document.querySelectorAll('main form')].at(-1);
          const body = new URLSearchParams(new FormData(form));
          const send = () => fetch(form.action, { method: 'POST', body });
          return (await Promise.all([send(), send()])).map((each) => each.url);
        }"""
    )
    assert ends[0] == ends[1]
    assert urlsplit(ends[0]).path.startswith("/results/")
    visitor.go("/results/")
    after = visitor.page.locator("main a[href^='/results/']").count()
    assert after > before
    assert visitor.page.locator(f"main a[href='{urlsplit(ends[0]).path}']").count() == 1


def test_the_questions_are_answered_with_the_keyboard_alone(visit: Visit) -> None:
    visitor = visit(DESK)
    first_page(visitor)
    page = visitor.page
    keys = 0
    while not page.evaluate("() => document.activeElement.matches('.question input[type=radio]')"):
        page.keyboard.press("Tab")
        keys += 1
        assert keys < 40, "the first question is never reached"
    outline = page.evaluate(
        """() => {
          const label = document.activeElement.closest('label');
          return [document.activeElement, label].some((each) => {
            const style = getComputedStyle(each);
            const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            return hasOutline || style.boxShadow !== 'none';
          });
        }"""
    )
    assert outline, "the focus cannot be seen"
    with page.expect_response(re.compile("/answers/")):
        page.keyboard.press("3")
    assert chosen(page) == 2
    here = page.url
    questions = page.locator("fieldset.question")
    for number in range(1, questions.count()):  # Enter goes to the next open question, never past one
        page.keyboard.press("Enter")
        assert page.url == here
        assert questions.nth(number).locator("input:focus").count() == 1
        with page.expect_response(re.compile("/answers/")):
            page.keyboard.press("3")
    for _time in range(2):  # the second time the page is one that was answered before
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.split("#")[0] != here.split("#")[0])
        page.goto(here)
        assert chosen(page) == 2
        page.locator("fieldset.question").first.locator(".levels input").nth(2).focus()


def test_taking_an_answer_back_and_undoing_a_change_leave_what_was_before(visit: Visit) -> None:
    visitor = visit(DESK)
    first_page(visitor)
    page = visitor.page
    for number in (1, 3):
        with page.expect_response(re.compile("/answers/")):
            level(page, number).click()
    with page.expect_response(re.compile("/answers/")):
        page.get_by_role("button", name="되돌리기").click()
    page.reload()
    assert chosen(page) == 1
