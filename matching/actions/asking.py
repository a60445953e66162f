"""A supplier asks the customer of a finished project to confirm it, or takes that back."""

import secrets
import unicodedata
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.addresses import EVERYBODYS_MAIL
from core.accounts.models import Membership, Organisation
from core.accounts.roles import Kind
from core.limits import Limit, spend, spend_mail
from core.notices.telling import mail, settle, tell
from core.web import Refused
from core.web.wording import SEOUL
from matching.actions.bans import refuse_own_ban
from matching.actions.locked import locked_own
from matching.models import Confirmation, Supplier, TrackRecord
from matching.queries.confirmations import addresses_of, belong_together, open_request, token_hash
from matching.workflow import Act, Step, after

ASK_DAYS = 14
ASKS = Limit("project-asks", most=20, seconds=86_400)
NUMBERS = Limit("project-numbers", most=20, seconds=86_400)


@transaction.atomic
def ask_customer(
    *,
    by: Actor,
    at: datetime,
    record_id: uuid.UUID,
    business_number: str = "",
    email: str = "",
    address: str = "",
) -> Confirmation:
    """The request, open for 14 days: to a company of the portal by its number, else to a mail address.

    The company's members find it in their inbox; an address gets a link that works once. `address` is the
    client's. Refused: `not-verified`, `confirmed`, 409 `asked` (it is under way), `not-here` (no such company
    in the portal), `own` (the supplier itself, or people of it), `email-invalid`, `too-many`,
    `too_many_mails`, 409 `unavailable` (the supplier is banned).
    """
    row = locked_own(by)
    made = TrackRecord.objects.filter(supplier=row, pk=record_id).first()
    if made is None:
        raise Http404
    refuse_own_ban(row.organisation_id, at)
    _may_be_asked(row, made, at)
    number = business_number.strip()
    typed = "" if number else _plain(email.strip())
    customer = _company(row, number) if number else None
    if customer is None:
        _refuse_own_address(row, typed)
        spend_mail(to=typed, address=address)
    _spend(ASKS, str(row.pk))
    token = "" if customer else secrets.token_urlsafe(32)
    request = Confirmation.objects.create(
        supplier=row,
        record=made,
        organisation=customer,
        email="" if customer else typed,
        token_hash=token_hash(token) if token else "",
        state=Step.ASKED.value,
        asked_at=at,
        asked_by_id=by.user_id,
        expires_at=at + timedelta(days=ASK_DAYS),
    )
    audit.record(
        by=by, at=at, verb="record.confirmation-asked", subject_kind="supplier", subject_id=row.pk,
        data={"record": str(made.pk), "request": str(request.pk), "by_mail": bool(token)},
    )  # fmt: skip
    params = {"supplier": row.name, "until": _day(request.expires_at)}
    if customer is None:
        mail(
            typed, "project_to_confirm_by_link", params, url=reverse("matching:confirm_by_link", args=[token])
        )
    else:
        url = reverse("matching:confirm_project", args=[request.pk])
        members = Membership.objects.active().filter(organisation=customer, user__isnull=False)
        for user_id in members.values_list("user_id", flat=True):
            if user_id is not None:
                tell(user_id, "project_to_confirm", params, url, about=about(request))
    return request


def count_number(*, by: Actor) -> None:
    """Count a business number that the actor's organisation tries, found or not. Refused 429 `too-many`.

    To be called outside of the transaction that looks for the number: what undoes that leaves the count.
    """
    if by.place is not None:
        _spend(NUMBERS, str(by.place.organisation_id))


@transaction.atomic
def withdraw_ask(*, by: Actor, at: datetime, record_id: uuid.UUID) -> Confirmation:
    """The request, taken back: its link does nothing any more. Refused 409 `answered` when there is none."""
    row = locked_own(by)
    made = TrackRecord.objects.filter(supplier=row, pk=record_id).first()
    if made is None:
        raise Http404
    request = open_request(made)
    if request is None or after(request.state, Act.WITHDRAW) is None:
        raise Refused(
            _("The customer has answered meanwhile, so there is nothing to take back."),
            code="answered",
            status=409,
        )
    take_back(request, at)
    audit.record(
        by=by, at=at, verb="record.confirmation-withdrawn", subject_kind="supplier", subject_id=row.pk,
        data={"record": str(made.pk), "request": str(request.pk)},
    )  # fmt: skip
    return request


