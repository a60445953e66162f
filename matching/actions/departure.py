"""A supplier whose last member leaves is shown no longer."""

import uuid
from datetime import datetime

from core.accounts.actor import Actor
from matching.actions.locked import write
from matching.models import Supplier


def hide(by: Actor, at: datetime, organisation_id: uuid.UUID) -> None:
    """Take the supplier's profile out of search and recommendations; nothing where there is none."""
    row = Supplier.objects.select_for_update(of=("self",)).filter(organisation_id=organisation_id).first()
    if row is not None:
        write(row, {"is_published": False}, by=by, at=at, verb="supplier.hidden")
