"""What may not stand in a log does not."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.module_loading import import_string

from core.accounts.models import Organisation
from core.logs import discreet
from core.scope import acting_as_system
from tests.core.accounts.people import NUMBERS, hanbit, person

TOKEN = "kJ3n-Qz_8vXw2LrTYpS5mB1cD4eF6gH7iK9lM0nO"
NUMBER = NUMBERS["hanbit"]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the portal's own handler writes."""
    written = StringIO()
    formatter = dict(settings.LOGGING["formatters"]["plain"])
    handler = logging.StreamHandler(written)
    handler.setFormatter(import_string(formatter.pop("()"))(fmt=formatter["format"]))
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"/organisations/invitations/{TOKEN}/", "core:invitation"),
        (f"/assessments/resume/{TOKEN}/", "assessments:resume"),
        (f"/account/claim/{TOKEN}/", "core:claim"),
        (f"/accounts/password/reset/key/1-{TOKEN}/", ""),
        (f"/organisations/invitations/{TOKEN}/accept", "/organisations/…"),
        (f"/{TOKEN}", ""),
    ],
)
def test_a_refused_link_is_logged_by_the_name_of_its_route(
    path: str, name: str, log: StringIO, db: None
) -> None:
    for answer in (Client().get(path), Client().put(path)):
        assert answer.status_code < 500
    assert TOKEN not in log.getvalue()
    assert name in log.getvalue()


def test_refused_links_are_logged_at_all(log: StringIO, db: None) -> None:
    assert Client().get(f"/organisations/invitations/{TOKEN}/").status_code == 410
    assert "core:invitation" in log.getvalue()


def test_a_refusal_is_logged_without_its_traceback(log: StringIO, db: None, client: Client) -> None:
    with acting_as_system():
        client.force_login(person("owner@hanbit.example", hanbit()))
    assert client.get("/regional/").status_code == 403
    assert "/regional/" in log.getvalue() or "regional" in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_an_error_is_logged_with_its_traceback(log: StringIO) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        logging.getLogger("portal").exception("it broke")
    assert "Traceback" in log.getvalue()


def test_a_row_that_postgresql_refuses_is_not_repeated(log: StringIO, db: None) -> None:
    with acting_as_system():
        hanbit()
        with pytest.raises(IntegrityError, match=NUMBER) as caught, transaction.atomic():  # it could leak
            Organisation.objects.create(kind="company", name="둘째 한빛", business_number=NUMBER)
        logging.getLogger("portal.test").error("could not register %s", NUMBER, exc_info=caught.value)
    said = log.getvalue()
    assert "IntegrityError" in said
    assert NUMBER not in said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"AXES: {NUMBER[:3]}-{NUMBER[3:5]}-{NUMBER[5:]} owner@hanbit.example", "AXES: … …@…"),
        (
            f'"GET /organisations/invitations/{TOKEN}/ HTTP/1.1" 404',
            '"GET /organisations/invitations/…/ HTTP/1.1" 404',
        ),
        ("key ieum_0123456789ab_verysecret-verysecret", "key ieum_0123456789ab_…"),
        ("job 3f0e8f7e-6b1c-5d0b-9d6c-6a1e3f3f6a10 done", "job 3f0e8f7e-6b1c-5d0b-9d6c-6a1e3f3f6a10 done"),
        ("/verify/IE-2026-7K3M9-QXD2A/", "/verify/IE-2026-7K3M9-QXD2A/"),
        ("again in 10.5 s, 12345 rows", "again in 10.5 s, 12345 rows"),
    ],
)
def test_what_is_no_secret_stays_readable(text: str, kept: str) -> None:
    assert discreet(text) == kept
