"""The example framework of the documentation, and ways to break it."""

from pathlib import Path

from assessments.scoring import DocumentFaults, Fault, Framework, load

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
TEXT = (EXAMPLES / "mini.yaml").read_text("utf-8")


def mini(*changes: tuple[str, str]) -> Framework:
    """The example after replacing the first occurrence of each old text by the new one."""
    return load(changed(*changes), name="mini.yaml")


def changed(*changes: tuple[str, str]) -> str:
    """The text of the example after the changes; each old text must be there."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults_of(text: str) -> tuple[Fault, ...]:
    """What loading `text` finds wrong; nothing when it loads."""
    try:
        load(text, name="mini.yaml")
    except DocumentFaults as refusal:
        return refusal.faults
    return ()


def line_of(text: str, part: str, nth: int = 1) -> int:
    """The line on which `part` stands for the nth time."""
    place = -1
    for _ in range(nth):
        place = text.index(part, place + 1)
    return text.count("\n", 0, place) + 1
