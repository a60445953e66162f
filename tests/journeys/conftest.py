"""Windows for the journeys; portal, browser and checker are those of tests/browser/fixtures.py."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import DESK, PHONE
from tests.browser.markup import Checker
from tests.browser.portal import Portal
from tests.browser.visitor import Visitor


@pytest.fixture(params=[PHONE, DESK])
def width(request: pytest.FixtureRequest) -> int:
    """A phone and a desk."""
    return int(request.param)


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, portal: Portal, markup: Checker | None) -> Iterator[Visit]:
    """Opens windows: `visit(width, email="", **options)`; every one must have been clean at the end.

    With `both` every page is looked at on a phone and at a desk, whatever the window's own width is.
    """
    opened: list[Visitor] = []

    def open_window(width: int = DESK, email: str = "", *, both: bool = False, **options: object) -> Visitor:
        also = (PHONE + DESK - width,) if both else ()
        opened.append(Visitor(browser, portal, markup, width, email, dict(options), also))
        return opened[-1]

    yield open_window
    try:
        for visitor in opened:
            visitor.assert_clean()
    finally:
        for visitor in opened:
            visitor.close()
