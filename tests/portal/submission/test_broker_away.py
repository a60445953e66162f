"""A submission never speaks to the broker: it is answered as usual while the broker is dead."""

import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from kombu import Connection

from assessments import actions
from assessments.actions import publish_framework
from assessments.given import Given
from assessments.models import Result
from core.accounts.actor import SYSTEM
from core.jobs.models import Job
from core.scope import acting, acting_as_system
from core.web.request import now
from matching.models import Recommendation
from portal.celery import app
from tests.assessments.world import AT, QUICK, all_answers, begin, company, member, signed_in

DEAD = "amqp://ieum:ieum@192.0.2.1:5672/ieum"  # a network for documentation, where nobody answers


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every connection that Python opens from now on, and none is let through. PostgreSQL's library is C."""
    made: list[Any] = []

    def refuse(_self: socket.socket, address: Any) -> None:
        made.append(address)
        raise OSError("no connection is allowed here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setitem(app.conf, "broker_url", DEAD)
    return made


@pytest.mark.django_db
def test_a_submission_with_a_dead_broker_is_answered_and_never_calls_it(
    calls: list[Any], settings: Any
) -> None:
    settings.CELERY_BROKER_URL = DEAD
    with acting_as_system():
        source = Path(f"assessments/frameworks/{QUICK}.yaml")
        version, _new = publish_framework(
            source=source.read_text(encoding="utf-8"), name=source.name, by=SYSTEM, at=AT
        )
    call_command("load_policies", verbosity=0)
    owner = member(company())
    browser = signed_in(owner)
    session = begin(browser, QUICK)
    given = {code: Given(choice, None, 0) for code, choice in all_answers(version).items()}
    with acting(owner):
        actions.answer_all(session_id=session.pk, given=given, by=owner, at=now())
    answer = browser.post(f"/assessments/{session.pk}/submit/")
    assert answer.status_code == 302, answer.content.decode()[-1_000:]
    page = browser.get(answer["Location"])
    with acting_as_system():
        result = Result.objects.get()
        assert Recommendation.objects.filter(result=result).count() == 1
    assert (page.status_code, str(result.pk) in answer["Location"]) == (200, True)
    ordered = browser.post(f"/results/{result.pk}/report/", {"language": "ko"})
    assert (ordered.status_code, browser.get(ordered["Location"]).status_code) == (302, 200)
    assert set(Job.objects.values_list("kind", "state")) >= {("report", "queued")}
    assert calls == []


def test_the_watch_would_see_a_call(calls: list[Any]) -> None:
    with pytest.raises(OSError):
        Connection(DEAD, connect_timeout=1).connect()
    assert calls != []
