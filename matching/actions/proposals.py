"""A supplier proposes what it would build; the company chooses one proposal of a round, or none."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.limits import Limit, spend
from core.web import Refused
from core.web.wording import SEOUL
from matching.actions.consultations import end
from matching.actions.parties import check_ban, locked_consultation, moved, settle_side, tell_side
from matching.consultation import Side, State
from matching.models import Consultation, EnquiryRound, Proposal
from matching.proposing import LEAST_WON, MOST_WON, Standing
from matching.queries.consultations import is_barred

PROPOSALS = Limit("proposal", most=10, seconds=24 * 3600)
MOST_MONTHS = 60
VALID_DAYS = 366
BEGIN_DAYS = 3 * 366
OPEN = (State.ASKED.value, State.ANSWERED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a proposal says, cleaned by form or serializer; the price is a range in won without VAT."""

    what: str
    least_won: int
    most_won: int
    months: int
    begin_on: date
    after_care: str
    assumptions: str
    valid_to: date


@transaction.atomic
def send_proposal(*, by: Actor, at: datetime, consultation_id: uuid.UUID, offer: Offer) -> Proposal:
    """The proposal, sent to the company, whose members are told; an earlier one is replaced and kept.

    The same offer again is the version before. Refused: 403 `not-yours`, 409 `moved` (the enquiry is not
    answered, or one was chosen), 409 `unavailable` (the supplier is barred), `price`, `months`, `begin`,
    `valid`, 429 `too-many`.
    """
    row, side = locked_consultation(by, consultation_id)
    if side is not Side.SUPPLIER:
        raise _not_yours()
    known = Proposal.objects.visible_to(by).filter(consultation=row)
    if row.state != State.ANSWERED.value or known.filter(state=Standing.CHOSEN.value).exists():
        raise moved()
    check_ban(row)
    _check(offer, at.astimezone(SEOUL).date())
    before = known.filter(state=Standing.SENT.value).first()
    if before is not None and all(getattr(before, name) == said for name, said in asdict(offer).items()):
        return before
    if spend((PROPOSALS, str(row.pk))):
        raise Refused(
            _("At most %(count)d proposals a day can be sent in one enquiry.") % {"count": PROPOSALS.most},
            code="too-many",
            status=429,
        )
    if before is not None:
        before.state = Standing.REPLACED.value
        before.save(update_fields=["state"])
    last = known.aggregate(last=Max("version"))["last"] or 0
    made = Proposal.objects.create(
        consultation=row, version=last + 1, sent_at=at, sent_by_id=by.user_id, **asdict(offer)
    )
    _touch(row, at)
    _record(made, "proposal.sent", by, at)
    settle_side(row, Side.SUPPLIER)
    code = "proposal-sent" if made.version == 1 else "proposal-replaced"
    tell_side(row, Side.COMPANY, code, {"supplier": row.supplier.name})
    return made


@transaction.atomic
def choose_proposal(*, by: Actor, at: datetime, proposal_id: uuid.UUID) -> Proposal:
    """The proposal, chosen. The other enquiries of its round are closed, their suppliers told kindly, and
    nobody is asked in anybody's place any more. Twice is once.

    Refused: 403 `not-yours`, 409 `replaced` (there is a newer version), `expired`, `moved` (decided, or the
    enquiry was closed), `unavailable` (the supplier is barred).
    """
    known = Proposal.objects.visible_to(by).filter(pk=proposal_id).first()
    if known is None:
        raise Http404
    row, others = _locked_round(by, known.consultation_id)
    made = Proposal.objects.visible_to(by).select_for_update().get(pk=proposal_id)
    if made.state == Standing.CHOSEN.value:
        return made
    check_ban(row)
    if made.state == Standing.REPLACED.value:
        raise Refused(
            _("The supplier has sent a new version meanwhile. Read it first."), code="replaced", status=409
        )
    if made.state != Standing.SENT.value or row.state != State.ANSWERED.value:
        raise moved()
    if made.valid_to < at.astimezone(SEOUL).date():
        raise Refused(
            _("This proposal is not valid any more. Ask the supplier in the enquiry to send it anew."),
            code="expired",
            status=409,
        )
    _decide(made, Standing.CHOSEN, by, at)
    _touch(row, at)
    settle_side(row, Side.COMPANY)
    tell_side(row, Side.SUPPLIER, "proposal-chosen", {"company": row.organisation.name})
    _forget_next(row, by)
    for other in sorted(others, key=lambda each: each.supplier_id):
        if (sent := _sent(other, by)) is not None:
            _decide(sent, Standing.NOT_CHOSEN, by, at)
        end(other, by=by, at=at)
        if not is_barred(other):
            tell_side(other, Side.SUPPLIER, "proposal-other-chosen", {"company": row.organisation.name})
    return made


