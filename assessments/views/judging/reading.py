"""A verification with its result, as the person who judges it reads both."""

import uuid

from django.http import Http404, HttpRequest

from assessments.documents import framework_of
from assessments.models import Result, Verification
from assessments.queries import Judged
from assessments.scoring import Answer, Framework, asked_in_order
from core.accounts.roles import Kind, Role
from core.audit import record_look
from core.web import actor_of
from core.web.request import now

BODY, ASSESSORS = {Kind.ASSESSOR_BODY.value}, {Role.ASSESSOR.value}


def found(request: HttpRequest, verification_id: uuid.UUID) -> Verification:
    """The verification as this assessor may know it, else Http404."""
    row = Verification.objects.visible_to(actor_of(request)).with_names().filter(pk=verification_id).first()
    if row is None:
        raise Http404
    return row


def result_of(request: HttpRequest, row: Verification) -> Result:
    """The result that is verified, without its long documents, else Http404."""
    result = (
        Result.objects.visible_to(actor_of(request))
        .select_related("framework", "verified")
        .defer("framework__document", "framework__source", "outcome", "verified__outcome")
        .filter(pk=row.result_id)
        .first()
    )
    if result is None:
        raise Http404
    return result


def read(request: HttpRequest, row: Verification) -> tuple[Result, Framework]:
    """The result with its framework; the look is recorded."""
    result = result_of(request, row)
    record_look(
        request,
        by=actor_of(request),
        at=now(),
        kind="result",
        subject_id=result.pk,
        organisation_id=result.organisation_id,
    )
    return result, framework_of(result.framework)


def asked_of(framework: Framework, claimed: dict[str, Answer], judged: dict[str, Judged]) -> tuple[str, ...]:
    """The questions that the levels found ask for, in order."""
    return asked_in_order(framework, {**claimed, **{code: each.value for code, each in judged.items()}})
