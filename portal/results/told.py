"""How a person was really told that a result is there: what the receipt may say."""

import uuid
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from core.accounts.actor import Actor
from core.notices.models import Notice
from portal.results.notices import RESULT_READY


@dataclass(frozen=True, slots=True)
class Told:
    """Whether the address is confirmed; whether it stands in the inbox; the address that got a mail of it.

    `is_held` says that the mail waits for the address to be confirmed.
    """

    is_verified: bool = False
    is_in_inbox: bool = False
    mailed_to: str = ""
    is_held: bool = False


def told_of(result_id: uuid.UUID, by: Actor) -> Told:
    """What the person was told of the result (one query); nothing for whoever did not submit it."""
    url = reverse("results:result", args=[result_id])
    notice = Notice.objects.filter(user_id=OuterRef("user_id"), code=RESULT_READY.code, url=url)
    row = (
        EmailAddress.objects.filter(user_id=by.user_id, primary=True)
        .annotate(
            mailed_to=Subquery(notice.values("mailed_to")[:1]), is_held=Exists(notice.filter(is_held=True))
        )
        .values_list("verified", "mailed_to", "is_held")
        .first()
    )
    if row is None:
        return Told()
    verified, mailed_to, is_held = row
    return Told(verified, mailed_to is not None, mailed_to or "", is_held)
