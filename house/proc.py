"""Processes as the kernel knows them: `/proc`, start times, and the signal that follows a parent's death."""

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def follows_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """For `Popen(preexec_fn=...)`: the child receives `with_signal` when its parent dies, however it dies.

    Popen changes the user before it calls this, and must: a change of user clears the setting.
    """
    parent = os.getpid()

    def set_up() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return set_up


def adopt_orphans() -> None:
    """Make this process the parent of its descendants' orphans, so that none escapes to process 1."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text[text.rindex(")") + 2 :].split()  # the name before it may hold spaces and brackets


def started(pid: int) -> int | None:
    """When the process started, in clock ticks since boot; None when there is no such process (or a zombie).

    A process number comes back; a number together with its start does not.
    """
    fields = _stat(pid)
    if fields is None or fields[0] in "ZX":
        return None
    return int(fields[19])


def environment_value(pid: int, name: str) -> str | None:
    """A variable that the process was started with; None when it has none, or is not ours to look at."""
    try:
        entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return None
    start = f"{name}=".encode()
    return next((entry[len(start) :].decode() for entry in entries if entry.startswith(start)), None)


def working_directory(pid: int) -> Path | None:
    """The working directory of a process, None when it is gone or not ours to look at."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


def every() -> Iterator[int]:
    """The numbers of all processes."""
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            yield int(entry)
