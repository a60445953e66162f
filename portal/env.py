"""Typed reads of the environment; a wrong value stops the process with one sentence that names it."""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

READ: set[str] = set()


def _stop(name: str, why: str) -> None:
    sys.exit(f"environment: {name} {why}")


def text(name: str, default: str | None = None) -> str:
    """The variable as text; without a default it must be set and not empty."""
    READ.add(name)
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        _stop(name, "is required")
    return default or ""


def flag(name: str, default: bool = False) -> bool:
    """1/0, true/false, yes/no or on/off, in any case."""
    value = text(name, "on" if default else "off").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value not in {"0", "false", "no", "off"}:
        _stop(name, f"must be on or off, not {value!r}")
    return False


def number(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    """A whole number between low and high, both included."""
    value = text(name, str(default))
    if not value.isdecimal() or not low <= int(value) <= high:
        _stop(name, f"must be a whole number from {low} to {high}, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated words; an empty variable is an empty list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder's absolute path; it need not exist yet."""
    return Path(text(name, str(default))).resolve()


def address(name: str, scheme: str) -> str:
    """An address with this scheme, a host or a path; empty when the variable is."""
    value = text(name, "")
    parts = urlsplit(value)
    if value and (parts.scheme != scheme or not (parts.hostname or parts.path)):
        _stop(name, f"must begin with {scheme}://")
    return value


def database(name: str) -> dict[str, object]:
    """A PostgreSQL address (`postgresql://user:password@host:port/name`, `?host=/socket`) as settings."""
    value = text(name)
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"}:
        _stop(name, "must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    port = options.pop("port", None) or str(parts.port or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }
