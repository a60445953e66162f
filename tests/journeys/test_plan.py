"""An owner tries other money and another goal, with a slider and without a script."""

import pytest

from tests.browser.chromium import DESK, PHONE
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("width", "with_script"), [(PHONE, True), (DESK, False)])
def test_an_owner_changes_the_money_and_sees_another_plan(
    visit: Visit, width: int, with_script: bool
) -> None:
    visitor = visit(width, "owner@hanbit.example", java_script_enabled=with_script)
    page = visitor.page
    acts.open_result(visitor)
    visitor.follow(page.locator("main a[href$='/plan/']").first)
    answer = page.locator("#plan .verdict__sentence")
    before = answer.inner_text()
    assert "18개월 안에" in before
    if with_script:
        slider = page.locator("input[type=range]").first
        slider.focus()
        slider.press("End")
        page.locator("#plan .verdict__sentence", has_text="18개월 안에").filter(
            has_not_text=before
        ).wait_for()
        assert page.locator("#id_own").input_value() == "50,000"
        assert "own=50%2C000" in page.url
        visitor.look()
    else:
        page.locator("#id_own").fill("5억")
        visitor.press("계획 보기")
    assert page.locator("#plan .verdict__sentence").inner_text() != before
    assert page.locator("#plan table tbody tr").count() >= 3
    visitor.follow(page.locator("#plan a[href*='/suppliers/?domain=']").first)
    visitor.sees("공급기업")
