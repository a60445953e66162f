"""Start the demo as a user would, look at it, end it with Ctrl-C, and again: `python -m house.smoke`."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from house.operation import port_of
from house.places import ROOT, Places
from house.words import Stop, note, say

SECONDS_TO_APPEAR = 240
SECONDS_TO_VANISH = 60
PAGES = ("/", "/dev/mail/")


def status_of(url: str) -> int:
    """The HTTP status of a page, 0 while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - an address of our own
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return 0


def once(output: Path) -> None:
    """One start, look and end.

    Raises:
        Stop: it does not appear, a page is not there, or it does not end cleanly.
    """
    address = f"http://127.0.0.1:{port_of(os.environ)}"
    with output.open("wb") as log:
        demo = subprocess.Popen([ROOT / "run", "demo"], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + SECONDS_TO_APPEAR
        while b"Ctrl-C stops it" not in output.read_bytes():
            if demo.poll() is not None or time.monotonic() > deadline:
                raise Stop(f"The demo did not start:\n{output.read_text(errors='replace')}")
            time.sleep(0.2)
        for page in PAGES:
            status = status_of(address + page)
            if status != 200:
                raise Stop(f"{page} answered {status}, not 200.\n{output.read_text(errors='replace')}")
    finally:
        demo.send_signal(signal.SIGINT)
        ended = demo.wait(SECONDS_TO_VANISH)
    if ended != 0:
        raise Stop(f"The demo ended with status {ended}:\n{output.read_text(errors='replace')}")
    if status_of(address + "/") != 0:
        raise Stop("The demo ended, but its web server still answers.")


def main() -> int:
    """Twice: a first start, and one that finds its data; 0 when both were as they should be."""
    places = Places.of(os.environ)
    places.prepare()
    try:
        for start in ("first start", "second start"):
            began = time.monotonic()
            once(places.logs / "smoke.log")
            say(f"ok     demo, {start}: {time.monotonic() - began:.1f} s from start to end")
    except Stop as problem:
        note(problem.message)
        return problem.status
    return 0


if __name__ == "__main__":
    sys.exit(main())
