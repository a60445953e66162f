"""States and notes of a technopark as its list reads them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.models import Result
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.web.request import now
from programmes.contacts import Contact, contact_of
from programmes.handovers import people
from programmes.history import Entry, events_of, former_notes_of, history_of, people_in
from programmes.models import PENDING, DeskRow, Review, State
from programmes.policies import may_ask_for_contact
from programmes.queries import Desk, District, desk_rows

OTHERS = 10
"""So many other results of a company stand beside one."""


def in_state(rows: QuerySet[DeskRow], parks: Sequence[uuid.UUID], states: Iterable[str]) -> QuerySet[DeskRow]:
    """The rows in one of these states; one without a review is new."""
    wanted = frozenset(states)
    mine = Review.objects.filter(organisation_id__in=parks, result_id=OuterRef("result_id"))
    if State.NEW.value in wanted:
        return rows.filter(~Exists(mine.filter(state__in=sorted(set(State.values) - wanted))))
    return rows.filter(Exists(mine.filter(state__in=sorted(wanted))))


def pending(rows: QuerySet[DeskRow], parks: Sequence[uuid.UUID]) -> QuerySet[DeskRow]:
    """The rows with which the technopark has the next step to take."""
    return in_state(rows, parks, PENDING)


def noted(rows: QuerySet[DeskRow], parks: Sequence[uuid.UUID], *, has_note: bool) -> QuerySet[DeskRow]:
    """The rows with a note of the technopark, or those without."""
    notes = Review.objects.filter(~Q(note=""), organisation_id__in=parks, result_id=OuterRef("result_id"))
    return rows.filter(Exists(notes)) if has_note else rows.filter(~Exists(notes))


def reviews_among(ids: Iterable[uuid.UUID], parks: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Review]:
    """The technopark's reviews of these results, by result (one query)."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = Review.objects.filter(organisation_id__in=parks, result_id__in=wanted)
    return {each.result_id: each for each in found}


@dataclass(frozen=True, slots=True)
class DistrictWork:
    """A district with its results on the desk, and how many of them wait for the technopark."""

    district: District
    results: int
    pending: int


def work_per_district(by: Actor, office: Desk) -> tuple[DistrictWork, ...]:
    """The districts served, each with its numbers (two queries)."""
    rows = desk_rows(by, office).order_by()
    every, waiting = (
        dict(found.values_list("sigungu").annotate(number=Count("result_id")))
        for found in (rows, pending(rows, office.parks))
    )
    return tuple(
        DistrictWork(
            each,
            sum(every.get(code, 0) for code in each.codes),
            sum(waiting.get(code, 0) for code in each.codes),
        )
        for each in office.served
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """What the technopark keeps about a result, who wrote it, whom to ask, and the company's other results.

    `contact` is None where the consent does not cover it. `others` pairs each other result of the company
    that one sees with its review. `history` is what was done so far, the newest first.
    """

    review: Review
    state_by: str
    note_by: str
    others: tuple[tuple[Result, Review], ...] = ()
    contact: Contact | None = None
    history: tuple[Entry, ...] = ()
    is_reached: bool = True
    """Whether somebody works for the company here whom the portal could tell."""

    @property
    def may_ask(self) -> bool:
        """Whether the company may be asked for its contact now."""
        return self.is_reached and may_ask_for_contact(self.review.contact_asked_at, now())


def panel_of(by: Actor, result: Result) -> Panel:
    """The panel beside a result (up to nine queries)."""
    parks = by.organisation_ids
    review = Review.objects.visible_to(by).filter(result_id=result.pk).first() or Review(result_id=result.pk)
    others = list(
        Result.objects.visible_to(by)
        .filter(organisation_id=result.organisation_id)
        .exclude(pk=result.pk)
        .only("id", "submitted_at", "plant_name")
        .order_by("-submitted_at", "id")[:OTHERS]
    )
    reviews = reviews_among([each.pk for each in others], parks)
    events = events_of(result.pk, parks)
    names = people([review.state_by_id, review.note_by_id, *people_in(events)])
    contact = contact_of(by, result.pk)
    return Panel(
        review,
        names.get(review.state_by_id, ""),
        names.get(review.note_by_id, ""),
        tuple((each, reviews.get(each.pk) or Review()) for each in others),
        contact,
        history_of(result.pk, events, names, former_notes_of(result.pk, parks)),
        contact is not None or bool(administrators(result.organisation_id)),
    )
