"""Many people who answer at once over HTTP without a pause; what was acknowledged must be there."""

import os
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from threading import Thread
from urllib.parse import urlencode

from django.conf import settings

from assessments.documents import framework_of
from assessments.models import Answer, Session
from assessments.scoring import Framework, Item
from core.audit.models import Event
from core.scope import acting_as_system
from house.operation import web_command
from house.places import ROOT
from tests.bench.measure import p50, p95
from tests.bench.people import cookies_of
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import identity

TOKEN = "a" * 32


class Person(Thread):
    """Opens a page of questions, answers each of them, goes on to the next page; keeps a ledger.

    `ledger` holds for each item the version and choice that the server acknowledged last; `errors` what else
    it said.
    """

    def __init__(self, number: int, port: int, framework: Framework, until: float) -> None:
        super().__init__(daemon=True)
        self.session_id = identity("draft", number)
        self._framework, self._until = framework, until
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        cookies = cookies_of(f"person{number}") | {settings.CSRF_COOKIE_NAME: TOKEN}
        self._headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
            "Accept-Language": "ko",
        }
        with acting_as_system():
            rows = Answer.objects.filter(session_id=self.session_id).values_list("item", "version", "choices")
            self.ledger = {item: (version, choices[0]) for item, version, choices in rows}
        self.saves: list[float] = []
        self.opens: list[float] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Until the time is over."""
        for module in cycle(self._framework.modules):
            if self._is_over() or not self._send(
                "GET", f"/assessments/{self.session_id}/modules/{module.code}/"
            ):
                return
            for item in module.children:
                if self._is_over() or (isinstance(item, Item) and not self._answer(item)):
                    return

    def _is_over(self) -> bool:
        return time.monotonic() >= self._until

    def _answer(self, item: Item) -> bool:
        version, now = self.ledger.get(item.code, (0, ""))
        codes = [choice.code for choice in item.choices]
        choice = codes[(codes.index(now) + 1) % len(codes)] if now else codes[0]
        form = {item.code: choice, f"{item.code}.version": str(version)}
        if self._send("POST", f"/assessments/{self.session_id}/answers/{item.code}/", form):
            self.ledger[item.code] = (version + 1, choice)
            return True
        return False

    def _send(self, method: str, path: str, form: Mapping[str, str] | None = None) -> bool:
        headers = dict(self._headers)
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            response.read()
        except (HTTPException, OSError) as error:
            self.errors.append(f"{method} {path}: {error!r}")
            return False
        (self.saves if form is not None else self.opens).append((time.perf_counter() - began) * 1000)
        if response.status != 200:
            self.errors.append(f"{method} {path}: {response.status}")
            return False
        return True


def run(scale: Scale) -> list[Row]:
    """Errors and lost answers, which are to be none; how many were saved, how long one took."""
    with acting_as_system():
        framework = framework_of(Session.objects.with_framework().get(pk=identity("draft", 0)).framework)
        sessions = [str(identity("draft", number)) for number in range(scale.people)]
        before = Event.objects.filter(subject_id__in=sessions, verb="answer.changed").count()
    with serving() as port:
        until = time.monotonic() + scale.seconds
        people = [Person(number, port, framework, until) for number in range(scale.people)]
        began = time.monotonic()
        for person in people:
            person.start()
        for person in people:
            person.join()
        seconds = time.monotonic() - began
    errors = [error for person in people for error in person.errors]
    saves = [each for person in people for each in person.saves]
    opens = [each for person in people for each in person.opens]
    with acting_as_system():
        lost = sum(missing(person.session_id, person.ledger) for person in people)
        written = Event.objects.filter(subject_id__in=sessions, verb="answer.changed").count() - before
    who = f"{scale.people} people answering for {scale.seconds} s over HTTP"
    return [
        Row(act=f"{who}: errors", figure=len(errors), limit=0, unit="", note="; ".join(errors[:2])),
        Row(
            act="  acknowledged answers lost, changed or written twice",
            figure=lost + abs(written - len(saves)) if not errors else lost,
            limit=0,
            unit="",
            note=f"{len(saves):,} acknowledged, {written:,} in the audit trail",
        ),
        Row(
            act="  answers saved",
            figure=len(saves) / seconds,
            limit=None,
            unit="/s",
            p50=p50(saves),
            p95=p95(saves),
        ),
        Row(
            act="  pages opened",
            figure=len(opens) / seconds,
            limit=None,
            unit="/s",
            p50=p50(opens),
            p95=p95(opens),
        ),
    ]


def missing(session_id: uuid.UUID, ledger: Mapping[str, tuple[int, str]]) -> int:
    """How many entries of a ledger are not in the database as they were acknowledged."""
    rows = Answer.objects.filter(session_id=session_id).values_list("item", "version", "choices")
    stored = {item: (version, choices[0] if choices else "") for item, version, choices in rows}
    return sum(stored.get(item) != entry for item, entry in ledger.items())


def _wait_until_warm(port: int) -> None:
    """Until the server answered often enough that every process of it has loaded the portal."""
    answered, deadline = 0, time.monotonic() + 120
    while answered < 12:
        if time.monotonic() > deadline:
            raise TimeoutError("the web server does not answer")
        try:
            browser = HTTPConnection(
                "127.0.0.1", port, timeout=60
            )  # a new one each time: any process may take it
            browser.request("GET", "/assessments/")
            answered += browser.getresponse().status == 200
            browser.close()
        except OSError:
            time.sleep(0.1)


@contextmanager
def serving() -> Iterator[int]:
    """The portal behind its own web server, as `./run serve` starts it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = dict(os.environ) | {"WEB_WORKERS": "2", "LOG_LEVEL": "WARNING"}
    server = subprocess.Popen(web_command(port, environ), cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait_until_warm(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)
