"""The example frameworks that come with the portal: files, offered to nobody until they are published."""

from functools import cache
from pathlib import Path

from assessments.scoring import Framework, load

FOLDER = Path(__file__).resolve().parent / "frameworks" / "examples"


@cache
def examples() -> dict[str, Framework]:
    """Every example by its code, which is also the name of its file."""
    return {
        path.stem: load(path.read_text("utf-8"), name=path.name) for path in sorted(FOLDER.glob("*.yaml"))
    }


def example_source(code: str) -> str:
    """The text of an example; empty for a code that is none."""
    return (FOLDER / f"{code}.yaml").read_text("utf-8") if code in examples() else ""
