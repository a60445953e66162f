"""Asking several suppliers the same, and the next one in the place of one that does not answer."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.limits import spend
from core.scope import acting
from core.web import Refused
from core.web.wording import SEOUL
from matching import policies
from matching.actions.consult import TO_SUPPLIER, NeedSheet, ask_supplier, create
from matching.actions.locked import locked
from matching.actions.parties import tell_side
from matching.consultation import Side, State
from matching.models import Consultation, EnquiryRound, Supplier
from matching.models.round import MOST_ALSO, MOST_NEXT
from matching.queries.consultations import is_listed

OPEN = [State.ASKED.value, State.ANSWERED.value]


@transaction.atomic
def ask_suppliers(
    *,
    by: Actor,
    at: datetime,
    supplier_id: uuid.UUID,
    sheet: NeedSheet,
    also: Sequence[uuid.UUID] = (),
    then: Sequence[uuid.UUID] = (),
    result_id: uuid.UUID | None = None,
    is_shared: bool = False,
) -> Consultation:
    """The consultation with the first supplier; all are asked or none. Each reads only the technologies that
    it offers; the result is shared with the first alone.

    `then` are asked by `pass_on`, one for each that declines or lets the time pass, with the same words and
    without the result. Refused as in `ask_supplier`, with the supplier's name, and `too-many-at-once`.
    """
    also, then = list(dict.fromkeys(also)), list(dict.fromkeys(then))
    if (
        len(also) > MOST_ALSO
        or len(then) > MOST_NEXT
        or {supplier_id, *also} & set(then)
        or supplier_id in also
    ):
        raise Refused(_("So many suppliers cannot be asked at once."), code="too-many-at-once")
    made_round = None
    if also or then:
        if by.place is None:
            raise Http404
        known = Supplier.objects.listed().filter(pk__in=[*also, *then]).values_list("pk", flat=True)
        if set(known) != {*also, *then}:
            raise Refused(
                _("One of the suppliers takes no enquiries at present. Look at the choice again."),
                code="unavailable",
                status=409,
            )
        made_round = EnquiryRound.objects.create(
            organisation_id=by.place.organisation_id, next_ids=then, made_at=at
        )
    first = ask_supplier(
        by=by, at=at, supplier_id=supplier_id, sheet=sheet, result_id=result_id, is_shared=is_shared,
        round_id=made_round.pk if made_round else None,
    )  # fmt: skip
    if made_round is None:
        return first
    if first.round_id != made_round.pk:
        made_round.delete()  # the same question sent again: all of them were asked before
        return first
    for each in also:
        _ask_also(by, at, each, sheet, result_id, made_round)
    audit.record(
        by=by, at=at, verb="enquiries.sent", subject_kind="enquiry_round", subject_id=made_round.pk,
        data={"also": [str(each) for each in also], "then": [str(each) for each in then]},
    )  # fmt: skip
    return first


def _ask_also(
    by: Actor,
    at: datetime,
    supplier_id: uuid.UUID,
    sheet: NeedSheet,
    result_id: uuid.UUID | None,
    to: EnquiryRound,
) -> None:
    row = Supplier.objects.get(pk=supplier_id)
    fitting = _fitting(sheet, row)
    try:
        if fitting is None:
            raise Refused(_("It offers none of these technologies."), code="unfit", field="also")
        ask_supplier(
            by=by, at=at, supplier_id=supplier_id, sheet=fitting, result_id=result_id, round_id=to.pk
        )
    except Refused as refused:
        raise Refused(
            _("%(name)s: %(why)s") % {"name": row.name, "why": refused.message},
            code=refused.code,
            field="also",
            status=refused.status,
        ) from None


def pass_on(*, by: Actor, at: datetime) -> int:
    """Ask the next supplier in the place of each that declined or let the time pass; how many were asked.

    A supplier that takes nothing now, that the company asks already or that offers none of the technologies
    is passed over. Both the company and the next supplier are told; where nobody is left the company hears
    that. Each is a transaction of its own: broken off, the next round goes on.
    """
    with acting(by):
        due = list(_due(by, at).values_list("pk", flat=True))
    asked = 0
    for each in due:
        with acting(by):
            asked += _pass_on(by, at, each)
    return asked


@transaction.atomic
def forget_next(*, by: Actor, at: datetime, round_id: uuid.UUID) -> EnquiryRound:
    """The round, in which nobody else is asked any more. Twice is once. Http404 for another company's."""
    found = EnquiryRound.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=round_id).first()
    if found is None:
        raise Http404
    if found.next_ids:
        found.next_ids = []
        found.save(update_fields=["next_ids"])
        audit.record(
            by=by, at=at, verb="enquiries.next-forgotten", subject_kind="enquiry_round", subject_id=found.pk
        )
    return found


