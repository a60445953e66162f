"""Requests that somebody forged: a foreign host in a mail, a way back that leads nowhere."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.core.accounts.people import hanbit, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/signup/"])
def test_a_mailed_link_leads_to_the_portal_whatever_host_the_request_named(
    client: Client, settings: Any, path: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://ieum.example"
    settings.ALLOWED_HOSTS = ["*"]
    known = person("kim@hanbit.example")
    form = {
        "email": known.email if "reset" in path else "new@hanbit.example",
        "password1": "느린 거북이 네 마리 2026",
        "consent_terms": "on",
        "consent_account_data": "on",
    }
    client.post(path, form, headers={"Host": "evil.example:6666"})
    (sent,) = mail.outbox
    assert "https://ieum.example/accounts/" in sent.body
    assert "evil.example" not in sent.body


@pytest.mark.parametrize("there", ["foo", "%2f%2fevil", "//evil.example", "https://evil.example", "/\\evil"])
def test_a_way_back_that_is_no_path_of_the_portal_leads_home(there: str) -> None:
    place = hanbit()
    client = signed_in(person("kim@hanbit.example", place))
    answer = client.post("/organisations/switch/", {"organisation": str(place.pk), "next": there})
    assert (answer.status_code, answer["Location"]) == (302, "/")
