"""A document as it stands in its file: plain values that remember their lines."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True)
class Scalar:
    """A single value as written. `kind` is str, int, float, bool, null or another YAML type."""

    line: int
    kind: str
    text: str
    size: int = 1


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list["Marked"] = field(default_factory=list)
    size: int = 1
    kind: str = "sequence"


@dataclass(slots=True)
class Mapping:
    """Keys with values, in the order written; `repeated` holds the second and later uses of a key."""

    line: int
    entries: dict[str, "Marked"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    size: int = 1
    kind: str = "mapping"

    def put(self, key: str, line: int, value: "Marked") -> None:
        """Add one pair; a repeated key keeps its first value."""
        if key in self.entries:
            self.repeated.append((key, line))
            return
        self.entries[key] = value
        self.lines[key] = line


Marked: TypeAlias = Scalar | Sequence | Mapping
