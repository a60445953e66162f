"""Running one program to its end, in our own place."""

import signal
import subprocess
from collections.abc import Mapping, Sequence

from house import proc
from house.places import ROOT

ASKED = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def was_asked_to_end(status: int) -> bool:
    """Whether a program that came back with this status was ended by somebody who wanted all of it to end.

    A kill is something else (the machine ran out of memory, say), and whoever waits wants to hear of it.
    """
    return status - 128 in ASKED


def reason(status: int) -> str:
    """The rest of a sentence about a program that failed: what the user can make of its status."""
    if status < 128:
        return "; the reason stands above."
    return f": signal {status - 128} ended it, as when memory runs out. Try again; it goes on where it was."


def call(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a program as if it had been started in our place: signals go to it, its status comes back."""
    process = subprocess.Popen(
        list(command), cwd=ROOT, env=dict(environ), preexec_fn=proc.follows_parent(signal.SIGTERM)
    )
    taken = {}
    for number in (signal.SIGTERM, signal.SIGHUP):
        taken[number] = signal.signal(number, lambda received, _: process.send_signal(received))
    taken[signal.SIGINT] = signal.signal(
        signal.SIGINT, lambda *_: None
    )  # the terminal tells the child itself
    try:
        status = process.wait()
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)
    return 128 - status if status < 0 else status
