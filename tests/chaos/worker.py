"""A real worker process on the test's database, to be killed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    """What a process of the portal needs to work on the test's database and files."""
    known = connection.settings_dict
    user = quote(str(known["USER"]))
    url = f"postgresql://{user}@/{known['NAME']}?host={known['HOST']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "CELERY_BROKER_URL": "memory://",
        "DATABASE_STATEMENT_TIMEOUT_MS": "60000",
        **more,
    }


class Worker:
    """`manage.py work`, in a process group of its own."""

    def __init__(self, log: Path, **more: str) -> None:
        self._log = log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "work"],
            cwd=ROOT,
            env=environment(**more),
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self) -> None:
        """kill -9 of the worker and everything it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def terminate(self, seconds: float = 20) -> int:
        """SIGTERM, as in a deployment; the exit status."""
        self.process.terminate()
        return self.process.wait(seconds)

    def close(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self._log.close()


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Look until it is so. Raises AssertionError with the name of what did not happen."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} s"
        time.sleep(0.02)
