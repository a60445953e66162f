"""From a draft to a report that carries it: who keeps a letterhead, who gets it, and that it stays."""

import io
import json
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from core.accounts.actor import SYSTEM
from core.audit.models import Event
from core.jobs.models import Job
from core.scope import acting, enter
from core.uploads import checked
from core.web import Refused
from core.web.wording import SEOUL
from portal.demo import dress
from portal.letterheads.forms import LetterheadForm
from portal.letterheads.models import Letterhead
from portal.letterheads.preview import FOLDER, preview_content, preview_name
from portal.reports import document, logo
from portal.reports.letterhead import COLOURS
from portal.reports.models import Report
from portal.retention import PRINTED, letterheads
from tests.core.accounts.people import actor, signed_in
from tests.portal.results.world import World, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
HOME = "/reports/letterheads/"
TEXTS = {
    "title": "경남 제조혁신 컨설팅 보고서",
    "subtitle": "<b>2027년</b> 스마트공장 지원사업",
    "colour": "green",
    "foreword": "이 보고서는 귀사와 함께 읽으려고 만들었습니다.",
    "contact": "스마트제조팀 055-000-0000",
    "closing": "다음 걸음을 함께하겠습니다.",
}


@pytest.fixture
def hanbit() -> World:
    return world()


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 120), *, is_busy: bool = False) -> bytes:
    """A logo: plain, or as busy as a photograph of noise."""
    drawn = Image.effect_noise(size, 90).convert("RGB") if is_busy else Image.new("RGB", size, "#0b4a3a")
    out = io.BytesIO()
    drawn.save(out, kind)
    return out.getvalue()


def post(browser: Client, url: str, status: int = 302, **sent: Any) -> str:
    answer = browser.post(url, sent)
    enter(SYSTEM)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def seen(browser: Client, url: str, status: int = 200) -> str:
    answer = browser.get(url)
    enter(SYSTEM)
    assert answer.status_code == status
    return str(answer.content.decode())


def drafted(browser: Client, **other: Any) -> Letterhead:
    day = timezone.localdate(timezone=SEOUL)
    post(browser, f"{HOME}new/", **{**TEXTS, "valid_from": day.isoformat(), **other})
    return Letterhead.objects.order_by("-changed_at")[0]


def published(browser: Client, **other: Any) -> Letterhead:
    row = drafted(browser, **other)
    post(browser, f"{HOME}{row.pk}/publish/", seen=row.revision)
    row.refresh_from_db()
    assert row.state == "published"
    return row


def ordered(browser: Client, hanbit: World, **sent: str) -> Report:
    answer = browser.post(f"/results/{hanbit.result.pk}/report/", {"language": "ko", **sent})
    enter(SYSTEM)
    return Report.objects.get(pk=answer["Location"].split("/")[2])


