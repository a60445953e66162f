"""Commands that run the portal, with the embedded database or a server of one's own."""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house import packages
from house.derived import derive
from house.environment import Environment
from house.filled import forget_filled
from house.foreground import call
from house.places import ROOT, Places, venv_program, venv_python
from house.postgres.door import Door
from house.processes import Child, Supervisor
from house.surroundings import secret_key
from house.words import Stop

DEFAULT_PORT = 8000
AS_OWNER = frozenset({"migrate", "makemigrations", "sqlmigrate", "squashmigrations", "flush", "dbshell"})
WRITES_REPORTS = frozenset({"assess", "work"})
# Commands may take longer than a page may.
COMMAND_TIMEOUT_MS = "600000"
WORKER_TIMEOUT_MS = "60000"


def port_of(environ: Mapping[str, str]) -> int:
    """The port that `PORT` chooses.

    Raises:
        Stop: it is no port.
    """
    text = environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Stop(f"PORT must be a number from 1 to 65535, not {text!r}.", status=2)
    return int(text)


@dataclass(frozen=True)
class Home:
    """What the portal's processes need: their environment, and a database that runs."""

    surroundings: dict[str, str]
    database: str
    mend: Callable[[], None]
    data: Path | None  # the embedded database's folder


@contextlib.contextmanager
def at_home(environ: Mapping[str, str], *, name: str = "", purpose: str = "demo") -> Iterator[Home]:
    """The environment of the portal's processes; the embedded database, if it is used, runs meanwhile."""
    places = Places.of(environ, name=name)
    places.prepare()
    common = dict(environ) | {
        "IEUM_VAR": str(places.var),
        "SECRET_KEY": environ.get("SECRET_KEY") or secret_key(places),
        "PUBLIC_URL": environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port_of(environ)}",
        "PYTHONUNBUFFERED": "1",
    }
    if environ.get("DATABASE_URL"):
        common.setdefault("DATABASE_OWNER_URL", environ["DATABASE_URL"])
        yield Home(common, "the server of DATABASE_URL", lambda: None, None)
        return
    door = Door(places, purpose=purpose)
    with door as server:
        addresses = {"DATABASE_URL": server.url, "DATABASE_OWNER_URL": server.owner_url}
        yield Home(common | addresses, f"{server.title}, data in {server.data}", door.mend, server.data)


@contextlib.contextmanager
def portal_environment(
    environ: Mapping[str, str], *, name: str = "", purpose: str = "demo"
) -> Iterator[dict[str, str]]:
    """The environment alone, for commands that look after nothing."""
    with at_home(environ, name=name, purpose=purpose) as home:
        yield home.surroundings


def manage(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """`manage.py` with everything around it; the status of the command."""
    Environment().ensure()
    if arguments and arguments[0] in WRITES_REPORTS:
        packages.ensure(packages.FOR_REPORTS)
    with at_home(environ) as home:
        surroundings = home.surroundings
        surroundings.setdefault("DATABASE_STATEMENT_TIMEOUT_MS", COMMAND_TIMEOUT_MS)
        if arguments and arguments[0] in AS_OWNER:
            surroundings["IEUM_AS_OWNER"] = "on"
            if home.data:
                forget_filled(home.data)
        return call([str(venv_python()), str(ROOT / "manage.py"), *arguments], surroundings)


def web_command(port: int, environ: Mapping[str, str]) -> list[str]:
    """The web server's command line."""
    return [
        venv_program("granian"),
        "--interface=wsgi",
        f"--host={environ.get('HOST') or '127.0.0.1'}",
        f"--port={port}",
        f"--workers={environ.get('WEB_WORKERS') or 2}",
        "--blocking-threads=1",
        "--no-ws",
        "--http1-buffer-size=65536",  # a longer head of a request is a 431
        "--http1-header-read-timeout=10000",
        "--respawn-failed-workers",
        "--workers-kill-timeout=10",
        "--log-level=warning",
        "portal.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker's command line."""
    return [str(venv_python()), str(ROOT / "manage.py"), "work"]


def serve(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The web server alone, in the foreground."""
    port = port_of(environ)
    return _alone("web", [*web_command(port, environ), *arguments], environ, key=f"web-{port}")


def work(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The worker alone, in the foreground."""
    packages.ensure(packages.FOR_REPORTS)
    patient = {"DATABASE_STATEMENT_TIMEOUT_MS": WORKER_TIMEOUT_MS} | dict(environ)
    return _alone("worker", [*worker_command(), *arguments], patient, key="worker")


def _alone(name: str, command: list[str], environ: Mapping[str, str], *, key: str) -> int:
    Environment().ensure()
    with at_home(environ) as home:
        derive(Places.of(environ), home.surroundings)
        if environ.get("DATABASE_URL"):  # a server of one's own: whoever started us looks after the process
            os.chdir(ROOT)
            os.execve(command[0], command, home.surroundings)  # noqa: S606 - a program of the environment
        with Supervisor(Places.of(environ), name=key) as supervisor:
            return supervisor.run_alone(Child(name, command, home.surroundings, shown=True), home.mend)


def stop(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """End what still runs of this folder's portal, then its database."""
    places = Places.of(environ)
    places.prepare()
    for left in [*places.running.glob("demo.json"), *places.running.glob("w*.json")]:
        Supervisor(places, name=left.stem).stop_from_outside()
    for name, purpose in (("", "demo"), ("test", "test")):
        if (places.var / name / "running").exists():
            door = Door(Places.of(environ, name=name), purpose=purpose)
            state = door.look()
            if state is not None:
                os.kill(state.keeper, signal.SIGTERM)
            door.close()
    return 0
