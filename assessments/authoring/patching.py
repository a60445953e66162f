"""One part of a document written anew: only the values that differ are touched."""

from collections.abc import Iterator, Sequence

from assessments.authoring.parts import Part
from assessments.authoring.spelling import block, flow, scalar
from assessments.authoring.spots import Data, Spot, read

Edit = tuple[int, int, str]
"""Letters from, to (not included), and what takes their place."""

_BEFORE = ("choices", "children")
"""New keys stand before these: they are the longest, and what belongs to the question is read above them."""


class Unpatchable(Exception):
    """The text is written in a way that only a person can change: a shared value, an unusual layout."""


def rewritten(source: str, part: Part, data: dict[str, Data]) -> str:
    """The document in which `part` says `data` and everything else stands as it stood.

    Raises Unpatchable instead of touching anything else: the new text is read again and compared.
    """
    return rewritten_all(source, [(part, data)])


def rewritten_all(source: str, changes: Sequence[tuple[Part, dict[str, Data]]]) -> str:
    """The document in which each part, none inside another's own values, says its data. As `rewritten`."""
    edits = [edit for part, data in changes for edit in _of_part(source, part, data)]
    if not edits:
        return source
    text = source
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        found = read(text).data
    except ValueError as error:
        raise Unpatchable from error
    expected = read(source).data
    for part, data in changes:
        expected = _expected(expected, part, data)
    if _plain(found) != _plain(expected):
        raise Unpatchable
    return text


def _of_part(source: str, part: Part, data: dict[str, Data]) -> Iterator[Edit]:
    kept = {key: value.data for key, value in part.spot.entries.items() if key not in part.data}
    return _mapping(source, part.spot, data | kept)


def _edits(text: str, spot: Spot, new: Data) -> Iterator[Edit]:
    if _plain(spot.data) == _plain(new):
        return
    if spot.is_shared:
        raise Unpatchable
    if spot.kind == "mapping" and isinstance(new, dict):
        yield from _mapping(text, spot, new)
    elif spot.kind == "list" and isinstance(new, list) and len(new) >= len(spot.items) and not spot.is_flow:
        for item, value in zip(spot.items, new, strict=False):
            yield from _edits(text, item, value)
        if more := new[len(spot.items) :]:
            column = _column(text, spot.start)
            yield spot.end, spot.end, "\n" + " " * column + block(more, column)
    else:
        yield _replaced(text, spot, new)


def _mapping(text: str, spot: Spot, new: dict[str, Data]) -> Iterator[Edit]:
    if spot.is_flow and spot.entries.keys() != new.keys():
        yield _replaced(text, spot, new)
        return
    for key, value in spot.entries.items():
        if key in new:
            yield from _edits(text, value, new[key])
        else:
            yield _removed(text, spot, key)
    if added := {key: value for key, value in new.items() if key not in spot.entries}:
        column = _column(text, spot.start)
        lines = block(added, column)
        below = next((spot.keys[key] for key in _BEFORE if spot.keys.get(key, spot.start) > spot.start), None)
        if below is not None:
            yield below, below, lines + "\n" + " " * column
        else:
            yield spot.end, spot.end, "\n" + " " * column + lines


def _replaced(text: str, spot: Spot, new: Data) -> Edit:
    if spot.is_locked:
        raise Unpatchable
    if not isinstance(new, dict | list):
        return spot.start, spot.end, (" " if spot.start == spot.end else "") + scalar(new)
    if spot.is_flow:
        return spot.start, spot.end, flow(new)
    return spot.start, spot.end, block(new, _column(text, spot.start))


def _removed(text: str, spot: Spot, key: str) -> Edit:
    """A key with its lines; the first of a list's entry shares its line with the dash and stays."""
    start, value = spot.keys[key], spot.entries[key]
    line = text.rfind("\n", 0, start) + 1
    end = text.find("\n", value.end)
    if text[line:start].strip() or end < 0 or value.is_locked:
        raise Unpatchable
    return line, end + 1, ""


def _column(text: str, index: int) -> int:
    return index - (text.rfind("\n", 0, index) + 1)


def _expected(root: Data, part: Part, data: dict[str, Data]) -> Data:
    """The whole document's data with the part's replaced."""
    at: Data = root
    for step in part.path.replace("[", ".").replace("]", "").split("."):
        if step:
            at = at[int(step)] if isinstance(at, list) else at[step]  # type: ignore[index]
    if not isinstance(at, dict):
        raise Unpatchable
    for key in part.data:
        del at[key]
    at.update(data)
    return root


def _plain(value: Data) -> Data:
    """For comparing: whole numbers as they are read, without quotes."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
