"""What is made from the sources, and again only when they change: compiled texts, collected static files."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house.environment import RUN
from house.foreground import call
from house.locks import Lock
from house.places import ROOT, Places, venv_python
from house.words import Stop, note


@dataclass(frozen=True)
class Step:
    """A command, the files and folders it works on, and a look whether its outcome is there."""

    name: str
    arguments: Sequence[str]
    sources: Sequence[Path]
    is_there: Callable[[], bool]


def steps(places: Places, surroundings: Mapping[str, str]) -> tuple[Step, ...]:
    """Everything that is derived."""
    python = str(venv_python())
    collect = [python, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity=0"]
    static = Path(surroundings.get("STATIC_ROOT") or places.var / "static")
    texts = ROOT / "locale"
    return (
        Step(
            "texts",
            [python, "-m", "core.catalogue"],
            [texts],
            lambda: all(path.with_suffix(".mo").exists() for path in texts.rglob("*.po")),
        ),
        Step(
            "static files",
            collect,
            [ROOT / "static", ROOT / "requirements" / RUN],
            (static / "staticfiles.json").exists,
        ),
    )


def derive(places: Places, surroundings: Mapping[str, str]) -> None:
    """Bring everything that is derived up to date; two processes that start together do it once.

    Raises:
        Stop: a source is broken; the reason was printed.
    """
    with Lock(places.running / "derived.lock"):
        for step in steps(places, surroundings):
            mark = places.var / f"made-{step.name.replace(' ', '-')}"
            now = fingerprint(step.sources)
            if mark.exists() and mark.read_text() == now and step.is_there():
                continue
            note(f"Preparing {step.name} ...")
            status = call(step.arguments, surroundings)
            if status >= 128:
                raise KeyboardInterrupt
            if status != 0:
                raise Stop(f"The {step.name} could not be prepared; the reason stands above.")
            mark.write_text(now)


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest of names, sizes and times of change of everything in these files and folders."""
    digest = hashlib.sha256()
    for source in sources:
        for path in sorted([source, *source.rglob("*")] if source.is_dir() else [source]):
            if path.is_file() and path.suffix not in {".mo", ".pyc"}:
                found = path.stat()
                digest.update(os.fsencode(path) + f" {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
