"""`./run pg`: the embedded database by itself."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from house.environment import Environment
from house.filled import forget_filled
from house.foreground import call
from house.locks import is_free
from house.places import Places
from house.postgres.cluster import clean_environment
from house.postgres.door import Door
from house.postgres.placement import WRITTEN, settle
from house.words import Stop, note, say


def pg(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """The embedded database by itself. `--test` means the tests' cluster."""
    words = [word for word in arguments if word != "--test"]
    test = len(words) != len(arguments)
    what = words[0] if words else "start"
    door = Door(Places.of(environ, name="test" if test else ""), purpose="test" if test else "demo")
    if what == "start" and len(words) <= 1:
        Environment().ensure()
        with door as database:
            door.stay_open(True)
        note(f"{database.title} runs until ./run pg stop{' --test' if test else ''}.")
        say(f"export DATABASE_URL='{database.url}'")
        say(f"export DATABASE_OWNER_URL='{database.owner_url}'")
        return 0
    if what == "hold" and len(words) == 1:
        return _hold(door)
    if what == "stop" and len(words) == 1:
        door.stay_open(False)
        door.close()
        return 0
    if what == "status" and len(words) == 1:
        state = door.look()
        say(f"{state.title} runs, data in {state.data}" if state else "The database does not run.")
        return 0 if state else 3
    if what in {"dump", "restore"} and len(words) == 2:
        Environment().ensure()
        with door as database:
            if what == "dump":
                return _dump(database.programs, database.socket, Path(words[1]))
            forget_filled(database.data)
            return _restore(database.programs, database.socket, Path(words[1]))
    if what == "psql":
        Environment().ensure()
        with door as database:
            return call(
                [str(database.programs / "psql"), database.owner_url, *words[1:]], clean_environment()
            )
    if what == "aside" and len(words) == 1:
        return _aside(door)
    raise Stop("./run pg [start|hold|stop|status|dump FILE|restore FILE|aside|psql ARGS] [--test]", status=2)


def _hold(door: Door) -> int:
    """Keep the server running from the foreground, for a service manager, until a signal."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    with contextlib.suppress(KeyboardInterrupt), door as database:
        note(f"{database.title} runs, data in {database.data}.")
        while True:
            time.sleep(1)
            door.mend()
    return 0


def _aside(door: Door) -> int:
    """Rename the data directory after its version; the next start makes a new one."""
    if not is_free(door.places.running / "keeper.lock"):
        raise Stop("The database runs. Stop what uses it first (./run stop).")
    data, _ = settle(door.places)
    version = data / "PG_VERSION"
    if not version.exists():
        raise Stop(f"There is no database in {data}.")
    number = 0
    aside = data.with_name(f"{data.name}-{version.read_text().strip()}")
    while aside.exists():
        number += 1
        aside = data.with_name(f"{data.name}-{version.read_text().strip()}-{number}")
    data.rename(aside)
    (door.places.var / WRITTEN).unlink(missing_ok=True)
    say(f"The database lies in {aside} now; the next start begins with an empty one.")
    return 0


def _dump(programs: Path, socket: Path, file: Path) -> int:
    making = file.with_name(file.name + ".making")
    command = [
        str(programs / "pg_dump"),
        "-h",
        str(socket),
        "-U",
        "postgres",
        "-d",
        "ieum",
        "-f",
        str(making),
    ]
    status = call(command, clean_environment())
    if status == 0:
        making.replace(file)
        say(f"Wrote {file}.")
    else:
        making.unlink(missing_ok=True)
    return status


def _restore(programs: Path, socket: Path, file: Path) -> int:
    if not file.exists():
        raise Stop(f"There is no file {file}.", status=2)
    psql = [str(programs / "psql"), "-X", "-q", "-h", str(socket), "-U", "postgres", "-d", "ieum"]
    count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    tables = subprocess.run(
        [*psql, "-tAc", count], env=clean_environment(), capture_output=True, text=True, check=False
    )
    if tables.stdout.strip() != "0":
        raise Stop("The database is not empty; nothing was changed. Restore goes into an empty one only.")
    command = [*psql, "-o", os.devnull, "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", str(file)]
    return call(command, clean_environment())
