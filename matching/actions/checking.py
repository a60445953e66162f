"""An authority checks what a customer confirmed: from then on the project counts, and nobody changes it."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.notices.telling import settle
from core.web import Refused
from matching import policies
from matching.actions.asking import about
from matching.actions.bans import refuse_ban
from matching.actions.locked import locked, write
from matching.actions.members import tell_projects
from matching.models import Confirmation, Evidence, Supplier, TrackRecord
from matching.workflow import Act, Step, after

LEAST_REASON = 10


@transaction.atomic
def check_project(*, by: Actor, at: datetime, request_id: uuid.UUID) -> Confirmation:
    """The request, done: the project counts at once, and its technology, where offered, is verified.

    Refused 403 for anybody but an authority and for people of supplier or customer, 409 `decided` when it
    does not wait any more, 409 `unavailable` while the supplier is banned.
    """
    row, request = _to_decide(by, request_id, Act.CHECK)
    refuse_ban(row.organisation_id, at)
    made = request.record
    request.evidence_before = _level_before(row, made)
    _decided(request, Act.CHECK, by, at)
    made.checked_at = at
    made.customer_confirmed_at = request.answered_at
    made.customer_name = request.customer if request.is_named else ""
    made.save(update_fields=["checked_at", "customer_confirmed_at", "customer_name"])
    changes: dict[str, Any] = {
        "confirmed_records": TrackRecord.objects.confirmed().filter(supplier=row).count(),
    }
    if made.domain in row.domains:
        changes["evidence"] = {**row.evidence, made.domain: Evidence.VERIFIED.value}
    data = {"record": str(made.pk), "request": str(request.pk)}
    write(row, changes, by=by, at=at, verb="record.checked", data=data, touched=True)
    tell_projects(row, "project_counts", {"supplier": row.name})
    return request


@transaction.atomic
def return_project(*, by: Actor, at: datetime, request_id: uuid.UUID, reason: str) -> Confirmation:
    """The request, returned with a reason its supplier reads; the project may be corrected and asked anew.

    Refused as in checking, `reason-missing` for a short reason.
    """
    row, request = _to_decide(by, request_id, Act.RETURN)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(
            _("Say what the supplier should change, in at least %(count)d characters.")
            % {"count": LEAST_REASON},
            code="reason-missing",
            field="reason",
        )
    request.reason = reason.strip()[:500]
    _decided(request, Act.RETURN, by, at)
    TrackRecord.objects.filter(pk=request.record_id).update(customer_confirmed_at=None)
    data = {"record": str(request.record_id), "request": str(request.pk)}
    write(row, {}, by=by, at=at, verb="record.returned", data=data, touched=True)
    tell_projects(row, "project_returned", {"supplier": row.name, "reason": request.reason})
    return request


def fallen_back(row: Supplier, made: TrackRecord) -> dict[str, str]:
    """How well the technologies are shown once this project is deleted.

    What its confirmation raised falls back to what it was, unless another confirmed project shows it too.
    """
    others = TrackRecord.objects.confirmed().filter(supplier=row, domain=made.domain).exclude(pk=made.pk)
    done = Confirmation.objects.filter(record=made, state=Step.CHECKED.value).exclude(evidence_before="")
    before = done.values_list("evidence_before", flat=True).first()
    if not before or row.evidence.get(made.domain) != Evidence.VERIFIED.value or others.exists():
        return dict(row.evidence)
    return {**row.evidence, made.domain: before}


def _level_before(row: Supplier, made: TrackRecord) -> str:
    """How well the technology was shown before the first project of it counted; empty when otherwise."""
    level = str(row.evidence.get(made.domain, ""))
    if level != Evidence.VERIFIED.value:
        return level
    done = Confirmation.objects.filter(
        supplier=row,
        record__domain=made.domain,
        record__deleted_at__isnull=True,
        state=Step.CHECKED.value,
    ).exclude(evidence_before="")
    return done.order_by("ended_at").values_list("evidence_before", flat=True).first() or ""


def _to_decide(by: Actor, request_id: uuid.UUID, act: Act) -> tuple[Supplier, Confirmation]:
    if why := policies.may_check(by):
        raise Refused(why, code="not-allowed", status=403)
    found = Confirmation.objects.visible_to(by).filter(pk=request_id).first()
    if found is None:
        raise Http404
    row = locked(found.supplier_id)
    request = (
        Confirmation.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("record")
        .filter(pk=request_id)
        .first()
    )
    if request is None or after(request.state, act) is None:
        raise Refused(_("Somebody has decided about this project meanwhile."), code="decided", status=409)
    places = [each for each in (row.organisation_id, request.organisation_id) if each]
    people = Membership.objects.active().filter(organisation_id__in=places)
    if by.user_id is not None and people.filter(user_id=by.user_id).exists():
        raise Refused(
            _("You belong to the supplier or its customer. Somebody else has to decide."),
            code="own",
            status=403,
        )
    return row, request


def _decided(request: Confirmation, act: Act, by: Actor, at: datetime) -> None:
    step = after(request.state, act)
    assert step is not None
    request.state, request.ended_at, request.checked_by_id = step.value, at, by.user_id
    request.save(update_fields=["state", "ended_at", "checked_by_id", "reason", "evidence_before"])
    settle(about(request))
