"""Sharing a result with one recipient, each on a consent of its own, and taking it back."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Result, Share
from core import audit
from core.accounts.actor import Actor
from core.accounts.addresses import is_verified
from core.accounts.locking import administrators
from core.accounts.models import Consent, Organisation
from core.accounts.queries import name_of
from core.accounts.roles import Kind
from core.consents.actions import give, withdraw
from core.consents.document import documents, sharing_with
from core.consents.effects import on_withdrawal
from core.notices.telling import settle, tell
from core.web.refusal import Refused

SUBJECT = "result"


@transaction.atomic
def share_result(*, by: Actor, at: datetime, result_id: uuid.UUID, recipient_id: uuid.UUID) -> Share:
    """The share, with its consent naming the recipient. A result already shared with it is returned as it is;
    stands it on former words, the consent to the present ones takes the place of that.

    Refused: `unverified` (the person has not confirmed their e-mail address; `data["url"]` leads there),
    `recipient` (nobody to whom results can be given). Http404 for a result that is not the company's own.
    """
    if by.kind != Kind.COMPANY.value:
        raise Http404
    result = Result.objects.visible_to(by).select_for_update(no_key=True).filter(pk=result_id).first()
    if result is None:
        raise Http404
    if not is_verified(by.user_id):
        raise Refused(
            _("Confirm your e-mail address first: we sent you a mail. Then you can share the result."),
            code="unverified",
            data={"url": reverse("account_email")},
        )
    recipient = Organisation.objects.filter(pk=recipient_id).first()
    try:
        document = sharing_with(recipient.kind if recipient else "")
    except KeyError:
        recipient = None
    if recipient is None:
        raise Refused(_("Choose who may receive the result."), code="recipient", field="recipient")
    here = Share.objects.visible_to(by).filter(result=result, recipient=recipient, withdrawn_at__isnull=True)
    known = here.select_related("consent").first()
    if known is not None and known.consent.version == document.version:
        return known
    consent = give(
        by=by,
        at=at,
        document=document.code,
        organisation=result.organisation,
        recipient=recipient,
        subject=(SUBJECT, result.pk),
    )
    if known is not None:
        return _renewed(by, at, known, consent)
    share = Share.objects.create(
        result=result, organisation=result.organisation, recipient=recipient, consent=consent, shared_at=at
    )
    audit.record(
        by=by, at=at, verb="result.shared", subject_kind="result", subject_id=result.pk,
        data={"recipient": str(recipient.pk), "share": str(share.pk)},
    )  # fmt: skip
    if recipient.kind == Kind.SUPPLIER.value:
        for user_id in administrators(recipient.pk):
            tell(user_id, "result_shared", {"organisation": result.organisation.name}, about=_about(share))
    _tell_owners(by, share, "share_given")
    return share


def _renewed(by: Actor, at: datetime, share: Share, consent: Consent) -> Share:
    """The share on a new consent; the former one ends, and nothing hangs on it any more."""
    former = share.consent
    share.consent = consent
    share.save(update_fields=["consent"])
    withdraw(by=by, at=at, consent_id=former.pk)
    audit.record(
        by=by, at=at, verb="result.share_renewed", subject_kind="result", subject_id=share.result_id,
        data={"recipient": str(share.recipient_id), "share": str(share.pk)},
    )  # fmt: skip
    return share


@transaction.atomic
def withdraw_share(*, by: Actor, at: datetime, share_id: uuid.UUID) -> Share:
    """The share, ended with its consent. Twice is once. Http404 for a share of somebody else."""
    share = Share.objects.visible_to(by).filter(pk=share_id, organisation_id__in=by.organisation_ids).first()
    if share is None:
        raise Http404
    withdraw(by=by, at=at, consent_id=share.consent_id)
    share.refresh_from_db()
    return share


def end_shares(by: Actor, at: datetime, consent: Consent) -> None:
    """End the shares that stood on a consent just withdrawn; their recipients are told to destroy exports."""
    shares = Share.objects.filter(consent=consent, withdrawn_at__isnull=True).select_related(
        "organisation", "recipient"
    )
    for share in shares:
        share.withdrawn_at = max(at, share.shared_at)
        share.save(update_fields=["withdrawn_at"])
        audit.record(
            by=by, at=at, verb="result.share_withdrawn", subject_kind="result", subject_id=share.result_id,
            data={"recipient": str(share.recipient_id), "share": str(share.pk)},
        )  # fmt: skip
        settle(_about(share))
        if (
            share.recipient.kind != Kind.TECHNOPARK.value
        ):  # a technopark hears of it once a day, with its files
            for user_id in administrators(share.recipient_id):
                tell(user_id, "consent_withdrawn", {"organisation": share.organisation.name})
        _tell_owners(by, share, "share_taken_back")


def _about(share: Share) -> str:
    return f"share:{share.pk}"


def _tell_owners(by: Actor, share: Share, code: str) -> None:
    """Tell the company's administrators and whoever did it: it is the receipt of what was allowed."""
    people = dict.fromkeys([*administrators(share.organisation_id), *([by.user_id] if by.user_id else [])])
    params = {"recipient": share.recipient.name, "who": name_of(by.user_id) if by.user_id else "—"}
    for user_id in people:
        tell(user_id, code, params, reverse("results:result", args=[share.result_id]), about=_about(share))


def register_effects() -> None:
    """Tie shares to their consents; called when the app is ready."""
    for each in documents().values():
        if each.kind == "sharing":
            on_withdrawal(each.code, end_shares)
