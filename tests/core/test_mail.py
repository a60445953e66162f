"""Mails are owed with their cause and go out once."""

import smtplib
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives, get_connection

from core.jobs import lease as leases
from core.jobs.models import Job
from core.jobs.run import run
from core.notices.handlers import message_id
from core.notices.models import Mail

pytestmark = pytest.mark.django_db
LOCAL = "django.core.mail.backends.locmem.EmailBackend"


def owe_mail() -> Mail:
    outbox_backend = get_connection("core.notices.backend.OutboxBackend")
    message = EmailMultiAlternatives("보고서", "본문", to=["owner@hanbit.example"], connection=outbox_backend)
    message.attach_alternative("<p>본문</p>", "text/html")
    message.send()
    return Mail.objects.get()


def test_a_mail_goes_out_once_with_its_id(settings: Any) -> None:
    settings.DELIVERY_BACKEND = LOCAL
    mail = owe_mail()
    (lease,) = leases.offer(window=4)
    assert run(lease) == "done"
    assert run(lease) == "stale"
    (sent,) = outbox.outbox
    assert sent.to == ["owner@hanbit.example"]
    assert sent.message()["Message-ID"] == message_id(mail) == f"<{mail.pk}@ieum.example>"
    assert Mail.objects.get().sent_at is not None


def test_a_mail_that_is_marked_as_sent_is_not_sent_again(settings: Any) -> None:
    settings.DELIVERY_BACKEND = LOCAL
    owe_mail()
    Mail.objects.update(sent_at="2026-11-21T00:00:00Z")
    (lease,) = leases.offer(window=4)
    assert run(lease) == "done"
    assert outbox.outbox == []


@pytest.mark.parametrize(("code", "ends"), [(550, "failed"), (451, "again")])
def test_a_refused_receiver_fails_and_a_greylisted_one_waits(
    code: int, ends: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DELIVERY_BACKEND = LOCAL

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"owner@hanbit.example": (code, b"no")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    mail = Mail.objects.create(recipient="owner@hanbit.example", subject="s", body="b")
    Job.objects.create(
        kind="mail", dedupe_key=f"mail:{mail.pk}", payload={"mail": str(mail.pk)}, not_before=mail.created_at
    )
    (lease,) = leases.offer(window=4)
    assert run(lease) == ends
    assert Mail.objects.get().sent_at is None
