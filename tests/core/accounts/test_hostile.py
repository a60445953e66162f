"""Requests that somebody forged: a foreign host in a mail, a way back that leads nowhere."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from core.accounts.demo import make_person
from core.accounts.models import User
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


def test_a_stranger_who_signs_up_with_a_demonstration_address_is_never_taken_for_its_owner() -> None:
    owner = person("kim@hanbit.example")
    for number in range(8):  # ids are drawn by lot: with one stranger the wrong choice shows every other time
        User.objects.create_user("kim@hanbit.example", f"낯선-사람-{number}-20261")
    assert make_person("kim@hanbit.example", "느린 거북이 네 마리 2026", "김민재").pk == owner.pk
