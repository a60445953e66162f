"""An owner without an account, from the first question to the report in hand."""

import base64
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import DESK, PHONE
from tests.browser.visitor import Visitor
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
LEAST_SUPPLIERS = 5
HTML_BYTES = 40 * 1024
TALLEST = {PHONE: 8_200, DESK: 6_000}
_DROP = """([box, text]) => {
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "report.pdf", { type: "application/pdf" }));
  box.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_an_owner_without_an_account_gets_from_the_first_question_to_a_verified_report(
    visit: Visit, width: int, tmp_path: Path
) -> None:
    who = acts.owner(width)
    visitor = visit(width)
    visitor.go("/")
    visitor.go("/assessments/")
    acts.start(visitor)
    assert acts.answer_everything(visitor) == acts.QUESTIONS
    visitor.press("제출하러 가기")
    acts.sign_up(visitor, who)
    acts.name_company(visitor, who)
    result = urlsplit(visitor.page.url).path
    tier = sees_the_result(visitor, who)
    shares_with_the_technopark(visitor, who)
    text = gets_the_report(visitor, tmp_path / "report.pdf")
    assert who.company in text
    assert tier in text
    verifies_the_report(visitor, text, tmp_path / "report.pdf")
    heavy = {path: weight for path, weight in visitor.weights.items() if weight > HTML_BYTES}
    assert not heavy, "before compression"
    officer = visit(DESK, "officer@gntp.example")
    officer.go("/regional/")
    officer.follow(officer.page.get_by_role("link", name=who.company, exact=True))
    assert urlsplit(officer.page.url).path == result


def sees_the_result(visitor: Visitor, who: acts.Owner) -> str:
    """Tier, gaps, suppliers with reasons, arithmetic behind every number; the tier as it is named."""
    page = visitor.page
    assert who.company in page.get_by_role("main").inner_text()
    receipt = page.locator("#receipt")
    assert re.search(r"\d{8}-[0-9A-F]{4}-[0-9A-F]{4}", receipt.get_by_role("heading").inner_text())
    receipt.locator("summary").click()
    for said in ("제출한 때", "볼 수 있는 곳", "알림함"):
        assert said in receipt.inner_text()
    assert page.evaluate("() => document.documentElement.scrollHeight") <= TALLEST[visitor.width]
    tier = page.locator("#verdict + .cluster .badge, .verdict .badge").first.inner_text()
    assert "단계" in tier
    assert page.locator("section[aria-labelledby=gaps] article").count() == 3
    cards = page.locator("section[aria-labelledby=suppliers] article")
    assert cards.count() >= LEAST_SUPPLIERS
    for index in range(LEAST_SUPPLIERS):
        assert cards.nth(index).locator("ul.list > li").count() >= 1
    here = urlsplit(page.url).path
    for part in ("plan", "suppliers", "method", "answers"):
        visitor.follow(page.locator(f"main a[href$='/{part}/']").first)
        visitor.press("진단 결과로 돌아가기")
        assert urlsplit(page.url).path == here
    visitor.follow(page.locator("section[aria-labelledby=gaps] a[href*='/why/']").first)
    visitor.go(here)
    return tier


def confirms_the_address(visitor: Visitor, who: acts.Owner) -> None:
    """Open the mail that the portal would have sent, and its link."""
    visitor.go("/dev/mail/")
    row = visitor.page.get_by_role("row").filter(has_text=who.email).filter(has_text="확인")
    visitor.follow(row.get_by_role("link").first)
    visitor.follow(visitor.page.locator("main a[href*='confirm-email']"))
    visitor.press("네, 제 주소입니다")


def shares_with_the_technopark(visitor: Visitor, who: acts.Owner) -> None:
    """Not before the address is confirmed; then on a consent of its own."""
    result = visitor.page.url
    share = "#sharing a[href*='/share/']"
    visitor.follow(visitor.page.locator(share).first)
    assert not visitor.page.locator("input[name=agree]").count()
    confirms_the_address(visitor, who)
    visitor.go(result)
    visitor.follow(visitor.page.locator(share).first)
    visitor.page.locator("label", has=visitor.page.locator("input[name=agree]")).click()
    visitor.follow(visitor.page.locator("main form button.button").first)
    assert "경남테크노파크" in visitor.page.locator("#sharing ul").first.inner_text()


def gets_the_report(visitor: Visitor, path: Path) -> str:
    """Order it, wait on its page, download it; its text."""
    page = visitor.page
    visitor.follow(page.locator("main form[action$='/report/'] button").first)
    assert re.search(r"/reports/[0-9a-f-]{36}/$", page.url)
    download = page.locator("main a[href$='/file/']")
    download.wait_for(timeout=60_000)
    visitor.look()
    with page.expect_download() as arriving:
        download.click()
    arriving.value.save_as(path)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return done.stdout.replace("\u2060", "")


def verifies_the_report(visitor: Visitor, text: str, path: Path) -> None:
    """The printed address leads to the report's page, which knows the file and no other."""
    printed = re.search(r"https?://[^\s]+/verify/[A-Z0-9-]+/?", text)
    assert printed, text[:2000]
    number = re.search(r"IE-\d{4}-[A-Z0-9]{5}-[A-Z0-9]{5}", text)
    assert number
    visitor.go(printed.group())
    main = visitor.page.get_by_role("main")
    assert number.group() in main.inner_text()
    box = visitor.page.locator("[data-hash]")
    for content, outcome in ((path.read_bytes(), "success"), (path.read_bytes() + b" ", "danger")):
        visitor.page.evaluate(_DROP, [box.element_handle(), base64.b64encode(content).decode()])
        visitor.page.locator(f"[data-hash-result].alert--{outcome}").wait_for()
    visitor.look()


def test_without_script_an_owner_gets_from_the_first_question_to_the_result(visit: Visit) -> None:
    who = acts.owner(1)
    visitor = visit(DESK, java_script_enabled=False)
    visitor.go("/assessments/")
    acts.start(visitor)
    keeps_what_was_chosen_by_whatever_button_one_leaves(visitor)
    assert acts.answer_everything(visitor) == acts.QUESTIONS
    visitor.press("제출하러 가기")
    acts.sign_up(visitor, who)
    acts.name_company(visitor, who)
    assert visitor.page.locator("section[aria-labelledby=suppliers] article").count() >= LEAST_SUPPLIERS
    visitor.follow(visitor.page.locator("main form[action$='/report/'] button").first)
    visitor.page.locator("main a[href$='/file/']").wait_for(timeout=60_000)


def keeps_what_was_chosen_by_whatever_button_one_leaves(visitor: Visitor) -> None:
    """Without script the page says when it saves, and every button that leads away does so."""
    page = visitor.page
    overview = page.url
    visitor.press("첫 문항에 답하기")
    assert "버튼을 눌러야 저장됩니다" in page.locator("noscript .alert").inner_text()
    assert "바로 저장" not in page.get_by_role("main").inner_text()
    first = urlsplit(page.url).path
    for number, leave in enumerate(("nav button >> nth=2", "main form .button--tertiary")):
        visitor.go(first)
        page.locator("fieldset.question").nth(number).locator(".levels label").nth(1).click()
        visitor.follow(page.locator(leave).last)
        visitor.go(first)
        assert page.locator("fieldset.question").nth(number).locator(".levels input").nth(1).is_checked()
    visitor.go(overview)
