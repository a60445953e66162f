"""File locks, which the kernel lets go of when their holder dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Lock:
    """An advisory lock on a file. Not inherited by programs that this process starts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def _open(self) -> int:
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._file

    def share(self) -> None:
        """Hold the lock together with other sharers; waits while somebody holds it alone."""
        fcntl.flock(self._open(), fcntl.LOCK_SH)

    def take(self) -> None:
        """Hold the lock alone; waits for everybody else."""
        fcntl.flock(self._open(), fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold the lock alone if nobody else holds it; says whether it worked."""
        return self._try(fcntl.LOCK_EX)

    def try_share(self) -> bool:
        """Hold the lock together with others if nobody holds it alone; says whether it worked."""
        return self._try(fcntl.LOCK_SH)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._open(), kind | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Let go; harmless when nothing is held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> "Lock":
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock in any way at this moment."""
    lock = Lock(path)
    free = lock.try_take()
    lock.release()
    return free
