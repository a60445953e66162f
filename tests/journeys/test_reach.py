"""Small windows, other languages, other colours: the same pages for everybody."""

import re

import pytest

from tests.browser.chromium import DESK, PHONE
from tests.browser.visitor import Visitor
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
PUBLIC = (
    "/",
    "/assessments/",
    "/suppliers/",
    "/verify/",
    "/help/",
    "/about/method/",
    "/about/accessibility/",
)
PUBLIC += (
    "/privacy/",
    "/terms/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/ui/",
)
OF = {
    "owner@hanbit.example": (
        "/",
        "/assessments/",
        "/plants/",
        "/results/",
        "/reports/",
        "/organisations/",
        "/consents/",
    ),
    "sales@mirae.example": ("/", "/results/", "/organisations/", "/account/"),
    "officer@gntp.example": (
        "/",
        "/regional/",
        "/regional/districts/",
        "/regional/export/",
        "/regional/exports/",
        "/inbox/",
    ),
    "programme@ministry.example": (
        "/",
        "/regional/jurisdictions/",
        "/regional/jurisdictions/handovers/",
        "/regional/jurisdictions/assign/",
        "/suppliers/verification/",
        "/suppliers/verification/?state=verified",
        "/organisations/institutions/",
    ),
}
REST = {
    "owner@hanbit.example": (
        "/assessments/levels/",
        "/assessments/reviews/",
        "/plants/new/",
        "/suppliers/consultations/",
        "/account/notices/",
    ),
    "sales@mirae.example": (
        "/suppliers/mine/preview/",
        "/suppliers/mine/products/",
        "/suppliers/mine/projects/",
        "/organisations/new/",
        "/organisations/join/",
    ),
    "officer@gntp.example": (
        "/regional/barriers/",
        "/regional/states/",
        "/regional/views/",
        "/reports/letterheads/",
        "/reports/letterheads/new/",
        "/suppliers/confirmations/",
    ),
    "programme@ministry.example": (
        "/assessments/reviews/",
        "/assessments/support-rules/",
        "/assessments/support-rules/new/",
        "/regional/barriers/",
        "/organisations/admissions/",
        "/organisations/resets/",
    ),
    "assessor@body.example": ("/", "/assessments/reviews/", "/assessments/levels/", "/inbox/"),
    "chair@committee.example": ("/", "/assessments/levels/", "/account/"),
}
"""What no other journey opens, by who may."""
_HANGUL = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest('[lang=ko], noscript, script, .mono')) continue;
    if (/[가-힣]/.test(walker.currentNode.data)) found.push(walker.currentNode.data.trim());
  }
  return found.slice(0, 10);
}"""


@pytest.mark.parametrize("email", ["", *OF])
def test_every_page_fits_a_window_of_320_pixels_which_is_a_desk_at_400_percent(
    visit: Visit, email: str
) -> None:
    visitor = visit(320, email, viewport={"width": 320, "height": 256})
    for path in OF.get(email, PUBLIC):
        visitor.go(path)
    visitor.assert_clean()


@pytest.mark.parametrize("email", ["", *OF])
def test_every_page_keeps_the_rules_at_a_desk(visit: Visit, email: str) -> None:
    visitor = visit(DESK, email)
    for path in OF.get(email, PUBLIC):
        visitor.go(path)
    visitor.assert_clean()


@pytest.mark.parametrize("email", REST)
def test_every_page_that_is_opened_seldom_keeps_the_rules_on_a_phone_and_at_a_desk(
    visit: Visit, email: str
) -> None:
    visitor = visit(PHONE, email, both=True)
    for path in REST[email]:
        visitor.go(path)
        response = visitor.watch.documents[visitor.page]
        assert response.status == 200, path
    visitor.assert_clean()


def test_a_result_fits_a_window_of_320_pixels(visit: Visit) -> None:
    visitor = visit(320, "owner@hanbit.example")
    acts.open_result(visitor)
    visitor.follow(visitor.page.locator("main a[href*='/why/']").first)
    visitor.assert_clean()


def test_the_questions_are_english_for_who_chooses_english(visit: Visit) -> None:
    visitor = visit(PHONE)
    visitor.go("/assessments/")
    visitor.page.get_by_role("button", name="메뉴").click()
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="English").click()
    visitor.look()
    seen = english(visitor)
    visitor.follow(visitor.page.locator("main a[href*='framework=kr-smart-factory']").first)
    seen += english(visitor)
    visitor.page.locator("[name=sigungu]").select_option("48123")
    visitor.page.locator("[name=industry]").select_option("303")
    visitor.page.locator("[name=employees]").fill("42")
    visitor.page.locator("[name=sales]").fill("84,000")
    visitor.follow(visitor.page.locator("main form.form .actions button").first)
    seen += english(visitor)
    visitor.follow(visitor.page.locator("main a[href*='/modules/'], main a[href*='/next/']").first)
    seen += english(visitor)
    assert acts.answer_page(visitor, 2) >= 3
    assert not seen


def english(visitor: Visitor) -> list[str]:
    """Hangul on a page that is said to be English."""
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    found: list[str] = visitor.page.evaluate(_HANGUL)
    return found


def test_forced_colours_leave_every_control_to_be_seen(visit: Visit) -> None:
    visitor = visit(DESK, forced_colors="active")
    acts.start(visitor)
    visitor.press("첫 문항에 답하기")
    acts.answer_page(visitor, 2)
    visitor.look()
    bare = visitor.page.evaluate(
        """() => [...document.querySelectorAll('main .button, main .level')].filter((each) => {
          const style = getComputedStyle(each);
          return each.offsetParent && !each.matches('.button--link') && parseFloat(style.borderTopWidth) < 1;
        }).map((each) => each.outerHTML.slice(0, 100))"""
    )
    assert not bare


def test_a_page_that_is_not_there_says_so_and_leads_home(visit: Visit, width: int) -> None:
    visitor = visit(width)
    visitor.watch.expect(404)
    visitor.go("/results/00000000-0000-0000-0000-000000000000/nothing")
    visitor.watch.expect(200)
    home = visitor.page.get_by_role("main").get_by_role("link", name=re.compile("첫 화면"))
    home.wait_for()
