"""Python's garbage collector and what a process keeps for good."""

import gc


def spare_the_living() -> None:
    """Collect now, and never look again at what is left.

    A full collection goes through every object of the process: 200 ms in the middle of a request once the
    suppliers are read, and it finds nothing, for what is read once and kept is no garbage. What is replaced
    later is still freed, by its reference count; only a cycle among what lives now would stay, once.
    """
    gc.collect()
    gc.freeze()
