"""The programme administrator brings a version of a diagnostic from an example to the offer and off again."""

import os
from pathlib import Path

import pytest

from tests.browser.chromium import PHONE
from tests.browser.visitor import Visitor
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
MINISTRY = "programme@ministry.example"
EXAMPLE = Path("assessments/frameworks/examples/impuls-like.yaml")
LIST = "/assessments/frameworks/"


def _picture(visitor: Visitor, name: str) -> None:
    """A picture of the whole page, where IEUM_PICTURES names a folder."""
    folder = os.environ.get("IEUM_PICTURES")
    if folder:
        visitor.page.screenshot(path=f"{folder}/{name}-{visitor.width}.png", full_page=True)


def _write(visitor: Visitor, source: str) -> None:
    visitor.page.locator("main [name=source]").fill(source)
    visitor.press("확인하고 초안으로 저장")


def _version_page(visitor: Visitor) -> str:
    return visitor.page.url


def test_a_version_goes_from_example_to_offer_and_off_again(visit: Visit) -> None:
    admin = visit(PHONE, MINISTRY, both=True)
    admin.watch.expect(422)
    name = "w1"
    source = EXAMPLE.read_text("utf-8").replace('version: "2026.1"', f'version: "{name}"')
    admin.go(LIST)
    admin.sees("인더스트리 4.0 준비도")
    _picture(admin, "list")
    admin.go(LIST + "new/?example=impuls-like")
    _write(admin, source.replace('weight: "0.254"', "weight: 0.254").replace("minutes: 15", "minutes: soon"))
    admin.sees("고칠 곳이 2군데 있습니다")
    _picture(admin, "faults")
    _write(admin, source)
    admin.sees("초안을 저장했습니다")
    version = _version_page(admin)
    _picture(admin, "version")
    admin.press("기업이 보는 대로 보기")
    admin.sees("고른 답은 저장되지 않습니다")
    _picture(admin, "preview")
    admin.go(version)
    admin.press("게시하기")
    admin.page.locator("main [name=said]").fill("wrong")
    admin.press("게시하기")
    admin.sees("적힌 그대로")
    _picture(admin, "publish")
    admin.page.locator("main [name=said]").fill(name)
    admin.press("게시하기")
    admin.sees("판을 게시했습니다")

    following = source.replace(f'version: "{name}"', f'version: "{name}b"')
    following = following.replace("공장의 디지털 전략은", "올해 공장의 디지털 전략은").replace(
        '"0.143"', '"0.2"'
    )
    admin.go(f"{LIST}new/")
    _write(admin, following)
    admin.sees("초안을 저장했습니다")
    admin.press(f"{name} 판과 견주기")
    admin.sees("지난 결과가 있는 기업이 새로 답할 문항")
    _picture(admin, "difference")
    admin.go(version)
    admin.press("사용 끝내기")
    admin.page.locator("main [name=said]").fill(name)
    _picture(admin, "retire")
    admin.press("사용 끝내기")
    admin.sees("판의 사용을 끝냈습니다")
