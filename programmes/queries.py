"""What the regional desk reads."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Result
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.models import Organisation
from core.web.naming import place_name
from programmes.models import Jurisdiction


@dataclass(frozen=True, slots=True)
class District:
    """A district with its full name, as a filter offers it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A technopark's districts today, by name."""

    districts: tuple[District, ...]


def today() -> date:
    """Today in Seoul, where jurisdictions begin and end."""
    return timezone.localdate()


def regional_results(by: Actor) -> QuerySet[Result]:
    """Results shared with the technopark one works for, of plants in its districts today; none for others.

    Row-level security repeats both conditions in PostgreSQL (programmes/migrations/0002).
    """
    if by.kind != Kind.TECHNOPARK.value:
        return Result.objects.none()
    served = Jurisdiction.objects.on(today()).filter(technopark_id__in=by.organisation_ids)
    return Result.objects.visible_to(by).filter(sigungu__in=served.values("sigungu"))


def desk(by: Actor) -> Desk:
    """The districts of the technopark one works for (one query)."""
    codes: Sequence[str] = (
        Jurisdiction.objects.on(today())
        .filter(technopark_id__in=by.organisation_ids)
        .values_list("sigungu", flat=True)
    )
    found = [District(code, place_name(code)) for code in codes]
    return Desk(tuple(sorted(found, key=lambda each: each.name)))


def technopark_of(sigungu: str, on: date | None = None) -> Organisation | None:
    """The technopark whose jurisdiction holds the district on a day; None where nobody serves it."""
    found = (
        Jurisdiction.objects.on(on or today())
        .filter(sigungu=sigungu)
        .select_related("technopark")
        .order_by("valid_from")
        .last()
    )
    return found.technopark if found else None


def jurisdiction_rows(technopark_id: uuid.UUID) -> QuerySet[Jurisdiction]:
    """Every district a technopark serves, served or will serve, the open ones first."""
    return Jurisdiction.objects.filter(technopark_id=technopark_id).order_by(
        "valid_to", "sigungu", "valid_from"
    )
