"""Nothing that was typed is lost: left pages, lost connections, ended logins; and nobody else sees it."""

import re

import pytest
from playwright.sync_api import Dialog, Page

from portal.demo.accounts import PASSWORD
from tests.browser.chromium import DESK, PHONE
from tests.browser.visitor import Visitor
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
SUPPLIER, OWNER = "sales@mirae.example", "owner@hanbit.example"
BASICS = "/suppliers/mine/sections/basics/"
TEXT = "창원과 김해의 기계 부품 공장에 생산관리시스템을 놓고 돌봅니다. 열두 해 동안 마흔 공장과 일했습니다."
BACK = "되살렸습니다"


def kept(page: Page) -> list[str]:
    """The addresses whose forms this device keeps something of."""
    keys: list[str] = page.evaluate("() => Object.keys(localStorage)")
    return [key.split(":")[3] for key in keys if key.startswith("ieum:kept:")]


def typing(visitor: Visitor, asked: list[str] | None = None) -> str:
    """A changed introduction that is not saved; what it was before. The browser's question is said yes to."""

    def leave(dialog: Dialog) -> None:
        if asked is not None:
            asked.append(dialog.type)
        dialog.accept()

    visitor.page.on("dialog", leave)
    visitor.go(BASICS)
    before = visitor.page.input_value("#id_summary_ko")
    visitor.page.locator("#id_summary_ko").fill(TEXT)
    return before


def test_what_was_typed_is_back_after_the_page_was_left_and_can_be_thrown_away(
    visit: Visit, width: int
) -> None:
    visitor, asked = visit(width, SUPPLIER), list[str]()
    before = typing(visitor, asked)
    visitor.press("취소")
    assert asked == ["beforeunload"]
    visitor.go(BASICS)
    assert visitor.page.input_value("#id_summary_ko") == TEXT
    visitor.sees(re.compile(BACK))
    visitor.page.get_by_role("button", name="지우기").click()
    assert visitor.page.input_value("#id_summary_ko") == before
    assert kept(visitor.page) == []


def test_a_form_sent_without_a_network_stays_where_it_is_with_what_was_typed(visit: Visit) -> None:
    visitor = visit(PHONE, SUPPLIER)
    before = typing(visitor)
    visitor.watch.is_offline = True
    visitor.context.set_offline(True)
    visitor.button("저장").click()
    visitor.sees(re.compile("인터넷 연결이 끊겨 보내지 못했습니다"))
    assert visitor.page.input_value("#id_summary_ko") == TEXT
    visitor.context.set_offline(False)
    visitor.watch.is_offline = False
    visitor.press("저장")
    assert kept(visitor.page) == []
    visitor.go(BASICS)
    assert visitor.page.input_value("#id_summary_ko") == TEXT
    visitor.page.locator("#id_summary_ko").fill(before)
    visitor.press("저장")


def test_a_login_that_ends_over_a_form_leads_back_to_it_with_what_was_typed(visit: Visit) -> None:
    visitor = visit(DESK, SUPPLIER)
    before = typing(visitor)
    cookies = visitor.context.cookies()
    visitor.context.clear_cookies(name="ieum_session")
    visitor.press("저장")
    assert f"next={BASICS}" in visitor.page.url
    visitor.context.add_cookies(cookies)  # type: ignore[arg-type]
    visitor.go(BASICS)
    assert visitor.page.input_value("#id_summary_ko") == TEXT
    visitor.page.locator("#id_summary_ko").fill(before)
    visitor.page.reload()
    assert kept(visitor.page) == []


def test_somebody_else_on_the_same_device_sees_nothing_of_it(visit: Visit) -> None:
    visitor = visit(DESK, SUPPLIER)
    typing(visitor)
    visitor.go("/")
    assert kept(visitor.page) == [BASICS]
    other = {"name": "ieum_session", "value": visitor.portal.session(OWNER), "url": visitor.portal.address}
    visitor.context.add_cookies([other])  # type: ignore[list-item]
    visitor.go("/")
    assert TEXT not in visitor.page.evaluate("() => JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert kept(visitor.page) == []


def test_signing_out_leaves_nothing_on_the_device(visit: Visit) -> None:
    visitor = visit(DESK)
    visitor.go("/accounts/login/")
    visitor.page.locator("[name=login]").fill(SUPPLIER)
    visitor.page.locator("[name=password]").fill(PASSWORD)
    visitor.follow(visitor.page.locator("main form button[type=submit]").first)
    typing(visitor)
    visitor.go("/")
    assert kept(visitor.page) == [BASICS]
    visitor.follow(visitor.page.get_by_role("button", name="로그아웃"))
    assert kept(visitor.page) == []


def test_ways_to_reach_somebody_and_passwords_are_never_kept(visit: Visit) -> None:
    visitor = visit(DESK, SUPPLIER)
    typing(visitor)
    visitor.page.locator("#id_contact_phone").fill("010-9999-8888")
    visitor.page.locator("#id_contact_email").fill("hidden@mirae.example")
    stored = visitor.page.evaluate("() => JSON.stringify({ ...localStorage })")
    assert TEXT in stored
    assert "9999" not in stored
    assert "hidden@" not in stored


def test_a_note_typed_just_before_the_page_is_left_is_there_again(visit: Visit) -> None:
    visitor = visit(DESK)
    acts.start(visitor)
    visitor.press("첫 문항에 답하기")
    page = visitor.page
    page.locator("summary", has_text="메모").first.click()
    note = page.locator("textarea").first
    note.fill("설비 세 대만 해당")
    here = page.url
    page.goto("/help/")
    page.wait_for_function("() => localStorage.getItem('ieum:queue') === null")
    page.goto(here)
    assert page.locator("textarea").first.input_value() == "설비 세 대만 해당"
