"""A scripted owner who answers in a real browser, and comes back after whatever happens."""

import contextlib
import random
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from portal.demo.accounts import PASSWORD
from tests.browser.chromium import FLAGS, executable, window
from tests.browser.portal import Portal
from tests.chaos.ledger import RECORDER, Ledger, listen
from tests.chaos.worker import wait_for

EMAIL = "owner@hanbit.example"
PATIENCE = 240
"""Seconds until an owner who came back gives up."""
MODULES = ("STR1", "PRC1", "PRC2")
PLANT = {"sigungu": "48123", "industry": "303", "employees": "42", "sales": "84,000", "size": "auto"}
_SETTLED = """() => {
  const line = document.querySelector('[data-save-status]');
  return line && localStorage.getItem('ieum:queue') === null && line.dataset.state !== 'saving'
    && line.dataset.state !== 'failed' && !document.querySelector('[data-mine]');
}"""

_WAITS_ELSEWHERE = """() => localStorage.getItem('ieum:queue') !== null
  && document.querySelector('[data-save-status]').dataset.state === 'saved'"""


class Owner:
    """One person, one draft, one device; with a `profile` it is a browser of its own, to be killed."""

    def __init__(
        self, browser: Browser, portal: Portal, dice: random.Random, profile: Path | None = None
    ) -> None:
        self.browser, self.portal, self.dice, self.profile = browser, portal, dice, profile
        self.ledger = Ledger()
        self.context = self._device()
        self.session = self._started()
        self.module = self.dice.choice(MODULES)
        self.others: list[Page] = []
        self.page = self.open()

    def _device(self) -> BrowserContext:
        if self.profile is None:
            context = window(self.browser, 1280, base_url=self.portal.address)
        else:
            context = self.browser.browser_type.launch_persistent_context(
                self.profile,
                executable_path=executable(),
                args=FLAGS,
                base_url=self.portal.address,
                locale="ko-KR",
            )
        context.expose_binding("tell", listen(self.ledger))
        context.add_init_script(RECORDER)
        self.sign_in_quietly(context)
        return context

    def sign_in_quietly(self, context: BrowserContext) -> None:
        """The cookie of a login, without its page."""
        cookie = {"name": "ieum_session", "value": self.portal.session(EMAIL), "url": self.portal.address}
        context.add_cookies([cookie])  # type: ignore[list-item]

    def _started(self) -> str:
        wait_for(self.portal.answers, 60, "the portal's answer")
        start = "/assessments/start/?framework=kr-smart-factory"
        self.context.request.get(start)
        token = next(each["value"] for each in self.context.cookies() if each["name"] == "ieum_csrf")
        headers = {"X-CSRFToken": token, "Referer": self.portal.address + start}
        answer = self.context.request.post(start, form=PLANT, headers=headers, max_redirects=0)
        return urlsplit(answer.headers["location"]).path.split("/")[2]

    def restart(self) -> None:
        """The device is switched on again, with what its disk holds."""
        self.context = self._device()
        self.page = self.open()

    @property
    def url(self) -> str:
        """The page of questions the owner is at."""
        return f"/assessments/{self.session}/modules/{self.module}/"

    def open(self) -> Page:
        """The questions, in a new tab."""
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(self.url)
        return page

    def act(self) -> None:
        """One thing an owner does, in a new tab if theirs was closed. What cannot be done now is not done."""
        with contextlib.suppress(BrowserError):
            if self.page.is_closed():
                self.page = self.open()
            self.dice.choices([self._choose, self._note, self._undo, self._go_on], [12, 3, 2, 1])[0]()

    def pause(self, most_ms: int = 150) -> None:
        """A moment of any length."""
        with contextlib.suppress(BrowserError):
            self.page.wait_for_timeout(self.dice.random() * most_ms)

    def _question(self) -> str:
        items = self.page.eval_on_selector_all("fieldset.question", "(all) => all.map((each) => each.id)")
        if not items:
            raise BrowserError("no questions on this page: it asks to sign in")
        return str(self.dice.choice(items))

    def _choose(self) -> None:
        item, level = self._question(), self.dice.randint(0, 5)
        box = self.page.locator(f"[id='{item}'] .levels input").nth(level)
        self.ledger.mean(item, box.get_attribute("value", timeout=2_000) or "")
        box.locator("xpath=..").click(timeout=2_000)

    def _note(self) -> None:
        item, text = self._question(), f"메모 {self.dice.randint(1, 999)}"
        self.ledger.mean(f"{item}.comment", text)
        note = self.page.locator(f"[id='{item}'] textarea")
        note.evaluate("(each) => { each.closest('details').open = true; }", timeout=2_000)
        note.fill(text, timeout=2_000)

    def _undo(self) -> None:
        button = self.page.get_by_role("button", name="되돌리기")
        if button.count():
            button.first.click(timeout=2_000)

    def _go_on(self) -> None:
        self.page.get_by_role("button", name=re.compile("다음으로")).last.click(timeout=2_000)
        self.page.wait_for_load_state(timeout=5_000)
        found = re.search(r"/modules/([^/]+)/", self.page.url)
        self.module = found[1] if found else self.module

    def come_back(self) -> None:
        """Sign in where the page asks for it, choose where two answers stand, wait for the end.

        Raises AssertionError with what the page says when it never comes to an end, which a machine that
        has much else to do puts off: the portal that a fault ended has to come up again first.
        """
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(BrowserError):
                if self._is_settled():
                    return
        state: object = self.page.url
        with contextlib.suppress(BrowserError):  # on the browser's own error page nothing can be read
            state = self.page.evaluate(
                "() => [location.href, localStorage.getItem('ieum:queue'),"
                " document.querySelector('[data-save-text]')?.textContent,"
                " document.querySelector('[data-mine]')?.closest('fieldset')?.innerText]"
            )
        raise AssertionError(f"nothing settles: {state}")

    def _is_settled(self) -> bool:
        page = self.page
        if page.is_closed():
            self.page = page = self.open()
        if "/accounts/login/" in page.url:
            return self._sign_in()
        if page.locator("[data-save-status]").count() == 0:
            again = page.locator("main").get_by_role("link", name="로그인")
            if again.count():
                again.first.click()
                page.wait_for_url("**/accounts/login/**")
                return False
            page.goto(self.url)
        for name in ("내가 고른 답 저장하기", "저장된 답 그대로 두기"):
            button = page.locator("[data-mine]").get_by_role("button", name=name)
            if button.count() and (name.startswith("저장된") or self.dice.random() < 0.5):
                self._note_choice(name, button.first.evaluate("(each) => each.closest('fieldset').id"))
                button.first.click(timeout=2_000)
                break
        login = page.locator("[data-save-login]:visible")
        if login.count():
            login.click()
            page.wait_for_url("**/accounts/login/**")
            return False
        choice = page.locator("[data-save-choice]:visible")
        if choice.count():
            choice.click()
            return False
        again = page.locator("[data-save-retry]:visible")
        if again.count():
            again.click(timeout=2_000)
        if page.evaluate(
            _WAITS_ELSEWHERE
        ):  # another tab's answer waits for a choice: opened anew, it is here
            page.reload()
        page.wait_for_function(_SETTLED, timeout=400)
        page.wait_for_timeout(30)
        return bool(page.evaluate(_SETTLED))

    def _note_choice(self, name: str, item: str) -> None:
        if name.startswith("저장된"):
            self.ledger.given_up |= {item, f"{item}.comment"}

    def _sign_in(self) -> bool:
        self.page.locator("[name=login]").fill(EMAIL)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)
        assert "/modules/" in self.page.url, f"after signing in: {self.page.url}"
        return False

    def close(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(BrowserError):
            self.context.close()
