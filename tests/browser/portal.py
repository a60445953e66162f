"""The whole portal as it runs in production: web processes, a worker, a filled database."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from core.accounts.demo import current_code
from house.derived import derive
from house.operation import web_command, worker_command
from house.places import ROOT, Places
from tests.databases import database

SUPPLIERS, COMPANIES = 60, 40


@dataclass(frozen=True, slots=True)
class Portal:
    """A running portal; `people` holds session cookie and authenticator secret by e-mail address.

    `server` is the process that starts the web workers and starts them again.
    """

    address: str
    people: dict[str, dict[str, str]]
    log: Path
    environment: dict[str, str] = field(repr=False)
    server: int = 0

    def answers(self) -> bool:
        """Whether anybody answers at the address."""
        try:
            with urlopen(f"{self.address}/accounts/login/", timeout=10):
                return True
        except OSError:
            return False

    def session(self, email: str) -> str:
        """The cookie of somebody who is signed in."""
        return self.people[email]["session"]

    def code(self, email: str) -> str:
        """What the person's authenticator app shows now."""
        return current_code(self.people[email]["secret"])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_portal(name: str, folder: Path) -> Iterator[Portal]:
    """A portal with the demonstration's cast in a database of this name; files and log go to the folder."""
    places = Places.of(os.environ, name="" if os.environ.get("IEUM_VAR") else "test")
    places.prepare()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        surroundings = {
            **os.environ,
            **stack.enter_context(database(name)),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "IEUM_DEMO": "on",
            "IEUM_VAR": str(places.var),
            "MEDIA_ROOT": str(folder / "media"),
            "PUBLIC_URL": address,
            "SECRET_KEY": "journeys-only",
            "CELERY_BROKER_URL": "memory://",
            "WORKER_PROCESSES": "1",
        }
        derive(places, surroundings)
        people = _filled(surroundings)
        log = folder / "portal.log"
        patient = surroundings | {"DATABASE_STATEMENT_TIMEOUT_MS": "60000"}
        server = stack.enter_context(_process(web_command(port, {}), surroundings, log))
        stack.enter_context(_process(worker_command(), patient, log))
        _wait_for(f"{address}/accounts/login/", log)
        yield Portal(address, people, log, surroundings, server)


def _filled(surroundings: dict[str, str]) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "tests.browser.sessions"]
    counts = [f"--suppliers={SUPPLIERS}", f"--companies={COMPANIES}"]
    done = subprocess.run([*command, *counts], cwd=ROOT, env=surroundings, check=True, stdout=subprocess.PIPE)
    people: dict[str, dict[str, str]] = json.loads(done.stdout)
    return people


@contextmanager
def _process(command: list[str], surroundings: dict[str, str], log: Path) -> Iterator[int]:
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=out, stderr=out)
        try:
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def _wait_for(url: str, log: Path, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=30):
                return
        except OSError as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{url}: {error}\n{log.read_text()}") from error
            time.sleep(0.1)
