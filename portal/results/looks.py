"""Looking at a result, on a page or over the API: whoever is not the company itself leaves a record of it."""

import uuid

from django.http import HttpRequest

from assessments.models import Result
from core.accounts.actor import Actor
from core.audit import record_look
from core.web.request import now
from portal.results.queries import result_of


def opened(request: HttpRequest, result_id: uuid.UUID, by: Actor) -> Result:
    """The result as `result_of` finds it, with the look recorded. Http404 for one that is not readable."""
    result = result_of(result_id, by)
    look(request, result, by)
    return result


def look(request: HttpRequest, result: Result, by: Actor, act: str = "view") -> None:
    """The access record of a result that was found already; `act` "download" where it is taken out."""
    record_look(
        request,
        by=by,
        at=now(),
        act=act,
        kind="result",
        subject_id=result.pk,
        organisation_id=result.organisation_id,
    )
