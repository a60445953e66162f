"""Takes pictures of what one person sees, and keeps going when a page fails."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from tests.browser.chromium import HEIGHTS, window

TALLEST = 16_000


@dataclass
class Album:
    """The folder of the pictures, and what could not be taken."""

    folder: Path
    address: str
    sessions: dict[str, str]
    missing: list[str] = field(default_factory=list)


class Camera:
    """One person's window at one width."""

    def __init__(
        self, browser: Browser, album: Album, role: str, email: str, width: int, **more: Any
    ) -> None:
        self.album, self.role, self.width = album, role, width
        self._context = window(browser, width, base_url=album.address)
        if email:
            cookie = {"name": "ieum_session", "value": album.sessions[email], "url": album.address}
            self._context.add_cookies([cookie])  # type: ignore[list-item]
        self.page: Page = self._context.new_page()

    def __enter__(self) -> "Camera":
        return self

    def __exit__(self, *error: object) -> None:
        self._context.close()

    def offline(self, is_off: bool) -> None:
        """Take the network away, or give it back."""
        self._context.set_offline(is_off)

    def at(self, path: str, page: str, state: str = "open") -> None:
        """Open an address and take a picture of it."""
        with self.trying(page, state):
            self.page.goto(path)
            self.take(page, state)

    def take(self, page: str, state: str = "open") -> None:
        """`role-page-state-width.png` of the whole page, without seams: the window grows to the page."""
        name = f"{self.role}-{page}-{state}-{self.width}.png"
        self.page.wait_for_load_state()
        height = self.page.evaluate("() => document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": self.width, "height": min(int(height), TALLEST)})
        self.page.screenshot(path=self.album.folder / name, caret="initial")
        self.page.set_viewport_size({"width": self.width, "height": HEIGHTS[self.width]})

    def trying(self, page: str, state: str = "open") -> "Attempt":
        """A block whose failure is noted and does not end the others."""
        return Attempt(self, f"{self.role}-{page}-{state}-{self.width}")

    def fill(self, **values: str) -> None:
        """Type into the fields of the page, by their names."""
        for name, value in values.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def send(self, selector: str = "main form button[type=submit], main form button.button") -> None:
        """Press the first button of the page's own form."""
        self.through(lambda: self.page.locator(selector).first.click())

    def follow(self, selector: str) -> None:
        """Follow the page's first link of this kind."""
        self.through(lambda: self.page.locator(f"main {selector}").first.click())

    def through(self, act: Callable[[], Any]) -> None:
        """Do what leads to another page and wait for it."""
        with self.page.expect_navigation():
            act()

    def path_of(self, pattern: str) -> str:
        """The first address on this page that matches."""
        for link in self.page.locator("main a[href]").all():
            href = link.get_attribute("href") or ""
            if re.search(pattern, href):
                return href
        raise LookupError(f"no link like {pattern} at {self.page.url}")


class Attempt:
    """Notes what went wrong in its block, with the name of the picture."""

    def __init__(self, camera: Camera, name: str) -> None:
        self._camera, self._name = camera, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> bool:
        if isinstance(error, BrowserError | LookupError | AssertionError):
            where = traceback.extract_tb(trace)[0]
            said = str(error).splitlines()[0]
            self._camera.album.missing.append(f"{self._name}: {said} ({where.name}:{where.lineno})")
            return True
        return False
