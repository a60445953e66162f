"""A company's plants: added, corrected, retired, brought back."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.actions.facts import PlantFacts, check_facts
from assessments.actions.locked import locked_row
from assessments.models import Plant, Session, SessionState
from assessments.policies import may_keep_plants, may_retire_plant
from core import audit
from core.accounts.actor import Actor
from core.web import Refused

FACTS = ("name", "sigungu", "industry", "size", "employees", "average_sales_won")


def add_plant(*, facts: PlantFacts, address: str = "", by: Actor, at: datetime) -> Plant:
    """A new plant of the current company.

    Refused for anybody else ("not-a-company"), for a place, industry or size that does not exist, and 409
    "plant-known" for a name that the company already uses in this district, retired plants included.
    """
    if (reason := may_keep_plants(by)) or by.place is None:
        raise Refused(reason, code="not-a-company")
    check_facts(facts, at)
    plant = Plant(
        organisation_id=by.place.organisation_id,
        address=address,
        created_at=at,
        changed_at=at,
        created_by_id=by.user_id,
        **values(facts),
    )
    try:
        with transaction.atomic():
            plant.save(force_insert=True)
    except IntegrityError:
        raise already_known() from None
    record_plant("plant.added", plant, by, at)
    return plant


def change_plant(*, plant_id: uuid.UUID, facts: PlantFacts, address: str, by: Actor, at: datetime) -> Plant:
    """Correct name, place, industry or size. Diagnostics that are still open follow, results stay.

    Http404 for a plant one may not know; refused as `add_plant` is.
    """
    drafts = Session.objects.visible_to(by).drafts().filter(plant_id=plant_id)
    # Before the plant, as whoever mends or submits one of them does: two at once wait for each other once.
    list(drafts.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plant = locked_row(Plant.objects.visible_to(by), plant_id)
    check_facts(facts, at)
    put(plant, facts, by, at, address=address)
    drafts.update(
        plant_name=plant.name,
        sigungu=plant.sigungu,
        industry=plant.industry,
        size=plant.size,
        employees=plant.employees,
        average_sales_won=plant.average_sales_won,
    )
    return plant


def retire_plant(*, plant_id: uuid.UUID, by: Actor, at: datetime) -> Plant:
    """Offer the plant for no new diagnostic; its results stay. Retired twice, it is retired once.

    Http404 for a plant one may not know; refused 409 "plant-open" while a diagnostic of it is open.
    """
    plant = locked_row(Plant.objects.visible_to(by), plant_id)
    if plant.retired_at is not None:
        return plant
    has_draft = Session.objects.visible_to(by).filter(plant=plant, state=SessionState.DRAFT.value).exists()
    if reason := may_retire_plant(has_draft=has_draft):
        raise Refused(reason, code="plant-open", status=409)
    plant.retired_at = at
    plant.save(update_fields=["retired_at"])
    record_plant("plant.retired", plant, by, at)
    return plant


def bring_back_plant(*, plant_id: uuid.UUID, by: Actor, at: datetime) -> Plant:
    """Take a retired plant into use again; Http404 for one that one may not know."""
    plant = locked_row(Plant.objects.visible_to(by), plant_id)
    if plant.retired_at is not None:
        plant.retired_at = None
        plant.save(update_fields=["retired_at"])
        record_plant("plant.brought_back", plant, by, at)
    return plant


def put(plant: Plant, facts: PlantFacts, by: Actor, at: datetime, address: str | None = None) -> None:
    """Store what is known of a locked plant now, with an event where it is something else than before.

    Refused 409 "plant-known" where another plant of the company has this name and district.
    """
    wanted = values(facts) | ({} if address is None else {"address": address})
    changed = {name: value for name, value in wanted.items() if getattr(plant, name) != value}
    if not changed:
        return
    before = {"name": plant.name, "sigungu": plant.sigungu}
    for name, value in changed.items():
        setattr(plant, name, value)
    plant.changed_at = at
    try:
        with transaction.atomic():
            plant.save(update_fields=[*changed, "changed_at"])
    except IntegrityError:
        raise already_known() from None
    record_plant("plant.changed", plant, by, at, fields=sorted(changed), before=before)


def values(facts: PlantFacts) -> dict[str, object]:
    """The facts under the names of the columns."""
    return {name: getattr(facts, name) for name in FACTS}


def already_known() -> Refused:
    """The company uses this name in this district."""
    return Refused(
        _("You already have a plant of this name here. Choose it, or give this one another name."),
        code="plant-known",
        field="plant_name",
        status=409,
    )


def record_plant(verb: str, plant: Plant, by: Actor, at: datetime, **data: object) -> None:
    """The event of something done to a plant, with its name and district."""
    said = {"name": plant.name, "sigungu": plant.sigungu, "organisation": str(plant.organisation_id)}
    audit.record(by=by, at=at, verb=verb, subject_kind="plant", subject_id=plant.pk, data=said | data)
