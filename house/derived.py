"""What is made from the sources, and again only when they change: compiled texts, collected static files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house.environment import RUN
from house.foreground import call, reason, was_asked_to_end
from house.locks import Lock
from house.mark import Mark
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
    collect += ["--ignore=redoc"]  # comes along with the schema page's assets; no page shows it
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
            mark = Mark(places.var / f"made-{step.name.replace(' ', '-')}", step.sources)
            if mark.is_current() and step.is_there():
                continue
            note(f"Preparing {step.name} ...")
            with mark.making():
                status = call(step.arguments, surroundings)
                if was_asked_to_end(status):
                    raise KeyboardInterrupt
                if status != 0:
                    raise Stop(f"The {step.name} could not be prepared{reason(status)}")
