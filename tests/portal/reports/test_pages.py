"""Ordering, watching, downloading and verifying a report."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from core.accounts.actor import SYSTEM, Actor
from core.jobs.models import Job
from core.models import AccessRecord, Event, Membership, Organisation, User
from core.scope import enter
from portal.reports import storage, views
from portal.reports.actions import order_report
from portal.reports.composition import Edition
from portal.reports.download import file_name
from portal.reports.models import Report
from tests.portal.reports import cast

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a report"


@pytest.fixture
def hanbit(as_system: None) -> Organisation:
    return cast.organisation("한빛정밀")


@pytest.fixture
def dasan(as_system: None) -> Organisation:
    return cast.organisation("다산금속")


def signed_in(organisation: Organisation) -> Client:
    user = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.com", "a-long-password")
    Membership.objects.create(user=user, organisation=organisation, role="member", state="active")
    client = Client(headers={"accept-language": "ko"})
    client.force_login(user, backend="core.accounts.backend.PasswordBackend")
    return client


@pytest.fixture
def report(hanbit: Organisation) -> Report:
    return cast.ordered(hanbit, cast.actor(hanbit))


@pytest.fixture
def published(report: Report) -> Report:
    sha256 = storage.put(PDF)
    report.file_sha256, report.size_bytes, report.pages = sha256, len(PDF), 14
    report.published_at = timezone.now()
    report.save()
    Job.objects.filter(pk=report.job_id).update(state="done")
    return report


@pytest.fixture
def same_content(monkeypatch: pytest.MonkeyPatch) -> None:
    def gather(*, result_id: uuid.UUID, language: str, by: Actor) -> Edition:
        from assessments.models import Result

        Result.objects.visible_to(by).get(pk=result_id)
        return Edition(cast.content(language), None)

    monkeypatch.setattr(views, "edition_of", gather)


Order = Callable[[], Any]


def test_ordering_twice_gives_one_report_and_one_job(hanbit: Organisation, same_content: None) -> None:
    result = cast.result(hanbit)
    client = signed_in(hanbit)
    first = client.post(f"/results/{result.pk}/report/", {"language": "ko"})
    again = client.post(f"/results/{result.pk}/report/", {"language": "ko"})
    other = client.post(f"/results/{result.pk}/report/", {"language": "en"})
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"] != other["Location"]
    enter(SYSTEM)
    assert Report.objects.count() == Job.objects.filter(kind="report").count() == 2
    assert Event.objects.filter(verb="report.ordered").count() == 2


def test_another_companys_result_cannot_be_ordered(
    hanbit: Organisation, dasan: Organisation, same_content: None
) -> None:
    result = cast.result(hanbit)
    assert signed_in(dasan).post(f"/results/{result.pk}/report/", {"language": "ko"}).status_code == 404
    assert not Job.objects.filter(kind="report").exists()


def test_an_unknown_language_is_refused(hanbit: Organisation, same_content: None) -> None:
    result = cast.result(hanbit)
    answer = signed_in(hanbit).post(f"/results/{result.pk}/report/", {"language": "xx"})
    assert answer.status_code == 422
    assert "한국어나 영어" in answer.content.decode()


def test_two_results_that_say_the_same_have_two_numbers(hanbit: Organisation) -> None:
    by = cast.actor(hanbit)
    one, other = cast.ordered(hanbit, by), cast.ordered(hanbit, by)
    assert one.number != other.number


def test_the_order_of_a_visitor_leads_to_signing_in(report: Report) -> None:
    assert Client().get(f"/reports/{report.pk}/").status_code == 302


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"state": "queued"}, "접수되었습니다"),
        (
            {"state": "running", "step": "layout", "progress_done": 1, "progress_total": 4},
            "쪽을 짜고 있습니다",
        ),
        ({"state": "queued", "attempts": 1}, "저절로 다시 시도하니"),
        ({"state": "failed", "error": "secret trace"}, "만들지 못했습니다"),
    ],
)
def test_the_report_page_says_how_far_it_is(
    state: dict[str, Any], words: str, report: Report, hanbit: Organisation
) -> None:
    Job.objects.filter(pk=report.job_id).update(**state)
    page = signed_in(hanbit).get(f"/reports/{report.pk}/").content.decode()
    assert words in page
    assert "secret trace" not in page
    assert ("http-equiv" in page) == (state["state"] != "failed")


def test_polling_gets_a_fragment_and_then_a_fresh_page(report: Report, hanbit: Organisation) -> None:
    client = signed_in(hanbit)
    fragment = client.get(f"/reports/{report.pk}/", headers={"hx-request": "true"})
    assert b"<html" not in fragment.content
    assert b"hx-trigger" in fragment.content
    Job.objects.filter(pk=report.job_id).update(state="done")
    assert client.get(f"/reports/{report.pk}/", headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_the_job_page_counts_the_jobs_before_it(hanbit: Organisation) -> None:
    client = signed_in(hanbit)
    by = cast.actor(hanbit)
    first, second = cast.ordered(hanbit, by), cast.ordered(hanbit, by)
    Job.objects.filter(pk=first.job_id).update(not_before=first.created_at.replace(year=2025))
    assert "앞에 작업 1건" in client.get(f"/jobs/{second.job_id}/").content.decode()


def test_a_failed_job_can_be_tried_again_by_its_company_only(
    report: Report, hanbit: Organisation, dasan: Organisation
) -> None:
    Job.objects.filter(pk=report.job_id).update(state="failed", attempts=3)
    assert signed_in(dasan).post(f"/jobs/{report.job_id}/retry/").status_code == 404
    assert signed_in(hanbit).post(f"/jobs/{report.job_id}/retry/").status_code == 302
    job = Job.objects.get(pk=report.job_id)
    assert (job.state, job.attempts) == ("queued", 0)
    assert signed_in(hanbit).post(f"/jobs/{report.job_id}/retry/").status_code == 422


def test_the_file_has_a_korean_name_and_the_owner_leaves_no_record(
    published: Report, hanbit: Organisation
) -> None:
    answer = signed_in(hanbit).get(f"/reports/{published.pk}/file/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert "filename*=UTF-8''%EC%A0%9C%EC%A1%B0" in answer["Content-Disposition"]
    assert not AccessRecord.objects.exists()


def test_a_technopark_with_consent_sees_the_report(published: Report, hanbit: Organisation) -> None:
    from assessments.models import Share
    from core.models import Consent
    from programmes.models import Jurisdiction

    park = cast.organisation("경남테크노파크", "technopark")
    consent = Consent.objects.create(
        document="share", version="1", wording={}, organisation=hanbit, recipient_id=park.pk, given_at=cast.AT
    )
    Share.objects.create(
        result=published.result, organisation=hanbit, recipient=park, consent=consent, shared_at=cast.AT
    )
    by = cast.actor(park)
    assert not Report.objects.visible_to(by).exists()
    Jurisdiction.objects.create(technopark=park, sigungu="48123", valid_from=date(2026, 1, 1))
    assert Report.objects.visible_to(by).get().pk == published.pk


def test_another_company_finds_neither_report_nor_file(published: Report, dasan: Organisation) -> None:
    client = signed_in(dasan)
    for address in (
        f"/reports/{published.pk}/",
        f"/reports/{published.pk}/file/",
        f"/jobs/{published.job_id}/",
    ):
        assert client.get(address).status_code == 404
    assert published.number not in client.get("/reports/").content.decode()


def test_the_list_shows_ones_own_reports(published: Report, hanbit: Organisation) -> None:
    assert published.number in signed_in(hanbit).get("/reports/").content.decode()


def test_a_lost_file_is_said_so(published: Report, hanbit: Organisation) -> None:
    Report.objects.filter(pk=published.pk).update(file_sha256="0" * 64)
    assert signed_in(hanbit).get(f"/reports/{published.pk}/file/").status_code == 503


def test_anybody_can_verify_by_number_and_learns_nothing_of_the_company(published: Report) -> None:
    page = Client().get(f"/verify/{published.number}/").content.decode()
    assert published.number in page
    assert published.file_sha256[:8] in page
    for secret in ("한빛", "창원", "124-81"):
        assert secret not in page


@pytest.mark.parametrize(
    "typed", [" ie 2026 {}", "IE2026{}", "ie-2026-{}", "ＩＥ－２０２６－{}", "\u3000ｉｅ２０２６ {}"]
)
def test_a_number_may_be_typed_in_any_form(typed: str, published: Report) -> None:
    digits = published.number[8:].replace("-", "").lower()
    answer = Client().get("/verify/", {"number": typed.format(digits)})
    assert answer["Location"] == f"/verify/{published.number}/"


@pytest.mark.parametrize("number", ["IE-2026-00000-00000", "nonsense", "<b>x</b>", "%00", "가" * 100])
def test_a_wrong_number_is_a_clear_404(number: str, db: None) -> None:
    answer = Client(headers={"accept-language": "ko"}).get(f"/verify/{number}/")
    assert answer.status_code == 404


def test_an_unpublished_report_cannot_be_verified(report: Report) -> None:
    assert Client().get(f"/verify/{report.number}/").status_code == 404


def test_verifying_leaves_the_scope_as_it_was(published: Report) -> None:
    from core.accounts.actor import VISITOR
    from core.scope import acting
    from portal.reports.queries import public_report

    with acting(VISITOR):
        assert public_report(published.number) is not None
        assert not Report.objects.all().exists()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (PDF, 200, "한 글자도 다르지 않습니다"),
        (PDF + b"!", 200, "보고서와 다릅니다"),
        (None, 422, "고른 다음"),
        (b"", 422, "빈 파일입니다"),
        (b"PK\x03\x04", 422, "PDF 파일이 아닙니다"),
        (b"%PDF-" + b"0" * (5 * 1024 * 1024), 422, "5MB보다 커서"),
    ],
)
def test_a_file_is_compared_without_javascript(
    body: bytes | None, status: int, words: str, published: Report
) -> None:
    upload = {} if body is None else {"file": SimpleUploadedFile("report.pdf", body)}
    client = Client(headers={"accept-language": "ko"})
    answer = client.post(f"/verify/{published.number}/file/", upload)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_an_older_report_says_that_there_is_a_newer_one(published: Report, hanbit: Organisation) -> None:
    from dataclasses import replace

    newer = order_report(
        result_id=published.result_id,
        edition=Edition(replace(cast.content(), version="1.1"), None),
        by=cast.actor(hanbit),
        at=timezone.now(),
    )
    Report.objects.filter(pk=newer.pk).update(published_at=timezone.now(), file_sha256="1" * 64)
    client = Client(headers={"accept-language": "ko"})
    assert "더 나중에 만든" in client.get(f"/verify/{published.number}/").content.decode()
    assert "더 나중에 만든" not in client.get(f"/verify/{newer.number}/").content.decode()


def test_the_same_facts_in_a_later_layout_are_another_report(
    published: Report, hanbit: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.reports.actions.TEMPLATE_VERSION", "later")
    later = order_report(
        result_id=published.result_id,
        edition=Edition(cast.content(), None),
        by=cast.actor(hanbit),
        at=timezone.now(),
    )
    assert later.pk != published.pk
    assert later.number != published.number


def test_the_sample_says_so_while_it_is_made(db: None) -> None:
    answer = Client().get("/reports/sample/?language=en")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"


def test_a_file_name_holds_nothing_a_disk_refuses() -> None:
    assert "/" not in file_name("../<b>한빛</b>", "IE-2026-AAAAA-BBBBB", "ko")
    assert file_name("한빛 정밀", "IE-1", "ko").endswith("_한빛-정밀_IE-1.pdf")


def test_the_stored_file_is_addressed_by_its_content_and_checked_when_read(db: None) -> None:
    from pathlib import Path

    from django.core.files.storage import default_storage

    sha256 = storage.put(PDF + b"2")
    assert sha256 == hashlib.sha256(PDF + b"2").hexdigest()
    assert storage.put(PDF + b"2") == sha256
    Path(default_storage.path(storage.name_of(sha256))).write_bytes(b"changed")
    with pytest.raises(ValueError, match="changed"):
        storage.get(sha256)