def _due(by: Actor, at: datetime) -> QuerySet[Consultation]:
    """Those in whose place somebody named beforehand can be asked, of companies that still have members."""
    is_over = Q(state=State.DECLINED.value) | Q(
        state=State.ASKED.value, due_on__lt=at.astimezone(SEOUL).date()
    )
    someone = Membership.objects.active().filter(
        organisation_id=OuterRef("organisation_id"), user__is_active=True
    )
    rows = Consultation.objects.visible_to(by).filter(
        is_over, Exists(someone), round__isnull=False, passed_on_at__isnull=True
    )
    return rows.exclude(round__next_ids=[]).order_by("due_on", "id")


def _pass_on(by: Actor, at: datetime, consultation_id: uuid.UUID) -> bool:
    known = Consultation.objects.visible_to(by).filter(pk=consultation_id).values_list("round_id", flat=True)
    rounds = EnquiryRound.objects.visible_to(by).select_for_update(of=("self",))
    found = rounds.filter(pk__in=known).first()
    row = (
        _due(by, at).select_for_update(no_key=True, of=("self",)).select_related("supplier", "organisation")
        .filter(pk=consultation_id).first()
    )  # fmt: skip
    if found is None or row is None:
        return False
    made, waiting = None, list(found.next_ids)
    while waiting and made is None:
        made = _asked_instead(by, at, row, waiting.pop(0))
    found.next_ids = waiting
    found.save(update_fields=["next_ids"])
    row.passed_on_at = at
    row.save(update_fields=["passed_on_at"])
    names = {"supplier": row.supplier.name}
    if made is None:
        tell_side(row, Side.COMPANY, "consultation-nobody-left", names)
        return False
    tell_side(made, Side.COMPANY, "consultation-passed-on", {**names, "next": made.supplier.name})
    return True


def _asked_instead(by: Actor, at: datetime, row: Consultation, supplier_id: uuid.UUID) -> Consultation | None:
    """The next one, asked with the same words; None when it cannot be asked."""
    if not Supplier.objects.listed().filter(pk=supplier_id).exists():
        return None
    other = locked(supplier_id)
    sheet = _fitting(NeedSheet(domains=row.domains, need=row.need, start=row.start), other)
    pairs = Consultation.objects.visible_to(by).filter(organisation=row.organisation, supplier=other)
    own = (
        row.organisation.business_number
        and row.organisation.business_number == other.organisation.business_number
    )
    if (
        sheet is None
        or own
        or policies.may_be_asked(other, is_listed=is_listed(other))
        or pairs.filter(state__in=OPEN).exists()
        or spend((TO_SUPPLIER, str(other.pk)))
    ):
        return None
    return create(
        by=by, at=at, row=other, company_id=row.organisation_id, sheet=sheet, result_id=row.result_id,
        asked_by_id=row.asked_by_id, round_id=row.round_id,
    )  # fmt: skip


def _fitting(sheet: NeedSheet, row: Supplier) -> NeedSheet | None:
    """The sheet with the technologies that the supplier offers; None for none of them."""
    offered = [each for each in sheet.domains if each in row.domains]
    return replace(sheet, domains=tuple(offered)) if offered else None
