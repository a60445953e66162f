"""The notes that stand beside the answers of a result."""

from django.db import transaction

from assessments.models import Answer, Result
from core.accounts.actor import SYSTEM, Actor
from core.accounts.roles import Kind
from core.scope import enter


def notes_of(result: Result, by: Actor) -> dict[str, str]:
    """Item to note, those left empty not among them, for a result that the caller may see (one query).

    The wall around answers opens to their company alone; whom the company shares a result with reads the
    notes too, as the consent says. So they are read as the portal, and only for a result that was found
    through `visible_to`. The consent for an assessor names no notes: there are none for one.
    """
    if by.kind == Kind.ASSESSOR_BODY.value:
        return {}
    with transaction.atomic():
        enter(SYSTEM)
        try:
            rows = Answer.objects.filter(session_id=result.session_id).exclude(comment="")
            return dict(rows.order_by("item").values_list("item", "comment"))
        finally:
            enter(by)
