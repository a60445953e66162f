"""PostgreSQL stops under a running web process: clear words, and back by itself without a restart."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client

from core.accounts.demo import make_person
from house import proc
from house.places import ROOT, Places
from house.postgres.door import Door
from portal import env
from tests.core.accounts.people import signed_in

SECRET_NUMBER = "1248100998"


@pytest.fixture
def places() -> Iterator[Places]:
    """A state directory that PostgreSQL's user can reach, gone afterwards with all that runs in it."""
    var = Path(tempfile.mkdtemp(prefix="ieum-away-"))
    var.chmod(0o755)
    made = Places(root=ROOT, var=var)
    yield made
    door = Door(made, purpose="test")
    if state := door.look():
        os.kill(state.keeper, signal.SIGTERM)
    door.close()
    for left in (var, made.outside, *made.socket_directories()):
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture
def portal(
    places: Places, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], None]]:
    """The portal on a PostgreSQL of its own; call it with a role to connect as."""
    settings = connections["default"].settings_dict
    before = dict(settings)
    with Door(places, purpose="test") as server, django_db_blocker.unblock():

        def connect(role: str) -> None:
            monkeypatch.setenv("AWAY_URL", server.owner_url if role == "owner" else server.url)
            connections["default"].close()
            settings.update({**env.database("AWAY_URL"), "OPTIONS": before["OPTIONS"]})

        connect("owner")
        call_command("migrate", verbosity=0)
        connect("app")
        yield connect
        connections["default"].close()
        settings.update(before)


def _stop(places: Places) -> None:
    state = Door(places, purpose="test").look()
    assert state is not None
    os.kill(state.keeper, signal.SIGKILL)  # its server follows, and nobody starts it again
    deadline = time.monotonic() + 60
    while proc.started(state.server) is not None:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _start(places: Places) -> None:
    Door(places, purpose="test").ensure()


def test_pages_and_api_say_that_the_portal_is_away_and_come_back_by_themselves(
    places: Places, portal: Callable[[str], None]
) -> None:
    visitor, member = (
        Client(headers={"accept-language": "ko"}),
        signed_in(make_person("owner@hanbit.example", "느린 거북이 네 마리 2026", "한빛")),
    )
    member.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    visitor.raise_request_exception = member.raise_request_exception = False
    pages = [(visitor, "/suppliers/"), (member, "/inbox/"), (member, "/organisations/")]
    calls = [(visitor, "/api/v1/suppliers/"), (member, "/api/v1/results/")]
    assert [who.get(url).status_code for who, url in pages + calls] == [200] * 5
    _stop(places)
    for who, url in [*pages, *pages]:
        answer = who.get(url)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10"), url
        assert "지금은 서비스를 이용할 수 없습니다" in answer.content.decode()
        assert answer["Content-Security-Policy"]
    for who, url in calls:
        answer = who.get(url)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10"), url
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "unavailable"
    sent = member.post("/organisations/new/", {"kind": "company", "name": "한빛"})
    assert sent.status_code == 503
    _start(places)
    assert [who.get(url).status_code for who, url in pages + calls] == [200] * 5


def test_postgresqls_log_repeats_no_row_and_no_statement(
    places: Places, portal: Callable[[str], None]
) -> None:
    from django.db import DatabaseError, connection

    portal("owner")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE numbered (number text PRIMARY KEY, most integer)")
        cursor.execute("INSERT INTO numbered VALUES (%s, 1)", [SECRET_NUMBER])
        for wrong in (
            "INSERT INTO numbered VALUES (%s, 1)",
            "SELECT 1 / (length(%s) - 10)",
            "SELECT missing FROM numbered WHERE number = %s",
        ):
            with pytest.raises(DatabaseError):
                cursor.execute(wrong, [SECRET_NUMBER])
    log = (places.logs / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "division by zero" in log
    assert SECRET_NUMBER not in log
    assert "STATEMENT" not in log
