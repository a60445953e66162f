"""Giving and withdrawing consent."""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from core import audit
from core.accounts.actor import Actor
from core.accounts.models import Consent, Organisation
from core.consents.document import document as find
from core.consents.effects import take_effect
from core.web.refusal import Refused


@transaction.atomic
def give(
    *,
    by: Actor,
    at: datetime,
    document: str,
    organisation: Organisation | None = None,
    recipient: Organisation | None = None,
    subject: tuple[str, uuid.UUID] | None = None,
) -> Consent:
    """The ledger line, with the wording as it is now. The same consent in force already comes back as it is.

    `subject` is the kind and id of what is shared. Refused: `signed_out`, `not_allowed` (for an organisation
    one does not work in), `recipient` (a sharing consent names one of a fitting kind; others name none).
    """
    if by.user_id is None:
        raise Refused(_("Sign in first."), code="signed_out", status=403)
    if organisation is not None and organisation.pk not in by.organisation_ids:
        raise Refused(_("You do not work in this organisation now."), code="not_allowed", status=403)
    text = find(document)
    fits = recipient.kind in text.recipients if recipient else text.kind != "sharing"
    if not fits:
        raise Refused(_("Choose who may receive the result."), code="recipient", field="recipient")
    subject_kind, subject_id = subject or ("", None)
    whose = {"organisation": organisation} if organisation else {"organisation": None, "user_id": by.user_id}
    same = (
        Consent.objects.visible_to(by)
        .in_force()
        .filter(
            document=text.code,
            version=text.version,
            recipient=recipient,
            subject_kind=subject_kind,
            subject_id=subject_id,
            **whose,
        )
    )
    if (known := same.first()) is not None:
        return known
    consent = Consent.objects.create(
        document=text.code,
        version=text.version,
        wording=text.frozen(recipient.name if recipient else ""),
        user_id=by.user_id,
        organisation=organisation,
        recipient=recipient,
        subject_kind=subject_kind,
        subject_id=subject_id,
        given_at=at,
    )
    audit.record(
        by=by, at=at, verb="consent.given", subject_kind="consent", subject_id=consent.pk,
        data={
            "document": text.code, "version": text.version,
            "recipient": str(recipient.pk) if recipient else "",
        },
    )  # fmt: skip
    return consent


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, consent_id: uuid.UUID) -> Consent:
    """The line, withdrawn; what hung on it (a share) ends in the same transaction. Twice is once.

    Refused `required`: without this consent there can be no account. Http404 for a line one may not see.
    """
    consent = (
        Consent.objects.visible_to(by)
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=consent_id)
        .first()
    )
    if consent is None:
        raise Http404
    if consent.withdrawn_at is not None:
        return consent
    if find(consent.document).required:
        raise Refused(
            _("No account is possible without this consent. To withdraw it, close your account."),
            code="required",
        )
    consent.withdrawn_at = max(at, consent.given_at)
    consent.withdrawn_by_id = by.user_id
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(
        by=by, at=at, verb="consent.withdrawn", subject_kind="consent", subject_id=consent.pk,
        data={"document": consent.document},
    )  # fmt: skip
    take_effect(by, at, consent)
    return consent
