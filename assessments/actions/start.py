"""Starting a diagnostic, and mending what it is about: the plant's place, industry and size."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.actions.carry import carried_over
from assessments.actions.locked import locked_draft
from assessments.models import Answer, FrameworkVersion, Session
from core import audit
from core.accounts.actor import Actor
from core.accounts.middleware import DRAFT_DAYS
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, explain
from core.web import Refused
from core.web.wording import SEOUL

DRAFT_LIFE = timedelta(days=DRAFT_DAYS)


@dataclass(frozen=True, slots=True)
class Plant:
    """What a diagnostic is about. Sales are the yearly average of the last three years, in won."""

    sigungu: str
    industry: str
    size: str
    name: str = ""
    employees: int | None = None
    average_sales_won: int | None = None


def start(
    *,
    framework_id: uuid.UUID,
    plant: Plant,
    by: Actor,
    at: datetime,
    carry_from: uuid.UUID | None = None,
) -> Session:
    """A new draft: the current company's, or for anybody else one of their cookie that expires in 30 days.

    `carry_from` names a session one may see whose answers are carried over where the framework says so.
    Refused for a framework that is not published, a district, industry or size that does not exist, and for
    a visitor without a draft key.
    """
    version = FrameworkVersion.objects.published().defer("document", "source").filter(pk=framework_id).first()
    if version is None:
        raise Refused(_("This diagnostic is no longer offered. Choose one of the others."), code="framework")
    _check(plant, at)
    is_company = by.kind == "company"
    if not is_company and not by.draft_key:
        raise Refused(_("Your browser does not keep cookies. Allow them to start."), code="no-draft-key")
    session = Session.objects.create(
        framework=version,
        organisation_id=by.place.organisation_id if is_company and by.place else None,
        draft_key="" if is_company else by.draft_key,
        plant_name=plant.name,
        sigungu=plant.sigungu,
        industry=plant.industry,
        size=plant.size,
        employees=plant.employees,
        average_sales_won=plant.average_sales_won,
        started_at=at,
        changed_at=at,
        expires_at=None if is_company else at + DRAFT_LIFE,
        created_by_id=by.user_id,
    )
    rows = carried_over(session, carry_from, by, at) if carry_from else []
    if rows:
        Answer.objects.bulk_create(rows)
        session.answers_version = len(rows)
        session.save(update_fields=["answers_version"])
    audit.record(
        by=by,
        at=at,
        verb="session.started",
        subject_kind="session",
        subject_id=session.pk,
        data={"framework": str(version), "carried": len(rows), "from": str(carry_from or "")},
    )
    return session


def change_plant(*, session_id: uuid.UUID, plant: Plant, by: Actor, at: datetime) -> Session:
    """Mend what the diagnostic is about while it is a draft. Refused like `start`, and when it is closed."""
    session = locked_draft(session_id, by, at)
    _check(plant, at)
    session.plant_name = plant.name
    session.sigungu, session.industry, session.size = plant.sigungu, plant.industry, plant.size
    session.employees, session.average_sales_won = plant.employees, plant.average_sales_won
    session.changed_at = at
    session.save(
        update_fields=[
            "plant_name",
            "sigungu",
            "industry",
            "size",
            "employees",
            "average_sales_won",
            "changed_at",
        ]
    )
    audit.record(
        by=by,
        at=at,
        verb="session.plant_changed",
        subject_kind="session",
        subject_id=session.pk,
        data={"sigungu": plant.sigungu, "industry": plant.industry, "size": plant.size},
    )
    return session


def _check(plant: Plant, at: datetime) -> None:
    day = at.astimezone(SEOUL).date()
    if not REGIONS.is_selectable(plant.sigungu, day):
        became = explain(REGIONS.resolve(plant.sigungu, day), (get_language() or "ko")[:2])
        raise Refused(
            became or _("Choose the district where the plant is."), code="district", field="sigungu"
        )
    if plant.industry not in INDUSTRIES:
        raise Refused(_("Choose the industry from the list."), code="industry", field="industry")
    if plant.size not in list(SizeClass):
        raise Refused(_("Choose the size of the company from the list."), code="size", field="size")
