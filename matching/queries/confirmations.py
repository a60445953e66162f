"""Requests to confirm projects, as supplier, customer and authority read them."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.accounts.actor import Actor
from core.accounts.models import Membership
from matching.models import Confirmation, Supplier, TrackRecord
from matching.queries.supplier_page import Build, Request, SupplierPage, build_of
from matching.workflow import OPEN, Step

STATES = (Step.CONFIRMED.value, Step.CHECKED.value, Step.RETURNED.value)
"""What an authority sees: to check, checked, returned."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the project it is about and what the customer is called."""

    row: Confirmation
    build: Build
    customer: str

    @property
    def industry_place(self) -> str:
        """What a profile says of a customer that stays unnamed."""
        return f"{self.build.place} · {self.build.industry}"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A project that a company confirmed and an authority checked; `slug` is empty where its supplier has no
    public profile."""

    build: Build
    supplier: str
    slug: str


def confirmed_for(by: Actor) -> Sequence[Confirmed]:
    """The projects at the company one works in that count, the first finished first (one query)."""
    listed = Supplier.objects.listed().filter(pk=OuterRef("supplier_id"))
    rows: QuerySet[Any] = (
        Confirmation.objects.visible_to(by)
        .filter(
            organisation_id__in=by.organisation_ids,
            state=Step.CHECKED.value,
            record__deleted_at__isnull=True,
        )
        .select_related("record", "supplier")
        .annotate(has_profile=Exists(listed))
        .order_by("record__finished_on", "pk")
    )
    return [
        Confirmed(build_of(row.record), row.supplier.name, row.supplier.slug if row.has_profile else "")
        for row in rows
    ]


def token_hash(token: str) -> str:
    """What is stored of the secret in a mailed link: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def asked_of(row: Confirmation) -> Asked:
    """The request with its project (no query when `record`, `supplier` and `organisation` are loaded)."""
    customer = row.organisation.name if row.organisation else row.customer or row.email
    return Asked(row, build_of(row.record), customer)


def requests_in(state: str, by: Actor) -> QuerySet[Confirmation]:
    """What an authority may see in a state: to check the longest waiting first, else the last decision."""
    rows = Confirmation.objects.visible_to(by).filter(state=state)
    rows = rows.select_related("record", "supplier", "organisation")
    if state == Step.CONFIRMED.value:
        return rows.order_by("answered_at", "id")
    return rows.order_by("-ended_at", "id")


def counts(by: Actor) -> dict[str, int]:
    """How many an authority may see in each state (three queries)."""
    return {state: requests_in(state, by).count() for state in STATES}


def linked(token: str, at: datetime) -> Confirmation | None:
    """The open request that a mailed link leads to; needs the portal itself as actor."""
    return (
        Confirmation.objects.select_related("record", "supplier", "organisation")
        .filter(token_hash=token_hash(token), state=Step.ASKED.value, expires_at__gt=at)
        .first()
    )


def waiting_for(by: Actor) -> int:
    """How many projects wait for an answer of the organisation one works in (one query)."""
    return Confirmation.objects.asked_of(by).count()


def with_requests(page: SupplierPage, row: Supplier, at: datetime) -> SupplierPage:
    """The supplier's own page with how far each unconfirmed project is (one query)."""
    latest: dict[str, Request] = {}
    for each in Confirmation.objects.filter(supplier=row).order_by("asked_at"):
        state = each.state
        if state == Step.ASKED.value and each.expires_at <= at:
            state = "expired"
        before = latest.get(str(each.record_id))
        reason = each.reason or (before.reason if before else "")
        latest[str(each.record_id)] = Request(state, each.expires_at, reason)
    builds = tuple(replace(each, request=latest.get(each.id)) for each in page.unconfirmed)
    return replace(page, unconfirmed=builds)


def last_no(record: TrackRecord) -> Confirmation | None:
    """The last request about a project that was answered with "no", and why; None without one (one query)."""
    rows = Confirmation.objects.filter(record=record).exclude(reason="")
    return rows.order_by("-asked_at", "id").first()


def refused_projects(row: Supplier) -> tuple[Confirmation, ...]:
    """The last "no" to each of the supplier's projects that does not count, the newest first (one query)."""
    found = (
        Confirmation.objects.filter(supplier=row, record__deleted_at__isnull=True)
        .exclude(reason="")
        .exclude(record__customer_confirmed_at__isnull=False, record__checked_at__isnull=False)
        .select_related("record")
        .order_by("-asked_at", "id")
    )
    latest: dict[uuid.UUID, Confirmation] = {}
    for each in found:
        latest.setdefault(each.record_id, each)
    return tuple(latest.values())


def open_request(record: TrackRecord) -> Confirmation | None:
    """The request that is under way for a project, whether its link still works or not."""
    states = sorted(each.value for each in OPEN)
    return Confirmation.objects.filter(record=record, state__in=states).first()


def proven_by_projects(row: Supplier) -> set[str]:
    """The technologies of which a project was confirmed and checked here (one query)."""
    done = Confirmation.objects.filter(
        supplier=row, state=Step.CHECKED.value, record__deleted_at__isnull=True
    )
    return set(done.values_list("record__domain", flat=True))


def belong_together(one: uuid.UUID, other: uuid.UUID) -> bool:
    """Whether two organisations share a member."""
    people = Membership.objects.active().filter(organisation_id=one, user__isnull=False)
    return Membership.objects.active().filter(organisation_id=other, user__in=people.values("user")).exists()


def addresses_of(row: Supplier) -> Sequence[str]:
    """The mail addresses of the supplier: its contact and everybody who works there."""
    members = Membership.objects.active().filter(organisation_id=row.organisation_id, user__isnull=False)
    known = [row.contact_email, *members.values_list("user__email", flat=True)]
    return [each.lower() for each in known if each]
