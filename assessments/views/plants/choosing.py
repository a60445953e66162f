"""Which plant a new diagnostic is of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from assessments.forms.plant import AUTOMATIC
from assessments.models import Plant
from assessments.queries import plants_to_choose
from assessments.views.plants.wording import man
from assessments.views.wording import plant_text, region_text
from core.accounts.actor import Actor

NEW = "new"


@dataclass(frozen=True, slots=True)
class Choice:
    """The company's plants, and which of them was chosen: one, a new one, or none yet.

    `wanted` is the id that was sent, also where it is none of these plants: the action says so.
    """

    plants: Sequence[Plant]
    plant: Plant | None
    is_new: bool
    wanted: uuid.UUID | None

    @property
    def is_open(self) -> bool:
        """Whether one of several plants must be chosen first."""
        return len(self.plants) > 1 and self.plant is None and not self.is_new

    @property
    def value(self) -> str:
        """What the form sends along."""
        return NEW if self.is_new else str(self.plant.pk) if self.plant else ""

    def options(self, query: dict[str, str]) -> list[tuple[str, str, bool]]:
        """Name and address of each plant, and whether it is the chosen one."""
        return [
            (
                f"{each.name} · {region_text(each.sigungu)}" if each.name else plant_text(each),
                f"?{urlencode(query | {'plant': str(each.pk)})}",
                each == self.plant,
            )
            for each in self.plants
        ]

    def new_url(self, query: dict[str, str]) -> str:
        """Where a new plant is begun."""
        return f"?{urlencode(query | {'plant': NEW})}"


def choice_of(request: HttpRequest, by: Actor) -> Choice:
    """What the address or the form says; the only plant of a company is chosen by itself."""
    plants = plants_to_choose(by)
    given = (request.POST if request.method == "POST" else request.GET).get("plant", "")
    wanted = _uuid(given)
    chosen = next((each for each in plants if each.pk == wanted), None)
    if request.method == "POST" and not given:
        said = (request.POST.get("plant_name", "").strip(), request.POST.get("sigungu", ""))
        chosen = next((each for each in plants if (each.name, each.sigungu) == said), None)
        wanted = chosen.pk if chosen else None
    elif len(plants) == 1 and not given:
        chosen = plants[0]
    return Choice(plants, chosen, bool(plants) and given == NEW, wanted)


def known_of(plant: Plant) -> dict[str, Any]:
    """What is known of a plant, as the forms ask for it."""
    return {
        "sigungu": plant.sigungu,
        "industry": plant.industry,
        "size": plant.size or AUTOMATIC,
        "employees": plant.employees,
        "sales": man(plant.average_sales_won),
        "plant_name": plant.name,
        "address": plant.address,
    }


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
