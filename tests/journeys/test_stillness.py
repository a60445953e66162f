"""What a first visit loads of the fonts, and that nothing moves when they come late."""

import pytest
from playwright.sync_api import Page

from tests.browser.visitor import Visitor
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
FONT_BYTES, SHIFT = 100 * 1024, 0.05
PAGES = {
    "": ("/", "/assessments/", "/assessments/start/?framework=kr-smart-factory", "/suppliers/", "/help/"),
    "owner@hanbit.example": ("/", "/results/"),
    "sales@mirae.example": ("/suppliers/mine/", "/suppliers/mine/sections/basics/"),
}
_SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    if (!each.hadRecentInput) sum += each.value;
  })).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 100));
})"""
_PAINTED = """() => Promise.race([
  new Promise((done) => new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true })),
  new Promise((done) => setTimeout(done, 2000)),
])"""


def opened_slowly(visitor: Visitor, path: str) -> tuple[int, float]:
    """Open a page with nothing cached and fonts held back until it stands: bytes of fonts, layout shifts."""
    page, sizes, held = visitor.page, dict[str, int](), list[str]()
    page.on("response", lambda answer: _weigh(answer.url, answer.headers, sizes))
    line = visitor.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Fetch.enable", {"patterns": [{"urlPattern": "*.woff2"}]})
    line.on("Fetch.requestPaused", lambda event: held.append(event["requestId"]))
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(_PAINTED)
    page.wait_for_timeout(150)
    while held or page.evaluate("document.fonts.status") != "loaded":
        while held:
            line.send("Fetch.continueRequest", {"requestId": held.pop()})
        page.wait_for_timeout(50)
    line.detach()
    return sum(sizes.values()), _shift(page)


def _weigh(url: str, headers: dict[str, str], sizes: dict[str, int]) -> None:
    if url.endswith(".woff2"):
        sizes[url] = int(headers.get("content-length", 0))


def _shift(page: Page) -> float:
    return float(page.evaluate(_SHIFTS))


@pytest.mark.parametrize("email", PAGES)
def test_a_first_visit_loads_few_fonts_and_nothing_moves_when_they_come(
    visit: Visit, width: int, email: str
) -> None:
    found = []
    for path in PAGES[email]:
        visitor = visit(width, email)
        weight, shift = opened_slowly(visitor, path)
        assert weight > 10_000, "no font was seen"
        if weight > FONT_BYTES or shift > SHIFT:
            found.append((path, weight, round(shift, 3)))
    assert not found
