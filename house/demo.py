"""`./run demo`: the whole portal on this machine, with data to try it on."""

import contextlib
import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house import packages
from house.environment import RUN, Environment
from house.foreground import call
from house.operation import (
    COMMAND_TIMEOUT_MS,
    WORKER_TIMEOUT_MS,
    port_of,
    web_command,
    worker_command,
)
from house.places import ROOT, Places, venv_python
from house.postgres.door import Door
from house.processes import Child, Supervisor
from house.surroundings import for_portal, secret_key
from house.words import Stop, note, say

SECONDS_TO_START = 60
CHECK_DATABASE = 2.0  # seconds between looks at the database


def demo(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Set up, start, print the address and the accounts, and run until Ctrl-C."""
    if arguments:
        raise Stop("./run demo takes no arguments; PORT chooses the port.", status=2)
    with Running(environ) as running:
        say()
        say(f"  Ieum runs at   {running.address}")
        say(f"  Its mails are  {running.address}/dev/mail/")
        say(f"  Its database   {running.database}")
        say()
        say(running.accounts)
        say()
        say("Ctrl-C stops it and keeps the data.")
        try:
            running.watch()
        except KeyboardInterrupt:
            note("Stopping ...")
    return 0


@contextlib.contextmanager
def running_demo(environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The demo in the background, for as long as the block runs; the environment of its processes."""
    with Running(environ) as running:
        yield running.surroundings


@dataclass(frozen=True)
class Step:
    """Something derived from files, made again only when they change."""

    name: str
    arguments: Sequence[str]
    sources: Sequence[Path]


class Running:
    """The portal's processes, from set-up to end."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.places = Places.of(environ)
        self.port = port_of(environ)
        self.address = f"http://127.0.0.1:{self.port}"
        self.surroundings: dict[str, str] = {}
        self.accounts = ""
        self.database = ""
        self._door: Door | None = None
        self._next_look = 0.0
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Running":
        with self._stack:
            Environment().ensure()
            packages.ensure(packages.FOR_REPORTS)
            self.supervisor = self._stack.enter_context(Supervisor(self.places))
            ensure_free(self.port)
            self._open_database()
            self._stack.callback(self.supervisor.end)  # before the database closes
            self._set_up()
            self._start()
            self.supervisor.announce(self.address)
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def watch(self) -> None:
        """Look after everything until a signal comes (KeyboardInterrupt)."""
        self.supervisor.watch(self._look_at_database)

    def _open_database(self) -> None:
        common = dict(self.environ) | {"IEUM_DEMO": "on"}
        if self.environ.get("DATABASE_URL"):
            self.database = "the server of DATABASE_URL"
            self.surroundings = common | {
                "DATABASE_OWNER_URL": self.environ.get("DATABASE_OWNER_URL") or self.environ["DATABASE_URL"],
                "SECRET_KEY": self.environ.get("SECRET_KEY") or secret_key(self.places),
                "PUBLIC_URL": self.environ.get("PUBLIC_URL") or self.address,
                "IEUM_VAR": str(self.places.var),
            }
            return
        self._door = Door(self.places, purpose="demo")
        server = self._stack.enter_context(self._door)
        self.database = f"{server.title}, data in {server.data}"
        self.surroundings = for_portal(
            common, self.places, url=server.url, owner_url=server.owner_url, port=self.port
        )

    def _set_up(self) -> None:
        python = str(venv_python())
        manage = [python, str(ROOT / "manage.py")]
        derived = (
            Step("texts", [python, "-m", "core.catalogue"], [ROOT / "locale"]),
            Step(
                "static files",
                [*manage, "collectstatic", "--noinput", "--verbosity=0"],
                [ROOT / "static", ROOT / "requirements" / RUN, ROOT / "portal" / "settings.py"],
            ),
        )
        patient = self.surroundings | {"DATABASE_STATEMENT_TIMEOUT_MS": COMMAND_TIMEOUT_MS}
        for step in derived:
            self._derive(step, patient)
        note("Bringing the database up to date ...")
        self._must([*manage, "migrate", "--noinput", "--verbosity=0"], patient | {"IEUM_AS_OWNER": "on"})
        note("Seeing that the demo data is there ...")
        self._must([*manage, "demo_data"], patient)

    def _derive(self, step: Step, surroundings: Mapping[str, str]) -> None:
        mark = self.places.var / f"made-{step.name.replace(' ', '-')}"
        now = fingerprint(step.sources)
        if mark.exists() and mark.read_text() == now:
            return
        note(f"Preparing {step.name} ...")
        self._must(step.arguments, surroundings)
        mark.write_text(now)

    def _must(self, command: Sequence[str], surroundings: Mapping[str, str]) -> None:
        status = call(command, surroundings)
        if status >= 128:
            raise KeyboardInterrupt
        if status != 0:
            raise Stop(
                f"`{' '.join(Path(word).name for word in command[1:])}` failed; the reason stands above."
            )

    def _start(self) -> None:
        note("Starting the web server and the worker ...")
        web = Child("web", web_command(self.port, {**self.environ, "HOST": "127.0.0.1"}), self.surroundings)
        patient = self.surroundings | {"DATABASE_STATEMENT_TIMEOUT_MS": WORKER_TIMEOUT_MS}
        worker = Child("worker", worker_command(), patient)
        self.supervisor.start(web)
        self.supervisor.start(worker)
        command = [str(venv_python()), str(ROOT / "manage.py"), "demo_accounts"]
        listed = subprocess.run(
            command, cwd=ROOT, env=self.surroundings, capture_output=True, text=True, check=False
        )
        self.accounts = (listed.stdout or listed.stderr).rstrip()
        self.supervisor.wait_for(web, lambda: answers(self.port), seconds=SECONDS_TO_START)

    def _look_at_database(self) -> None:
        """If PostgreSQL's keeper was killed, start anew; the portal shows its own words meanwhile."""
        if self._door is None or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + CHECK_DATABASE
        if self._door.look() is None:
            note("The database is down; starting it again ...")
            try:
                self._door.ensure()
            except Stop as problem:
                note(problem.message)


def ensure_free(port: int) -> None:
    """See that nobody listens on the port.

    Raises:
        Stop: somebody does; says how to choose another.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(
                f"Port {port} is taken by another program. Choose another one:  PORT={port + 1} ./run demo"
            ) from None


def answers(port: int) -> bool:
    """Whether the web server sends an answer, whatever it says."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"HEAD /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return connection.recv(5) == b"HTTP/"
    except OSError:
        return False


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest of names, sizes and times of change of everything in these files and folders."""
    digest = hashlib.sha256()
    for source in sources:
        for path in sorted([source, *source.rglob("*")] if source.is_dir() else [source]):
            if path.is_file() and path.suffix not in {".mo", ".pyc"}:
                found = path.stat()
                digest.update(os.fsencode(path) + f" {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
