"""Handing out a printed certificate, and writing down who took it."""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.audit import record_look
from portal.certificates.printing import Printable
from portal.reports.download import as_file, named


def handed_out(
    paper: Printable, pdf: bytes, *, by: Actor, at: datetime, request: HttpRequest
) -> HttpResponse:
    """The PDF as an attachment; whoever is not the company itself leaves an access record."""
    row = paper.row
    if isinstance(row.organisation_id, uuid.UUID):
        record_look(
            request,
            by=by,
            at=at,
            act="download",
            kind="level_certificate",
            subject_id=row.pk,
            organisation_id=row.organisation_id,
        )
    with translation.override(paper.content.language):
        name = named([_("Certificate"), paper.content.company, row.number], ".pdf")
    answer = as_file(pdf, name, "application/pdf", plain_name="certificate.pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer
