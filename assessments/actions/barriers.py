"""Saying what keeps a plant from going on, taking it back, and counting what may be counted."""

import hmac
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from assessments.barriers import BARRIERS
from assessments.benchmark import Waiting, home, seal
from assessments.models import BarrierSurvey, Result
from core import audit
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Consent
from core.accounts.roles import Kind
from core.consents.actions import give, withdraw
from core.scope import enter
from core.web import Refused
from core.web.wording import SEOUL

DOCUMENT = "barriers"
SUBJECT = "result"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('assessments.barriers'))"


@transaction.atomic
def answer_barriers(
    *, result_id: uuid.UUID, strengths: Mapping[str, int], agrees: bool, by: Actor, at: datetime
) -> BarrierSurvey:
    """The company's answers for one result, on a consent to exactly this use.

    Answered already, they stay: they may be counted by now, so they can be taken back but not changed.
    Http404 for a result that is not the company's own; Refused "consent" without the consent, 409 "answered".
    """
    result = _own(result_id, by)
    if not agrees:
        raise Refused(
            _("Tick the box if you agree. Without it nothing is kept."), code="consent", field="agree"
        )
    if BarrierSurvey.objects.visible_to(by).filter(pk=result.pk).exists():
        raise Refused(
            _("You have answered already. Take the answers back first to answer anew."),
            code="answered",
            status=409,
        )
    consent = give(
        by=by, at=at, document=DOCUMENT, organisation=result.organisation, subject=(SUBJECT, result.pk)
    )
    row = BarrierSurvey.objects.create(
        result=result,
        organisation=result.organisation,
        consent=consent,
        answered_at=at,
        **{each: strengths[each] for each in BARRIERS},
    )
    audit.record(by=by, at=at, verb="barriers.answered", subject_kind="result", subject_id=result.pk, data={})
    return row


@transaction.atomic
def take_back_barriers(*, result_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Withdraw the consent: the answers are destroyed, their block counts no more. Http404 without any."""
    row = BarrierSurvey.objects.visible_to(by).filter(pk=_own(result_id, by).pk).first()
    if row is None:
        raise Http404
    withdraw(by=by, at=at, consent_id=row.consent_id)


def end_with_consent(by: Actor, at: datetime, consent: Consent) -> None:
    """Destroy what stood on the consent that was withdrawn; registered for the document."""
    enter(SYSTEM)  # whoever may withdraw it works for the company, perhaps at another place just now
    try:
        gone = list(BarrierSurvey.objects.filter(consent=consent).values_list("pk", flat=True))
        BarrierSurvey.objects.filter(pk__in=gone).delete()
    finally:
        enter(by)
    for key in gone:
        audit.record(by=by, at=at, verb="barriers.taken_back", subject_kind="result", subject_id=key, data={})


@transaction.atomic
def seal_barriers(*, by: Actor, at: datetime) -> int:
    """Let waiting answers count, in blocks of five firms at least; how many blocks. Needs the system's scope.

    Two at once wait for each other. Who counts together with whom follows from a secret.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    rows = BarrierSurvey.objects.visible_to(by).filter(block__isnull=True).select_related("result")
    waiting, known = [], {str(row.pk): row for row in rows.defer("result__outcome", "result__answers")}
    for key, row in known.items():
        day = row.result.submitted_at.astimezone(SEOUL).date()
        try:
            group = home(row.result.industry, "", row.result.sigungu, day)
        except KeyError:
            continue
        waiting.append(Waiting(key, str(row.organisation_id), group, (at - row.answered_at).days))
    found = seal(waiting, hmac.digest(settings.SECRET_KEY.encode(), b"assessments.barriers", "sha256"))
    for sealed in found:
        block = uuid.uuid4()
        for key in sealed.keys:
            row = known[key]
            row.block, row.block_size = block, len(sealed.keys)
            row.block_industry, row.block_region = sealed.group.industry, sealed.group.region
    done = [known[key] for sealed in found for key in sealed.keys]
    BarrierSurvey.objects.bulk_update(
        done, ["block", "block_size", "block_industry", "block_region"], batch_size=500
    )
    return len(found)


def _own(result_id: uuid.UUID, by: Actor) -> Result:
    """The company's own result, locked."""
    if by.kind != Kind.COMPANY.value:
        raise Http404
    row = (
        Result.objects.visible_to(by)
        .select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .filter(pk=result_id)
        .first()
    )
    if row is None:
        raise Http404
    return row
