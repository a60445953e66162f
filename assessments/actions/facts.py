"""What is said of a plant, and whether it can be."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, explain
from core.web import Refused
from core.web.wording import SEOUL


@dataclass(frozen=True, slots=True)
class PlantFacts:
    """What a diagnostic is about. Sales are the yearly average of the last three years, in won."""

    sigungu: str
    industry: str
    size: str
    name: str = ""
    employees: int | None = None
    average_sales_won: int | None = None


def check_facts(facts: PlantFacts, at: datetime) -> None:
    """Refused for a district, industry or size that does not exist on the day."""
    day = at.astimezone(SEOUL).date()
    if not REGIONS.is_selectable(facts.sigungu, day):
        became = explain(REGIONS.resolve(facts.sigungu, day), (get_language() or "ko")[:2])
        raise Refused(
            became or _("Choose the district where the plant is."), code="district", field="sigungu"
        )
    if facts.industry not in INDUSTRIES:
        raise Refused(_("Choose the industry from the list."), code="industry", field="industry")
    if facts.size not in list(SizeClass):
        raise Refused(_("Choose the size of the company from the list."), code="size", field="size")
