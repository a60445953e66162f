"""Consultations as their two sides read them: the list, and one with its thread."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, QuerySet, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from assessments.models import Share
from core.accounts.actor import Actor
from core.accounts.models import Membership, User
from core.web.naming import domain_name, industry_name, place_name
from integrity.models import Sanction
from matching.consultation import WRITABLE, Side, State, may_move
from matching.models import Consultation, Message, Proposal, Start, Supplier
from matching.proposing import Standing

BEGINNING = 60
"""So many characters of a need stand in the list."""
STANDINGS = ("asked", "late", "answered", "declined", "closed")
LABELS = {
    "asked": _("New enquiry"),
    "late": _("Overdue"),
    "answered": _("Answered enquiry"),
    "declined": _("Declined"),
    "closed": _("Closed enquiry"),
}
KINDS = {"asked": "info", "late": "warning", "answered": "success", "declined": "quiet", "closed": "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """A consultation in the list; `other` is the side one is not on, `beginning` the need's first words."""

    id: uuid.UUID
    other: str
    beginning: str
    domains: tuple[str, ...]
    standing: str
    label: str
    kind: str
    asked_at: datetime
    due_on: date
    replied_at: datetime | None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a side."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message with whose it is."""

    who: str
    person: str
    is_own: bool
    body: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A consultation as one of its sides reads it. `contact` is the other side's, once it may be known."""

    row: Consultation
    line: Line
    side: str
    company: str
    company_facts: str
    supplier: str
    slug: str
    start: str
    said: tuple[Said, ...]
    contact: Contact | None
    shared_result: uuid.UUID | None
    may_answer: bool
    may_decline: bool
    may_write: bool
    may_close: bool
    may_propose: bool
    is_stopped: bool

    @property
    def is_supplier(self) -> bool:
        """Whether the supplier reads it."""
        return self.side == Side.SUPPLIER.value


def side_of(row: Consultation, by: Actor) -> Side | None:
    """Which side of it one is on; None for neither."""
    if row.recipient_id in by.organisation_ids and by.kind == Side.SUPPLIER.value:
        return Side.SUPPLIER
    if row.organisation_id in by.organisation_ids and by.kind == Side.COMPANY.value:
        return Side.COMPANY
    return None


def is_listed(row: Supplier) -> bool:
    """Whether the supplier is public and under no ban now (one query)."""
    return Supplier.objects.listed().filter(pk=row.pk).exists()


def is_barred(row: Consultation) -> bool:
    """Whether the supplier's organisation may not take part now (one query)."""
    return bool(barred_of([row]))


def barred_of(rows: Iterable[Consultation]) -> set[uuid.UUID]:
    """Of these enquiries those whose supplier's organisation may not take part now (one query)."""
    places = {row.pk: row.recipient_id for row in rows}
    bans = Sanction.objects.filter(
        organisation_id__in=places.values(), from_at__lte=Now(), until_at__gt=Now()
    )
    barred = set(bans.values_list("organisation_id", flat=True))
    return {key for key, place in places.items() if place in barred}


def standing_of(state: str, due_on: date, today: date) -> str:
    """The state, or "late" where it waits past its day."""
    return "late" if state == State.ASKED.value and due_on < today else state


def consultations_of(by: Actor, standing: str = "") -> QuerySet[Consultation]:
    """Those one sees, of one standing or all: the overdue first, then the newest."""
    rows = Consultation.objects.visible_to(by).select_related("organisation", "supplier")
    today = timezone.localdate()
    if standing == "late":
        rows = rows.late(today)
    elif standing:
        rows = rows.filter(state=standing)
    if standing == State.ASKED.value:
        rows = rows.filter(due_on__gte=today)
    is_late = When(state=State.ASKED.value, due_on__lt=today, then=0)
    return rows.order_by(Case(is_late, default=1), "-asked_at", "id")


def waiting_count(by: Actor) -> int:
    """How many enquiries wait for the answer of one's own supplier (one query; none for others)."""
    if by.kind != Side.SUPPLIER.value:
        return 0
    rows = Consultation.objects.filter(recipient_id__in=by.organisation_ids)
    return rows.filter(state=State.ASKED.value).count()


def next_waiting(by: Actor) -> uuid.UUID | None:
    """The enquiry of one's own supplier whose answer is due first (one query; none for others)."""
    if by.kind != Side.SUPPLIER.value:
        return None
    rows = Consultation.objects.filter(recipient_id__in=by.organisation_ids, state=State.ASKED.value)
    return rows.order_by("due_on", "asked_at", "id").values_list("pk", flat=True).first()


def counts(by: Actor) -> dict[str, int]:
    """How many there are of each standing (two queries)."""
    rows = Consultation.objects.visible_to(by)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("id")))
    late = rows.late(timezone.localdate()).count()
    found["late"] = late
    found[State.ASKED.value] = found.get(State.ASKED.value, 0) - late
    return {each: found.get(each, 0) for each in STANDINGS}


