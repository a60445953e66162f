"""What an owner says is shown by files, and an assessor says what holds: from the upload to both scores."""

import os

import pytest

from tests.browser.chromium import DESK, PHONE
from tests.browser.sessions import THIRD
from tests.browser.visitor import Visitor
from tests.core.uploads import files
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey

WHY = "작업표준이 두 공정에만 있습니다."


def _picture(visitor: Visitor, name: str) -> None:
    if folder := os.environ.get("IEUM_SHOTS"):
        visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_from_the_file_to_the_verified_score(visit: Visit) -> None:
    owner = visit(PHONE, THIRD, both=True)
    started = acts.start(owner)
    owner.press("첫 문항에 답하기")
    _picture(owner, "question")
    owner.press("증빙 파일 넣기")
    _picture(owner, "item-empty")
    photo = {"name": "일일점검표.hwp", "mimeType": "image/jpeg", "buffer": files.picture("JPEG", (800, 600))}
    owner.page.locator("#file").set_input_files(photo)  # type: ignore[arg-type]
    owner.press("넣기")
    owner.sees("일일점검표.jpg")
    _picture(owner, "item-one")
    owner.watch.expect(422)
    owner.page.locator("#file").set_input_files({"name": "a.docx", "mimeType": "x", "buffer": b"MZ"})  # type: ignore[arg-type]
    owner.press("넣기")
    _picture(owner, "item-refused")
    owner.press("문항으로 돌아가기")
    owner.sees("증빙 파일 1개")
    owner.go(f"{started}evidence/")
    owner.sees("일일점검표.jpg")

    acts.open_result(owner)
    result = owner.page.url
    owner.page.locator("section[aria-labelledby=verification] summary").click()
    owner.press("심사원 확인 요청하기")
    _picture(owner, "asked")
    case = owner.page.url.removeprefix(owner.portal.address)

    keeper = visit(DESK, "programme@ministry.example", both=True)
    keeper.go("/assessments/verifications/")
    _picture(keeper, "to-assign")
    keeper.follow(keeper.page.locator(f"main a[href='{case}']"))
    keeper.page.get_by_label("윤채운").check()
    _picture(keeper, "assign")
    keeper.press("심사원 배정하기")

    owner.go(case)
    _picture(owner, "consent")
    owner.page.locator("#agree").check()
    owner.press("심사원에게 보여 주기")

    assessor = visit(DESK, "assessor@body.example", both=True)
    assessor.go("/assessments/verifications/")
    assessor.follow(assessor.page.locator(f"main a[href='{case}']"))
    _picture(assessor, "interest")
    assessor.press("이해관계가 없습니다, 계속하기")
    _picture(assessor, "desk")
    assessor.follow(assessor.page.locator("main table a").first)
    other = assessor.page.locator("input[name=level]:not(:checked)").first
    other.check()
    assessor.watch.expect(422)
    assessor.press("저장하고 다음으로")
    assessor.sees("까닭을 적어 주십시오")
    _picture(assessor, "reason-missing")
    assessor.page.locator("#reason").fill(WHY)
    assessor.press("저장하고 다음으로")
    _picture(assessor, "item")
    assessor.go(case)
    _picture(assessor, "desk-later")
    assessor.press("살펴보고 마치기")
    assessor.watch.expect(422)
    assessor.press("확인 마치기")
    assessor.sees("살펴보지 않은 문항이 있습니다")
    assessor.page.locator("#rest").check()
    _picture(assessor, "finish")
    assessor.press("확인 마치기")
    assessor.sees(WHY)
    _picture(assessor, "verified-reader")

    owner.page.goto(result)
    owner.look()
    owner.sees(WHY)
    _picture(owner, "verified")
