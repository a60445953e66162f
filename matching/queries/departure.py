"""What ends with the last member of a supplier or a company, told before the account is closed."""

import uuid
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.consultation import State
from matching.models import Confirmation, Consultation, Supplier
from matching.workflow import Step

OPEN_STATES = (State.ASKED.value, State.ANSWERED.value)


def ends_of_supplier(organisation_id: uuid.UUID) -> list[str]:
    """The fate of the profile, its verification, enquiries and what customers were asked (three queries)."""
    row = Supplier.objects.filter(organisation_id=organisation_id).first()
    if row is None:
        return []
    lines = [
        _("The profile disappears from the search and from recommendations at once.")
        if row.is_published
        else _("The profile stays hidden. Nobody can change it any more.")
    ]
    if row.verification_asked_at is not None:
        lines.append(_("The request to be verified is taken back."))
    lines += _enquiries(Q(recipient_id=organisation_id), to=_("the companies that asked"))
    lines += _requests(Q(supplier=row), to=_("the customers"))
    return lines


def ends_of_company(organisation_id: uuid.UUID) -> list[str]:
    """The fate of its enquiries and of what suppliers asked it to confirm (two queries)."""
    whose = Q(organisation_id=organisation_id)
    return [*_enquiries(whose, to=_("the suppliers")), *_requests(whose, to=_("the suppliers"))]


def _enquiries(whose: Q, *, to: str) -> Iterator[str]:
    if count := Consultation.objects.filter(whose, state__in=OPEN_STATES).count():
        yield ngettext(
            "%(n)d open enquiry is closed; we tell %(to)s.",
            "%(n)d open enquiries are closed; we tell %(to)s.",
            count,
        ) % {"n": count, "to": to}


def _requests(whose: Q, *, to: str) -> Iterator[str]:
    if count := Confirmation.objects.filter(whose, state=Step.ASKED.value).count():
        yield ngettext(
            "%(n)d open request to confirm a project is taken back; we tell %(to)s.",
            "%(n)d open requests to confirm a project are taken back; we tell %(to)s.",
            count,
        ) % {"n": count, "to": to}
