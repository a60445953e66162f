"""A level is confirmed: from the company's documents to the page on which anybody checks the number."""

import pytest

from tests.browser.chromium import DESK, PHONE
from tests.browser.sessions import SECOND_ASSESSOR
from tests.core.uploads import files
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
SUMMARY = "두 공정의 실적이 자동으로 모이는 것을 현장에서 확인했습니다."


def test_from_four_documents_to_a_certificate_that_anybody_checks(visit: Visit) -> None:
    owner = visit(PHONE, "owner@hanbit.example", both=True)
    acts.open_result(owner)
    owner.go(str(owner.page.locator("main a[href*='/levels/of/']").get_attribute("href")))
    owner.press("신청 시작하기")
    case = owner.page.url.removeprefix(owner.portal.address)
    for number, kind in enumerate(("form", "self_assessment", "business", "taxes")):
        paper = {"name": f"{kind}.pdf", "mimeType": "x", "buffer": files.pdf(b"%%%d" % number)}
        owner.page.locator(f"#file-{kind}").set_input_files(paper)  # type: ignore[arg-type]
        with owner.page.expect_navigation():
            owner.page.locator(f"form[action$='/{kind}/'] button").click()
        owner.sees(f"{kind}.pdf")
    owner.page.locator("#submit_shows_name").check()
    owner.look()
    owner.press("신청하기")

    keeper = visit(DESK, "programme@ministry.example", both=True)
    keeper.go("/assessments/levels/")
    keeper.follow(keeper.page.locator(f"main a[href='{case}']"))
    keeper.press("서류가 모두 갖추어졌습니다")
    keeper.press("예, 모두 갖추어졌습니다")
    keeper.page.get_by_label("남도윤").check()
    keeper.press("심사원 배정하기")

    owner.go(case)
    owner.page.locator("#agree_agrees").check()
    owner.press("심사원에게 보여 주기")

    assessor = visit(PHONE, SECOND_ASSESSOR, both=True)
    assessor.watch.expect(422)
    assessor.go(case)
    assessor.press("이해관계가 없습니다, 계속하기")
    assessor.go(case)
    today = assessor.page.evaluate("new Date().toLocaleDateString('sv')")
    assessor.page.locator("#report_summary").fill(SUMMARY)
    assessor.page.locator("#visit_visit_on").fill("2020-01-02")
    assessor.press("날짜 저장하기")
    assessor.sees("고칠 것이 1가지")
    assert assessor.page.input_value("#report_summary") == SUMMARY
    assessor.page.locator("#visit_visit_on").fill(today)
    assessor.press("날짜 저장하기")
    assessor.press("확인 시작하기")
    assessor.press("살펴보고 마치기")
    assessor.page.locator("#rest").check()
    assessor.press("확인 마치기")
    assert assessor.page.input_value("#report_summary") == SUMMARY
    assessor.page.locator("#report_visited").check()
    assessor.press("살펴보고 내기")
    assessor.press("보고서 내기")

    for width, email in ((DESK, "chair@committee.example"), (PHONE, "member@committee.example")):
        member = visit(width, email, both=True)
        member.go("/assessments/levels/")
        member.follow(member.page.locator(f"main a[href='{case}']"))
        member.press("이해관계가 없습니다, 계속하기")
        member.sees(SUMMARY)
        member.page.get_by_label("확인한 수준대로 찬성").check()
        member.press("표결하기")
        if width is DESK:
            member.press("표 거두기")
            assert member.page.get_by_label("확인한 수준대로 찬성").is_checked()
            member.press("표결하기")
    member.press("이대로 표결하기")
    member.press("결정 통지 인쇄용으로 보기")
    member.sees("찬성 2표")

    owner.go(case)
    owner.press("누구나 보는 진위 확인 쪽")
    anybody = visit(DESK, both=True)
    anybody.go("/verify/")
    anybody.page.get_by_label("보고서나 확인서의 번호").fill(owner.page.url.rstrip("/").rpartition("/")[2])
    anybody.press("확인하기")
    anybody.sees("유효한 확인서입니다")
    anybody.sees("한빛정밀")
