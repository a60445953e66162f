"""Mail goes into the database with its cause; a job sends it."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from core.jobs.models import Job
from core.notices.models import Mail


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend for the whole portal: one Mail row and one job a recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages in the current transaction and say how many; nothing leaves here."""
        stored = 0
        for message in email_messages:
            html = ""
            if isinstance(message, EmailMultiAlternatives):
                html = next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
            for recipient in message.recipients():
                mail = Mail.objects.create(
                    recipient=recipient,
                    subject=str(message.subject)[:200],
                    body=str(message.body),
                    html=html,
                )
                Job.objects.create(
                    kind="mail",
                    dedupe_key=f"mail:{mail.pk}",
                    payload={"mail": str(mail.pk)},
                    not_before=timezone.now(),
                )
                stored += 1
        return stored


class KeepBackend(BaseEmailBackend):
    """The demonstration's delivery: mails stay in the outbox page and go nowhere."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Claim all as delivered; /dev/mail/ shows them."""
        return len(email_messages)
