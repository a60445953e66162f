"""The door to the embedded PostgreSQL: while somebody holds it open, the server runs."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from house import proc
from house.locks import Lock, is_free
from house.places import Places
from house.words import Stop, note

SECONDS_TO_OPEN = 120
SECONDS_BETWEEN_LOOKS = 2.0


@dataclass(frozen=True)
class Open:
    """A server that runs."""

    url: str
    owner_url: str
    programs: Path
    socket: Path
    data: Path
    title: str
    keeper: int
    server: int


class Door:
    """Holds the embedded server of one state directory open, as a context manager."""

    def __init__(self, places: Places, *, purpose: str) -> None:
        self.places = places
        self.purpose = purpose
        places.prepare()
        self._users = Lock(places.running / "users.lock")
        self._next_look = 0.0

    def __enter__(self) -> Open:
        self._users.share()
        with contextlib.ExitStack() as undo:
            undo.callback(self._users.release)
            state = self.ensure()
            undo.pop_all()
        return state

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ensure(self) -> Open:
        """The running server, started if it is not running (any more).

        Raises:
            Stop: it cannot be started; says why and what to do.
        """
        deadline = time.monotonic() + SECONDS_TO_OPEN
        keeper: subprocess.Popen[bytes] | None = None
        while time.monotonic() < deadline:
            state = self.look()
            if state is not None:
                return state
            if keeper is None or keeper.poll() == 0:
                keeper = self._start_keeper() if is_free(self.places.running / "keeper.lock") else None
            elif keeper.returncode is not None:
                error = self.places.running / "postgres.error"
                words = error.read_text() if error.exists() else f"see {self.places.logs}/keeper.log"
                raise Stop(f"The database could not be started: {words}")
            time.sleep(0.03)
        raise Stop(f"The database did not start within {SECONDS_TO_OPEN} s; see {self.places.logs}.")

    def look(self) -> Open | None:
        """The server as it runs now, None when it (or its keeper) does not."""
        try:
            state = json.loads((self.places.running / "postgres.json").read_text())
            alive = all(proc.started(pid) == start for pid, start in (state["keeper"], state["server"]))
        except (OSError, ValueError, KeyError):
            return None
        if not alive:
            return None
        return Open(
            url=state["DATABASE_URL"],
            owner_url=state["DATABASE_OWNER_URL"],
            programs=Path(state["programs"]),
            socket=Path(state["socket"]),
            data=Path(state["data"]),
            title=f"PostgreSQL {state['version']} ({state['source']})",
            keeper=state["keeper"][0],
            server=state["server"][0],
        )

    def mend(self) -> None:
        """For long-lived users: start the server again if its keeper was killed; looks every two seconds."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS
        if self.look() is None:
            note("The database is down; starting it again ...")
            try:
                self.ensure()
            except Stop as problem:
                note(problem.message)

    def stay_open(self, stay: bool) -> None:
        """Let the server run on although nobody holds the door, or no longer."""
        state = self.look()
        if state is not None:
            os.kill(state.keeper, signal.SIGUSR1 if stay else signal.SIGUSR2)

    def close(self) -> None:
        """Let go. When nobody else needs the server, comes back only after it has stopped."""
        self._users.release()
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline and not is_free(self.places.running / "keeper.lock"):
            time.sleep(0.05)
            if self._others():
                return

    def _others(self) -> bool:
        """Whether somebody else holds the door. The keeper does not count, which holds it alone to stop."""
        alone = Lock(self._users.path)
        if alone.try_take():
            alone.release()
            return False
        shared = Lock(self._users.path)
        if not shared.try_share():
            return False
        shared.release()
        return True

    def _start_keeper(self) -> "subprocess.Popen[bytes]":
        with (self.places.logs / "keeper.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "house.postgres.keeper", str(self.places.var), self.purpose],
                cwd=self.places.root,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