@transaction.atomic
def choose_none(*, by: Actor, at: datetime, consultation_id: uuid.UUID, reason: str) -> list[Proposal]:
    """The proposals of the round of an enquiry, none of them chosen; their suppliers read the reason.

    The enquiries stay open, so that a supplier can propose something else. Refused: 403 `not-yours`, 409
    `nothing` where none waits to be decided about.
    """
    row, others = _locked_round(by, consultation_id)
    waiting = [(each, _sent(each, by)) for each in (row, *others) if each.state == State.ANSWERED.value]
    found = [(each, sent) for each, sent in waiting if sent is not None]
    if not found:
        raise Refused(_("There is no proposal to decide about."), code="nothing", status=409)
    for each, sent in found:
        _decide(sent, Standing.NOT_CHOSEN, by, at, reason)
        _touch(each, at)
        settle_side(each, Side.COMPANY)
        if not is_barred(each):
            tell_side(each, Side.SUPPLIER, "proposal-none-chosen", {"company": each.organisation.name})
    return [sent for _each, sent in found]


def _check(offer: Offer, today: date) -> None:
    """What no form can know: how the numbers and days belong together."""
    if min(offer.least_won, offer.most_won) < LEAST_WON:
        raise Refused(
            _("A price is at least 10,000 won. Type it in units of 10,000 won: 8,000 means 80 million won."),
            code="price",
            field="least_won" if offer.least_won < LEAST_WON else "most_won",
        )
    if not offer.least_won <= offer.most_won <= MOST_WON:
        raise Refused(
            _("Type a price from the lower to the higher amount, at most 100 billion won."),
            code="price",
            field="most_won",
        )
    if not 1 <= offer.months <= MOST_MONTHS:
        raise Refused(
            _("Type how many months it takes, from 1 to %(most)d.") % {"most": MOST_MONTHS},
            code="months",
            field="months",
        )
    if not today <= offer.begin_on <= today + timedelta(days=BEGIN_DAYS):
        raise Refused(_("Choose a day from today on, within three years."), code="begin", field="begin_on")
    if not today <= offer.valid_to <= today + timedelta(days=VALID_DAYS):
        raise Refused(_("Choose a day from today on, within a year."), code="valid", field="valid_to")


def _locked_round(by: Actor, consultation_id: uuid.UUID) -> tuple[Consultation, list[Consultation]]:
    """An enquiry and the other open ones of its round, locked after the round, as `pass_on` does."""
    rows = Consultation.objects.visible_to(by)
    known = rows.filter(pk=consultation_id).first()
    if known is None:
        raise Http404
    others: list[Consultation] = []
    if known.round_id is not None:
        EnquiryRound.objects.visible_to(by).select_for_update().filter(pk=known.round_id).first()
        same = rows.filter(round_id=known.round_id, organisation_id=known.organisation_id, state__in=OPEN)
        locked = same.select_for_update(no_key=True, of=("self",)).select_related("supplier", "organisation")
        others = [each for each in locked.order_by("id") if each.pk != consultation_id]
    row, side = locked_consultation(by, consultation_id)
    if side is not Side.COMPANY:
        raise _not_yours()
    return row, others


def _sent(row: Consultation, by: Actor) -> Proposal | None:
    rows = Proposal.objects.visible_to(by).filter(consultation=row, state=Standing.SENT.value)
    return rows.select_for_update().first()


def _decide(made: Proposal, there: Standing, by: Actor, at: datetime, reason: str = "") -> None:
    made.state, made.decided_at, made.decided_by_id, made.reason = there.value, at, by.user_id, reason
    made.save(update_fields=["state", "decided_at", "decided_by_id", "reason"])
    _record(made, f"proposal.{there.value.replace('_', '-')}", by, at)


def _forget_next(row: Consultation, by: Actor) -> None:
    if row.round_id is not None:
        EnquiryRound.objects.visible_to(by).filter(pk=row.round_id).update(next_ids=[])


def _touch(row: Consultation, at: datetime) -> None:
    row.changed_at = at
    row.save(update_fields=["changed_at"])


def _record(made: Proposal, verb: str, by: Actor, at: datetime) -> None:
    audit.record(
        by=by, at=at, verb=verb, subject_kind="consultation", subject_id=made.consultation_id,
        data={"proposal": str(made.pk), "version": made.version},
    )  # fmt: skip


def _not_yours() -> Refused:
    return Refused(_("Only the other side can do this."), code="not-yours", status=403)
