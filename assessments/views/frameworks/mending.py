"""Help with a long text: a faulty line is mended where its fault stands, and two texts are shown beside each
other."""

import difflib
import re
from collections.abc import Mapping

LONGEST_LINE = 1000
SHOWN_DIFFERENCES = 40
_MEND = re.compile(r"mend-(\d{1,7})")


def mended(source: str, sent: Mapping[str, str]) -> str:
    """The text with the lines that were mended beside their faults (`mend-12`, `was-12`).

    A line that reads otherwise by now was changed in the text itself: the text is right.
    """
    lines = source.split("\n")
    for name in sent:
        if not (found := _MEND.fullmatch(name)):
            continue
        place = int(found[1]) - 1
        new = sent[name].replace("\r", "").replace("\n", " ")
        if 0 <= place < len(lines) and lines[place] == sent.get(f"was-{found[1]}"):
            lines[place] = new
    return "\n".join(lines)


def differences(saved: str, typed: str) -> list[tuple[str, str]]:
    """The lines in which two texts differ, at most `SHOWN_DIFFERENCES`: ("saved" or "typed", the line)."""
    found = [
        ("saved" if line[0] == "-" else "typed", line[1:])
        for line in difflib.unified_diff(saved.split("\n"), typed.split("\n"), n=0, lineterm="")
        if line[:1] in "+-" and not line.startswith(("---", "+++"))
    ]
    return found[:SHOWN_DIFFERENCES]
