"""How often the API may be called, and by whom it is counted."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.accounts.actions import create_key
from core.accounts.address import client_address
from core.web.request import now
from tests.core.accounts.people import actor, hanbit, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system", "_few")]
URL = "/api/v1/suppliers/"


@pytest.fixture
def _few(settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = {"key": 3, "person": 3, "address": 2, "address_of_keys": 8}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_limit")


def _calls(client: Client, count: int, **more: object) -> list[int]:
    return [client.get(URL, **more).status_code for _ in range(count)]  # type: ignore[arg-type]


def _token(scopes: list[str]) -> str:
    owner = person(f"{'-'.join(scopes)}@hanbit.example", _token.company)  # type: ignore[attr-defined]
    _key, token = create_key(by=actor(owner), at=now(), name="시험", scopes=scopes, days=30)
    return token


@pytest.fixture(autouse=True)
def _company() -> None:
    _token.company = hanbit()  # type: ignore[attr-defined]


def test_a_visitor_is_counted_by_address() -> None:
    assert _calls(Client(), 3) == [200, 200, 429]
    assert _calls(Client(REMOTE_ADDR="203.0.113.7"), 1) == [200]


def test_too_many_calls_are_a_problem_document_that_says_when_to_come_again() -> None:
    _calls(Client(), 2)
    answer = Client(headers={"accept-language": "ko"}).get(URL)
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer.json()["code"] == "throttled"
    assert "초 뒤에" in answer.json()["title"]


def test_a_signed_in_person_is_counted_wherever_they_call_from() -> None:
    owner = person("owner@hanbit.example", _token.company)  # type: ignore[attr-defined]
    first, second = (signed_in(owner, second_factor=False) for _ in range(2))
    second.defaults["REMOTE_ADDR"] = "203.0.113.7"
    assert _calls(first, 2) + _calls(second, 2) == [200, 200, 200, 429]
    assert _calls(Client(), 1) == [200]


def test_every_key_is_counted_for_itself_and_not_with_the_person() -> None:
    one, other = _token(["read"]), _token(["read", "write"])
    assert _calls(Client(headers={"Authorization": f"Bearer {one}"}), 4) == [200, 200, 200, 429]
    assert _calls(Client(headers={"Authorization": f"Bearer {other}"}), 1) == [200]


def test_whoever_makes_up_keys_runs_into_the_limit_of_the_address() -> None:
    made_up = [
        Client(headers={"Authorization": f"Bearer ieum_{n:012}_wrong"}).get(URL).status_code for n in range(9)
    ]
    assert made_up == [401] * 8 + [429]


def test_refused_calls_count_although_their_transaction_is_rolled_back() -> None:
    client = Client()
    assert [client.post(URL, {}).status_code for _ in range(3)] == [401, 401, 429]


def test_the_description_of_the_api_is_limited_too() -> None:
    assert [Client().get("/api/").status_code for _ in range(3)] == [200, 200, 429]


def test_pages_are_not_counted() -> None:
    assert [Client().get("/privacy/").status_code for _ in range(4)] == [200] * 4


def test_a_key_that_may_only_write_reads_nothing() -> None:
    client = Client(headers={"Authorization": f"Bearer {_token(['write'])}"})
    for url in ("/api/v1/suppliers/mine/", "/api/v1/results/"):
        answer = client.get(url)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        (2, "192.0.2.66, 198.51.100.1", "192.0.2.66"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, "<script>", "203.0.113.7"),
    ],
)
def test_the_clients_address_comes_from_trusted_proxies_only(
    proxies: int, forwarded: str, expected: str, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = Client().get("/privacy/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="203.0.113.7")
    assert client_address(request.wsgi_request) == expected


def test_a_forged_header_does_not_escape_the_limit(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 0
    forged = [Client().get(URL, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(3)]
    assert forged == [200, 200, 429]
