"""What an owner says is shown by files, and an assessor says what holds: from the upload to both scores."""

import os

import pytest

from tests.browser.chromium import PHONE
from tests.browser.visitor import Visitor
from tests.core.uploads import files
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def _picture(visitor: Visitor, name: str) -> None:
    if folder := os.environ.get("IEUM_SHOTS"):
        visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_from_the_file_to_the_verified_score(visit: Visit) -> None:
    owner = visit(PHONE, "owner@dasan.example")
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
    _picture(owner, "all")
