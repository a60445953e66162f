"""Proposals as the two sides read them, and those of one round beside each other."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.accounts.actor import Actor
from core.web.components import BadgeKind
from core.web.wording import date_text, datetime_text, won
from integrity.models import Sanction
from matching.consultation import Side, State
from matching.models import Consultation, Proposal
from matching.proposing import Standing
from matching.queries.consultations import barred_of, is_barred, side_of

NOTHING = "—"
LABELS = {
    "sent": _("Waits for a decision"),
    "expired": _("No longer valid"),
    "replaced": _("Replaced by a newer version"),
    "chosen": _("Proposal chosen"),
    "not_chosen": _("Not chosen"),
    "over": _("Enquiry closed"),
}
KINDS: dict[str, BadgeKind] = {
    "sent": "info",
    "expired": "warning",
    "replaced": "quiet",
    "chosen": "success",
    "not_chosen": "quiet",
    "over": "plain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal in words. `standing` is its state, or "expired" past its day, or "over" with its enquiry."""

    id: uuid.UUID
    version: int
    standing: str
    label: str
    kind: BadgeKind
    what: str
    price: str
    months: str
    begin_on: date
    after_care: str
    assumptions: str
    valid_to: date
    sent_at: datetime
    decided_at: datetime | None
    reason: str

    @property
    def waits(self) -> bool:
        """Whether nothing was decided about it, valid or not."""
        return self.standing in (Standing.SENT.value, "expired")

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen now."""
        return self.standing == Standing.SENT.value


@dataclass(frozen=True, slots=True)
class Column:
    """A supplier with the proposal that counts; None while it sent none."""

    consultation_id: uuid.UUID
    supplier: str
    view: ProposalView | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The proposals of a round in the order in which the suppliers were asked; `rows` have a cell for each.

    `missing` is how many suppliers cannot take part now; `waiting` how many were asked and sent none;
    `open_ones` those whose enquiries are open.
    """

    consultation_id: uuid.UUID
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    missing: int
    waiting: int
    open_ones: tuple[tuple[uuid.UUID, str], ...]

    @property
    def chosen(self) -> Column | None:
        """The one that was chosen."""
        return next((one for one in self.columns if one.view and one.view.standing == "chosen"), None)

    @property
    def to_decide(self) -> bool:
        """Whether a proposal waits to be decided about, valid or not."""
        return any(one.view and one.view.waits for one in self.columns)


def standing_of(proposal: Proposal, state: str, today: date) -> str:
    """The state of a proposal; of one that waits, whether it is past its day or its enquiry closed."""
    if proposal.state != Standing.SENT.value:
        return proposal.state
    if state != State.ANSWERED.value:
        return "over"
    return "expired" if proposal.valid_to < today else proposal.state


def price_text(least: int, most: int) -> str:
    """ "3,000만 원 ~ 5,000만 원"; one amount where both are the same."""
    if least == most:
        return won(least)
    return _text("%(least)s to %(most)s") % {"least": won(least), "most": won(most)}


def proposal_view(proposal: Proposal, state: str) -> ProposalView:
    """A proposal of an enquiry in this state, in the active language."""
    standing = standing_of(proposal, state, timezone.localdate())
    return ProposalView(
        id=proposal.pk,
        version=proposal.version,
        standing=standing,
        label=str(LABELS[standing]),
        kind=KINDS[standing],
        what=proposal.what,
        price=price_text(proposal.least_won, proposal.most_won),
        months=ngettext("%(n)s month", "%(n)s months", proposal.months) % {"n": proposal.months},
        begin_on=proposal.begin_on,
        after_care=proposal.after_care,
        assumptions=proposal.assumptions,
        valid_to=proposal.valid_to,
        sent_at=proposal.sent_at,
        decided_at=proposal.decided_at,
        reason=proposal.reason,
    )


def standing_now(proposal: Proposal) -> str:
    """How a proposal stands today."""
    return standing_of(proposal, proposal.consultation.state, timezone.localdate())


def readable(by: Actor) -> QuerySet[Proposal]:
    """Those one may read; the company reads none of a supplier that is barred now."""
    bans = Sanction.objects.filter(from_at__lte=Now(), until_at__gt=Now()).values("organisation_id")
    rows = Proposal.objects.visible_to(by).select_related("consultation")
    own = Q(consultation__recipient_id__in=by.organisation_ids)
    return rows.filter(own | ~Q(consultation__recipient_id__in=bans))


def proposals_of(row: Consultation, by: Actor) -> tuple[ProposalView, ...]:
    """All versions in one enquiry, the newest first; none for the company while the supplier is barred."""
    if side_of(row, by) is Side.COMPANY and is_barred(row):
        return ()
    found = Proposal.objects.visible_to(by).filter(consultation=row).order_by("-version")
    return tuple(proposal_view(each, row.state) for each in found)


def some_in_round(row: Consultation, by: Actor) -> bool:
    """Whether the company of an enquiry was sent a proposal there or elsewhere in its round (one query)."""
    if side_of(row, by) is not Side.COMPANY:
        return False
    rows = Proposal.objects.visible_to(by).filter(consultation__organisation_id=row.organisation_id)
    if row.round_id is None:
        return rows.filter(consultation=row).exists()
    return rows.filter(consultation__round_id=row.round_id).exists()


def latest_of(row: Consultation, by: Actor) -> Proposal | None:
    """The newest version in one enquiry (one query)."""
    return Proposal.objects.visible_to(by).filter(consultation=row).order_by("-version").first()


def beside(consultation_id: uuid.UUID, by: Actor) -> Beside | None:
    """The newest proposals of the round of an enquiry; None for whoever did not ask it."""
    rows = Consultation.objects.visible_to(by).select_related("supplier", "organisation")
    row = rows.filter(pk=consultation_id).first()
    if row is None or side_of(row, by) is not Side.COMPANY:
        return None
    same = [row]
    if row.round_id is not None:
        same = list(rows.filter(round_id=row.round_id).order_by("asked_at", "supplier__name", "id"))
    barred = barred_of(same)
    shown = [each for each in same if each.pk not in barred]
    found = Proposal.objects.visible_to(by).filter(consultation__in=shown).order_by("version")
    newest = {each.consultation_id: each for each in found}
    columns = tuple(
        Column(each.pk, each.supplier.name, proposal_view(newest[each.pk], each.state))
        for each in shown
        if each.pk in newest
    )
    waits = (State.ASKED.value, State.ANSWERED.value)
    return Beside(
        consultation_id=row.pk,
        columns=columns,
        rows=tuple(_rows([one.view for one in columns if one.view])),
        missing=len(same) - len(shown),
        waiting=sum(each.state in waits and each.pk not in newest for each in shown),
        open_ones=tuple((each.pk, each.supplier.name) for each in shown if each.state in waits),
    )


def _rows(views: list[ProposalView]) -> list[tuple[str, tuple[str, ...]]]:
    said = [
        (_text("What is built"), [each.what for each in views]),
        (_text("Price, without VAT"), [each.price for each in views]),
        (_text("Begins"), [date_text(each.begin_on) for each in views]),
        (_text("Takes"), [each.months for each in views]),
        (_text("After-care"), [each.after_care for each in views]),
        (_text("Assumptions"), [each.assumptions or NOTHING for each in views]),
        (_text("Valid until"), [date_text(each.valid_to) for each in views]),
        (_text("Sent on"), [_sent(each) for each in views]),
    ]
    return [(title, tuple(cells)) for title, cells in said]


def _sent(view: ProposalView) -> str:
    return _text("%(at)s, version %(version)s") % {"at": datetime_text(view.sent_at), "version": view.version}
