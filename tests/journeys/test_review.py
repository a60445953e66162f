"""A company doubts a number: from "why this result" to what a person decided, on page and in files."""

import io

import pytest
from openpyxl import load_workbook

from tests.browser.chromium import DESK, PHONE
from tests.browser.sessions import SECOND_ASSESSOR, THIRD
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey

ASKS = "생산 실적은 지난달부터 설비에서 자동으로 모입니다. 다시 보아 주십시오."
WHY = "현장 화면에서 설비 실적이 자동으로 모이는 것을 확인했습니다."


def test_from_a_doubted_number_to_the_decision_of_a_person(visit: Visit) -> None:
    owner = visit(PHONE, THIRD, both=True)
    owner.page.goto("/results/")
    owner.page.locator("main tbody th a[href^='/results/']").first.click()
    owner.page.wait_for_url("**/results/*-*/")
    result = owner.page.url.removeprefix(owner.portal.address)
    before = owner.page.locator("#verdict").inner_text()
    owner.follow(owner.page.locator("section[aria-labelledby=gaps] a[href*='/why/']").first)
    owner.follow(owner.page.locator("#doubt ~ p a").first)
    owner.watch.expect(422)
    owner.press("재검토 요청하기")
    owner.sees("오류:")
    owner.page.locator("#reason").fill(ASKS)
    owner.press("재검토 요청하기")
    owner.sees(ASKS)
    case = owner.page.url.removeprefix(owner.portal.address)

    keeper = visit(DESK, "programme@ministry.example")
    keeper.page.goto("/assessments/reviews/")
    keeper.follow(keeper.page.locator(f"main a[href='{case}']"))
    assert ASKS not in keeper.page.content()
    keeper.page.get_by_label("남도윤").check()
    keeper.press("심사원 배정하기")

    owner.page.goto("/inbox/")
    owner.sees("다시 볼 예정입니다")
    owner.go(case)
    owner.sees("남도윤")
    owner.page.locator("#agree").check()
    owner.press("심사원에게 보여 주기")

    assessor = visit(PHONE, SECOND_ASSESSOR, both=True)
    assessor.go("/assessments/reviews/")
    assessor.follow(assessor.page.locator(f"main a[href='{case}']"))
    assert ASKS not in assessor.page.content()
    assessor.press("이해관계가 없습니다, 계속하기")
    assessor.sees(ASKS)
    assessor.watch.expect(422)
    assessor.press("결정하기")
    assessor.page.locator("main .accordion summary").first.click()
    assessor.page.locator("details[open] input[name^=level-]:not(:checked)").first.check()
    assessor.page.locator("input[name=decision][value=changed]").check()
    assessor.page.locator("#reason").fill(WHY)
    assessor.press("결정하기")
    assessor.sees(WHY)
    assessor.press("이대로 결정하기")
    assessor.sees(WHY)

    owner.page.goto("/inbox/")
    owner.sees("숫자를 다시 보고 바꾸었습니다")
    owner.go(case)
    owner.sees(WHY)
    owner.go(result)
    owner.sees(WHY)
    assert owner.page.locator("#verdict").inner_text() == before
    data = owner.context.request.get(f"/api/v1/contents{result.removeprefix('/results')}").json()["content"]
    assert WHY in [each["reason"] for each in data["verified"][0]["changes"]]
    book = load_workbook(io.BytesIO(owner.context.request.get(f"{result}spreadsheet/").body()))
    assert WHY in {cell for sheet in book for row in sheet.values for cell in row}
