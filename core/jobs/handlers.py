"""Who works on which kind of job: handlers register by kind, the runner finds them here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.jobs.work import Work

Run = Callable[["Work"], None]


class JobFailed(Exception):
    """Trying again will not help: the job fails at once. The text is for operators."""


@dataclass(frozen=True, slots=True)
class Handler:
    """How a kind of job is worked on.

    A lease lasts `lease_seconds` and is renewed by `work.progress`; after `attempts` begun attempts the job
    fails. The pause after attempt n is `pause_seconds` times 2^(n-1), at most ten minutes.
    """

    kind: str
    run: Run
    attempts: int
    lease_seconds: int
    pause_seconds: int

    def pause(self, attempt: int) -> int:
        """Seconds to wait after the failed attempt with this number (from 1)."""
        return int(min(self.pause_seconds * 2 ** max(attempt - 1, 0), 600))


_HANDLERS: dict[str, Handler] = {}


def handles(
    kind: str, *, attempts: int = 5, lease_seconds: int = 20, pause_seconds: int = 2
) -> Callable[[Run], Run]:
    """Register a function as the handler of a kind; a second one for the same kind stops the start."""

    def register(run: Run) -> Run:
        if kind in _HANDLERS:
            raise RuntimeError(f"two handlers for jobs of kind {kind!r}")
        _HANDLERS[kind] = Handler(kind, run, attempts, lease_seconds, pause_seconds)
        return run

    return register


def handler_of(kind: str) -> Handler | None:
    """The kind's handler, None when nobody registered."""
    return _HANDLERS.get(kind)
