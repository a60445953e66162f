"""The page that describes the API: the same for everybody, and made once."""

import json
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from portal.management.commands.write_docs import openapi
from portal.schema import schema_text
from tests.core.accounts.people import hanbit, person, signed_in

ADDRESS = "/api/v1/schema/"


@pytest.mark.django_db
def test_everybody_reads_the_same_schema_and_nobody_waits_for_a_second_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    make: Any = SchemaGenerator.get_schema

    def counted(self: Any, *args: Any, **more: Any) -> Any:
        made.append(1)
        return make(self, *args, **more)

    schema_text.cache_clear()
    monkeypatch.setattr(SchemaGenerator, "get_schema", counted)
    texts = {
        browser.get(ADDRESS, headers={"Accept-Language": "en"}).content.decode()
        for browser in (Client(), Client(), signed_in(person("owner@hanbit.example", hanbit())))
    }
    assert texts == {openapi()}
    assert len(made) == 1


@pytest.mark.django_db
def test_the_schema_comes_as_json_and_in_the_language_asked_for() -> None:
    headers = {"Accept": "application/json", "Accept-Language": "ko"}
    answer = Client().get(ADDRESS, headers=headers)
    assert answer["Content-Type"] == "application/json"
    assert {"Accept", "Accept-Language"} <= {each.strip() for each in answer["Vary"].split(",")}
    english = Client().get(ADDRESS, headers={**headers, "Accept-Language": "en"})
    assert json.loads(answer.content)["paths"].keys() == json.loads(english.content)["paths"].keys()
    assert answer.content != english.content
