"""What parts said before their last change, as a draft keeps it: plain data under the name of the change.

    {"item SHOP-1": [["item", "SHOP-1", {…what it said…}, "…fingerprint of what it says since…"]]}

One change may touch several parts (the weights of an area), and is taken back as one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.authoring.parts import Part, parts_of
from assessments.authoring.spots import Data

Former = dict[str, list[list[Any]]]


def remembered(former: Mapping[str, Any], name: str, before: Sequence[Part], after: str) -> Former:
    """With the change `name`: what the parts said `before`; `after` is the document since then."""
    now = {(part.kind, part.code): part for part in parts_of(after)}
    held = [
        [part.kind, part.code, part.data, now[part.kind, part.code].fingerprint]
        for part in before
        if (part.kind, part.code) in now and now[part.kind, part.code].data != part.data
    ]
    return {**former, name: held} if held else dict(former)


def taken_back(former: Mapping[str, Any], name: str, source: str) -> list[tuple[Part, dict[str, Data]]]:
    """Each part of the change with what it said before; nothing where there is none or one moved on since."""
    now = {(part.kind, part.code): part for part in parts_of(source)} if former.get(name) else {}
    found = []
    for kind, code, data, fingerprint in former.get(name, ()):
        part = now.get((kind, code))
        if part is None or part.fingerprint != fingerprint:
            return []
        found.append((part, data))
    return found
