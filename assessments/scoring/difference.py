"""What differs between two versions of a framework: which parts, and in each the words, scoring, the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assessments.scoring.framework import Framework, Item, Node
from assessments.scoring.plain import to_data
from assessments.scoring.succession import is_same_question

Sort = Literal["words", "scoring", "asking", "other"]
Data = Mapping[str, Any]

_SORTS: dict[str, Sort] = {
    **dict.fromkeys(("title", "summary", "notice", "question", "why", "evidence", "label"), "words"),
    **dict.fromkeys(("example", "next_step", "respondent", "prepare", "source"), "words"),
    **dict.fromkeys(("points", "weight", "threshold", "operator", "factor", "cumulative"), "scoring"),
    **dict.fromkeys(("rounding", "policies", "levels", "tiers", "at_least", "at_most"), "scoring"),
    **dict.fromkeys(("ask_when", "not_applicable", "kind", "exclusive", "languages"), "asking"),
}
_DEFAULTS = {"weight": "1", "factor": "1", "kind": "single", "not_applicable": "false", "dont_know": "true"}
"""What a part has where its document says nothing."""
_HEAD = ("code", "version", "tree", "policies", "levels", "tiers")


@dataclass(frozen=True, slots=True)
class Detail:
    """One value that differs: where inside its part, what sort it is, and both values as they are written.

    None where the value is absent (a choice that came or left); a default stands as its value.
    """

    path: str
    sort: Sort
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PartChange:
    """A node or item that both versions have and that differs. `is_other_question`: it must be asked anew."""

    code: str
    details: tuple[Detail, ...]
    is_item: bool
    is_moved: bool
    is_other_question: bool

    @property
    def sorts(self) -> frozenset[Sort]:
        """Which sorts of change it has."""
        return frozenset(detail.sort for detail in self.details)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two versions. Codes of added and removed parts in the documents' order."""

    items_added: tuple[str, ...]
    items_removed: tuple[str, ...]
    nodes_added: tuple[str, ...]
    nodes_removed: tuple[str, ...]
    parts: tuple[PartChange, ...]
    policies: tuple[Detail, ...]
    levels: tuple[Detail, ...]
    head: tuple[Detail, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs but the version's name."""
        return not (
            self.items_added
            or self.items_removed
            or self.nodes_added
            or self.nodes_removed
            or self.parts
            or self.policies
            or self.levels
            or self.head
        )

    @property
    def changes_scores(self) -> bool:
        """Whether the same answers could come to another score, level or tier."""
        return bool(
            self.items_added
            or self.items_removed
            or self.nodes_added
            or self.nodes_removed
            or self.policies
            or any(detail.sort == "scoring" for detail in self.levels)
            or any(part.is_moved or part.sorts & {"scoring", "asking"} for part in self.parts)
        )

    @property
    def items_changed(self) -> tuple[PartChange, ...]:
        """The items that differ."""
        return tuple(part for part in self.parts if part.is_item)


def difference(old: Framework, new: Framework) -> Difference:
    """What turns `old` into `new`, part by part and value by value."""
    before, after = to_data(old), to_data(new)
    was, now = dict(_parts(before["tree"], "")), dict(_parts(after["tree"], ""))
    parts = []
    for code in (code for code in now if code in was):
        change = _change(old, new, was[code], now[code])
        if change is not None:
            parts.append(change)
    return Difference(
        items_added=tuple(code for code in new.items if code not in old.items),
        items_removed=tuple(code for code in old.items if code not in new.items),
        nodes_added=tuple(code for code in new.nodes if code not in old.nodes),
        nodes_removed=tuple(code for code in old.nodes if code not in new.nodes),
        parts=tuple(parts),
        policies=_details(before["policies"], after["policies"], "scoring"),
        levels=_details(_levels(before), _levels(after), "scoring"),
        head=_details(_without(before, _HEAD), _without(after, _HEAD)),
    )


def _change(
    old: Framework, new: Framework, was: tuple[str, Data], now: tuple[str, Data]
) -> PartChange | None:
    code = now[1]["code"]
    here = old.items.get(code) or old.nodes[code]
    there = new.items.get(code) or new.nodes[code]
    details = _details(_without(was[1], ("code", "children")), _without(now[1], ("code", "children")))
    moved = was[0] != now[0]
    if not details and not moved:
        return None
    both = isinstance(here, Item) and isinstance(there, Item)
    other = isinstance(here, Item) and isinstance(there, Item) and not is_same_question(old, here, there)
    return PartChange(code, details, both or not isinstance(there, Node), moved, other or not both)


def _parts(part: Data, parent: str) -> Iterator[tuple[str, tuple[str, Data]]]:
    yield part["code"], (parent, part)
    for child in part.get("children", ()):
        yield from _parts(child, part["code"])


def _levels(document: Data) -> Data:
    return {"levels": document.get("levels", {}), "tiers": document.get("tiers", [])}


def _without(data: Data, keys: tuple[str, ...]) -> Data:
    return {key: value for key, value in data.items() if key not in keys}


def _details(before: Data, after: Data, default: Sort = "other") -> tuple[Detail, ...]:
    was, now = dict(_flat(before)), dict(_flat(after))
    found = []
    for path in dict.fromkeys([*was, *now]):
        if was.get(path) != now.get(path):
            silent = _DEFAULTS.get(path)
            found.append(Detail(path, _sort(path, default), was.get(path, silent), now.get(path, silent)))
    return tuple(found)


def _sort(path: str, default: Sort) -> Sort:
    """The sort of the innermost name in the path that has one."""
    if path.startswith("ask_when"):
        return "asking"
    if path.startswith("hints."):
        return "words" if ".ask." in path else "other"
    for step in reversed(path.split(".")):
        if step in _SORTS:
            return _SORTS[step]
    return default if default != "other" or not path.startswith("choices.") else "asking"


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its path; parts of lists that have a code are known by it, others by their place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            name = inner.get("code", inner.get("level", place)) if isinstance(inner, Mapping) else place
            yield from _flat(inner, f"{path}.{name}")
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    else:
        yield path, str(value)
