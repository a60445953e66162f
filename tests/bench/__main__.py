"""`python -m tests.bench [--quick] [NAME ...]`: migrate, seed, measure each line in its own process."""

import argparse
import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module

from tests.bench.lines import LINES
from tests.bench.row import Row
from tests.bench.scale import FULL, QUICK, SCALES
from tests.bench.table import table

_PATIENT = {"DATABASE_STATEMENT_TIMEOUT_MS": "600000"}
_OWNER = {"IEUM_AS_OWNER": "on"}


def main() -> int:
    """0 when every line is met, 1 when one is missed, 2 when one broke; a quick look judges nothing."""
    parser = argparse.ArgumentParser(
        prog="./run bench", description="Measure the main acts in a full database."
    )
    parser.add_argument(
        "--quick", action="store_true", help="tiny sizes: shows that every line runs, no more"
    )
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--scale", default="", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these lines: {', '.join(LINES)}")
    arguments = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    os.environ.setdefault("SECRET_KEY", "bench-only")
    os.environ["AXES_ENABLED"] = "off"
    if arguments.part:
        return _part(arguments.part, arguments.scale)
    names = arguments.names or list(LINES)
    unknown = [name for name in names if name not in LINES]
    if unknown:
        parser.error(f"no such line: {', '.join(unknown)}; there are {', '.join(LINES)}")
    scale = QUICK if arguments.quick else FULL
    _run(["prepare"], scale.name, **_OWNER, **_PATIENT)
    _run(["seed"], scale.name, **_PATIENT)
    rows: list[Row] = []
    measured = set()
    for group in [names] if scale is QUICK else [[name] for name in names]:
        began = time.monotonic()
        done = _run(group, scale.name, check=False)
        say(f"{' '.join(group)}: {time.monotonic() - began:.0f} s")
        for line in done.stdout.splitlines():
            found = json.loads(line)
            measured.add(found["name"])
            rows += [Row(**each) for each in found["rows"]]
    print(table(rows))
    broken = [name for name in names if name not in measured]
    missed = [row.act.strip() for row in rows if not row.is_met]
    if broken:
        print(f"BROKEN: {', '.join(broken)}")
    if scale is QUICK:
        print("A quick look: the lines run; their times mean nothing.")
    elif missed:
        print(f"{len(missed)} missed: {'; '.join(missed)}")
    return 2 if broken else 1 if missed and scale is FULL else 0


def _run(
    parts: Sequence[str], scale: str, *, check: bool = True, **environ: str
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", "--scale", scale, "--part", *parts]
    done = subprocess.run(
        command, env=os.environ | environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    said = done.stderr.splitlines()
    say("\n".join(said[-25:] if done.returncode else said))
    if check and done.returncode != 0:
        sys.exit(f"{' '.join(parts)} failed")
    return done


def say(text: str) -> None:
    """To the person who watches; the table alone goes to standard output."""
    if text:
        print(text, file=sys.stderr, flush=True)


def _part(parts: Sequence[str], scale_name: str) -> int:
    """Steps in a process of their own; a line prints its rows as JSON."""
    import django

    django.setup()
    steps = {"prepare": _prepare, "empty": _empty, "refresh": _refresh, "seed": _seed}
    if parts[0] in steps:
        steps[parts[0]](scale_name)
        return 0
    status = 0
    for name in parts:
        try:
            rows = import_module(LINES[name]).run(SCALES[scale_name])
        except Exception:
            say(traceback.format_exc())
            status = 2
        else:
            print(json.dumps({"name": name, "rows": [row.document() for row in rows]}), flush=True)
    return status


def _prepare(scale_name: str) -> None:
    from tests.bench.database import prepare

    prepare()


def _empty(scale_name: str) -> None:
    from tests.bench.database import empty

    empty()


def _refresh(scale_name: str) -> None:
    from tests.bench.database import refresh

    refresh()


def _seed(scale_name: str) -> None:
    from django.core.management import CommandError

    from tests.bench.seed import documents, is_seeded, seed

    scale = SCALES[scale_name]
    try:
        documents()
        is_there = is_seeded(scale)
    except CommandError:  # filled from documents of the same version that have changed since
        is_there = False
    if is_there:
        return
    say(f"Filling the database ({scale.companies:,} companies) ...")
    _run(["empty"], scale_name, **_OWNER)
    seconds = seed(scale)
    say(f"Filled in {seconds:.0f} s")
    _run(["refresh"], scale_name, **_OWNER)


if __name__ == "__main__":
    sys.exit(main())
