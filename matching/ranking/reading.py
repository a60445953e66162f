"""Reads a parsed document field by field and remembers every fault with its path."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from .canonical import Malformed, whole

Value = TypeVar("Value")


class Reader:
    """A map in a document. Faults of all its readers gather in one list; `done()` raises them together."""

    def __init__(self, document: object, path: str = "", faults: list[str] | None = None) -> None:
        self.path = path
        self.faults: list[str] = [] if faults is None else faults
        self.read: set[str] = set()
        self.document: dict[str, Any] = {}
        if isinstance(document, Mapping):
            self.document = {str(key): value for key, value in document.items()}
        else:
            self.faults.append(f"{path or 'document'}: a map is expected")

    def field(self, key: str, convert: Callable[[Any, str], Value], default: Value) -> Value:
        """The converted field; on a fault it is noted and the default takes its place."""
        self.read.add(key)
        where = f"{self.path}{key}"
        if key not in self.document:
            self.faults.append(f"{where}: missing")
            return default
        try:
            return convert(self.document[key], where)
        except Malformed as fault:
            self.faults.append(str(fault))
            return default

    def text(self, key: str) -> str:
        """A text that says something."""
        return self.field(key, _text, "")

    def number(self, key: str, low: int, high: int) -> int:
        """A whole number within low..high."""
        return self.field(key, lambda value, where: whole(value, where, low, high), low)

    def day(self, key: str) -> date:
        """A date, as YYYY-MM-DD."""
        return self.field(key, _day, date.min)

    def optional_day(self, key: str) -> date | None:
        """A date, or nothing."""
        return self.field(key, lambda value, where: None if value is None else _day(value, where), None)

    def codes(self, key: str) -> frozenset[str]:
        """A list of codes."""
        return self.field(key, _codes, frozenset())

    def inner(self, key: str) -> "Reader":
        """The reader of a map inside this one."""
        self.read.add(key)
        return Reader(self.document.get(key), f"{self.path}{key}.", self.faults)

    def several(self, key: str) -> Iterator["Reader"]:
        """The readers of a list of maps."""
        found: list[Any] = self.field(key, _list, [])
        for index, document in enumerate(found):
            yield Reader(document, f"{self.path}{key}[{index}].", self.faults)

    def numbers(self, key: str, low: int, high: int) -> dict[str, int]:
        """A map from codes to whole numbers within low..high."""
        inner = self.inner(key)
        return {code: inner.number(code, low, high) for code in inner.document}

    def table(self, key: str, names: tuple[str, ...], low: int, high: int) -> dict[str, int]:
        """A map that has exactly the given names, to whole numbers within low..high."""
        inner = self.inner(key)
        table = {name: inner.number(name, low, high) for name in names}
        inner.close()
        return table

    def texts(self, key: str) -> dict[str, str]:
        """A text in Korean and English."""
        inner = self.inner(key)
        texts = {language: inner.text(language) for language in ("ko", "en")}
        inner.close()
        return texts

    def pairs(self, key: str) -> dict[str, str]:
        """A map from codes to codes."""
        inner = self.inner(key)
        return {code: inner.field(code, _code, "") for code in inner.document}

    def close(self) -> None:
        """Note every field that nobody asked for."""
        self.faults += [f"{self.path}{key}: unknown field" for key in self.document.keys() - self.read]

    def done(self) -> None:
        """Raises Malformed with all faults, one a line, when there are any."""
        self.close()
        if self.faults:
            raise Malformed("\n".join(sorted(self.faults)))


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Malformed(f"{where}: a text is expected")
    return value.strip()


def _day(value: object, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise Malformed(f"{where}: a date like 2026-11-01 is expected, not {value!r}") from None


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed(f"{where}: a list is expected")
    return value


def _code(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Malformed(f"{where}: a code is expected, not {value!r}")
    return str(value)


def _codes(value: object, where: str) -> frozenset[str]:
    return frozenset(_code(code, where) for code in _list(value, where))
