"""The customer answers: the project is right as it stands, or it is not and why."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Left
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Membership, Organisation
from core.accounts.roles import Kind
from core.notices.telling import settle, tell
from core.scope import enter
from core.web import Refused
from matching.actions.asking import about
from matching.actions.bans import refuse_ban
from matching.actions.locked import locked
from matching.models import Confirmation, TrackRecord
from matching.queries.confirmations import linked
from matching.workflow import Act, after

LEAST_REASON = 10


@transaction.atomic
def confirm_project(
    *,
    by: Actor,
    at: datetime,
    request_id: uuid.UUID | None = None,
    token: str = "",
    is_named: bool = False,
    customer: str = "",
    answered_by: str = "",
) -> Confirmation:
    """The request, confirmed by the customer and waiting for an authority, whose people are told.

    A member of the company names the request, whoever has the link its `token`; they say which `customer`
    they are and who answers. Refused: 410 `over` (answered, taken back, too old), 403 `own` (somebody of the
    supplier), `who` (nobody said who answers a link), 409 `unavailable` (the supplier is banned).
    """
    with _answering(by, token):
        request = _open(by, at, request_id, token)
        refuse_ban(request.supplier.organisation_id, at)
        if token and not (customer.strip() and answered_by.strip()):
            raise Refused(_("Say which company you are and who answers."), code="who", field="customer")
        request.customer = request.organisation.name if request.organisation else customer.strip()[:120]
        request.answered_by = answered_by.strip()[:80]
        request.is_named = is_named
        _answered(request, Act.CONFIRM, by, at)
        TrackRecord.objects.filter(pk=request.record_id).update(customer_confirmed_at=at)
        _tell_supplier(request, "project_confirmed")
        _tell_authorities(request)
    return request


@transaction.atomic
def refuse_project(
    *, by: Actor, at: datetime, reason: str, request_id: uuid.UUID | None = None, token: str = ""
) -> Confirmation:
    """The request, not confirmed; the supplier reads the reason, may correct the project and ask again.

    Refused as in confirming, `reason-missing` for a short reason.
    """
    with _answering(by, token):
        request = _open(by, at, request_id, token)
        if len(reason.strip()) < LEAST_REASON:
            raise Refused(
                _("Say what is not right, in at least %(count)d characters.") % {"count": LEAST_REASON},
                code="reason-missing",
                field="reason",
            )
        request.reason, request.ended_at = reason.strip()[:500], at
        _answered(request, Act.REFUSE, by, at)
        _tell_supplier(request, "project_refused", {"reason": request.reason})
    return request


@contextmanager
def _answering(by: Actor, token: str) -> Iterator[None]:
    """Whoever holds a link sees its request through the portal; an error ends the whole transaction."""
    if token:
        enter(SYSTEM)
    yield
    if token:
        enter(by)


def _open(by: Actor, at: datetime, request_id: uuid.UUID | None, token: str) -> Confirmation:
    """The request, locked with its supplier, still waiting for the customer."""
    if token:
        found = linked(token, at)
    else:
        mine = Confirmation.objects.visible_to(by).filter(organisation_id__in=by.organisation_ids)
        found = mine.filter(pk=request_id).first() if request_id else None
        if found is None:
            raise Http404
    if found is None:
        raise over()
    supplier = locked(found.supplier_id)
    request = Confirmation.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if request is None or after(request.state, Act.CONFIRM) is None or request.expires_at <= at:
        raise over()
    people = Membership.objects.active().filter(organisation_id=supplier.organisation_id)
    if by.user_id is not None and people.filter(user_id=by.user_id).exists():
        raise Refused(
            _("You work for the supplier. Somebody else of the customer has to confirm the project."),
            code="own",
            status=403,
        )
    return request


def _answered(request: Confirmation, act: Act, by: Actor, at: datetime) -> None:
    step = after(request.state, act)
    assert step is not None
    request.state, request.answered_at, request.answered_by_id = step.value, at, by.user_id
    request.token_hash = ""
    request.save()
    settle(about(request))
    audit.record(
        by=by, at=at, verb=f"record.customer-{step.value}", subject_kind="supplier",
        subject_id=request.supplier_id,
        data={"record": str(request.record_id), "request": str(request.pk), "is_named": request.is_named},
    )  # fmt: skip


def over() -> Refused:
    """The "no" to a link or request that is done with."""
    return Refused(
        _("This request was answered or taken back, or its time is over. Ask the supplier for a new one."),
        code="over",
        status=410,
    )


def _tell_supplier(request: Confirmation, code: str, params: dict[str, str] | None = None) -> None:
    members = Membership.objects.active().filter(organisation_id=request.supplier.organisation_id)
    for user_id in members.filter(user__isnull=False).values_list("user_id", flat=True):
        if user_id is not None:
            told = {"supplier": request.supplier.name, **(params or {})}
            tell(user_id, code, told, f"{reverse('matching:mine')}#projects")


def _tell_authorities(request: Confirmation) -> None:
    """Everybody of the technoparks in the plant's province."""
    parks = Organisation.objects.filter(kind=Kind.TECHNOPARK.value).annotate(sido=Left("sigungu", 2))
    here = parks.filter(sido=request.record.sido)
    members = Membership.objects.active().filter(organisation__in=here, user__isnull=False)
    url = reverse("matching:check_project", args=[request.pk])
    for user_id in members.values_list("user_id", flat=True).distinct():
        if user_id is not None:
            tell(user_id, "project_to_check", {"supplier": request.supplier.name}, url, about=about(request))
