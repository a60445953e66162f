"""Who else can be asked the same, and how a round of enquiries stands."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.models import Result
from core.accounts.actor import Actor
from matching.consultation import Side
from matching.models import Consultation, EnquiryRound, Supplier
from matching.queries.consultations import Line, line_of
from matching.queries.recommendations import latest

MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class RoundView:
    """The other enquiries of a round, in the order asked, and the suppliers that are next, by name; one that
    takes nothing now is left out."""

    id: uuid.UUID
    others: tuple[Line, ...]
    next_names: tuple[str, ...]


def candidates(supplier: Supplier, result: Result | None, picks: Sequence[str], by: Actor) -> list[Supplier]:
    """Up to five other suppliers that offer one of the same technologies and can be asked now: those compared
    with it first, then those recommended for the result, in that order."""
    shown = latest(result) if result else None
    slugs = [*picks, *(each.slug for each in shown.suppliers if each.slug)] if shown else list(picks)
    asked = Consultation.objects.visible_to(by).filter(organisation_id__in=by.organisation_ids)
    rows = (
        Supplier.objects.listed()
        .filter(slug__in=slugs, is_accepting=True, domains__overlap=supplier.domains)
        .exclude(pk=supplier.pk)
        .exclude(pk__in=asked.filter(state__in=["asked", "answered"]).values("supplier_id"))
        .exclude(organisation_id__in=by.organisation_ids)
    )
    return sorted(rows, key=lambda each: slugs.index(each.slug))[:MOST_OFFERED]


def round_view(row: Consultation, side: str, by: Actor) -> RoundView | None:
    """How the round of an enquiry stands, for its company alone (three queries; none without a round)."""
    if row.round_id is None or side != Side.COMPANY.value:
        return None
    found = EnquiryRound.objects.visible_to(by).filter(pk=row.round_id).first()
    if found is None:
        return None
    rows = Consultation.objects.visible_to(by).filter(round=found).exclude(pk=row.pk)
    others = rows.select_related("organisation", "supplier").order_by("asked_at", "id")
    listed = dict(Supplier.objects.listed().filter(pk__in=found.next_ids).values_list("pk", "name"))
    names = tuple(listed[each] for each in found.next_ids if each in listed)
    return RoundView(found.pk, tuple(line_of(each, Side.COMPANY) for each in others), names)
