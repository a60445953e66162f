"""Ties that matching knows of: people of suppliers that were recommended to a company or asked by it."""

import uuid
from collections.abc import Collection
from itertools import chain

from django.utils.translation import gettext as _

from core.accounts.models import Membership
from matching.models import Consultation, Recommendation, Supplier


def tied_by_supplier(company: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """People who work at such a supplier, or did within the three years that memberships are kept."""
    shown = Recommendation.objects.filter(result__organisation_id=company).values_list(
        "ranking__items", "ranking__newcomer"
    )
    slots = chain.from_iterable(
        [*(items or ()), *([newcomer] if newcomer else [])] for items, newcomer in shown
    )
    recommended = Supplier.objects.filter(pk__in={slot["supplier"] for slot in slots})
    asked = Consultation.objects.filter(organisation_id=company)
    rows = Membership.objects.filter(user_id__in=people)
    why = _("Works at a supplier that was recommended to this company or asked by it.")
    places = {
        *recommended.values_list("organisation_id", flat=True),
        *asked.values_list("recipient_id", flat=True),
    }
    tied = rows.filter(organisation_id__in=places).values_list("user_id", flat=True)
    return {user_id: why for user_id in tied if user_id is not None}
