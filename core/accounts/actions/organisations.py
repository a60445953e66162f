"""Registering an organisation and keeping its data."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts import policies
from core.accounts.actor import Actor
from core.accounts.details import Details, clean_business_number, clean_details
from core.accounts.locking import lock, locked_organisation
from core.accounts.models import Membership, MembershipState, Organisation
from core.accounts.roles import Kind, Role
from core.web.refusal import Refused
from core.web.wording import SEOUL


@transaction.atomic
def create_organisation(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    name: str,
    business_number: str = "",
    sigungu: str = "",
    industry: str = "",
    size: str = "",
    employees: int | None = None,
    average_sales_won: int | None = None,
    name_en: str = "",
    homepage: str = "",
    code: str = "",
) -> Organisation:
    """The new organisation. Who registers a company or supplier becomes its administrator.

    Companies and suppliers need a business number, typed in any form; public institutions are registered by
    a programme administrator of the ministry, who then invites their first administrator.
    Refused: `not_allowed`, `exists` (same kind and number; `data` holds `kind` and `business_number` for a
    request to join), or the fault of a field.
    """
    if why := policies.may_create(by, kind):
        raise Refused(why, code="not_allowed", status=403)
    if kind not in Kind.values:
        raise Refused(_("Choose what the organisation is."), code="kind", field="kind")
    own = kind in policies.SELF_SERVICE_KINDS
    number = clean_business_number(business_number) if own or business_number.strip() else ""
    typed = Details(name, sigungu, industry, size, employees, average_sales_won, name_en, homepage)
    details = clean_details(at.astimezone(SEOUL).date(), typed, kind)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                kind=kind, code=code, business_number=number, **asdict(details)
            )
    except IntegrityError:
        raise _exists(kind, number) from None
    audit.record(
        by=by, at=at, verb="organisation.created", subject_kind="organisation",
        subject_id=organisation.pk, data={"kind": kind},
    )  # fmt: skip
    if own and by.user_id is not None:
        Membership.objects.create(
            organisation=organisation,
            user_id=by.user_id,
            role=Role.ADMINISTRATOR.value,
            state=MembershipState.ACTIVE.value,
            started_at=at,
        )
    return organisation


@transaction.atomic
def change_organisation(
    *,
    by: Actor,
    at: datetime,
    organisation_id: uuid.UUID,
    name: str,
    business_number: str | None = None,
    sigungu: str = "",
    industry: str = "",
    size: str = "",
    employees: int | None = None,
    average_sales_won: int | None = None,
    name_en: str = "",
    homepage: str = "",
) -> Organisation:
    """The organisation with its new data. `business_number` None keeps the number.

    Refused: `not_allowed`, `verified` (the number was checked and stays), `exists`, or a field's fault.
    """
    organisation = locked_organisation(by, organisation_id)
    typed = Details(name, sigungu, industry, size, employees, average_sales_won, name_en, homepage)
    details = asdict(clean_details(at.astimezone(SEOUL).date(), typed, organisation.kind))
    if business_number is not None:
        details["business_number"] = number = clean_business_number(business_number)
        if organisation.verified_at and number != organisation.business_number:
            raise Refused(
                _("The business number was checked and cannot be changed here. Please call us."),
                code="verified",
                field="business_number",
            )
    changed = [field for field, value in details.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, details[field])
    try:
        with transaction.atomic():
            organisation.save(update_fields=changed)
    except IntegrityError:
        raise _exists(organisation.kind, str(details["business_number"])) from None
    if changed:
        audit.record(
            by=by, at=at, verb="organisation.changed", subject_kind="organisation",
            subject_id=organisation.pk, data={"fields": changed},
        )  # fmt: skip
    return organisation


@transaction.atomic
def describe_organisation(
    *, by: Actor, at: datetime, organisation_id: uuid.UUID, facts: Mapping[str, Any]
) -> Organisation:
    """The organisation with cleaned facts that its members keep elsewhere (`core.accounts.keepers`).

    Raises Http404 for anybody but a member.
    """
    organisation = lock(organisation_id)
    if not by.is_system and organisation.pk not in by.organisation_ids:
        raise Http404
    changed = [field for field, value in facts.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, facts[field])
    if changed:
        organisation.save(update_fields=changed)
        audit.record(
            by=by, at=at, verb="organisation.changed", subject_kind="organisation",
            subject_id=organisation.pk, data={"fields": changed},
        )  # fmt: skip
    return organisation


@transaction.atomic
def verify_organisation(*, by: Actor, at: datetime, organisation_id: uuid.UUID) -> Organisation:
    """The organisation, its business number marked as checked against the register; from now on it stays.

    Refused `not_allowed` for anyone but a programme administrator of the ministry.
    """
    if not (by.is_system or policies.is_programme_administrator(by)):
        raise Refused(_("Only a programme administrator may do this."), code="not_allowed", status=403)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    if organisation.verified_at is None:
        organisation.verified_at = at
        organisation.save(update_fields=["verified_at"])
        audit.record(
            by=by, at=at, verb="organisation.verified", subject_kind="organisation",
            subject_id=organisation.pk,
        )  # fmt: skip
    return organisation


def _exists(kind: str, number: str) -> Refused:
    return Refused(
        _("This business number is already registered. Ask to join the organisation instead."),
        code="exists",
        field="business_number",
        data={"kind": kind, "business_number": number},
    )
