"""A YAML text as values that know where they stand in it.

`assessments.scoring.yamlfile` reads a document to check it, and remembers lines. To change one value and
leave the rest of the text alone its first and last letter are needed. Only texts that were checked come here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import yaml

Data: TypeAlias = str | bool | int | list["Data"] | dict[str, "Data"]
"""A value as written; a number between quotes is a str, one without quotes as well when it is read."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEANS = {"true": True, "false": False}


@dataclass(slots=True)
class Spot:
    """A value in the text: letters `start` to `end` (not included), on line `line` (from 1).

    `is_shared` says that it is written once and meant in several places (an anchor), or stands elsewhere.
    """

    kind: Literal["scalar", "list", "mapping"]
    start: int
    end: int
    line: int
    is_flow: bool = False
    is_shared: bool = False
    is_plain: bool = False
    text: str = ""
    items: list["Spot"] = field(default_factory=list)
    entries: dict[str, "Spot"] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def data(self) -> Data:
        """The value alone."""
        if self.kind == "mapping":
            return {key: value.data for key, value in self.entries.items()}
        if self.kind == "list":
            return [each.data for each in self.items]
        return _BOOLEANS.get(self.text, self.text) if self.is_plain else self.text

    @property
    def is_locked(self) -> bool:
        """Whether anything in it is shared with another place of the document."""
        inside = self.items if self.kind == "list" else self.entries.values()
        return self.is_shared or any(each.is_locked for each in inside)


def read(text: str) -> Spot:
    """The document in a text that was checked before; ValueError where it holds none."""
    events = iter(yaml.parse(text, Loader=_PARSER))
    anchors: dict[str, Spot] = {}
    try:
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                return _spot(event, events, anchors, text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    raise ValueError("no document")


def _spot(event: yaml.Event, events: Iterator[yaml.Event], anchors: dict[str, Spot], text: str) -> Spot:
    start, end, line = _place(event)
    if isinstance(event, yaml.AliasEvent):
        return replace(
            anchors[event.anchor or ""], start=start, end=end, line=line, is_flow=True, is_shared=True
        )
    if isinstance(event, yaml.ScalarEvent):
        last = start + len(text[start:end].rstrip())
        spot = Spot("scalar", start, last, line, is_plain=event.style in (None, ""), text=event.value)
    elif isinstance(event, yaml.SequenceStartEvent):
        spot = Spot("list", start, end, line, is_flow=bool(event.flow_style))
        _fill_list(spot, events, anchors, text)
    else:
        is_flow = isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)
        spot = Spot("mapping", start, end, line, is_flow=is_flow)
        _fill_mapping(spot, events, anchors, text)
    if anchor := getattr(event, "anchor", None):
        spot.is_shared = True
        anchors[anchor] = spot
    return spot


def _place(event: yaml.Event) -> tuple[int, int, int]:
    """The first letter, the one after the last, and the line."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        raise ValueError("an event without a place")
    return start.index, end.index, start.line + 1


def _fill_list(spot: Spot, events: Iterator[yaml.Event], anchors: dict[str, Spot], text: str) -> None:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            spot.end = _end(spot, event, [each.end for each in spot.items])
            return
        spot.items.append(_spot(event, events, anchors, text))


def _fill_mapping(spot: Spot, events: Iterator[yaml.Event], anchors: dict[str, Spot], text: str) -> None:
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            spot.end = _end(spot, event, [each.end for each in spot.entries.values()])
            return
        key = _spot(event, events, anchors, text)
        value = _spot(next(events), events, anchors, text)
        spot.entries.setdefault(key.text, value)
        spot.keys.setdefault(key.text, key.start)


def _end(spot: Spot, event: yaml.Event, inside: list[int]) -> int:
    """Where a collection ends. In block style the reader goes on to the next word: its last value ends it."""
    return _place(event)[1] if spot.is_flow or not inside else max(inside)
