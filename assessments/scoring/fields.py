"""Names that the form of an answer has beside the codes of items, and the codes that they rule out."""

from collections.abc import Mapping
from typing import Any

from assessments.scoring.reading import Reading, join

COMMENT, VERSION, BOXES, ORIGIN = ENDS = (".comment", ".version", ".boxes", ".origin")
"""What a field of an item is called behind its code: `Q01.comment` is the note on `Q01`."""

WORDS = frozenset({"mark", "unsure", "whole", "clear", "go", "kept", "csrfmiddlewaretoken"})
"""Fields of a page of questions that belong to no item."""


def check(items: Mapping[str, Any], paths: Mapping[str, str], reading: Reading) -> None:
    """Add a fault for each code that a form or a page could take for something else.

    `paths` says for the codes of nodes and items where they stand. In the ids of a page "." is "_", so
    `A.1` and `A_1` would be one place.
    """
    ids: dict[str, str] = {}
    for code, path in paths.items():
        where = join(path, "code")
        taken = next((end for end in ENDS if code.endswith(end)), code if code in WORDS else "")
        if code in items and taken:
            reading.faults.add("reserved-code", where, reading.lines[where], value=code, field=taken)
        other = ids.setdefault(code.replace(".", "_"), code)
        if other != code:
            first = reading.lines[join(paths[other], "code")]
            reading.faults.add(
                "alike-code", where, reading.lines[where], value=code, other=other, first=first
            )