def about(request: Confirmation) -> str:
    """What notices of a request ask about, so that they are settled with it."""
    return f"project:{request.pk}"


def _spend(limit: Limit, whom: str) -> None:
    if spend((limit, whom)):
        raise Refused(
            _("You asked %(count)d times within a day. Go on tomorrow.") % {"count": limit.most},
            code="too-many",
            status=429,
        )


def _may_be_asked(row: Supplier, made: TrackRecord, at: datetime) -> None:
    if row.verified_at is None:
        raise Refused(
            _("Customers are asked once your company is verified, so that they know who asks."),
            code="not-verified",
        )
    if made.customer_confirmed_at and made.checked_at:
        raise Refused(_("This project is confirmed already."), code="confirmed", status=409)
    request = open_request(made)
    if request is None:
        return
    if request.state == Step.ASKED.value and request.expires_at <= at:
        take_back(request, at)
        return
    raise Refused(_("This project is being confirmed already."), code="asked", status=409)


def take_back(request: Confirmation, at: datetime) -> None:
    """Withdraw a request that is locked: its link does nothing any more, and nobody is told to answer."""
    request.state, request.token_hash, request.ended_at = Step.WITHDRAWN.value, "", at
    request.save(update_fields=["state", "token_hash", "ended_at"])
    settle(about(request))


def tell_customer_of_end(request: Confirmation, supplier: str) -> None:
    """Tell the customer that a request it has not answered was taken back: in the inbox, or by mail."""
    params = {"supplier": supplier}
    if request.organisation_id is None:
        if request.email:
            mail(request.email, "project_ask_ended", params)
        return
    members = Membership.objects.active().filter(organisation_id=request.organisation_id)
    for user_id in members.values_list("user_id", flat=True):
        if user_id is not None:
            tell(user_id, "project_ask_ended", params)


def _company(row: Supplier, number: str) -> Organisation:
    if number == row.organisation.business_number:
        raise _own("business_number")
    members = Membership.objects.active().filter(user__isnull=False)
    company = Organisation.objects.filter(
        kind=Kind.COMPANY.value, business_number=number, memberships__in=members
    ).first()
    if company is None:
        raise Refused(
            _("No company with this number works with the portal yet. Ask it by mail instead."),
            code="not-here",
            field="business_number",
        )
    if belong_together(company.pk, row.organisation_id):
        raise _own("business_number")
    return company


def _refuse_own_address(row: Supplier, email: str) -> None:
    """Addresses of the supplier's people, and others at their own domain, are not a customer's."""
    own = addresses_of(row)
    domains = {_domain(each) for each in own} - EVERYBODYS_MAIL
    theirs = _domain(email)
    if email in own or any(theirs == each or theirs.endswith(f".{each}") for each in domains if each):
        raise _own("email")


def _plain(email: str) -> str:
    """The address in the one spelling that is compared and mailed to. Refused `email-invalid`: no name."""
    name, _at, _typed = unicodedata.normalize("NFKC", email).casefold().rpartition("@")
    domain = _domain(email)
    if not name or not _is_name(domain):
        raise Refused(
            _("Type an e-mail address such as name@company.co.kr."), code="email-invalid", field="email"
        )
    return f"{name}@{domain}"


def _domain(email: str) -> str:
    """What stands behind the @, as a name server would be asked for it; empty when it cannot be."""
    typed = unicodedata.normalize("NFKC", email).casefold().rpartition("@")[2]
    try:
        return typed.encode("idna").decode().casefold().rstrip(".")
    except UnicodeError:
        return ""


def _is_name(domain: str) -> bool:
    """Whether it is a name in some zone, not the address of a machine, in brackets or bare."""
    _rest, dot, zone = domain.rpartition(".")
    return bool(dot) and not zone.isdigit() and "[" not in domain and ":" not in domain


def _own(field: str) -> Refused:
    return Refused(
        _("This is your own company, or people who work for it. Only the customer can confirm a project."),
        code="own",
        field=field,
    )


def _day(at: datetime) -> str:
    return str(at.astimezone(SEOUL).date())
