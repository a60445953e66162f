"""Under which plant a diagnostic is filed: chosen, found by name and district, or made."""

import uuid
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from assessments.actions.facts import PlantFacts
from assessments.actions.plants import already_known, put, record_plant
from assessments.models import Plant, Session
from core.accounts.actor import Actor
from core.web import Refused

_FIND_OR_MAKE = """
WITH known AS (
  SELECT retired_at FROM assessments_plant WHERE organisation_id = %(organisation)s AND name = %(name)s
  AND sigungu = %(sigungu)s)
INSERT INTO assessments_plant (id, organisation_id, name, sigungu, address, industry, size, employees,
  average_sales_won, created_at, changed_at, created_by_id)
VALUES (%(id)s, %(organisation)s, %(name)s, %(sigungu)s, '', %(industry)s, %(size)s, %(employees)s,
  %(average_sales_won)s, %(at)s, %(at)s, %(user)s)
ON CONFLICT (organisation_id, name, sigungu) DO UPDATE SET retired_at = NULL
RETURNING id, (SELECT retired_at FROM known)
"""


def chosen_plant(facts: PlantFacts, plant_id: uuid.UUID, by: Actor, at: datetime) -> Plant:
    """The plant with this id, corrected to what is said of it now.

    Refused "plant" for one that is not the company's, "plant-retired" for a retired one.
    """
    plant = Plant.objects.visible_to(by).select_for_update(no_key=True).filter(pk=plant_id).first()
    if plant is None:
        raise Refused(_("Choose one of your plants."), code="plant", field="plant")
    if plant.retired_at is not None:
        raise Refused(
            _("This plant is retired. Bring it back on the page of your plants, or choose another one."),
            code="plant-retired",
            field="plant",
        )
    put(plant, facts, by, at)
    return plant


def new_plant(facts: PlantFacts, by: Actor, at: datetime) -> uuid.UUID:
    """A plant that the company says is none of those it has; refused 409 "plant-known" where it is one."""
    if Plant.objects.visible_to(by).filter(name=facts.name, sigungu=facts.sigungu).exists():
        raise already_known()
    return plant_of(facts, by, at)


def plant_of(facts: PlantFacts, by: Actor, at: datetime) -> uuid.UUID:
    """The company's plant of this name and district: found, brought back, or made (one statement).

    Whoever asks at the same time gets the same plant.
    """
    if by.place is None:
        raise ValueError("only a company has plants")
    made = uuid.uuid4()
    given: dict[str, str | int | uuid.UUID | datetime | None] = {
        "id": made,
        "organisation": by.place.organisation_id,
        "name": facts.name,
        "sigungu": facts.sigungu,
        "industry": facts.industry,
        "size": facts.size,
        "employees": facts.employees,
        "average_sales_won": facts.average_sales_won,
        "at": at,
        "user": by.user_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND_OR_MAKE, given)
        row = cursor.fetchone()
    assert row is not None
    found, retired_at = row
    if found == made or retired_at is not None:
        plant = Plant(
            pk=found, organisation_id=by.place.organisation_id, name=facts.name, sigungu=facts.sigungu
        )
        record_plant("plant.added" if found == made else "plant.brought_back", plant, by, at)
    key: uuid.UUID = found
    return key


def facts_of(session: Session) -> PlantFacts:
    """What a session says of its plant."""
    return PlantFacts(
        sigungu=session.sigungu,
        industry=session.industry,
        size=session.size,
        name=session.plant_name,
        employees=session.employees,
        average_sales_won=session.average_sales_won,
    )


def plant_after(session: Session, facts: PlantFacts, by: Actor, at: datetime) -> uuid.UUID | None:
    """Under which plant a draft is filed when other facts are said of it.

    A plant of which there is nothing but this draft was mistyped and is corrected along, unless the company
    has another one of the new name and district; a plant with other diagnostics stays what it was.
    """
    if session.organisation_id is None:
        return None
    if session.plant_id is None:
        return plant_of(facts, by, at)
    plant = Plant.objects.visible_to(by).select_for_update(no_key=True).get(pk=session.plant_id)
    is_same = (plant.name, plant.sigungu) == (facts.name, facts.sigungu)
    if not is_same:
        others = plant.sessions.exclude(pk=session.pk)
        namesakes = Plant.objects.visible_to(by).filter(name=facts.name, sigungu=facts.sigungu)
        if others.exists() or namesakes.exists():
            return plant_of(facts, by, at)
    put(plant, facts, by, at)
    return plant.pk
