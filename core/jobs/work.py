"""One attempt at one job, as its handler sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from core.jobs import lease as leases
from core.jobs.lease import Lease
from core.scope import acting_as_system


class LeaseLost(Exception):
    """Somebody else works on the job now, or has finished it: whatever this attempt made is dropped."""


@dataclass
class Work:
    """An attempt that holds the job's lease.

    A handler calls `progress` at least every few seconds, and publishes inside `publishing`.
    """

    lease: Lease
    attempt: int
    payload: dict[str, Any]
    lease_seconds: int
    is_finished: bool = False
    _step: tuple[str, int, int] = ("", 0, 0)
    _renewed: float = field(default_factory=monotonic)

    def progress(self, step: str, done: int, total: int) -> None:
        """Say how far the work is and keep the lease. Raises LeaseLost when it is no longer ours."""
        self._step = (step, done, total)
        self._renew()

    def heartbeat(self) -> None:
        """Keep the lease while waiting; cheap enough to be called in a loop. Raises LeaseLost."""
        if monotonic() - self._renewed > self.lease_seconds / 4:
            self._renew()

    def _renew(self) -> None:
        step, done, total = self._step
        if not leases.renew(self.lease, seconds=self.lease_seconds, step=step, done=done, total=total):
            raise LeaseLost(str(self.lease.job))
        self._renewed = monotonic()

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """One transaction that marks the job done and holds the outcome: both or neither.

        Raises LeaseLost, before anything else is written, when the lease is no longer ours.
        """
        with acting_as_system():
            if not leases.finish(self.lease):
                raise LeaseLost(str(self.lease.job))
            yield
        self.is_finished = True
