"""Small helps on the way: an invited address, a phone, a password one can look at, whom to ask."""

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts import actions
from core.accounts.models import User
from tests.core.accounts.people import SECRET, actor, gyeongnam_tp, hanbit, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["signup", "login"])
def test_who_comes_from_an_invitation_finds_the_address_filled_in(page: str) -> None:
    company = hanbit()
    _row, token = actions.invite(
        by=actor(person("kim@hanbit.example", company)),
        at=timezone.now(),
        organisation_id=company.pk,
        email="new@hanbit.example",
    )
    url = f"/accounts/{page}/?next=/organisations/invitations/"
    assert 'value="new@hanbit.example"' in Client().get(f"{url}{token}/").content.decode()
    assert "new@hanbit.example" not in Client().get(f"{url}wrong/").content.decode()
    assert Client().get(f"/accounts/{page}/?next=//evil.example").status_code == 200


def test_the_field_of_the_second_step_has_the_focus() -> None:
    person("o@tp.example", gyeongnam_tp(), "officer", totp_secret=SECRET)
    client = Client()
    page = client.post(
        "/accounts/login/", {"login": "o@tp.example", "password": "느린 거북이 네 마리 2026"}, follow=True
    )
    assert "autofocus" in page.content.decode()


def test_a_password_field_has_a_button_only_a_script_shows() -> None:
    page = Client().get("/accounts/signup/").content.decode()
    assert 'hidden data-reveal="id_password1"' in page
    assert "js/reveal.js" in page


@pytest.mark.parametrize(("typed", "stored"), [("15881234", "1588-1234"), ("", ""), ("abc", None)])
def test_a_phone_is_one_that_can_be_dialled(typed: str, stored: str | None) -> None:
    client = signed_in(person("kim@hanbit.example", hanbit(), phone="055-211-1234"))
    answer = client.post("/account/", {"name": "김하나", "phone": typed, "language": "ko"})
    assert answer.status_code == (422 if stored is None else 302)
    assert User.objects.get().phone == ("055-211-1234" if stored is None else stored)


def test_a_member_of_an_institution_reads_whom_to_ask() -> None:
    park = gyeongnam_tp()
    person("head@tp.example", park, name="정관리", totp_secret=SECRET)
    officer = person("o@tp.example", park, "officer", totp_secret=SECRET)
    page = signed_in(officer).get(f"/organisations/{park.pk}/").content.decode()
    assert "물어볼 곳" in page
    assert 'href="mailto:head@tp.example"' in page
