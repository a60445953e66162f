"""Starting a diagnostic, and mending what it is about: the plant's place, industry and size."""

import uuid
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from assessments.actions.carry import carried_over
from assessments.actions.facts import PlantFacts, check_facts
from assessments.actions.filing import chosen_plant, new_plant, plant_after, plant_of
from assessments.actions.locked import locked_draft
from assessments.models import Answer, FrameworkVersion, Session
from core import audit
from core.accounts.actor import Actor
from core.accounts.middleware import DRAFT_DAYS
from core.web import Refused

DRAFT_LIFE = timedelta(days=DRAFT_DAYS)


def start(
    *,
    framework_id: uuid.UUID,
    plant: PlantFacts,
    by: Actor,
    at: datetime,
    carry_from: uuid.UUID | None = None,
    plant_id: uuid.UUID | None = None,
    is_new: bool = False,
) -> Session:
    """A new draft: the current company's, or for anybody else one of their cookie that expires in 30 days.

    A company's is of its plant `plant_id`, which is corrected to what is said of it now; without one it is of
    the plant with this name and district, made where there is none. `is_new` insists that there is none.
    `carry_from` names a session one may see whose answers are carried over where the framework says so.
    Refused for a framework that is not published, a district, industry or size that does not exist, a plant
    that is not the company's or is retired, and for a visitor without a draft key.
    """
    version = FrameworkVersion.objects.published().defer("document", "source").filter(pk=framework_id).first()
    if version is None:
        raise Refused(_("This diagnostic is no longer offered. Choose one of the others."), code="framework")
    check_facts(plant, at)
    is_company = by.kind == "company"
    if not is_company and not by.draft_key:
        raise Refused(_("Your browser does not keep cookies. Allow them to start."), code="no-draft-key")
    filed = None
    if is_company:
        if plant_id is not None:
            filed = chosen_plant(plant, plant_id, by, at).pk
        else:
            filed = new_plant(plant, by, at) if is_new else plant_of(plant, by, at)
    session = Session.objects.create(
        framework=version,
        plant_id=filed,
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


def change_details(*, session_id: uuid.UUID, plant: PlantFacts, by: Actor, at: datetime) -> Session:
    """Mend what the diagnostic is about while it is a draft. Refused like `start`, and when it is closed."""
    session = locked_draft(session_id, by, at)
    check_facts(plant, at)
    session.plant_id = plant_after(session, plant, by, at)
    session.plant_name = plant.name
    session.sigungu, session.industry, session.size = plant.sigungu, plant.industry, plant.size
    session.employees, session.average_sales_won = plant.employees, plant.average_sales_won
    session.changed_at = at
    session.save(
        update_fields=[
            "plant",
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
