"""YAML text to a marked document, safely: no objects, no bombs, no recursion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.resolver import Resolver

from assessments.scoring.faults import FaultList
from assessments.scoring.marked import Mapping, Marked, Scalar, Sequence
from assessments.scoring.syntax import in_korean

MAX_BYTES = 5_000_000
MAX_PARTS = 200_000
MAX_DEPTH = 60

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER = Resolver()


class _Stop(Exception):
    """The rest of the file cannot be read."""


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen."""

    node: Sequence | Mapping
    anchor: str | None
    key: tuple[str, int] | None = None
    waiting: bool = False  # a key was read, its value not yet


def read(text: str, faults: FaultList) -> Marked | None:
    """The document in `text`; None, with the reason in `faults`, when there is none."""
    text = text.removeprefix("\ufeff")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        faults.add("control-character", "", line, point=f"{ord(found.group()):04X}")
        return None
    if len(text.encode()) > MAX_BYTES:
        faults.add("too-large", "", 1, most=MAX_BYTES)
        return None
    try:
        return _build(_events(text), faults)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark is not None and _is_tab(text, mark):
            faults.add("tab", "", mark.line + 1)
            return None
        problem = " ".join((error.problem or error.context or "unreadable").split())
        last = text.count("\n") + 1  # a mark may stand after the last line
        line = min(mark.line + 1, last) if mark else 1
        faults.add("syntax", "", line, format="YAML", problem=problem, problem_ko=in_korean(problem))
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        faults.add("syntax", "", 1, format="YAML", problem=problem, problem_ko=in_korean(problem))
    except _Stop:
        pass
    return None


def _is_tab(text: str, mark: yaml.Mark) -> bool:
    line = text.split("\n")[mark.line : mark.line + 1]  # a mark may stand after the last line
    return bool(line) and line[0][mark.column : mark.column + 1] == "\t"


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark is not None else 1


def _events(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=_PARSER))


def _build(events: Iterator[yaml.Event], faults: FaultList) -> Marked | None:
    stack: list[_Open] = []
    anchors: dict[str, Marked] = {}
    root: Marked | None = None
    documents = 0
    parts = 0

    def stop(code: str, event: yaml.Event, **values: object) -> _Stop:
        faults.add(code, "", _line(event), **values)
        return _Stop()

    def place(node: Marked, event: yaml.Event) -> None:
        nonlocal root, parts
        parts += node.size
        if parts > MAX_PARTS:
            raise stop("too-many-parts", event, most=MAX_PARTS)
        if not stack:
            root = node
            return
        above = stack[-1]
        if isinstance(above.node, Sequence):
            above.node.items.append(node)
        elif not above.waiting:
            above.waiting = True
            if isinstance(node, Scalar) and node.kind != "null":
                above.key = (node.text, node.line)
            else:
                faults.add("key-type", "", _line(event))
                above.key = None
        else:
            if above.key is not None:
                above.node.put(*above.key, node)
            above.waiting = False

    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise stop("several-documents", event)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise stop("alias", event, name=event.anchor)
            place(anchors[event.anchor], event)
        elif isinstance(event, yaml.ScalarEvent):
            if found := _CONTROL.search(event.value):  # written as an escape
                faults.add("control-character", "", _line(event), point=f"{ord(found.group()):04X}")
            scalar = Scalar(_line(event), _kind(event, faults), event.value)
            if event.anchor:
                anchors[event.anchor] = scalar
            place(scalar, event)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if event.tag and not event.implicit:
                faults.add("tag", "", _line(event), tag=event.tag)
            if len(stack) >= MAX_DEPTH:
                raise stop("too-deep", event, most=MAX_DEPTH)
            kind = Sequence if isinstance(event, yaml.SequenceStartEvent) else Mapping
            stack.append(_Open(kind(_line(event)), event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = stack.pop()
            node = closed.node
            inside = node.items if isinstance(node, Sequence) else list(node.entries.values())
            node.size = 1 + sum(child.size for child in inside)
            if closed.anchor:
                anchors[closed.anchor] = node
            parts -= node.size - 1  # its parts were counted as they came
            place(node, event)
    if root is None or (isinstance(root, Scalar) and root.kind == "null"):
        faults.add("empty", "", 1)
        return None
    return root


def _kind(event: yaml.ScalarEvent, faults: FaultList) -> str:
    if event.tag and not event.implicit[0] and not event.implicit[1]:
        faults.add("tag", "", _line(event), tag=event.tag)
        return "str"
    if not event.implicit[0]:
        return "str"
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.rpartition(":")[2]
    return "str" if kind in ("merge", "value") else kind
