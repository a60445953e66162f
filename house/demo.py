"""`./run demo`: the whole portal on this machine, with data to try it on."""

import contextlib
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from house import packages
from house.derived import derive
from house.environment import Environment
from house.filled import filled
from house.foreground import call, reason, was_asked_to_end
from house.operation import (
    COMMAND_TIMEOUT_MS,
    WORKER_TIMEOUT_MS,
    at_home,
    port_of,
    web_command,
    worker_command,
)
from house.places import ROOT, Places, venv_python
from house.processes import Child, Supervisor
from house.words import Stop, note, say

SECONDS_TO_START = 60


def demo(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Set up, start, print the address and the accounts, and run until Ctrl-C."""
    if arguments:
        raise Stop("./run demo takes no arguments; PORT chooses the port.", status=2)
    with Running(environ) as running:
        with contextlib.suppress(KeyboardInterrupt):
            say()
            say(f"  Ieum runs at   {running.address}")
            say(f"  Its mails are  {running.address}/dev/mail/")
            say(f"  Its database   {running.home.database}")
            say()
            say(running.accounts)
            say()
            say("Ctrl-C stops it and keeps the data.")
            running.watch()
        note("Stopping ...")
    return 0


@contextlib.contextmanager
def running_demo(environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The demo in the background, for as long as the block runs; the environment of its processes."""
    with Running(environ) as running:
        yield running.home.surroundings


class Running:
    """The portal's processes, from set-up to end."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.places = Places.of(environ)
        self.port = port_of(environ)
        self.address = f"http://127.0.0.1:{self.port}"
        self.accounts = ""
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Running":
        with self._stack:
            Environment().ensure()
            packages.ensure(packages.FOR_REPORTS)
            self.supervisor = self._stack.enter_context(Supervisor(self.places))
            ensure_free(self.port)
            self.home = self._stack.enter_context(at_home(dict(self.environ) | {"IEUM_DEMO": "on"}))
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
        self.supervisor.watch(self.home.mend)

    def _set_up(self) -> None:
        python = str(venv_python())
        manage = [python, str(ROOT / "manage.py")]
        patient = self.home.surroundings | {"DATABASE_STATEMENT_TIMEOUT_MS": COMMAND_TIMEOUT_MS}
        derive(self.places, patient)
        accounts = self.places.var / "accounts.txt"
        data = self.home.data  # of a server that others keep we cannot know who changed what
        mark = filled(data, secret_key=patient["SECRET_KEY"]) if data else None
        if not (mark and mark.is_current() and accounts.exists()):
            with mark.making() if mark else contextlib.nullcontext():
                note("Bringing the database up to date ...")
                as_owner = patient | {"IEUM_AS_OWNER": "on"}
                self._must([*manage, "migrate", "--noinput", "--verbosity=0"], as_owner)
                note("Seeing that the demo data is there ...")
                self._must([*manage, "demo_data", f"--accounts={accounts}"], patient)
        self.accounts = accounts.read_text(encoding="utf-8").rstrip()

    def _must(self, command: Sequence[str], surroundings: Mapping[str, str]) -> None:
        status = call(command, surroundings)
        if was_asked_to_end(status):
            raise KeyboardInterrupt
        if status != 0:
            raise Stop(f"`{' '.join(Path(word).name for word in command[1:])}` failed{reason(status)}")

    def _start(self) -> None:
        note("Starting the web server and the worker ...")
        web = Child(
            "web", web_command(self.port, {**self.environ, "HOST": "127.0.0.1"}), self.home.surroundings
        )
        patient = self.home.surroundings | {"DATABASE_STATEMENT_TIMEOUT_MS": WORKER_TIMEOUT_MS}
        worker = Child("worker", worker_command(), patient)
        self.supervisor.start(web)
        # The worker has time: what is owed waits as rows, and the first page wants both cores.
        self.supervisor.wait_for(web, lambda: answers(self.port), seconds=SECONDS_TO_START)
        self.supervisor.start(worker)


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
