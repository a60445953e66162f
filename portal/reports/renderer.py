"""The worker's side of the renderer: starts it, keeps it warm, and never waits for it without end."""

import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from portal.reports import frames

ROOT = Path(__file__).resolve().parents[2]
PRINT_SECONDS = 20.0
START_SECONDS = 30.0
GLANCE = 0.5


class RenderFailed(Exception):
    """The page could not be printed: too large, too slow, or the renderer died."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF. `seconds` and `peak_kb` are the print's own, without starting the renderer."""

    pdf: bytes
    pages: int
    seconds: float
    peak_kb: int


class Renderer:
    """One helper process, started when first needed and again when it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def render(
        self,
        page: str,
        *,
        progress: Callable[[str], None] = lambda step: None,
        waiting: Callable[[], None] = lambda: None,
        seconds: float = PRINT_SECONDS,
        memory: int | None = None,
    ) -> Printed:
        """Print a well-formed page. `progress` hears of steps, `waiting` is called every half second (to keep
        a lease).

        Raises RenderFailed, and whatever `progress` or `waiting` raise; the renderer is usable afterwards.
        """
        try:
            process = self._ready(waiting)
            message: dict[str, object] = {"seconds": seconds}
            if memory is not None:
                message["memory"] = memory
            frames.write(cast(BinaryIO, process.stdin), message, page.encode())
            return self._answer(process, progress, waiting, time.monotonic() + seconds + 5)
        except (EOFError, BrokenPipeError, ConnectionError) as error:
            self.close()
            raise RenderFailed(f"the renderer died ({error})") from error
        except RenderFailed:
            raise
        except BaseException:
            self.close()  # an answer may still be under way: never take it for the next one's
            raise

    def close(self) -> None:
        """End the helper and remove the files it leaves behind, as it is killed."""
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        if folder is not None:
            folder.cleanup()

    def _ready(self, waiting: Callable[[], None]) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # Neither secrets nor the database's address: the helper needs none of them.
        kept = ("PATH", "LANG", "HOME")
        environ = {name: os.environ[name] for name in kept if name in os.environ}
        self._folder = tempfile.TemporaryDirectory(prefix="ieum-print-", ignore_cleanup_errors=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.reports.helper"],
            cwd=ROOT,
            env=environ | {"PYTHONHASHSEED": "0", "TMPDIR": self._folder.name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._process = process
        message, _body = self._next(process, waiting, time.monotonic() + START_SECONDS)
        if "ready" not in message:
            raise EOFError("it did not start")
        return process

    def _answer(
        self,
        process: "subprocess.Popen[bytes]",
        progress: Callable[[str], None],
        waiting: Callable[[], None],
        deadline: float,
    ) -> Printed:
        while True:
            message, body = self._next(process, waiting, deadline)
            if "done" in message:
                return Printed(body, **message["done"])
            if "error" in message:
                raise RenderFailed(str(message["error"]))
            progress(str(message.get("step", "")))

    def _next(
        self, process: "subprocess.Popen[bytes]", waiting: Callable[[], None], deadline: float
    ) -> tuple[dict[str, Any], bytes]:
        pipe = cast(BinaryIO, process.stdout)
        while not select.select([pipe], [], [], GLANCE)[0]:
            waiting()
            if time.monotonic() > deadline:
                self.close()
                raise RenderFailed("the renderer does not answer")
        got = frames.read(pipe)
        if got is None:
            raise EOFError("it ended")
        return got


_renderer = Renderer()


def renderer() -> Renderer:
    """This process's renderer."""
    return _renderer
