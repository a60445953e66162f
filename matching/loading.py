"""Bringing the demonstration's suppliers into the database, in bulk and as often as one likes."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from django.db import transaction

from core.accounts.models import Organisation
from core.accounts.roles import Kind
from core.scope import acting_as_system
from core.web.wording import SEOUL
from matching.demo import DemoSupplier
from matching.models import PoolVersion, Solution, Supplier, TrackRecord
from matching.queries.keys import search_keys

_FOLDER = uuid.UUID("6f0d8a52-9a3e-5c57-9d3c-5a1f6f2f7b10")
"""Names of demonstration rows: the same slug has the same ids in every installation."""

_BATCH = 500


def demo_id(kind: str, *parts: object) -> uuid.UUID:
    """The id of a demonstration row: `demo_id("supplier", slug)`, `demo_id("organisation", slug)`."""
    return uuid.uuid5(_FOLDER, "/".join([kind, *map(str, parts)]))


def load_suppliers(demo_suppliers: Iterable[DemoSupplier]) -> int:
    """Load the suppliers that are not there yet, with organisation, products and track records; how many.

    What is there, also what somebody changed since, is left alone. One transaction; ids are deterministic.
    """
    with acting_as_system(), transaction.atomic():
        wanted = list(demo_suppliers)
        known = set(
            Supplier.objects.filter(slug__in=[each.slug for each in wanted]).values_list("slug", flat=True)
        )
        new = [each for each in wanted if each.slug not in known]
        Organisation.objects.bulk_create(
            [_organisation(each) for each in new], batch_size=_BATCH, ignore_conflicts=True
        )
        Supplier.objects.bulk_create([_supplier(each) for each in new], batch_size=_BATCH)
        Solution.objects.bulk_create(
            [solution for each in new for solution in _solutions(each)], batch_size=2 * _BATCH
        )
        TrackRecord.objects.bulk_create(
            [record for each in new for record in _records(each)], batch_size=2 * _BATCH
        )
        if new:
            PoolVersion.move()
        return len(new)


def _organisation(demo: DemoSupplier) -> Organisation:
    return Organisation(
        id=demo_id("organisation", demo.slug),
        kind=Kind.SUPPLIER.value,
        name=demo.name,
        name_en=demo.name_en,
        business_number=demo.business_number,
        sigungu=demo.home_sigungu,
        employees=demo.employees,
        average_sales_won=demo.sales_won,
        homepage=demo.homepage,
        is_demo=True,
        verified_at=_noon(demo) if demo.is_verified else None,
    )


def _supplier(demo: DemoSupplier) -> Supplier:
    keys = search_keys(demo.name, _texts(demo))
    return Supplier(
        id=demo_id("supplier", demo.slug),
        organisation_id=demo_id("organisation", demo.slug),
        slug=demo.slug,
        name=demo.name,
        name_en=demo.name_en,
        name_key=keys.name_key,
        name_initials=keys.name_initials,
        search_text=keys.search_text,
        summary_ko=demo.summary_ko,
        summary_en=demo.summary_en,
        home_sigungu=demo.home_sigungu,
        home_sido=demo.home_sido,
        regions=list(demo.regions),
        domains=list(demo.domains),
        evidence=dict(demo.evidence),
        remote_domains=list(demo.remote_domains),
        industries=list(demo.industries),
        sizes=list(demo.sizes),
        employees=demo.employees,
        sales_won=demo.sales_won,
        founded_on=demo.founded_on,
        homepage=demo.homepage,
        contact_name=demo.contact_name,
        contact_email=demo.contact_email,
        contact_phone=demo.contact_phone,
        capacity_total=demo.capacity_total,
        capacity_open=demo.capacity_open,
        is_accepting=demo.is_accepting,
        capacity_said_at=_noon(demo),
        is_published=demo.is_verified,
        verified_at=_noon(demo) if demo.is_verified else None,
        verification_asked_at=None if demo.is_verified else _noon(demo),
        profile_confirmed_on=demo.profile_confirmed_on,
        requests_received=demo.requests_received,
        requests_answered_in_time=demo.requests_answered_in_time,
        projects_rated=demo.projects_rated,
        projects_satisfied=demo.projects_satisfied,
        confirmed_records=sum(each.is_confirmed and each.is_checked for each in demo.track_records),
        changed_at=_noon(demo),
    )


def _texts(demo: DemoSupplier) -> Sequence[str]:
    return [
        demo.name_en,
        demo.summary_ko,
        demo.summary_en,
        *(text for each in demo.solutions for text in (each.name, each.description_ko)),
    ]


def _noon(demo: DemoSupplier) -> datetime:
    return datetime.combine(demo.profile_confirmed_on, time(12), SEOUL)


def _solutions(demo: DemoSupplier) -> Iterable[Solution]:
    for index, each in enumerate(demo.solutions):
        yield Solution(
            id=demo_id("solution", demo.slug, index),
            supplier_id=demo_id("supplier", demo.slug),
            domain=each.domain,
            name=each.name,
            description_ko=each.description_ko,
            description_en=each.description_en,
        )


def _records(demo: DemoSupplier) -> Iterable[TrackRecord]:
    for index, each in enumerate(demo.track_records):
        checked = datetime.combine(each.finished_on, time(12), SEOUL)
        yield TrackRecord(
            id=demo_id("record", demo.slug, index),
            supplier_id=demo_id("supplier", demo.slug),
            year=each.year,
            finished_on=each.finished_on,
            domain=each.domain,
            industry=each.industry,
            sido=each.sido,
            size=each.size,
            level_before=each.level_before,
            level_after=each.level_after,
            amount_band=each.amount_band,
            outcome_ko=each.outcome_ko,
            outcome_en=each.outcome_en,
            customer_confirmed_at=checked if each.is_confirmed else None,
            checked_at=checked if each.is_checked else None,
        )
