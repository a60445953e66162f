"""The documents of an application: putting them in, taking them away, saving one."""

import uuid

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.actions.confirmation.applying import FILES_A_DOCUMENT
from assessments.models import ApplicationDocument
from assessments.views.confirmation.case import ALL_KINDS, ALL_ROLES, COMPANY, case_page, found
from core.audit import record_look
from core.uploads import handed_out, received
from core.uploads.unfit import unfit
from core.web import Refused, actor_of, change, page
from core.web.components import Problem
from core.web.request import now


@change(kinds=COMPANY)
def application_document(request: HttpRequest, application_id: uuid.UUID, document: str) -> HttpResponse:
    """Put files in as one of the documents: what can be taken is stored, the rest is named."""
    row = found(request, application_id)
    sent = [each for each in request.FILES.getlist("file") if isinstance(each, UploadedFile)]
    stored, refused = [], [] if sent else [unfit("none").message]
    for place, each in enumerate(sent):
        try:
            with transaction.atomic():  # a savepoint each: the database hears of us between two files
                if place >= FILES_A_DOCUMENT:
                    raise unfit("many")
                taken = received(each)
                confirmation.put_document(
                    application_id=application_id, kind=document, taken=taken, by=actor_of(request), at=now()
                )
        except Refused as fault:
            if fault.status == 409:
                raise
            refused.append(f"{each.name}: {fault.message}")
        else:
            stored.append(taken.name)
    if not stored:
        return case_page(request, row, problems=[Problem(each, f"#file-{document}") for each in refused])
    messages.success(request, _("Stored: %(files)s.") % {"files": ", ".join(stored)})
    for problem in refused:
        messages.error(request, problem)
    return redirect("assessments:application", application_id)


@change(kinds=COMPANY)
def application_file_remove(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Take one away."""
    row = confirmation.remove_document(document_id=document_id, by=actor_of(request), at=now())
    messages.success(request, _("Taken away."))
    return redirect("assessments:application", row.pk)


@page(kinds=ALL_KINDS, roles=ALL_ROLES)
def application_file(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The file, to be saved; whoever is not the company itself leaves an access record."""
    by = actor_of(request)
    rows = ApplicationDocument.objects.visible_to(by).select_related("file", "application")
    row = rows.filter(pk=document_id).first()
    if row is None:
        raise Http404
    record_look(
        request,
        by=by,
        at=now(),
        act="download",
        kind="level_document",
        subject_id=row.pk,
        organisation_id=row.application.organisation_id,
    )
    return handed_out(row.file)
