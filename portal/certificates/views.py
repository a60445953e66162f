"""Ordering a certificate on paper, and its file."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments.models import LevelCertificate
from core.web import actor_of, change, page
from core.web.request import now
from portal.certificates.composition import KINDS, ROLES
from portal.certificates.handing import handed_out
from portal.certificates.printing import Printable, order_certificate, printable


@change(kinds=KINDS, roles=ROLES)
def order(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Have the certificate printed, and go to the job; where it is printed already, to the file."""
    paper = _found(request, application_id, request.POST.get("language", "ko"))
    if paper.pdf is not None:
        return redirect(file_address(application_id, paper.content.language))
    job = order_certificate(paper=paper, by=actor_of(request), at=now())
    return redirect("reports:job", job.pk)


@page(kinds=KINDS, roles=ROLES)
def file(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """The printed certificate (`?language=en` in English); before it is printed, the application's page.

    Whoever is not the company itself leaves an access record.
    """
    paper = _found(request, application_id, request.GET.get("language", "ko"))
    pdf = paper.pdf
    if pdf is None:
        return redirect("assessments:application", application_id)
    return handed_out(paper, pdf, by=actor_of(request), at=now(), request=request)


def file_address(application_id: uuid.UUID | str, language: str) -> str:
    """Where the printed certificate lies."""
    address = reverse("certificates:file", args=[application_id])
    return f"{address}?language={language}" if language != "ko" else address


def _found(request: HttpRequest, application_id: uuid.UUID, language: str) -> Printable:
    try:
        return printable(application_id=application_id, language=language, by=actor_of(request), at=now())
    except LevelCertificate.DoesNotExist:
        raise Http404 from None
