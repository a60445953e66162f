"""The process that keeps PostgreSQL: its parent, its nurse, and the one who turns it off.

PostgreSQL runs for as long as somebody needs it. Whoever needs it holds a shared lock on `users.lock`; the
kernel lets go of that lock when its holder ends, even by kill -9. When the keeper gets the lock for itself,
nobody is left: it stops the server and ends. If the keeper is killed, its server follows it, and the next
user starts both anew.
"""

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from house import proc
from house.locks import Lock
from house.places import Places
from house.postgres.cluster import Cluster
from house.words import Stop

GLANCE = 0.2  # seconds between looks at the server and its users
RESTARTS = 10  # in a row, before the keeper gives up


class Keeper:
    """Keeps one cluster until nobody needs it."""

    def __init__(self, places: Places, purpose: str) -> None:
        self.places = places
        self.purpose = purpose
        self.stay = False
        self.leave = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """USR1: stay although nobody needs it. USR2: no longer. TERM and INT: stop now."""
        if number == signal.SIGUSR1:
            self.stay = True
        elif number == signal.SIGUSR2:
            self.stay = False
        else:
            self.leave = True

    def keep(self) -> int:
        """Run until nobody needs the server; the exit status. 0 at once if another keeper is at work."""
        alone = Lock(self.places.running / "keeper.lock")
        if not alone.try_take():
            return 0
        users = Lock(self.places.running / "users.lock")
        error = self.places.running / "postgres.error"
        state = self.places.running / "postgres.json"
        error.unlink(missing_ok=True)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGUSR2):
            signal.signal(number, self.on_signal)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            self._serve(users, state)
        except Stop as problem:
            _write(error, problem.message)
            return problem.status
        finally:
            state.unlink(missing_ok=True)
            alone.release()  # before the users' lock: whoever gets that next may start a new keeper
            users.release()
        return 0

    def _serve(self, users: Lock, state: Path) -> None:
        cluster = Cluster.prepare(self.places, purpose=self.purpose, environ=os.environ)
        failures = 0
        while not self.leave:
            began = time.monotonic()
            try:
                process = cluster.start()
            except Stop:
                failures += 1
                if (failures == 1 and not state.exists()) or failures >= RESTARTS:
                    raise
                time.sleep(min(failures, 5))
                continue
            _write(state, json.dumps(describe(cluster, process.pid)))
            while process.poll() is None:
                if self.leave or (not self.stay and users.try_take()):
                    cluster.stop(process)
                    with contextlib.suppress(OSError):
                        cluster.socket.rmdir()
                    return
                time.sleep(GLANCE)
            failures = 0 if time.monotonic() - began > 30 else failures + 1
            if failures >= RESTARTS:
                raise Stop(
                    f"PostgreSQL ended {failures} times in a row; see {self.places.logs}/postgres.log."
                )


def describe(cluster: Cluster, pid: int) -> dict[str, object]:
    """What others need to know about a running server."""
    return {
        "keeper": [os.getpid(), proc.started(os.getpid())],
        "server": [pid, proc.started(pid)],
        "version": cluster.server.major,
        "source": cluster.server.source,
        "programs": str(cluster.server.programs),
        "data": str(cluster.data),
        "socket": str(cluster.socket),
        "DATABASE_URL": cluster.url("ieum_app"),
        "DATABASE_OWNER_URL": cluster.url("ieum_owner"),
    }


def _write(path: Path, text: str) -> None:
    making = path.with_name(path.name + ".making")
    making.write_text(text)
    making.replace(path)


def main() -> int:
    """`python -m house.postgres.keeper VAR PURPOSE`"""
    var, purpose = sys.argv[1:]
    places = Places(root=Path(__file__).resolve().parents[2], var=Path(var))
    return Keeper(places, purpose).keep()


if __name__ == "__main__":
    sys.exit(main())
