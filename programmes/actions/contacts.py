"""Asking a company to let its technopark see whom to reach."""

import uuid
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Result
from core import audit
from core.accounts.actor import Actor
from core.accounts.locking import administrators
from core.notices.telling import tell
from core.web import Refused
from core.web.wording import date_text
from programmes.actions.reviews import locked
from programmes.contacts import contact_of
from programmes.models import Review
from programmes.policies import may_ask_for_contact


@transaction.atomic
def ask_for_contact(*, by: Actor, at: datetime, result_id: uuid.UUID) -> Review:
    """The review with the moment of asking; the company's administrators are told, with a way to its consent.

    Http404 for a result one does not see. Refused: `known` (the contact is there), `asked` (less than 14 days
    ago), `nobody` (nobody works there any more whom the portal could tell).
    """
    review = locked(by, [result_id])[result_id]
    if contact_of(by, result_id) is not None:
        raise Refused(_("The contact stands beside the result already."), code="known", status=409)
    if review.contact_asked_at is not None and not may_ask_for_contact(review.contact_asked_at, at):
        raise Refused(
            _("The company was asked on %(day)s. It can be asked again after 14 days.")
            % {"day": date_text(review.contact_asked_at)},
            code="asked",
            status=409,
        )
    result = Result.objects.visible_to(by).get(pk=result_id)
    people = list(administrators(result.organisation_id))
    if not people or by.place is None:
        raise Refused(
            _("Nobody of the company uses the portal now, so nobody can be asked."), code="nobody", status=409
        )
    review.contact_asked_at, review.contact_asked_by_id = at, by.user_id
    review.save(update_fields=["contact_asked_at", "contact_asked_by_id"])
    audit.record(
        by=by,
        at=at,
        verb="contact.asked-for",
        subject_kind="result",
        subject_id=result_id,
        data={"told": len(people)},
    )
    there = reverse("results:share", args=[result_id, by.place.organisation_id])
    for user_id in people:
        tell(user_id, "contact_asked", {"park": by.place.name}, there)
    return review
