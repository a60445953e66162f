"""The supervisor: starts the portal's processes, starts a crashed one again, and ends them all with itself.

Every process that it starts carries a random mark in its environment, and so does everything that one starts
in turn. The mark is written down before the first start: a later start finds what a killed supervisor left
behind, and can never take somebody else's process for its own.
"""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, BinaryIO

from house import proc
from house.locks import Lock
from house.places import Places
from house.words import Stop, note

MARK = "IEUM_RUN"
GLANCE = 0.2  # seconds
PATIENCE = 15.0  # seconds for a process to end by itself
FIRST_PAUSE = 0.5  # seconds before a crashed process is started again; doubles each time
LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds after which a process counts as healthy again
LARGEST_LOG = 10_000_000  # bytes
SHOWN_LINES = 20


@dataclass
class Child:
    """A process to keep running."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    pause: float = FIRST_PAUSE
    due: float | None = None
    log_begin: int = field(default=0, repr=False)
    shown: bool = False  # its output goes to the terminal instead of a log


class Supervisor:
    """Keeps children alive. As a context manager it holds the folder's lock and at its end ends all."""

    def __init__(self, places: Places, *, name: str = "demo") -> None:
        self.places = places
        self.state = places.running / f"{name}.json"
        self.lock = Lock(places.running / f"{name}.lock")
        self.mark = secrets.token_hex(16)
        self.children: list[Child] = []
        self.hurry = False
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> "Supervisor":
        self.places.prepare()
        if not self.lock.try_take():
            about = self._read()
            raise Stop(f"It is already running from this folder: {about.get('address', 'see ./run stop')}")
        with contextlib.ExitStack() as undo:
            undo.callback(self.lock.release)
            self.end_leftovers()
            proc.adopt_orphans()
            self._write()
            undo.pop_all()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._handlers[number] = signal.signal(number, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self.state.unlink(missing_ok=True)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self.lock.release()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    def _hasten(self, number: int, frame: FrameType | None) -> None:
        self.hurry = True

    def announce(self, address: str) -> None:
        """Write down where the portal can be reached, for whoever starts it a second time."""
        self._write(address=address)

    def start(self, child: Child) -> None:
        """Start a process; from now on it is looked after."""
        if child not in self.children:
            self.children.append(child)
        with contextlib.ExitStack() as stack:
            log = None if child.shown else stack.enter_context(self._open_log(child))
            child.process = subprocess.Popen(
                list(child.command),
                cwd=self.places.root,
                env=dict(child.environ) | {MARK: f"{self.mark}.{child.name}"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=None if child.shown else subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=proc.follows_parent(signal.SIGTERM),
            )
        child.began = time.monotonic()
        child.due = None
        self._write()

    def _open_log(self, child: Child) -> BinaryIO:
        path = self.log(child)
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        log = path.open("ab")
        child.log_begin = log.tell()
        return log

    def run_alone(self, child: Child, tick: Callable[[], None] = lambda: None) -> int:
        """Run one process to its end, or until a signal ends it, which is no failure; its exit status."""
        try:
            self.start(child)
            assert child.process is not None
            while (status := child.process.poll()) is None:
                tick()
                time.sleep(GLANCE)
        except KeyboardInterrupt:
            return 0
        return 128 - status if status < 0 else status

    def wait_for(self, child: Child, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait until a process that was just started is ready.

        Raises:
            Stop: it ended, or is not ready in time; holds the end of its log.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            ended = child.process is None or child.process.poll() is not None
            if ended or time.monotonic() > deadline:
                what = "ended" if ended else f"was not ready after {seconds:.0f} s"
                raise Stop(f"{child.name} {what}. {self.log(child)} says:\n{self.last_words(child)}")
            time.sleep(GLANCE / 2)

    def watch(self, tick: Callable[[], None] = lambda: None) -> None:
        """Look after the children until a signal ends it (KeyboardInterrupt). `tick` runs at every glance."""
        while True:
            self.glance()
            tick()
            self._reap_orphans()
            time.sleep(GLANCE)

    def glance(self) -> None:
        """Look once: note who ended, and start again whose pause is over."""
        for child in self.children:
            process = child.process
            now = time.monotonic()
            if process is not None and process.poll() is not None:
                if now - child.began > STEADY:
                    child.pause = FIRST_PAUSE
                _end(self._marked(child.name), patience=0)  # orphans may still hold its port
                again = f"it starts again in {child.pause:g} s"
                note(f"{child.name} ended (status {process.returncode}); {again}. See {self.log(child)}")
                child.process, child.due = None, now + child.pause
                child.pause = min(child.pause * 2, LONGEST_PAUSE)
            elif process is None and child.due is not None and now >= child.due:
                self.start(child)

    def end(self) -> None:
        """End every child, politely, then what is left of what they started. A further signal hurries it."""
        for number in self._handlers:
            signal.signal(number, self._hasten)
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        while any(process.poll() is None for process in running):
            if self.hurry or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        _end(self._marked(), patience=0)
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
        for child in self.children:
            child.process = None

    def end_leftovers(self) -> None:
        """End what a supervisor that was killed left running."""
        mark = self._read().get("mark")
        if mark:
            _end([pid for pid, value in _every_marked() if value.startswith(f"{mark}.")], patience=PATIENCE)
        self.state.unlink(missing_ok=True)

    def stop_from_outside(self) -> None:
        """Ask the supervisor that runs now to end, and see that nothing of it is left."""
        state = self._read()
        pid, start = state.get("supervisor", (None, None))
        if isinstance(pid, int) and proc.started(pid) == start:
            os.kill(pid, signal.SIGTERM)
        self.lock.take()
        self.end_leftovers()
        self.lock.release()

    def log(self, child: Child) -> Path:
        """Where the output of a child goes."""
        return self.places.logs / f"{child.name}.log"

    def last_words(self, child: Child) -> str:
        """The end of what the child wrote since it was last started."""
        with self.log(child).open("rb") as log:
            log.seek(child.log_begin)
            return "\n".join(log.read().decode(errors="replace").splitlines()[-SHOWN_LINES:])

    def _marked(self, name: str | None = None) -> list[int]:
        wanted = f"{self.mark}." if name is None else f"{self.mark}.{name}"
        return [
            pid
            for pid, value in _every_marked()
            if value == wanted or (not name and value.startswith(wanted))
        ]

    def _reap_orphans(self) -> None:
        mine = {child.process.pid for child in self.children if child.process is not None}
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None or ended.si_pid in mine:
                return
            os.waitpid(ended.si_pid, os.WNOHANG)

    def _read(self) -> dict[str, Any]:
        try:
            state = json.loads(self.state.read_text())
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _write(self, **more: str) -> None:
        pid = os.getpid()
        children = {child.name: child.process.pid for child in self.children if child.process is not None}
        known = {name: value for name, value in self._read().items() if name == "address"}
        state = (
            known | {"mark": self.mark, "supervisor": [pid, proc.started(pid)], "children": children} | more
        )
        making = self.state.with_suffix(".making")
        making.write_text(json.dumps(state))
        making.replace(self.state)


def _every_marked() -> Iterator[tuple[int, str]]:
    for pid in proc.every():
        if pid != os.getpid():
            value = proc.environment_value(pid, MARK)
            if value is not None:
                yield pid, value


def _end(pids: Sequence[int], *, patience: float) -> None:
    """End these processes: TERM, then after `patience` seconds KILL. Safe against reused numbers."""
    handles: list[tuple[int, int | None]] = []
    for pid in pids:
        try:
            handles.append((pid, os.pidfd_open(pid)))
        except ProcessLookupError:
            continue
        except OSError:  # a sandbox without pidfd_open; the number alone must do
            handles.append((pid, None))
    try:
        # A handle stays with its process; look at the mark once more now that the handle is fixed.
        ours = [(pid, handle) for pid, handle in handles if proc.environment_value(pid, MARK) is not None]
        if patience > 0:
            _signal(ours, signal.SIGTERM)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline and any(proc.started(pid) is not None for pid, _ in ours):
                time.sleep(0.05)
        _signal(ours, signal.SIGKILL)
    finally:
        for _, handle in handles:
            if handle is not None:
                os.close(handle)


def _signal(handles: Sequence[tuple[int, int | None]], number: signal.Signals) -> None:
    for pid, handle in handles:
        with contextlib.suppress(ProcessLookupError):
            if handle is None:
                os.kill(pid, number)
            else:
                signal.pidfd_send_signal(handle, number)
