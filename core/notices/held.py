"""Mails that waited for a person to confirm an address go out when they do."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from core.notices.telling import send_held


def confirmed(*, email_address: EmailAddress, **_more: Any) -> None:
    """allauth's `email_confirmed`: what happened since the sign-up is sent there, once."""
    with transaction.atomic():
        send_held(email_address.user_id, email_address.email, email_address.user.language)
