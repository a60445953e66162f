"""Running one program to its end, in our own place."""

import signal
import subprocess
from collections.abc import Mapping, Sequence

from house import proc
from house.places import ROOT


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