def label_of(standing: str, side: Side) -> str:
    """What a standing is called on a side: what is new to the supplier, the company waits for."""
    waits = standing == State.ASKED.value and side is Side.COMPANY
    return _text("Waits for an answer") if waits else str(LABELS[standing])


def line_of(row: Consultation, side: Side) -> Line:
    """The row as it stands in the list of a side."""
    standing = standing_of(row.state, row.due_on, timezone.localdate())
    return Line(
        id=row.pk,
        other=row.organisation.name if side is Side.SUPPLIER else row.supplier.name,
        beginning=Truncator((row.need.strip().splitlines() or [""])[0]).chars(BEGINNING),
        domains=tuple(domain_name(code) for code in row.domains),
        standing=standing,
        label=label_of(standing, side),
        kind=KINDS[standing],
        asked_at=row.asked_at,
        due_on=row.due_on,
        replied_at=row.replied_at,
        closed_at=row.changed_at if row.state == State.CLOSED.value else None,
    )


def open_with(by: Actor, supplier: Supplier) -> Consultation | None:
    """One's open consultation with this supplier."""
    return _open(by).filter(supplier=supplier).first()


def asked_already(by: Actor, slugs: Collection[str]) -> set[str]:
    """The suppliers among these with whom one has an open consultation (one query)."""
    return set(_open(by).filter(supplier__slug__in=slugs).values_list("supplier__slug", flat=True))


def _open(by: Actor) -> QuerySet[Consultation]:
    rows = Consultation.objects.visible_to(by).filter(organisation_id__in=by.organisation_ids)
    return rows.filter(state__in=[State.ASKED.value, State.ANSWERED.value])


def thread_of(consultation_id: uuid.UUID, by: Actor) -> Thread | None:
    """One consultation with all that was written; None for whoever is on neither side (six queries)."""
    rows = Consultation.objects.visible_to(by).select_related("organisation", "supplier")
    row = rows.filter(pk=consultation_id).first()
    side = side_of(row, by) if row is not None else None
    if row is None or side is None:
        return None
    state, stopped = State(row.state), is_barred(row)
    company = row.organisation
    facts = [place_name(company.sigungu), industry_name(company.industry)]
    return Thread(
        row=row,
        line=line_of(row, side),
        side=side.value,
        company=company.name,
        company_facts=" · ".join(each for each in facts if each),
        supplier=row.supplier.name,
        slug=row.supplier.slug if is_listed(row.supplier) else "",
        start=str(Start(row.start).label),
        said=_said(row, side, by),
        contact=_contact(row, side) if state is State.ANSWERED and not stopped else None,
        shared_result=_shared(row, by),
        may_answer=may_move(side, state, State.ANSWERED) and not stopped,
        may_decline=may_move(side, state, State.DECLINED) and not stopped,
        may_write=side in WRITABLE[state] and not stopped,
        may_close=may_move(side, state, State.CLOSED),
        may_propose=side is Side.SUPPLIER and _may_propose(row, by) and not stopped,
        is_stopped=stopped,
    )


def _may_propose(row: Consultation, by: Actor) -> bool:
    """Whether the supplier's proposal would be taken: the enquiry is answered, and none was chosen."""
    chosen = Proposal.objects.visible_to(by).filter(consultation=row, state=Standing.CHOSEN.value)
    return row.state == State.ANSWERED.value and not chosen.exists()


def _said(row: Consultation, side: Side, by: Actor) -> tuple[Said, ...]:
    messages = list(Message.objects.visible_to(by).filter(consultation=row).order_by("written_at", "id"))
    ids = {each for each in [row.asked_by_id, *(one.written_by_id for one in messages)] if each}
    people = {user.pk: str(user.name) for user in User.objects.filter(pk__in=ids).only("name")}
    names = {Side.COMPANY.value: row.organisation.name, Side.SUPPLIER.value: row.supplier.name}
    lines = [(Side.COMPANY.value, row.asked_by_id, row.need, row.asked_at)]
    lines += [(each.side, each.written_by_id, each.body, each.written_at) for each in messages]
    return tuple(
        Said(
            who=names[whose],
            person=people.get(person, "") if person else "",
            is_own=whose == side.value,
            body=body,
            written_at=at,
        )
        for whose, person, body, at in lines
    )


def _contact(row: Consultation, side: Side) -> Contact | None:
    """The other side's; of a company whoever asked, as long as they work there."""
    if side is Side.COMPANY:
        supplier = row.supplier
        return Contact(supplier.contact_name, supplier.contact_email, supplier.contact_phone)
    if row.asked_by_id is None:
        return None
    works_there = Membership.objects.active().filter(organisation_id=row.organisation_id).values("user_id")
    user = User.objects.filter(pk=row.asked_by_id, pk__in=works_there, is_active=True).first()
    return Contact(user.name, user.email, user.phone) if user else None


def _shared(row: Consultation, by: Actor) -> uuid.UUID | None:
    """The result it came from, where the supplier sees it now."""
    if row.result_id is None:
        return None
    shares = Share.objects.visible_to(by).filter(
        result_id=row.result_id, recipient_id=row.recipient_id, withdrawn_at__isnull=True
    )
    return row.result_id if shares.exists() else None
