"""Somebody who uses the portal in a browser, and looks at every page as our rules do."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from tests.browser import rules
from tests.browser.chromium import HEIGHTS, window
from tests.browser.markup import Checker
from tests.browser.portal import Portal
from tests.browser.watch import Watch


@dataclass
class Visitor:
    """A browser window of one person. `look()` after every page; `assert_clean()` at the end.

    `also` are further widths at which every page is looked at. `weights` are the bytes of HTML of every page
    looked at, as they are before compression.
    """

    browser: Browser
    portal: Portal
    checker: Checker | None
    width: int
    email: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    also: tuple[int, ...] = ()
    faults: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.context = window(
            self.browser, self.width, base_url=self.portal.address, accept_downloads=True, **self.options
        )
        self.watch = Watch(self.context, self.portal.address)
        if self.email:
            cookie = {
                "name": "ieum_session",
                "value": self.portal.session(self.email),
                "url": self.portal.address,
            }
            self.context.add_cookies([cookie])  # type: ignore[list-item]
        self.page: Page = self.context.new_page()

    @property
    def has_script(self) -> bool:
        return bool(self.options.get("java_script_enabled", True))

    def go(self, path: str) -> None:
        """Open an address of the portal and look at it."""
        self.page.goto(path)
        self.look()

    def button(self, name: str) -> Locator:
        """The page's own button or link whose text begins with this; the header's are not meant."""
        pattern = re.compile(rf"^\s*{re.escape(name)}")
        main = self.page.get_by_role("main")
        return main.get_by_role("button", name=pattern).or_(main.get_by_role("link", name=pattern)).first

    def press(self, name: str) -> None:
        """Press a button or follow a link to another page, and look at that."""
        self.follow(self.button(name))

    def follow(self, control: Locator) -> None:
        """Press what leads to another page, and look at that."""
        with self.page.expect_navigation():
            control.click()
        self.look()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait for a text to be there."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def look(self) -> None:
        """Hold the page against every rule; what is wrong is kept with its address."""
        self.page.wait_for_load_state()
        where = urlsplit(self.page.url).path
        if self.has_script:
            self._look_at_width(where, self.width)
            for width in self.also:
                self._resize(width)
                self._look_at_width(where, width)
            if self.also:
                self._resize(self.width)
        response = self.watch.documents.get(self.page)
        if response is not None and "text/html" in response.headers.get("content-type", ""):
            html = response.text()
            self.weights[where] = len(html.encode())
            found = rules.weight_faults(html)
            found += [f"HTML {each}" for each in self.checker.faults(html)] if self.checker else []
            self.faults += [f"{where}: {each}" for each in found]

    def _look_at_width(self, where: str, width: int) -> None:
        found = rules.sideways_faults(self.page)
        found += rules.foreign_faults(self.page)
        found += rules.axe_faults(self.page)
        self.faults += [f"{where} at {width}: {each}" for each in found]

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})

    def assert_clean(self) -> None:
        """Raises AssertionError with everything that was wrong on the way."""
        found = list(dict.fromkeys([*self.faults, *self.watch.problems]))
        assert not found, "\n" + "\n".join(found)

    def close(self) -> None:
        """Close the window."""
        self.context.close()
