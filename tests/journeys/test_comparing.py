"""Putting suppliers beside each other, from the search to the sheet."""

import pytest

from tests.browser.chromium import PHONE
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey


def test_a_visitor_puts_two_suppliers_beside_each_other_without_losing_the_place_in_the_list(
    visit: Visit,
) -> None:
    visitor = visit(PHONE, both=True)
    visitor.go("/suppliers/")
    page = visitor.page
    page.get_by_role("link", name="비교에 담기").nth(1).click()
    page.get_by_text("비교할 공급기업 1곳").wait_for()
    assert "supplier=" in page.url
    page.get_by_role("link", name="비교에 담기").nth(1).click()
    page.get_by_text("비교할 공급기업 2곳").wait_for()
    visitor.look()
    visitor.follow(page.get_by_role("link", name="나란히 비교하기"))
    assert page.locator("table").first.locator("thead th").count() == 2
    visitor.follow(page.get_by_role("link", name="다른 항목만"))
    visitor.assert_clean()
