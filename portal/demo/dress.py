"""The letterhead of the demonstration's technopark, with a logo drawn here: nobody's mark is borrowed."""

import io
from datetime import datetime

from PIL import Image, ImageDraw

from core.accounts.actor import Actor
from core.accounts.middleware import places_of
from core.models import User
from core.scope import acting
from core.uploads import checked
from core.web.wording import SEOUL
from portal.letterheads.actions import draft_letterhead, publish_letterhead
from portal.letterheads.models import Letterhead

_TEXTS = {
    "title": "경남테크노파크 제조혁신 컨설팅 보고서 (시연)",
    "subtitle": "스마트공장 수준 진단과 다음 걸음",
    "colour": "green",
    "foreword": (
        "이 보고서는 귀사의 진단 결과를 바탕으로 만들었습니다.\n"
        "담당자와 함께 읽으시고 궁금한 점을 물어 주십시오."
    ),
    "contact": "경남테크노파크 스마트제조팀 (시연)\n055-000-0000",
    "closing": "다음 진단 때 달라진 모습을 함께 확인하겠습니다.",
}


def publish(officer: User, *, at: datetime) -> None:
    """Draft and publish it as the officer; nothing where the technopark has a version already."""
    places = places_of(officer.pk)
    by = Actor(user_id=officer.pk, places=places, place=places[0], has_second_factor=True)
    with acting(by):
        if Letterhead.objects.visible_to(by).exists():
            return
        values = {**_TEXTS, "valid_from": at.astimezone(SEOUL).date()}
        row = draft_letterhead(values=values, by=by, at=at, taken=checked(_logo(), name="logo.png"))
        publish_letterhead(letterhead_id=row.pk, seen=row.revision, by=by, at=at)


def _logo() -> bytes:
    """Three rising bars under an arc."""
    image = Image.new("RGB", (480, 160), "#ffffff")
    pen = ImageDraw.Draw(image)
    for left, top, colour in ((40, 90, "#7fb5a3"), (100, 60, "#3f8f77"), (160, 30, "#0b4a3a")):
        pen.rounded_rectangle((left, top, left + 44, 140), 8, fill=colour)
    pen.arc((230, 20, 430, 220), 180, 360, fill="#0b4a3a", width=18)
    pen.ellipse((312, 92, 348, 128), fill="#3f8f77")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
