"""What people do in the portal, act by act."""

import re
from dataclasses import dataclass
from uuid import uuid4

from core.identifiers import fictitious_business_number
from tests.browser.visitor import Visitor

QUESTIONS = 44
PASSWORD = "공장-불빛-열두-개"

_NAMES = ("가온정공", "나래단조", "다솜주조", "라온금속", "마루기어", "바론정밀", "사름테크", "아람볼트")


@dataclass(frozen=True, slots=True)
class Owner:
    """A plant's owner who comes without an account."""

    email: str
    company: str
    number: str


def owner(index: int) -> Owner:
    """A new owner whose address and business number nobody else has."""
    return Owner(
        f"owner{index}@example.com", f"가온정공 {index}", fictitious_business_number(390_000 + index)
    )


def start(visitor: Visitor, framework: str = "kr-smart-factory") -> str:
    """Say what the plant is and begin with no answer; the path of the overview."""
    visitor.go(f"/assessments/start/?framework={framework}")
    page = visitor.page
    if page.locator("#which").count():  # a company that has plants: this is another one
        page.get_by_role("link", name="새 공장").click()
        page.get_by_label("공장 이름").fill(f"{uuid4().hex[:6]} 공장")
    if visitor.has_script:
        page.get_by_label("시도", exact=True).select_option(label="경상남도")
        page.locator("#id_sigungu option[value='11110']").wait_for(state="detached")
    page.get_by_label("공장이 있는 시군구").select_option("48123")
    page.get_by_label("업종").select_option("303")
    page.get_by_label("상시 근로자 수").fill("42")
    page.get_by_label("연평균 매출액").fill("84,000")
    carry = page.locator("#id_carry")
    if carry.count():
        carry.set_checked(False, force=True)
    visitor.press("문항으로 가기")
    return re.sub(r"https?://[^/]+", "", page.url)


def answer_page(visitor: Visitor, level: int) -> int:
    """Choose a level in every question of the page; how many there were. With script each one is saved."""
    questions = visitor.page.locator("fieldset.question")
    count = questions.count()
    for index in range(count):
        choice = questions.nth(index).locator(".levels input").nth(level)
        if visitor.has_script:
            with visitor.page.expect_response(re.compile("/answers/")):
                choice.locator("xpath=..").click()
        else:
            choice.locator("xpath=..").click()
    return count


def answer_everything(visitor: Visitor) -> int:
    """From the overview through every page of questions to the check of the answers; how many there were."""
    visitor.follow(visitor.page.locator("main a[href$='/next/']").first)
    answered = 0
    for number in range(30):
        answered += answer_page(visitor, level=number % 3)
        last = visitor.page.get_by_role("button", name="저장하고 답 확인하기")
        if last.count():
            visitor.press("저장하고 답 확인하기")
            return answered
        visitor.press("저장하고 다음으로")
    raise AssertionError("the questions never end")


def sign_up(visitor: Visitor, who: Owner) -> None:
    """From the submission page: create the account that the draft follows into."""
    visitor.press("가입하기")
    page = visitor.page
    page.get_by_label("이메일").fill(who.email)
    page.get_by_label("비밀번호").fill(PASSWORD)
    for box in page.locator("label.choice", has_text="[필수]").all():
        box.click()
    visitor.press("가입하기")


def name_company(visitor: Visitor, who: Owner) -> None:
    """Register the company and see the result: the page that signing up leads to."""
    visitor.page.get_by_label("회사 이름").fill(who.company)
    visitor.page.get_by_label("사업자등록번호").fill(who.number)
    visitor.press("등록하고 결과 보기")


def open_result(visitor: Visitor) -> None:
    """From the list of one's results to the page of the newest."""
    visitor.go("/results/")
    visitor.follow(visitor.page.locator("main tbody th a[href^='/results/']").first)
