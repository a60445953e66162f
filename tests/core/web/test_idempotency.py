"""The same call with the same key has one effect and one answer."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponseRedirect
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate

from core.accounts.actor import Actor
from core.accounts.models import User
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.idempotency import OtherBody, claim, purge_effects, settle
from core.web.models import Effect
from tests.core.accounts.people import AT, person


class Names(ScopedViewSet):
    """Creates something countable: a user's name grows by a letter."""

    access = Access("*")
    calls = 0

    def create(self, request: Any) -> Response:
        """One effect."""
        if request.data.get("fail"):
            return Response({"no": True}, status=409)
        Names.calls += 1
        return Response({"calls": Names.calls}, status=201, headers={"Location": "/x/", "ETag": '"7"'})


def call(user: User, key: str | None, body: dict[str, Any], path: str = "/api/v1/names/") -> Any:
    """The answer to one POST."""
    headers = {"Idempotency-Key": key} if key is not None else {}
    request = APIRequestFactory().post(path, body, format="json", headers=headers)
    request.actor = Actor(user_id=user.pk)
    force_authenticate(request, user)
    return Names.as_view({"post": "create"})(request)


@pytest.fixture
def kim(db: None) -> User:
    """Somebody."""
    Names.calls = 0
    return person("kim@hanbit.example")


def test_the_same_key_and_body_gets_the_same_answer_without_a_second_effect(kim: User) -> None:
    first, second = (call(kim, "abc", {"a": 1}) for _twice in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.rendered_content == second.content
    assert (second["Location"], second["ETag"], second["Content-Type"]) == ("/x/", '"7"', "application/json")
    assert second["Idempotency-Replayed"] == "true"
    assert Names.calls == 1


def test_another_body_or_address_with_the_key_is_a_422(kim: User) -> None:
    call(kim, "abc", {"a": 1})
    for answer in (call(kim, "abc", {"a": 2}), call(kim, "abc", {"a": 1}, "/api/v1/other/")):
        assert answer.status_code == 422
        assert answer.data["code"] == "idempotency_key_reused"
    assert Names.calls == 1


def test_keys_belong_to_their_caller(kim: User) -> None:
    call(kim, "abc", {"a": 1})
    assert call(person("lee@dasan.example"), "abc", {"a": 2}).status_code == 201


def test_a_failure_is_not_kept(kim: User) -> None:
    assert call(kim, "abc", {"fail": True}).status_code == 409
    assert not Effect.objects.exists()
    assert call(kim, "abc", {"a": 1}).status_code == 201


@pytest.mark.parametrize("key", ["한글", "a b", "x" * 201])
def test_a_malformed_key_is_a_400(kim: User, key: str) -> None:
    assert call(kim, key.encode().decode("latin-1"), {"a": 1}).status_code == 400


def test_without_a_key_each_call_acts(kim: User) -> None:
    for _twice in range(2):
        call(kim, None, {"a": 1})
    assert Names.calls == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_have_one_effect() -> None:
    won: list[bool] = []
    start = threading.Barrier(20)

    def run() -> None:
        start.wait()
        try:
            with transaction.atomic():
                first = claim("form:t", "o", b"body") is None
                if first:
                    settle("form:t", "o", HttpResponseRedirect("/there/"), content=False)
            won.append(first)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 19 + [True]
    assert Effect.objects.get().location == "/there/"


def test_a_key_goes_with_the_transaction_that_took_it(kim: User) -> None:
    with transaction.atomic():
        assert claim("k", "o", b"1") is None
        transaction.set_rollback(True)
    assert claim("k", "o", b"2") is None
    with pytest.raises(OtherBody):
        claim("k", "o", b"3")


def test_old_keys_are_forgotten(kim: User) -> None:
    claim("k", "o", b"1")
    assert purge_effects(AT.replace(year=2020)) == 0
    assert purge_effects(AT.replace(year=2100)) == 1