def test_a_draft_is_written_previewed_published_frozen_and_retired(hanbit: World) -> None:
    officer = signed_in(hanbit.officer)
    assert "아직 서식이 없습니다" in seen(officer, HOME)
    row = drafted(officer, logo=SimpleUploadedFile("logo.exe", picture()))
    assert (row.version, row.state, row.logo_kind) == (1, "draft", "png")
    page = seen(officer, f"{HOME}{row.pk}/")
    assert "미리보기 만들기" in page
    assert "<b>2027년" not in page
    post(officer, f"{HOME}{row.pk}/preview/")
    post(officer, f"{HOME}{row.pk}/", 409, **TEXTS, valid_from=row.valid_from.isoformat(), seen=99)
    post(officer, f"{HOME}new/", 409, **TEXTS, valid_from=row.valid_from.isoformat())
    post(officer, f"{HOME}{row.pk}/publish/", 409, seen=row.revision + 1)
    post(officer, f"{HOME}{row.pk}/publish/", seen=row.revision)
    for wrong in ({"title": "다른 제목"}, {"state": "draft"}, {"logo_sha256": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Letterhead.objects.filter(pk=row.pk).update(**wrong)
    post(officer, f"{HOME}{row.pk}/", 404, **TEXTS, valid_from=row.valid_from.isoformat(), seen=row.revision)
    assert TEXTS["closing"] in seen(officer, f"{HOME}{row.pk}/")
    post(officer, f"{HOME}{row.pk}/retire/")
    second = drafted(officer)
    assert second.version == 2
    verbs = Event.objects.filter(subject_kind="letterhead", subject_id=str(row.pk)).order_by("at", "id")
    assert [each.verb for each in verbs] == [
        "letterhead.drafted",
        "letterhead.published",
        "letterhead.retired",
    ]


def test_a_draft_is_thrown_away_and_what_was_published_never_is(
    hanbit: World,
) -> None:
    officer = signed_in(hanbit.officer)
    row = drafted(officer)
    post(signed_in(hanbit.officer_elsewhere), f"{HOME}{row.pk}/discard/", 404)
    post(officer, f"{HOME}{row.pk}/discard/")
    assert not Letterhead.objects.exists()
    assert Event.objects.filter(verb="letterhead.discarded", subject_id=str(row.pk)).count() == 1
    again = published(officer)
    assert again.version == 1
    post(officer, f"{HOME}{again.pk}/discard/", 404)


def test_printed_files_go_after_a_month_and_younger_ones_stay(hanbit: World) -> None:
    name = f"{FOLDER}/{uuid.uuid4().hex}.pdf"
    default_storage.save(name, ContentFile(b"%PDF-"))
    made = default_storage.get_modified_time(name)
    letterheads(SYSTEM, made + PRINTED)
    assert default_storage.exists(name)
    assert letterheads(SYSTEM, made + PRINTED + timedelta(seconds=1))
    assert not default_storage.exists(name)


def test_an_officers_report_carries_it_and_the_companys_only_where_it_asks(hanbit: World) -> None:
    officer = signed_in(hanbit.officer)
    row = published(officer)
    theirs = ordered(officer, hanbit)
    head = theirs.content["letterhead"]
    assert (head["id"], head["version"], head["colour"]) == (str(row.pk), 1, "green")
    assert head["digest"] == row.printed().digest
    assert "letterhead" not in ordered(hanbit.browser, hanbit).content
    asked = ordered(hanbit.browser, hanbit, letterhead="on")
    assert asked.content["letterhead"] == head
    assert ordered(hanbit.browser, hanbit, letterhead="on").pk == asked.pk  # the same order, the same file
    post(officer, f"{HOME}{row.pk}/retire/")
    assert "letterhead" not in ordered(hanbit.browser, hanbit, letterhead="on").content
    asked.refresh_from_db()
    assert asked.content["letterhead"] == head


def test_a_preview_of_what_was_changed_and_changed_back_can_be_ordered_again(hanbit: World) -> None:
    """The worker may come only after the change, and prints what it finds."""
    officer = signed_in(hanbit.officer)
    row = drafted(officer)
    for title in (TEXTS["title"], "다른 제목", TEXTS["title"]):
        row.refresh_from_db()
        day = row.valid_from.isoformat()
        post(officer, f"{HOME}{row.pk}/", **{**TEXTS, "title": title}, valid_from=day, seen=row.revision)
        post(officer, f"{HOME}{row.pk}/preview/")
        post(officer, f"{HOME}{row.pk}/preview/")
    assert Job.objects.filter(kind="letterhead-preview").count() == 3


def test_a_revision_that_cannot_be_is_one_that_nobody_saw(hanbit: World) -> None:
    officer = signed_in(hanbit.officer)
    row = drafted(officer)
    for wrong in ("9" * 5_000, "-1", "x", ""):
        post(officer, f"{HOME}{row.pk}/publish/", 409, seen=wrong)
    row.refresh_from_db()
    assert row.published_at is None


def test_nothing_is_carried_before_its_first_day_and_elsewhere(hanbit: World) -> None:
    later = timezone.localdate(timezone=SEOUL) + timedelta(days=1)
    officer = signed_in(hanbit.officer)
    published(officer, valid_from=later.isoformat())
    assert "letterhead" not in ordered(officer, hanbit).content
    published(signed_in(hanbit.officer_elsewhere), title="서울 보고서")
    assert "letterhead" not in ordered(hanbit.browser, hanbit, letterhead="on").content


def test_a_draft_is_its_institutions_alone_behind_both_walls(hanbit: World) -> None:
    row = drafted(signed_in(hanbit.officer))
    elsewhere = signed_in(hanbit.officer_elsewhere)
    for path in ("", "preview.pdf"):
        seen(elsewhere, f"{HOME}{row.pk}/{path}", 404)
    for path in ("", "publish/", "retire/", "preview/"):
        post(elsewhere, f"{HOME}{row.pk}/{path}", 404, **TEXTS, valid_from="2030-01-01")
    assert hanbit.browser.get(HOME).status_code in (403, 404)
    enter(SYSTEM)
    with acting(actor(hanbit.officer_elsewhere)):
        assert not Letterhead.objects.filter(pk=row.pk).exists()
        assert not Letterhead.objects.filter(pk=row.pk).update(title="x")


def test_a_logo_is_a_small_picture_known_by_its_content(hanbit: World) -> None:
    officer = signed_in(hanbit.officer)
    day = timezone.localdate(timezone=SEOUL).isoformat()

    def refused(data: bytes, name: str = "logo.png") -> str:
        upload = SimpleUploadedFile(name, data)
        return post(officer, f"{HOME}new/", 422, **TEXTS, valid_from=day, logo=upload)

    assert "PNG 또는 JPEG" in refused(picture("WEBP"))
    assert "받을 수 없" in refused(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.svg")
    assert "색이 더 적은" in refused(picture(size=(1200, 1200), is_busy=True))
    assert not Letterhead.objects.exists()
    with pytest.raises(Refused):
        logo.put(checked(picture("WEBP"), name="logo.png"))
    sha256, kind = logo.put(checked(picture("JPEG", (3000, 900)), name="logo.jpg"))
    address = logo.address(replace(drafted(officer).printed(), logo=sha256, logo_kind=kind))
    assert address.startswith("data:image/jpeg;base64,")
    assert len(address) < logo.LARGEST


def test_what_was_typed_is_printed_as_it_was_typed(hanbit: World) -> None:
    row = drafted(signed_in(hanbit.officer), logo=SimpleUploadedFile("logo.png", picture()))
    html = document.html(preview_content(row.printed()))
    assert "&lt;b&gt;2027" in html
    assert "<b>2027" not in html
    assert html.count('<img src="data:image/png;base64,') == 1
    assert "경남테크노파크" in html.replace("\u2060", "")


@pytest.mark.parametrize("text", ["가\n" * 6, "나" * 201])
def test_a_text_that_has_no_room_is_refused(hanbit: World, text: str) -> None:
    day = timezone.localdate(timezone=SEOUL).isoformat()
    post(signed_in(hanbit.officer), f"{HOME}new/", 422, **{**TEXTS, "foreword": text}, valid_from=day)
    assert not Letterhead.objects.exists()


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue  # WCAG 2.2, relative luminance


@pytest.mark.parametrize("ground", COLOURS.values())
@pytest.mark.parametrize("ink", ["#ffffff", "#c6d7f5", "#e6edfa"])
def test_words_on_every_cover_can_be_read(ground: str, ink: str) -> None:
    assert (_luminance(ink) + 0.05) / (_luminance(ground) + 0.05) >= 4.5


def test_a_program_lists_the_versions_has_one_previewed_and_orders_a_report_in_it(hanbit: World) -> None:
    officer = signed_in(hanbit.officer)
    row = published(officer, logo=SimpleUploadedFile("logo.png", picture()))
    (listed,) = json.loads(seen(officer, "/api/v1/letterheads/"))["results"]
    assert (listed["id"], listed["state"], listed["digest"]) == (
        str(row.pk),
        "published",
        row.printed().digest,
    )
    assert listed["logo_sha256"] == row.logo_sha256 != ""
    address = f"/api/v1/letterheads/{row.pk}/"
    assert json.loads(seen(officer, f"{address}file/", 409))["code"] == "not-yet"
    ordered_once = json.loads(post(officer, f"{address}preview/", 202))
    assert ordered_once["file_url"] == f"{address}file/"
    assert ordered_once["state"] != "done"
    default_storage.save(preview_name(row.printed()), ContentFile(b"%PDF-1.7"))
    try:
        assert json.loads(post(officer, f"{address}preview/", 202))["state"] == "done"
        assert seen(officer, f"{address}file/").startswith("%PDF")
    finally:
        default_storage.delete(preview_name(row.printed()))
    seen(signed_in(hanbit.officer_elsewhere), address, 404)
    seen(hanbit.browser, address, 403)
    for is_dressed in (True, False):
        wanted = {"result": str(hanbit.result.pk), "letterhead": is_dressed}
        answer = hanbit.browser.post("/api/v1/reports/", wanted, content_type="application/json")
        enter(SYSTEM)
        carried = Report.objects.get(pk=answer.json()["id"]).content.get("letterhead", {})
        assert carried.get("id") == (str(row.pk) if is_dressed else None)


def test_a_logo_goes_with_the_last_version_that_names_it(hanbit: World) -> None:
    officer = signed_in(hanbit.officer)
    kept = published(officer, logo=SimpleUploadedFile("logo.png", picture()))
    row = drafted(officer, logo=SimpleUploadedFile("logo.png", picture(size=(300, 90))))
    letterheads(SYSTEM, timezone.now())
    for each in (kept, row):
        assert logo.address(each.printed())
    post(officer, f"{HOME}{row.pk}/discard/")
    assert letterheads(SYSTEM, timezone.now()) == 1
    assert logo.address(kept.printed())
    with pytest.raises(FileNotFoundError):
        logo.address(row.printed())


def test_the_demonstrations_technopark_has_a_letterhead_with_a_logo(hanbit: World) -> None:
    for _time in range(2):
        dress.publish(hanbit.officer, at=timezone.now())
    (row,) = Letterhead.objects.all()
    assert (row.state, row.logo_kind) == ("published", "png")
    form = LetterheadForm({**{name: getattr(row, name) for name in LetterheadForm.Meta.fields}, "seen": 1})
    assert form.is_valid(), form.errors
    assert "letterhead" in ordered(signed_in(hanbit.officer), hanbit).content
