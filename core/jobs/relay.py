"""The relay: finds due jobs in the database and hands their ids to Celery.

It wakes at once by NOTIFY and sweeps every second besides, so a lost notice costs a second at most. It alone
speaks to the broker; when the broker is away, offers are taken back and made again later.
"""

import logging
import threading
from collections.abc import Callable
from time import monotonic

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from core.jobs import lease as leases
from core.jobs.handlers import handler_of
from core.jobs.lease import Lease

CHANNEL = "ieum_jobs"
SWEEP_SECONDS = 1.0
CLOCK_SECONDS = 60.0
LONGEST_PAUSE = 30.0

log = logging.getLogger(__name__)
Send = Callable[[Lease], None]


class Relay(threading.Thread):
    """A thread with a database connection of its own. `send` hands one lease to the broker or raises.

    `clock` is called every minute: it owes what the calendar asks for, once however many relays call it.
    """

    def __init__(self, send: Send, *, window: int, clock: Callable[[], None] = lambda: None) -> None:
        super().__init__(name="relay", daemon=True)
        self._send = send
        self._window = window
        self._leaving = threading.Event()
        self._offered: list[Lease] = []
        self._pause = 0.0
        self._clock = clock
        self._next = 0.0

    def stop(self, *, seconds: float = 5) -> None:
        """Offer nothing more, take back what nobody has begun, and end."""
        self._leaving.set()
        if self.is_alive():
            self.join(seconds)

    def run(self) -> None:
        """Sweep until stopped, whatever goes wrong; the database is connected anew, with growing pauses."""
        pause = 0.5
        while not self._leaving.is_set():
            try:
                self._listen()
                while not self._leaving.is_set():
                    self._look_at_the_clock()
                    self.sweep()
                    self._wait()
                    pause = 0.5
            except (OperationalError, InterfaceError, DatabaseError) as error:
                log.warning("relay: the database is away (%s); again in %.1f s", error, pause)
                pause = self._rest(pause)
            except Exception:
                # Whatever it was: a relay that ended would leave every job lying, and nobody would see it.
                log.exception("relay: something unforeseen happened; again in %.1f s", pause)
                pause = self._rest(pause)
        self._take_back()
        self._close()

    def sweep(self) -> int:
        """One round: re-queue or give up what dead workers held, offer what is due; how many went out."""
        mourn()
        sent = 0
        for lease in leases.offer(window=self._window):
            try:
                self._send(lease)
            except Exception as error:
                self._pause = min(max(self._pause * 2, 1.0), LONGEST_PAUSE)
                log.warning("relay: the broker is away (%s); again in %.0f s", error, self._pause)
                leases.withdraw(lease, pause_seconds=self._pause)
                continue
            self._pause = 0.0
            self._offered.append(lease)
            sent += 1
        del self._offered[: -2 * self._window]
        return sent

    def _look_at_the_clock(self) -> None:
        if monotonic() >= self._next:
            self._clock()
            self._next = monotonic() + CLOCK_SECONDS

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def _wait(self) -> None:
        raw = connection.connection
        if raw is None:
            raise InterfaceError("the connection was closed")
        # What the driver raises here is none of Django's errors, which `run` knows, unless it is translated.
        with connection.wrap_database_errors:
            for _notice in raw.notifies(timeout=SWEEP_SECONDS, stop_after=1):
                pass

    def _rest(self, pause: float) -> float:
        """Let go of the connection and wait; the next pause, in seconds."""
        self._close()
        self._leaving.wait(pause)
        return min(pause * 2, LONGEST_PAUSE)

    def _take_back(self) -> None:
        try:
            for lease in self._offered:
                leases.withdraw(lease)
        except DatabaseError as error:
            log.warning("relay: offers stay until they run out (%s)", error)

    def _close(self) -> None:
        try:
            connection.close()
        except DatabaseError:
            connection.connection = None


def mourn() -> None:
    """Re-queue running jobs whose worker died; fail those that have used up their attempts."""
    with transaction.atomic():
        for lost in leases.expired():
            handler = handler_of(lost.kind)
            if handler is None or lost.attempts >= handler.attempts:
                leases.fail(lost.job, None, error=f"the worker died {lost.attempts} times")
                log.error("job %s (%s) failed for good: its worker died", lost.job, lost.kind)
            else:
                pause = handler.pause(lost.attempts) if lost.attempts > 1 else 0
                leases.again(lost.job, None, error="the worker died", pause_seconds=pause)
                log.warning("job %s (%s): its worker died; queued again", lost.job, lost.kind)
