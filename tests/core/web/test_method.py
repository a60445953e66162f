"""Every page that takes another method says so in words."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.scope import acting_as_system
from portal.routes import Route, routes
from tests.core.accounts.people import hanbit, person, signed_in

pytestmark = pytest.mark.django_db

_METHODS: dict[tuple[str, str], set[str]] = {}
for _each in routes():
    _METHODS.setdefault((_each.name, _each.path), set()).add(_each.method)
ONLY_FORMS = sorted(
    {
        each.name: each
        for each in routes()
        if _METHODS[each.name, each.path] == {"POST"}
        and not each.path.startswith(("api/", "admin/", "dev/"))
        and each.name != "set_language"
    }.values(),
    key=lambda each: each.name,
)
FILLED: dict[str, Any] = {
    "code": "PRC1",
    "number": "IE-2026-00000-00000",
    "name": "basics",
    "item": "PRC1-01",
}


def _address(route: Route) -> str:
    values = {name: FILLED.get(name, uuid.uuid4()) for name in route.arguments}
    return reverse(route.name, kwargs=values)


def test_there_are_pages_that_only_take_a_form() -> None:
    assert "core:organisation_invite" in {each.name for each in ONLY_FORMS}


@pytest.mark.parametrize("route", ONLY_FORMS, ids=lambda each: each.name)
def test_opening_an_address_that_only_takes_a_form_says_what_to_do(route: Route) -> None:
    answer = Client(headers={"accept-language": "ko"}).get(_address(route))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "양식" in answer.content.decode()
    assert "바뀐 것은 없습니다" in answer.content.decode()


def test_the_page_offers_the_way_back_to_somebody_signed_in() -> None:
    with acting_as_system():
        company = hanbit()
        owner = person("owner@hanbit.example", company)
    there = f"/organisations/{company.pk}/"
    answer = signed_in(owner, second_factor=False).get(
        f"{there}invite/", headers={"referer": f"http://testserver{there}"}
    )
    assert answer.status_code == 405
    assert f'href="http://testserver{there}"' in answer.content.decode()


def test_a_form_sent_to_a_page_that_takes_none_is_answered_in_words() -> None:
    answer = Client(headers={"accept-language": "ko"}).post("/verify/", {"number": "x"})
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "바뀐 것은 없습니다" in answer.content.decode()


def test_pages_of_libraries_answer_in_words_too() -> None:
    answer = Client().delete("/accounts/login/")
    assert (answer.status_code, bool(answer.content)) == (405, True)


def test_the_api_answers_with_a_problem_document() -> None:
    answer = Client().delete("/api/v1/suppliers/")
    assert answer.status_code in {401, 405}
    assert answer["Content-Type"] == "application/problem+json"
