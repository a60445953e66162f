"""What a company noted of its investments."""

import uuid
from collections.abc import Sequence

from django.http import Http404

from assessments.models import Investment
from core.accounts.actor import Actor


def investments_at(plant_id: uuid.UUID | None, by: Actor) -> Sequence[Investment]:
    """Those of a plant and of the whole company, the oldest first (one query); none for other readers."""
    return list(Investment.objects.visible_to(by).at_plant(plant_id).order_by("spent_on", "created_at", "pk"))


def investment_of(investment_id: uuid.UUID, by: Actor) -> Investment:
    """One of the company's own. Http404 for any other."""
    row = Investment.objects.visible_to(by).filter(pk=investment_id).first()
    if row is None:
        raise Http404
    return row
