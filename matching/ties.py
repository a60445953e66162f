"""Ties that matching knows of: people of suppliers that were recommended to a company or asked by it."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.utils.translation import gettext as _

from assessments.ties import Tied
from core.accounts.models import Membership
from matching.models import Consultation, Recommendation, Supplier


def tied_by_supplier(companies: Collection[uuid.UUID], people: Collection[uuid.UUID]) -> Tied:
    """People who work at such a supplier, or did within the three years that memberships are kept."""
    shown = Recommendation.objects.filter(result__organisation_id__in=companies).values_list(
        "result__organisation_id", "ranking__items", "ranking__newcomer"
    )
    recommended: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for company, items, newcomer in shown:
        for slot in (*(items or ()), *([newcomer] if newcomer else ())):
            recommended[str(slot["supplier"])].add(company)
    places: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    found = Supplier.objects.filter(pk__in=recommended).values_list("pk", "organisation_id")
    for supplier, place in found:
        if place is not None:
            places[place] |= recommended[str(supplier)]
    asked = Consultation.objects.filter(organisation_id__in=companies)
    for company, place in asked.values_list("organisation_id", "recipient_id"):
        if company is not None and place is not None:
            places[place].add(company)
    rows = Membership.objects.filter(user_id__in=people, organisation_id__in=places)
    why = _("Works at a supplier that was recommended to this company or asked by it.")
    tied = rows.values_list("organisation_id", "user_id")
    return {
        (company, person): why for place, person in tied if person is not None for company in places[place]
    }
