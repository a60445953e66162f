"""The renderer's process (`python -m portal.reports.helper`): warm, without Django, database or secrets.

It loads WeasyPrint and the fonts once, then forks for every print: the fork has limits on memory, processor
time and file size, and takes whatever it leaked with it. It ends when its parent does.
"""

import ctypes
import os
import resource
import select
import signal
import sys
import time
from typing import Any, BinaryIO

from portal.reports import frames

MEMORY_BYTES = 350 * 1024 * 1024
PROCESSOR_SECONDS = 20
FILE_BYTES = 8 * 1024 * 1024
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Print what comes in on standard input until it ends."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints goes to the log, not into a message
    from portal.reports.pdf import Press  # the import is what being warm saves

    press = Press()
    press.warm()
    frames.write(outgoing, {"ready": True})
    while (request := frames.read(incoming)) is not None:
        message, body = request
        _serve(press, message, body, outgoing)


def _serve(press: Any, message: dict[str, Any], body: bytes, outgoing: BinaryIO) -> None:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _print(press, message, body, os.fdopen(writing, "wb"))
    os.close(writing)
    reason = _relay(reading, outgoing, pid, float(message["seconds"]))
    if reason:
        frames.write(outgoing, {"error": reason})


def _print(press: Any, message: dict[str, Any], body: bytes, pipe: BinaryIO) -> None:
    """In the fork: print, answer, and leave without cleaning up what is the parent's."""
    status = 1
    try:
        _die_with_parent()
        _limit(int(message.get("memory", MEMORY_BYTES)))
        began = time.monotonic()
        pdf, pages = press.print(body.decode(), progress=lambda step: frames.write(pipe, {"step": step}))
        usage = resource.getrusage(resource.RUSAGE_SELF)
        done = {"pages": pages, "seconds": round(time.monotonic() - began, 3), "peak_kb": usage.ru_maxrss}
        frames.write(pipe, {"done": done}, pdf)
        status = 0
    except MemoryError:
        frames.write(pipe, {"error": "the print needed more memory than it may"})
    except BaseException as error:  # WeasyPrint's fatal fetching error is no Exception
        frames.write(pipe, {"error": f"{type(error).__name__}: {error}"[:400]})
    finally:
        os._exit(status)


def _relay(reading: int, outgoing: BinaryIO, pid: int, seconds: float) -> str:
    """Pass the fork's messages on; the reason when it ended without its last one."""
    deadline = time.monotonic() + seconds
    ended, late = False, False
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while not ended:
            if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
                late = True
                break
            try:
                got = frames.read(pipe)
            except EOFError:
                break
            if got is None:
                break
            message, body = got
            ended = "done" in message or "error" in message
            frames.write(outgoing, {key: value for key, value in message.items() if key != "bytes"}, body)
    if late:
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    if late:
        return f"the print took longer than {seconds:.0f} s"
    return "" if ended else f"the print died (status {os.waitstatus_to_exitcode(status)})"


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with_parent() -> None:
    parent = os.getppid()
    if hasattr(ctypes, "CDLL") and sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    main()
