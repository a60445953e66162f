"""The certificate on paper: one page, the same bytes for the same words, and only for whom it concerns."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from assessments.actions import confirmation
from assessments.models import Interest, LevelCertificate
from core.accounts.actor import SYSTEM
from core.audit.models import AccessRecord, Event
from core.jobs.models import Job
from core.scope import acting, enter
from core.web.qr import qr
from portal.certificates import document
from portal.certificates.composition import content_of
from portal.certificates.content import CertificateContent
from portal.certificates.printing import FOLDER, KIND, print_certificate, printable
from portal.reports.renderer import Printed, Renderer
from portal.reports.wrap import JOINER
from tests.assessments.confirmation.world import World, confirmed, world
from tests.core.accounts.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


class Working:
    """A job at work that nobody watches."""

    def __init__(self, job: Job) -> None:
        self.payload = job.payload

    def progress(self, *_args: Any) -> None: ...

    def heartbeat(self) -> None: ...


@pytest.fixture
def hanbit() -> World:
    made = world()
    confirmed(made, at=timezone.now())
    Job.objects.filter(kind=KIND).delete()  # printed beforehand: a test of its own
    if default_storage.exists(FOLDER):  # the same words in another test gave the same file
        for name in default_storage.listdir(FOLDER)[1]:
            default_storage.delete(f"{FOLDER}/{name}")
    return made


@pytest.fixture(scope="module")
def press() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


def content(hanbit: World, language: str = "ko") -> CertificateContent:
    enter(SYSTEM)
    row = LevelCertificate.objects.select_related("application", "organisation", "framework").get()
    return content_of(row, language)


def words(printed: Printed) -> str:
    (page,) = PdfReader(io.BytesIO(printed.pdf)).pages
    return " ".join(page.extract_text().replace(JOINER, "").replace("\u200b", "").split())


def address(hanbit: World, tail: str = "certificate.pdf") -> str:
    return f"/assessments/levels/{hanbit.row().pk}/{tail}"


def asked(browser: Any, url: str, status: int, *, sends: dict[str, str] | None = None) -> Any:
    kind = {"content_type": "application/json"} if url.startswith("/api/") else {}
    answer = browser.get(url) if sends is None else browser.post(url, sends, **kind)
    enter(SYSTEM)
    assert answer.status_code == status, answer.content[:500]
    return answer


def test_it_is_one_page_with_everything_a_bank_asks_for(
    hanbit: World, press: Renderer, tmp_path: Path
) -> None:
    said = content(hanbit)
    printed = press.render(document.html(said))
    text = words(printed)
    for wanted in ("스마트공장 수준확인서", "한빛정밀", said.number, said.committee, said.place):
        assert wanted in text
    assert (said.asked, f"{said.judged} / {said.asked}" in text or f"{said.asked}문항" in text) == (
        44,
        True,
    ), text
    assert document.check_address(said.number) in text.replace(" ", "")
    assert said.visited_on is not None
    assert "문항 · 나머지" in text, text
    assert "현장 방문일" in text
    assert press.render(document.html(said)).pdf == printed.pdf
    longest = replace(said, company="가" * 60, plant="나" * 80, committee="다" * 60, framework="라" * 60)
    assert press.render(document.html(longest)).pages == 1
    english = press.render(document.html(content(hanbit, "en")))
    assert "Certificate of the smart factory level" in words(english)
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "ko")
    path = tmp_path / "certificate.pdf"
    path.write_bytes(printed.pdf)
    for tool in (("qpdf", "--check"), ("pdffonts",)):
        if shutil.which(tool[0]):
            ended = subprocess.run([*tool, str(path)], capture_output=True, text=True, check=True)
            assert tool[0] != "pdffonts" or all("yes yes yes" in row for row in ended.stdout.splitlines()[2:])


def test_it_is_printed_as_it_is_issued_so_that_one_press_saves_it() -> None:
    made = world()
    confirmed(made, at=timezone.now())
    jobs = list(Job.objects.filter(kind=KIND).order_by("pk"))
    assert sorted(each.payload["language"] for each in jobs) == ["en", "ko"]
    for each in jobs:
        print_certificate(Working(each))  # type: ignore[arg-type]
    enter(SYSTEM)
    owner = signed_in(made.people["owner"])
    for language, where in (("ko", address(made)), ("en", f"{address(made)}?language=en")):
        pressed = asked(owner, address(made, "certificate/"), 302, sends={"language": language})
        assert pressed["Location"] == where
        assert asked(owner, where, 200).content.startswith(b"%PDF-")
    assert not Job.objects.exclude(pk__in=[each.pk for each in jobs]).filter(kind=KIND).exists()


def test_its_qr_code_holds_the_address_of_the_public_page(hanbit: World) -> None:
    said = content(hanbit)
    where = document.check_address(said.number)
    assert where.endswith(f"/assessments/certificates/{said.number}/")
    drawn = str(qr(where)).partition("<path")[2]
    assert drawn
    assert drawn in document.html(said)


def test_the_company_the_committee_and_the_programme_administrator_have_it_and_nobody_else(
    hanbit: World,
) -> None:
    owner = signed_in(hanbit.people["owner"])
    assert "확인서 PDF 받기" in asked(owner, address(hanbit, ""), 200).content.decode()
    ordered = asked(owner, address(hanbit, "certificate/"), 302, sends={"language": "ko"})
    job = Job.objects.get(kind=KIND)
    assert str(job.pk) in ordered["Location"]
    asked(owner, address(hanbit), 302)  # not printed yet
    print_certificate(Working(job))  # type: ignore[arg-type]
    enter(SYSTEM)
    pdf = asked(owner, address(hanbit), 200).content
    assert pdf.startswith(b"%PDF-")
    again = asked(owner, address(hanbit, "certificate/"), 302, sends={"language": "ko"})
    assert again["Location"] == address(hanbit)
    assert Event.objects.filter(verb="level_certificate.ordered").count() == 1
    assert not AccessRecord.objects.filter(subject_kind="level_certificate").exists()
    for name in ("keeper", "first"):
        assert asked(signed_in(hanbit.people[name]), address(hanbit), 200).content == pdf
    assert AccessRecord.objects.filter(subject_kind="level_certificate", act="download").count() == 2
    Interest.objects.filter(person=hanbit.people["third"]).delete()
    for name, status in (("other", 404), ("third", 404), ("assessor", 403), ("auditor", 403)):
        browser = signed_in(hanbit.people[name])
        asked(browser, address(hanbit), status)
        asked(browser, address(hanbit, "certificate/"), status, sends={"language": "ko"})
    with acting(hanbit.by("other")):
        assert not LevelCertificate.objects.exists()


def test_revoked_or_expired_it_is_printed_no_more(hanbit: World) -> None:
    owner, row = signed_in(hanbit.people["owner"]), hanbit.row()
    said = content(hanbit)
    day = timezone.now() + timedelta(days=3 * 366)
    with pytest.raises(Exception, match="기한이 지난"), acting(hanbit.by("owner")) as by:
        printable(application_id=row.pk, language="ko", by=by, at=day)
    enter(SYSTEM)
    asked(owner, address(hanbit, "certificate/"), 302, sends={"language": "en"})
    hanbit.do("keeper", confirmation.revoke_certificate, application_id=row.pk, reason="서류가 다릅니다.")
    for path, sends in (("certificate.pdf", None), ("certificate/", {"language": "ko"})):
        answer = asked(owner, address(hanbit, path), 409, sends=sends)
        assert "취소된 확인서" in answer.content.decode()
    print_certificate(Working(Job.objects.get(kind=KIND)))  # type: ignore[arg-type]
    enter(SYSTEM)
    name = replace(said, language="en").digest
    assert not default_storage.exists(f"certificates/{name}-{document.LAYOUT}.pdf")
    assert "확인서 PDF 받기" not in asked(owner, address(hanbit, ""), 200).content.decode()


def test_a_program_has_the_same_paper(hanbit: World) -> None:
    owner, home = signed_in(hanbit.people["owner"]), "/api/v1/level-certificate-files/"
    one = f"{home}{hanbit.row().pk}/"
    assert asked(owner, one, 409).json()["code"] == "not-yet"
    made = asked(owner, home, 202, sends={"application": str(hanbit.row().pk)}).json()
    assert (made["state"], made["file_url"]) == ("queued", f"{one}?language=ko")
    print_certificate(Working(Job.objects.get(kind=KIND)))  # type: ignore[arg-type]
    enter(SYSTEM)
    assert asked(owner, made["file_url"], 200)["Content-Type"] == "application/pdf"
    assert asked(owner, home, 202, sends={"application": str(hanbit.row().pk)}).json()["state"] == "done"
    asked(signed_in(hanbit.people["other"]), one, 404)
    asked(owner, home, 400, sends={"application": str(hanbit.row().pk), "language": "fr"})
