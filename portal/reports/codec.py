"""Frozen dataclasses as canonical JSON and back: the same value gives the same bytes in every process."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


SPARSE = {"sparse": True}
"""The metadata of a field that is left out while empty or None: what was frozen before it keeps its bytes."""


def plain(value: object) -> Any:
    """The value as JSON data: dataclasses as objects, tuples as lists, decimals and dates as text."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {field: getattr(value, field.name) for field in fields(value)}
        return {
            field.name: plain(each)
            for field, each in data.items()
            if each not in ((), "", None) or not field.metadata.get("sparse")
        }
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def dumps(value: object) -> bytes:
    """Canonical JSON in UTF-8: keys sorted, no spaces, decimals without trailing zeros."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def loads(text: bytes | str) -> object:
    """Parsed JSON. Raises ValueError for anything else."""
    data: object = json.loads(text)
    return data


def read(kind: type[T], data: object) -> T:
    """The dataclass `kind` from JSON data; a missing key takes the field's default.

    Raises ValueError, naming the place, for unknown keys and values of the wrong kind.
    """
    return cast(T, _read(kind, data, kind.__name__))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if data is None:
            return None
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        return _read(inner, data, where)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], each, f"{where}[{place}]") for place, each in enumerate(data))
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, data, where)
    try:
        if kind is Decimal:
            return Decimal(data)
        if kind is date:
            return date.fromisoformat(data)
    except (TypeError, ValueError, ArithmeticError):
        raise ValueError(f"{where}: {data!r} is no {kind.__name__}") from None
    if isinstance(kind, type) and type(data) is kind:
        return data
    raise ValueError(f"{where}: {data!r} is not expected here")


def _object(kind: type, data: Any, where: str) -> Any:
    hints = _hints(kind)
    if not isinstance(data, Mapping) or (stray := set(data) - set(hints)):
        raise ValueError(f"{where}: unknown {sorted(stray) if isinstance(data, Mapping) else data!r}")
    try:
        return kind(**{name: _read(hints[name], value, f"{where}.{name}") for name, value in data.items()})
    except TypeError as fault:
        raise ValueError(f"{where}: {fault}") from None
