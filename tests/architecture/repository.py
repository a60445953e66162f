"""The repository as the tests about it see it."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("core", "assessments", "integrity", "matching", "programmes", "portal")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is there, relative to the root; all files without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        hidden = {".venv", "var", "node_modules"}
        names = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if path.is_file() and not hidden & set(path.relative_to(ROOT).parts)
        ]
    return tuple(path for path in map(Path, sorted(set(names))) if (ROOT / path).is_file())


def sources(*folders: str, suffix: str = ".py") -> Iterator[Path]:
    """Tracked files below the folders (none: everywhere) that end so."""
    for path in tracked():
        if path.suffix == suffix and (not folders or path.parts[0] in folders):
            yield path


def product_sources() -> Iterator[Path]:
    """The product's Python files without migrations."""
    return (path for path in sources(*APPS) if "migrations" not in path.parts)


def text(path: Path) -> str:
    """The file's content."""
    return (ROOT / path).read_text(encoding="utf-8")
