"""A level is confirmed: from the company's documents to the page on which anybody checks the number."""

import os
from itertools import count

import pytest

from tests.browser.chromium import DESK, HEIGHTS, PHONE
from tests.browser.visitor import Visitor
from tests.core.uploads import files
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SUMMARY = "두 공정의 실적이 자동으로 모이는 것을 현장에서 확인했습니다."
_pictures = count(1)


def _both(visitor: Visitor, name: str) -> None:
    """Look at the page at the other width as well, and stay at one's own."""
    own = visitor.width
    for width in (PHONE + DESK - own, own):
        visitor.width = width
        visitor.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        if folder := os.environ.get("IEUM_SHOTS"):
            path = f"{folder}/{next(_pictures):02}-{name}-{width}.png"
            visitor.page.screenshot(path=path, full_page=True)
        if width != own:
            visitor.look()


def test_from_four_documents_to_a_certificate_that_anybody_checks(visit: Visit) -> None:
    owner = visit(PHONE, "owner@hanbit.example")
    owner.go("/results/")
    owner.follow(owner.page.locator("main a[href^='/results/']:not([href$='/change/'])").first)
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
    _both(owner, "owner-draft")
    owner.press("신청하기")

    keeper = visit(DESK, "programme@ministry.example")
    keeper.go("/assessments/levels/")
    keeper.follow(keeper.page.locator(f"main a[href='{case}']"))
    _both(keeper, "administrator-check")
    keeper.press("서류가 모두 갖추어졌습니다")
    keeper.page.get_by_label("윤채운").check()
    keeper.press("심사원 배정하기")

    owner.go(case)
    owner.page.locator("#agree_agrees").check()
    owner.press("심사원에게 보여 주기")

    assessor = visit(PHONE, "assessor@body.example")
    assessor.go(case)
    _both(assessor, "interest")
    assessor.press("이해관계가 없습니다, 계속하기")
    assessor.go(case)
    today = assessor.page.evaluate("new Date().toLocaleDateString('sv')")
    assessor.page.locator("#visit_visit_on").fill(today)
    _both(assessor, "assessor")
    assessor.press("날짜 저장하기")
    assessor.press("확인 시작하기")
    _both(assessor, "levels")
    assessor.press("살펴보고 마치기")
    assessor.page.locator("#rest").check()
    _both(assessor, "finish")
    assessor.press("확인 마치기")
    assessor.page.locator("#report_summary").fill(SUMMARY)
    assessor.press("살펴보고 내기")
    _both(assessor, "report-check")
    assessor.press("보고서 내기")

    for width, email in ((DESK, "chair@committee.example"), (PHONE, "member@committee.example")):
        member = visit(width, email)
        member.go("/assessments/levels/")
        member.follow(member.page.locator(f"main a[href='{case}']"))
        member.press("이해관계가 없습니다, 계속하기")
        member.sees(SUMMARY)
        member.page.get_by_label("확인한 수준대로 찬성").check()
        if width == DESK:
            _both(member, "committee")
        member.press("살펴보고 표결하기")
        _both(member, f"vote-check-{width}")
        member.press("이대로 표결하기")
        _both(member, f"voted-{width}")

    owner.go(case)
    _both(owner, "owner-confirmed")
    owner.press("누구나 보는 진위 확인 쪽")
    anybody = visit(DESK)
    anybody.go("/assessments/certificates/")
    anybody.page.get_by_label("확인서 번호").fill(owner.page.url.rstrip("/").rpartition("/")[2])
    anybody.press("확인하기")
    anybody.sees("유효한 확인서입니다")
    anybody.sees("한빛정밀")
    _both(anybody, "public")
