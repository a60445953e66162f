"""One PostgreSQL cluster: where its data lies, making it, starting and stopping it."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

from house import proc
from house.person import Person
from house.places import SOCKET_NAME, Places
from house.postgres.placement import own_directory, settle, socket_directory
from house.postgres.servers import Server, choose, found, within_reach
from house.words import Stop, note

DATABASE = "ieum"
SUPERUSER = "postgres"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
SQL = Path(__file__).parent
LARGEST_LOG = 10_000_000  # bytes
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] %u ",
    # No statement and no row in the log: their values are business numbers and people's addresses.
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def clean_environment() -> dict[str, str]:
    """The environment for PostgreSQL's programs: ours without PG* and locale, which would mislead them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Cluster:
    """A cluster that can be started. `purpose` is "test" when its loss in a power cut does not matter."""

    places: Places
    purpose: str
    server: Server
    person: Person
    data: Path
    socket: Path

    @classmethod
    def prepare(cls, places: Places, *, purpose: str, environ: Mapping[str, str]) -> "Cluster":
        """Find data, user and server that fit together, and make the data directory if there is none.

        Raises:
            Stop: no server, a server of another version than the data, or data that cannot be reached.
        """
        places.prepare()
        data, person = settle(places)
        server = choose(found(environ), data=data)
        if data.is_relative_to(places.outside) or not person.may_run(server.programs / "postgres"):
            own_directory(places.outside, mode=0o711)
        server = within_reach(server, person=person, places=places)
        cluster = cls(places, purpose, server, person, data, socket_directory(places, person))
        if not (data / "PG_VERSION").exists():
            cluster._make()
        return cluster

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def url(self, role: str) -> str:
        """The address by which `role` connects, as Django and psql read it."""
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(self.socket), safe='/')}"

    def _make(self) -> None:
        """Make an empty cluster; a broken-off attempt leaves nothing that looks like one."""
        note(f"Making a database with {self.server} in {self.data} ...")
        making = self.data.with_name(self.data.name + ".making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True, mode=0o700)
        self._give(making)
        command = [self.server.program("initdb"), "-D", str(making), "-U", SUPERUSER, "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions"]
        command += ["--no-sync"] if self.purpose == "test" else []
        done = self._run_as_person(command, cwd=making)
        if done.returncode != 0:
            shutil.rmtree(making, ignore_errors=True)
            raise Stop(f"initdb failed:\n{done.stderr.strip() or done.stdout.strip()}")
        if self.data.exists():
            self.data.rmdir()  # an empty directory only; anything else is somebody's data
        making.rename(self.data)

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers. It stops by itself when this process dies.

        Raises:
            Stop: it does not come up; the end of its log is in the message.
        """
        self._clear_the_way()
        log = self.places.logs / "postgres.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)}
        settings |= DISPOSABLE if self.purpose == "test" else {}
        command = [self.server.program("postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with log.open("ab") as output:
            begin = output.tell()
            process = subprocess.Popen(
                command,
                cwd=self.data,
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=proc.follows_parent(signal.SIGINT),
                **as_person(self.person),
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers(process.pid):
            if process.poll() is not None or time.monotonic() > deadline:
                self.stop(process)
                raise Stop(f"PostgreSQL did not start. Its log, {log}, says:\n{_tail(log, begin)}")
            time.sleep(0.02)
        with contextlib.ExitStack() as undo:
            undo.callback(self.stop, process)
            self._set_up()
            undo.pop_all()
        return process

    def stop(self, process: "subprocess.Popen[bytes]") -> None:
        """Stop the server: politely, then firmly. Nothing committed is lost in either way."""
        for wish, patience in ((signal.SIGINT, SECONDS_TO_STOP), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if process.poll() is not None:
                return
            process.send_signal(wish)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                continue

    def sql(self, *arguments: str, database: str = DATABASE) -> str:
        """What psql prints, as the superuser. Stops at the first error.

        Raises:
            Stop: psql failed; its own words are in the message.
        """
        command = [self.server.program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.socket)]
        command += ["-U", SUPERUSER, "-d", database, *arguments]
        done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Stop(f"Setting up the database failed:\n{done.stderr.strip()}")
        return done.stdout

    def _set_up(self) -> None:
        mark = self.data / "ieum-set-up"
        texts = (SQL / "set_up.sql").read_bytes() + (SQL / "grants.sql").read_bytes()
        wanted = hashlib.sha256(texts + self.purpose.encode()).hexdigest()
        if not mark.exists() or mark.read_text() != wanted:
            variables = ("-v", f"database={DATABASE}", "-v", f"purpose={self.purpose}")
            self.sql(*variables, "-f", str(SQL / "set_up.sql"), database="postgres")
            mark.write_text(wanted)
        if self.sql("-tAc", "SELECT show_trgm('가나다') <> '{}'").strip() != "t":
            raise Stop(
                "This PostgreSQL does not see Hangul in its trigrams, so that search would find nothing.\n"
                "Its locale must be C.UTF-8 (not C). The database was left as it is."
            )

    def _answers(self, pid: int) -> bool:
        try:
            lines = self.pid_file.read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _clear_the_way(self) -> None:
        """Deal with what a crash left: a server that is still ending, and files that name a dead one."""
        pid = self.running_pid()
        for wish, patience in (
            (None, 5.0),
            (signal.SIGINT, 10.0),
            (signal.SIGQUIT, 5.0),
            (signal.SIGKILL, 5.0),
        ):
            if pid is None or self.running_pid() != pid:
                break
            if wish is not None:
                os.kill(pid, wish)
            deadline = time.monotonic() + patience
            while self.running_pid() == pid and time.monotonic() < deadline:
                time.sleep(0.05)
        self._outlive_helpers()
        for left in (self.pid_file, self.socket / SOCKET_NAME, self.socket / f"{SOCKET_NAME}.lock"):
            left.unlink(missing_ok=True)

    def running_pid(self) -> int | None:
        """The server that runs on this data now, whoever started it; a reused number does not deceive."""
        try:
            pid = int(self.pid_file.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        alive = proc.started(pid) is not None and proc.working_directory(pid) == self.data
        return pid if alive else None

    def _outlive_helpers(self) -> None:
        """After kill -9 of the server its helpers live on for a second or two and hold its shared memory."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if not any(
                proc.working_directory(pid) == self.data and proc.started(pid) for pid in proc.every()
            ):
                return
            time.sleep(0.1)

    def _give(self, path: Path) -> None:
        if not self.person.is_me:
            os.chown(path, self.person.uid, self.person.gid)

    def _run_as_person(self, command: list[str], *, cwd: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=cwd,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
            **as_person(self.person),
        )


class RunAs(TypedDict, total=False):
    """The arguments of `subprocess` that choose the user."""

    user: int
    group: int
    extra_groups: list[int]


def as_person(person: Person) -> RunAs:
    """What `subprocess` needs to start a program as this user; nothing for ourselves."""
    if person.is_me:
        return {}
    return {"user": person.uid, "group": person.gid, "extra_groups": []}


def _tail(log: Path, begin: int) -> str:
    with log.open("rb") as file:
        file.seek(begin)
        return "\n".join(file.read().decode(errors="replace").splitlines()[-20:])
