"""The report's pages: order it, watch it being made, download it, and check anybody's copy."""

import hashlib
import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Result
from assessments.workflow import is_number as is_certificate
from assessments.workflow import normalised as certificate_number
from core.audit import record_look
from core.jobs import actions as jobs
from core.jobs.models import Job, JobState
from core.web import Refused, actor_of, change, page
from core.web.request import now
from portal.certificates.printing import KIND as CERTIFICATE
from portal.certificates.views import file_address
from portal.letterheads.preview import KIND as PREVIEW
from portal.letterheads.queries import offered
from portal.reports import sample
from portal.reports.actions import order_report
from portal.reports.composition import edition_of
from portal.reports.download import as_pdf, download, file_name
from portal.reports.models import Report
from portal.reports.queries import PublicReport, job_view, normalised, public_report, report_with_job

ROWS = 20
LARGEST_UPLOAD = 5 * 1024 * 1024
PDF_MARK = b"%PDF-"
UNFIT = {
    "empty": gettext_lazy("The file is empty. Choose the PDF file of the report."),
    "large": gettext_lazy("The file is larger than 5 MB, so it cannot be a report of this portal."),
    "other": gettext_lazy("This is not a PDF file. Choose the file that you downloaded here or received."),
}
"""Why a file cannot be a report at all; the browser says the same before it compares."""
LANGUAGES = {"ko": "한국어", "en": "English"}


@change()
def order(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Order the report of a result in the chosen language, and go to its page."""
    by = actor_of(request)
    language = request.POST.get("language", "ko")
    if language not in LANGUAGES:
        raise Refused(_("A report is made in Korean or in English. Choose one of the two."), code="language")
    try:
        dressed = {"is_dressed": True} if "letterhead" in request.POST else {}
        edition = edition_of(result_id=result_id, language=language, by=by, **dressed)
        report = order_report(result_id=result_id, edition=edition, by=by, at=now())
    except Result.DoesNotExist:
        raise Http404 from None
    return redirect("reports:report", report.pk)


@page()
def reports(request: HttpRequest) -> HttpResponse:
    """All reports one may see, the newest first."""
    rows = (
        Report.objects.visible_to(actor_of(request))
        .select_related("job", "result__organisation")
        .defer("content", "result__outcome", "result__answers")
        .order_by("-created_at", "id")
    )
    paged = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "reports/reports.html", {"page": paged})


@page()
def report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """A report: how far it is while it is being made, then number, checksums and the file."""
    try:
        row = report_with_job(report_id, actor_of(request))
    except Report.DoesNotExist:
        raise Http404 from None
    if "HX-Request" not in request.headers:  # the page asks again by itself while the report is made
        record_look(
            request,
            by=actor_of(request),
            at=now(),
            kind="report",
            subject_id=row.pk,
            organisation_id=row.result.organisation_id,
        )
    context = {
        "report": row,
        "view": job_view(row.job),
        "refresh_url": request.path,
        "can_retry": Job.objects.visible_to(actor_of(request)).filter(pk=row.job_id).exists(),
        "offered": offered(row.result, actor_of(request)) if row.published_at else None,
        "language_name": LANGUAGES.get(row.language, row.language),
    }
    return _watched(request, "reports/report.html", context)


@page()
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Any job of one's own: how far it is, and where its outcome lies."""
    row = Job.objects.visible_to(actor_of(request)).filter(pk=job_id).first()
    if row is None:
        raise Http404
    made = Report.objects.visible_to(actor_of(request)).filter(job=row).values_list("pk", flat=True).first()
    context = {
        "view": job_view(row),
        "refresh_url": request.path,
        "can_retry": True,
        "outcome_url": reverse("reports:report", args=[made]) if made else "",
        "preview_url": reverse("letterheads:letterhead", args=[row.payload["letterhead"]])
        if row.kind == PREVIEW
        else "",
        "certificate_url": file_address(row.payload["application"], row.payload["language"])
        if row.kind == CERTIFICATE and row.state == JobState.DONE.value
        else "",
        "case_url": reverse("assessments:application", args=[row.payload["application"]])
        if row.kind == CERTIFICATE
        else "",
    }
    return _watched(request, "reports/job.html", context)


@change()
def retry(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Try a failed job again, and go back to its page."""
    try:
        jobs.retry(job_id=job_id, by=actor_of(request), at=now())
    except Job.DoesNotExist:
        raise Http404 from None
    return redirect("reports:job", job_id)


@page()
def file(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """The PDF, under a name people recognise; whoever is not the company itself leaves an access record."""
    by = actor_of(request)
    try:
        row = report_with_job(report_id, by)
    except Report.DoesNotExist:
        raise Http404 from None
    if row.published_at is None:
        return redirect("reports:report", report_id)
    return download(row, by=by, at=now(), request=request)


@page(public=True)
def sample_report(request: HttpRequest) -> HttpResponse:
    """The sample report in the language asked for (`?language=en`), else in the page's."""
    language = request.GET.get("language") or translation.get_language() or "ko"
    language = language[:2] if language[:2] in LANGUAGES else "ko"
    pdf = sample.sample_file(language).read()
    if pdf is None:
        answer = render(request, "reports/sample_soon.html", status=503)
        answer["Retry-After"] = "5"
        return answer
    answer = as_pdf(pdf, file_name("", sample.sample_content(language).number, language), inline=True)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@page(public=True)
def verify_any(request: HttpRequest) -> HttpResponse:
    """Asks for the number of a report or of a certificate of a level, and leads to its page."""
    number = request.GET.get("number", "").strip()[:60]
    if is_certificate(number):
        return redirect("assessments:certificate", certificate_number(number))
    report = normalised(number)
    if report.startswith("IE-"):
        return redirect("reports:verify", report)
    context = {"typed": number, "is_none": "number" in request.GET, "is_empty": not number.strip()}
    return render(request, "reports/verify_any.html", context, status=422 if context["is_none"] else 200)


@page(public=True)
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """What anybody may know of a report who holds its number; no company, no person, no place."""
    found = public_report(number)
    if found is None:
        return render(request, "reports/verify_unknown.html", {"number": number[:40]}, status=404)
    return _verified(request, found)


@change(public=True)
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """Compare an uploaded file with the report; the file is read once and kept nowhere."""
    found = public_report(number)
    if found is None:
        return render(request, "reports/verify_unknown.html", {"number": number[:40]}, status=404)
    outcome = _compared(request)
    if "sha256" in outcome:
        outcome["is_same"] = outcome["sha256"] == found.file_sha256
    return _verified(request, found, **outcome)


def _watched(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or for its own polling the part that changes; once it is over the page is loaded anew."""
    if "HX-Request" not in request.headers:
        return render(request, template, context)
    if context["view"].is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/_state.html", context)


def _verified(request: HttpRequest, found: PublicReport, **outcome: Any) -> HttpResponse:
    words = {code: str(text) for code, text in UNFIT.items()}
    context = {"found": found, "largest": LARGEST_UPLOAD, "words": words, **outcome}
    return render(request, "reports/verify.html", context, status=422 if "problem" in outcome else 200)


def _compared(request: HttpRequest) -> dict[str, Any]:
    """Either `problem`, why the file cannot be a report at all, or its `sha256`. It is kept nowhere."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return {"problem": _("Choose the PDF file that you want to compare, then press the button again.")}
    if not upload.size:
        return {"problem": UNFIT["empty"]}
    if upload.size > LARGEST_UPLOAD:
        return {"problem": UNFIT["large"]}
    if upload.read(len(PDF_MARK)) != PDF_MARK:
        return {"problem": UNFIT["other"]}
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return {"sha256": digest.hexdigest()}
