"""Who did something last, as the audit trail tells it."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from core.accounts.models import User
from core.audit.models import Event


def last_act(subject_kind: str, subject_id: uuid.UUID, verb: str) -> tuple[str, datetime] | None:
    """Who did it last, by name, and when; None where nobody did (two queries)."""
    event = (
        Event.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id), verb=verb)
        .order_by("-pk")
        .first()
    )
    if event is None:
        return None
    try:
        user = User.objects.filter(pk=uuid.UUID(event.actor_id)).first()
    except ValueError:  # the portal itself
        user = None
    return str(user or _("The portal")), event.at
