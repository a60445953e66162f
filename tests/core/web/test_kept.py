"""The acknowledgement of a stored form, and the key under which a device keeps what is typed."""

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.accounts.actor import Actor, Place
from core.web.kept import COOKIE, acknowledge, device_key

TOKEN = "k3p1abcdef"
ONE, OTHER, FIRM = UUID(int=1), UUID(int=2), UUID(int=3)


def answered(status: int, token: str = TOKEN) -> HttpResponse:
    response = HttpResponse(status=status)
    acknowledge(RequestFactory().post("/", {"kept": token} if token else {}), response)
    return response


def working_at(organisation: UUID) -> Actor:
    place = Place(organisation, "company", "administrator", "한빛정밀", "hanbit")
    return Actor(user_id=ONE, places=(place,), place=place)


@pytest.mark.parametrize("status", [200, 302, 303])
def test_a_stored_form_is_acknowledged_to_the_pages_script(status: int) -> None:
    cookie = answered(status).cookies[COOKIE]
    assert cookie.value == TOKEN
    assert not cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("status", [400, 403, 409, 422, 429, 503])
def test_what_was_not_stored_is_not_acknowledged(status: int) -> None:
    assert COOKIE not in answered(status).cookies


@pytest.mark.parametrize("token", ["", "short", "x" * 41, "abc def ghi", "abcdefgh;x", "<script>abc"])
def test_nothing_but_a_token_is_repeated(token: str) -> None:
    assert COOKIE not in answered(303, token).cookies


def test_a_device_key_tells_people_and_organisations_apart_and_names_none() -> None:
    plain = device_key(Actor(user_id=ONE))
    others = {device_key(Actor(user_id=OTHER)), device_key(working_at(FIRM)), device_key(working_at(OTHER))}
    assert len(others - {plain}) == 3
    assert device_key(working_at(FIRM)).split(".")[0] == plain.split(".")[0]
    assert str(ONE) not in plain
    assert device_key(Actor()) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent_from", "leads_to"),
    [
        ("http://testserver/suppliers/mine/sections/basics/", "/suppliers/mine/sections/basics/"),
        ("http://testserver/regional/export/?tier=basic", "/regional/export/%3Ftier%3Dbasic"),
        ("https://elsewhere.example/suppliers/mine/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_login_ended_leads_back_to_its_page(sent_from: str, leads_to: str) -> None:
    answer = Client(headers={"referer": sent_from}).post("/suppliers/mine/sections/basics/", {"kept": TOKEN})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={leads_to}")
    assert COOKIE not in answer.cookies
