"""What the house says to the person at the terminal."""

import sys


class Stop(Exception):
    """The command cannot go on. `message` says what is wrong and what to do; `status` is the exit status."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def say(message: str = "") -> None:
    """Write one line of result to standard output, at once."""
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


def note(message: str) -> None:
    """Write one line of progress to standard error, so that the output of a command stays clean."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()
