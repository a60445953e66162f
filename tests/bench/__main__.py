"""`python -m tests.bench [--quick] [NAME ...]`: migrate, seed, measure each line in its own process."""

import argparse
import json
import os
import subprocess
import sys
import time
from importlib import import_module

from tests.bench.lines import LINES
from tests.bench.row import Row
from tests.bench.scale import FULL, QUICK, SCALES
from tests.bench.table import table

_PATIENT = {"DATABASE_STATEMENT_TIMEOUT_MS": "600000"}


def main() -> int:
    """0 when every line is met, 1 when one is missed, 2 when one broke."""
    parser = argparse.ArgumentParser(
        prog="./run bench", description="Measure the main acts in a seeded database."
    )
    parser.add_argument(
        "--quick", action="store_true", help="tiny sizes: shows that every line runs, no more"
    )
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--scale", default="", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these lines: {', '.join(LINES)}")
    arguments = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    os.environ.setdefault("SECRET_KEY", "bench-only")
    os.environ["AXES_ENABLED"] = "off"
    if arguments.part:
        return _part(arguments.part, arguments.scale)
    unknown = [name for name in arguments.names if name not in LINES]
    if unknown:
        parser.error(f"no such line: {', '.join(unknown)}; there are {', '.join(LINES)}")
    scale = QUICK if arguments.quick else FULL
    _run("prepare", scale.name, IEUM_AS_OWNER="on", **_PATIENT)
    _run("seed", scale.name, **_PATIENT)
    rows, broken = [], []
    for name in arguments.names or LINES:
        began = time.monotonic()
        done = _run(name, scale.name, check=False)
        say(f"{name}: {time.monotonic() - began:.0f} s")
        if done.returncode != 0:
            broken.append(name)
            continue
        rows += [Row(**each) for each in json.loads(done.stdout.splitlines()[-1])]
    print(table(rows))
    missed = [row.act for row in rows if not row.is_met]
    for name in broken:
        print(f"BROKEN: {name}")
    if missed:
        print(f"{len(missed)} missed: {'; '.join(missed)}")
    return 2 if broken else 1 if missed and scale is FULL else 0


def _run(part: str, scale: str, *, check: bool = True, **environ: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", "--part", part, "--scale", scale]
    done = subprocess.run(
        command, env=os.environ | environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    said = done.stderr.splitlines()
    say("\n".join(said[-25:] if done.returncode else said))
    if check and done.returncode != 0:
        sys.exit(f"{part} failed")
    return done


def say(text: str) -> None:
    """To the person who watches; the table alone goes to standard output."""
    if text:
        print(text, file=sys.stderr, flush=True)


def _part(part: str, scale_name: str) -> int:
    """One step in a process of its own; a line prints its rows as JSON."""
    import django

    django.setup()
    scale = SCALES[scale_name]
    if part == "prepare":
        from tests.bench.database import prepare

        prepare()
        return 0
    if part == "empty":
        from tests.bench.database import empty

        empty()
        return 0
    if part == "refresh":
        from tests.bench.database import refresh

        refresh()
        return 0
    if part == "seed":
        from tests.bench.seed import documents, is_seeded, seed

        documents()
        if not is_seeded(scale):
            say(f"Filling the database ({scale.companies:,} companies) ...")
            _run("empty", scale_name, IEUM_AS_OWNER="on")
            from assessments.documents import _by_checksum

            _by_checksum.cache_clear()
            seconds = seed(scale)
            say(f"Filled in {seconds:.0f} s")
            _run("refresh", scale_name, IEUM_AS_OWNER="on")
        return 0
    rows = import_module(LINES[part]).run(scale)
    print(json.dumps([row.document() for row in rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
