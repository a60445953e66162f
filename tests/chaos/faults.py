"""What happens to somebody who answers, each at a moment that nobody chose."""

import contextlib
import os
import signal
import time
from collections.abc import Callable

import psutil
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Route

from tests.chaos.owner import Owner

YOUNGEST = 6.0
"""Seconds a web worker must have lived: the server gives up over one that dies at once."""


def kill_browser(owner: Owner) -> None:
    """kill -9 of the browser with everything it had in memory; the same device is switched on again."""
    assert owner.profile is not None
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={owner.profile}" in (process.info["cmdline"] or []):
            with contextlib.suppress(psutil.NoSuchProcess):
                os.kill(process.pid, signal.SIGKILL)
    owner.close()
    owner.restart()


def close_tab(owner: Owner) -> None:
    """The tab is closed in the middle of it, without a question."""
    owner.page.close(run_before_unload=False)


def lose_network(owner: Owner) -> None:
    """No network for some answers, then it is back."""
    owner.context.set_offline(True)
    for _time in range(owner.dice.randint(1, 3)):
        owner.act()
        owner.pause()
    owner.context.set_offline(False)


def lose_reply(owner: Owner) -> None:
    """Answers arrive, but what the portal replies to them does not."""

    def swallow(route: Route) -> None:
        with contextlib.suppress(BrowserError):
            route.fetch()
            route.abort("connectionreset")

    owner.page.route("**/answers/**", swallow)
    for _time in range(owner.dice.randint(1, 3)):
        owner.act()
        owner.pause()
    with contextlib.suppress(BrowserError):
        owner.page.unroute("**/answers/**")


def end_login(owner: Owner) -> None:
    """The login is over; the owner answers on and signs in where the page asks for it."""
    owner.context.clear_cookies(name="ieum_session")
    for _time in range(owner.dice.randint(1, 3)):
        owner.act()
        owner.pause()


def kill_web_worker(owner: Owner) -> None:
    """kill -9 of one web worker, or of all of them."""
    workers = psutil.Process(owner.portal.server).children()
    chosen = workers if owner.dice.random() < 0.5 else [owner.dice.choice(workers)]
    for worker in chosen:
        with contextlib.suppress(psutil.NoSuchProcess):
            time.sleep(max(0.0, YOUNGEST - (time.time() - worker.create_time())))
            worker.kill()
    owner.act()


def answer_elsewhere(owner: Owner) -> None:
    """The same person answers the same page in a second tab, which knows nothing of the first."""
    first, owner.page = owner.page, owner.open()
    for _time in range(owner.dice.randint(1, 3)):
        owner.act()
        owner.pause()
    second, owner.page = owner.page, first
    owner.others.append(second)


FAULTS: tuple[Callable[[Owner], None], ...] = (
    kill_browser,
    close_tab,
    lose_network,
    lose_reply,
    end_login,
    kill_web_worker,
    answer_elsewhere,
)
