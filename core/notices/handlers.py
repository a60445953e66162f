"""Sends the mails that are owed."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.utils import DNS_NAME
from django.utils import timezone

from core.jobs.handlers import JobFailed, handles
from core.jobs.work import Work
from core.notices.models import Mail


@handles("mail", attempts=14, lease_seconds=30, pause_seconds=2)
def send_mail(work: Work) -> None:
    """Hand the mail to the delivery backend, once: a mail that is marked as sent is left alone.

    Its Message-ID is its own id, so that a receiver drops the copy that a crash between sending and marking
    could cause. Raises JobFailed when the receiver refuses for good (5xx).
    """
    mail = Mail.objects.filter(pk=work.payload["mail"], sent_at__isnull=True).first()
    if mail is None:
        return
    message = EmailMultiAlternatives(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.recipient],
        headers={"Message-ID": message_id(mail)},
        connection=get_connection(settings.DELIVERY_BACKEND),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _text in refused.recipients.values()]
        if codes and all(500 <= code < 600 for code in codes):
            raise JobFailed(f"the receiver refused the mail: {codes[0]}") from refused
        raise
    except SMTPResponseException as refused:
        if 500 <= refused.smtp_code < 600:
            raise JobFailed(f"the mail server refused the mail: {refused.smtp_code}") from refused
        raise
    with work.publishing():
        Mail.objects.filter(pk=mail.pk, sent_at__isnull=True).update(sent_at=timezone.now())


def message_id(mail: Mail) -> str:
    """The mail's Message-ID: its own id at the sender's domain."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{mail.pk}@{sender or DNS_NAME}>"
