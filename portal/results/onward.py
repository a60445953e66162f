"""From the result of a short diagnostic on to the longer one that takes its answers."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from assessments.documents import framework_of
from assessments.models import Result
from assessments.queries import longer_of
from assessments.scoring import carried_from
from portal.reports.build import basis_of


@dataclass(frozen=True, slots=True)
class Onward:
    """How many questions the longer diagnostic asks, how many of them are answered, and where it begins."""

    questions: int
    carried: int
    url: str


def onward_of(result: Result) -> Onward | None:
    """The longer diagnostic of the same plant; None where none continues this one (a query where one may)."""
    framework = framework_of(result.framework)
    longer = longer_of(framework)
    if longer is None:
        return None
    query = {"framework": longer.code} | ({"plant": str(result.plant_id)} if result.plant_id else {})
    return Onward(
        questions=longer.questions,
        carried=len(carried_from(framework, basis_of(result).answers, longer.framework)),
        url=f"{reverse('assessments:start')}?{urlencode(query)}",
    )
