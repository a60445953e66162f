"""The commands of `./run`."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from house.words import Stop, note, say

OWN_SETTINGS = frozenset({"test", "check", "bench"})
Command = Callable[[Sequence[str], Mapping[str, str]], int]


def commands() -> dict[str, tuple[Command, str]]:
    """Every command with the line that explains it."""
    from house import demo, development, operation
    from house.postgres import command

    return {
        "demo": (demo.demo, "set everything up and start the portal with demo data; Ctrl-C stops it"),
        "test": (development.test, "[PYTEST ARGS] set up, check, and run all tests"),
        "serve": (operation.serve, "the web server"),
        "work": (operation.work, "the worker: reports, mails, and everything else that is owed"),
        "manage": (operation.manage, "ARGS  Django's command line, for example ./run manage assess --help"),
        "check": (development.check, "lint, format, types, contracts, templates, migrations"),
        "bench": (development.bench, "measure the speed of the main acts and print the table"),
        "chaos": (
            development.chaos,
            "[RUNS] [SEED]  kill browser, network, login, web worker while somebody answers",
        ),
        "shots": (development.shots, "DIR  a PNG of every page in each state, by driving the demo"),
        "lock": (development.lock, "compile requirements/ from pyproject.toml (needs uv)"),
        "pg": (command.pg, "[start|hold|stop|status|dump|restore|aside|psql]  the embedded database"),
        "stop": (operation.stop, "end whatever of this checkout still runs"),
    }


def main(arguments: Sequence[str], environ: "os._Environ[str]") -> int:
    """Run one command; the exit status."""
    name = arguments[0] if arguments else "help"
    if not sys.platform.startswith("linux"):
        note("Ieum runs on Linux.")
        return 1
    if name in {"help", "-h", "--help"}:
        say("Usage: ./run COMMAND\n")
        for each, (_, words) in commands().items():
            say(f"  {each:7} {words}")
        return 0
    command = commands().get(name)
    if command is None:
        note(f"./run has no command {name!r}. ./run help lists them.")
        return 2
    try:
        from house.surroundings import with_env_file

        # Tests are the same on every machine: the settings of this one's portal are not theirs.
        settings = dict(environ) if name in OWN_SETTINGS else with_env_file(environ)
        return command[0](arguments[1:], settings)
    except Stop as problem:
        note(problem.message)
        return problem.status
    except KeyboardInterrupt:
        return 130
