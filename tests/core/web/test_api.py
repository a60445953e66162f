"""The base of the API's viewsets: closed by default, one transaction, one scope, no writing GET."""

import uuid
from typing import Any

import pytest
from django.db import connection
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from core.accounts.actor import Actor, Place
from core.audit.models import Event
from core.web import Refused
from core.web.access import Access
from core.web.api import ScopedViewSet
from core.web.readonly import PageWrote
from core.web.request import now

COMPANY = Place(uuid.UUID(int=1), "company", "member")
OFFICER = Place(uuid.UUID(int=2), "technopark", "officer")


class Probe(ScopedViewSet):
    """Answers with what PostgreSQL was told, writes when asked to."""

    access = Access("*", kinds=frozenset({"company", "technopark"}))
    write_access = Access("*", kinds=frozenset({"company"}))
    authentication_classes = ()

    def list(self, request: Any) -> Response:
        """The kind that row-level security sees."""
        if "write" in request.query_params:
            self._write()
        with connection.cursor() as cursor:
            cursor.execute("SELECT ieum_kind()")
            return Response({"kind": cursor.fetchone()[0]})

    def create(self, request: Any) -> Response:
        """An event, then what the caller wants."""
        self._write()
        if request.query_params.get("then") == "refuse":
            raise Refused("아니요", code="no")
        return Response(status=int(request.query_params.get("status", "201")))

    def _write(self) -> None:
        Event.objects.create(at=now(), verb="probe", subject_kind="probe", subject_id="1")


class Undeclared(Probe):
    """Says nothing about who may pass."""

    access = None
    write_access = None


class Open(Probe):
    """Reading is for everybody."""

    access = Access("*", public=True)


def _call(view: type[ScopedViewSet], method: str, by: Actor, path: str = "/") -> Any:
    request = getattr(APIRequestFactory(), method)(path)
    request.actor = by
    response = view.as_view({"get": "list", "post": "create"})(request)
    response.render()
    return response


def _at(place: Place, **more: Any) -> Actor:
    return Actor(user_id=uuid.UUID(int=3), places=(place,), place=place, **more)


def test_the_actor_is_named_to_postgresql(db: None) -> None:
    assert _call(Probe, "get", _at(COMPANY)).data == {"kind": "company"}


def test_a_viewset_that_declares_nothing_is_closed_to_everybody(db: None) -> None:
    for by in (Actor(), _at(COMPANY), _at(OFFICER, has_second_factor=True)):
        for method in ("get", "post"):
            assert _call(Undeclared, method, by).status_code == 403


def test_reading_may_be_public_and_writing_never_is(db: None) -> None:
    assert _call(Open, "get", Actor()).status_code == 200
    assert _call(Open, "post", Actor()).status_code == 403
    assert _call(Probe, "get", Actor()).status_code == 403


def test_changes_are_narrowed_apart_from_reading(db: None) -> None:
    officer = _at(OFFICER, has_second_factor=True)
    assert _call(Probe, "get", officer).status_code == 200
    assert _call(Probe, "post", officer).status_code == 403
    assert _call(Probe, "post", _at(COMPANY)).status_code == 201


def test_an_officer_without_a_second_factor_is_refused(db: None) -> None:
    assert _call(Probe, "get", _at(OFFICER)).status_code == 403


@pytest.mark.parametrize(
    ("scope", "method", "status"), [("read", "get", 200), ("read", "post", 403), ("write", "get", 403)]
)
def test_a_key_does_only_what_it_was_made_for(db: None, scope: str, method: str, status: int) -> None:
    assert _call(Probe, method, _at(COMPANY, scopes=frozenset({scope}))).status_code == status


@pytest.mark.parametrize(
    ("path", "status"), [("/?then=refuse", 409), ("/?status=422", 422), ("/?status=500", 500)]
)
def test_an_answer_that_is_no_success_leaves_the_database(
    transactional_db: None, path: str, status: int
) -> None:
    assert _call(Probe, "post", _at(COMPANY), path).status_code == status
    assert not Event.objects.filter(verb="probe").exists()
    assert _call(Probe, "post", _at(COMPANY)).status_code == 201
    assert Event.objects.filter(verb="probe").exists()


def test_a_get_that_writes_is_a_bug(db: None) -> None:
    with pytest.raises(PageWrote):
        _call(Probe, "get", _at(COMPANY), "/?write=1")
    assert _call(Probe, "post", _at(COMPANY)).status_code == 201, "the guard ends with its request"
