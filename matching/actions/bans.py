"""What a ban keeps the projects of a supplier from: being asked about, confirmed, checked."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from core.web import Refused
from integrity.models import Sanction


def refuse_own_ban(organisation_id: uuid.UUID, at: datetime) -> None:
    """Refused 409 `unavailable` while the supplier, who is told why, may not take part."""
    if _is_banned(organisation_id, at):
        raise _refused(_("Your company is barred from support programmes at present."))


def refuse_ban(organisation_id: uuid.UUID, at: datetime) -> None:
    """Refused 409 `unavailable` while the supplier may not take part, without saying why."""
    if _is_banned(organisation_id, at):
        raise _refused(_("The supplier cannot take part at present, so nothing can be written here."))


def _is_banned(organisation_id: uuid.UUID, at: datetime) -> bool:
    return Sanction.objects.in_force(at).filter(organisation_id=organisation_id).exists()


def _refused(why: str) -> Refused:
    return Refused(why, code="unavailable", status=409)
