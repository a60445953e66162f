"""One way to write a value down, so that the same value always has the same bytes and the same checksum."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any, TypeVar

SEOUL = timezone(timedelta(hours=9), "Asia/Seoul")
"""Korea has had one offset and no summer time since 1988; no time-zone database is needed."""

Value = TypeVar("Value")
Key = TypeVar("Key", str, int)


class Malformed(ValueError):
    """A document or a field that cannot be read; the message names the place and the fault."""


def dumps(document: object) -> bytes:
    """Canonical JSON: keys sorted, no white space, UTF-8; of text, integers, booleans, null, lists, maps."""
    return json.dumps(
        document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Read a parsed document inside the block: whatever it lacks or has wrong comes out as Malformed."""
    try:
        yield
    except KeyError as missing:
        raise Malformed(f"{what}.{missing.args[0]}: missing") from None
    except Malformed:
        raise
    except (TypeError, AttributeError, ValueError) as fault:
        raise Malformed(f"{what}: {fault}") from None


def loads(text: bytes | str) -> dict[str, Any]:
    """The map in a JSON text. Raises Malformed when it is not JSON or not a map."""
    try:
        document = json.loads(text)
    except ValueError as fault:
        raise Malformed(f"not JSON: {fault}") from None
    if not isinstance(document, dict):
        raise Malformed("a map is expected")
    return document


def checksum(data: bytes) -> str:
    """SHA-256 of the bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def frozen(mapping: Mapping[Key, Value]) -> Mapping[Key, Value]:
    """A read-only copy with its keys in order."""
    return MappingProxyType(dict(sorted(mapping.items())))


def instant(moment: datetime) -> str:
    """An instant in UTC, ISO 8601; the same instant in another zone gives the same text."""
    return moment.astimezone(UTC).isoformat()


def aware(moment: datetime, where: str) -> datetime:
    """The instant itself. Raises Malformed when it carries no time zone."""
    if moment.tzinfo is None:
        raise Malformed(f"{where}: an instant needs a time zone")
    return moment


def seoul_day(moment: datetime) -> date:
    """The calendar day in Seoul at an instant."""
    return moment.astimezone(SEOUL).date()


def whole(value: object, where: str, low: int, high: int) -> int:
    """The integer itself. Raises Malformed when it is no integer or lies outside low..high."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Malformed(f"{where}: a whole number is expected, not {value!r}")
    if not low <= value <= high:
        raise Malformed(f"{where}: {value} is outside {low}..{high}")
    return value
