"""Debian's chromium, driven by Playwright: quiet, without a network of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from house.packages import BROWSERS

PHONE, DESK = 360, 1280
HEIGHTS = {320: 640, PHONE: 740, DESK: 900}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ko-KR",
]


def executable() -> str:
    """The browser's path: `IEUM_CHROMIUM`, else what is on the path; empty when there is none."""
    return os.environ.get("IEUM_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


def window(browser: Browser, width: int, **more: Any) -> BrowserContext:
    """A window with cookies of its own: Korean, Seoul time, no motion; 360 is a phone that is touched."""
    options: dict[str, Any] = {
        "locale": "ko-KR",
        "timezone_id": "Asia/Seoul",
        "viewport": {"width": width, "height": HEIGHTS.get(width, 900)},
        "reduced_motion": "reduce",
        "has_touch": width <= PHONE,
    }
    context = browser.new_context(**(options | more))
    context.set_default_timeout(20_000)
    return context
