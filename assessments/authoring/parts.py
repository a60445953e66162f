"""The parts of a document that have a page of their own."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from assessments.authoring.spots import Data, Spot, read

PartKind = Literal["item", "node", "hint", "head", "bounds"]
KINDS: tuple[PartKind, ...] = get_args(PartKind)
HEAD, BOUNDS = "head", "bounds"
_HEAD_KEYS = ("title", "summary", "notice", "licence", "source", "minutes", "respondent", "prepare")
Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A question, an area, a hint, the head of the document or the bounds of its levels.

    `path` is the place as faults name it, `line` where it begins. `locked` names the keys that the document
    shares with another place: they are changed in the text only.
    """

    kind: PartKind
    code: str
    path: str
    line: int
    data: dict[str, Data]
    locked: frozenset[str]
    languages: Languages
    spot: Spot

    @property
    def fingerprint(self) -> str:
        """The same for two readings of the part that say the same."""
        written = json.dumps(self.data, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def parts_of(source: str) -> list[Part]:
    """Every part of a document that was checked: the head, areas and questions, bounds, hints."""
    root = read(source)
    return list(_parts(root))


def part_of(source: str, kind: str, code: str) -> Part | None:
    """The part with this code; None where there is none. The head and the bounds have their kind as code."""
    return next((each for each in parts_of(source) if (each.kind, each.code) == (kind, code)), None)


def part_at(source: str, path: str) -> Part | None:
    """The innermost part at a fault's path; None outside of all parts."""
    around = [
        each
        for each in parts_of(source)
        if (each.path and path.startswith(each.path) and path[len(each.path) :][:1] in ("", ".", "["))
        or (each.kind == "head" and re.split(r"[.\[]", path)[0] in _HEAD_KEYS)
    ]
    return max(around, key=lambda each: len(each.path), default=None)


def _parts(root: Spot) -> Iterator[Part]:
    told = root.entries.get("languages")
    languages = tuple(each.text for each in told.items) if told else ()
    yield _part("head", HEAD, "", root, languages, _HEAD_KEYS)
    if "tree" in root.entries:
        yield from _tree(root.entries["tree"], "tree", languages)
    if "levels" in root.entries:
        yield _part("bounds", BOUNDS, "levels", root.entries["levels"], languages)
    hints = root.entries.get("hints")
    for place, each in enumerate(hints.items if hints else ()):
        yield _part("hint", _code(each), f"hints[{place}]", each, languages)


def _tree(spot: Spot, path: str, languages: Languages) -> Iterator[Part]:
    children = spot.entries.get("children")
    yield _part("node" if children else "item", _code(spot), path, spot, languages)
    for place, each in enumerate(children.items if children else ()):
        yield from _tree(each, f"{path}.children[{place}]", languages)


def _part(
    kind: PartKind, code: str, path: str, spot: Spot, languages: Languages, keys: tuple[str, ...] = ()
) -> Part:
    own = {
        key: value for key, value in spot.entries.items() if key != "children" and (not keys or key in keys)
    }
    data = {key: value.data for key, value in own.items()}
    locked = frozenset(key for key, value in own.items() if value.is_locked)
    return Part(kind, code, path, spot.line, data, locked, languages, spot)


def _code(spot: Spot) -> str:
    return spot.entries["code"].text if "code" in spot.entries else ""
