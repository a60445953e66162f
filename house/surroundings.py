"""The environment variables that the portal's processes are given."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from house.places import ROOT, Places
from house.words import Stop

KEY_BYTES = 48


def read_env_file(path: Path) -> dict[str, str]:
    """NAME=value lines of an `.env` file, without quotes; empty ones and # comments are skipped.

    Raises:
        Stop: a line is neither; names file and line.
    """
    if not path.exists():
        return {}
    values: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Stop(f"{path}, line {number}: expected NAME=value.")
        value = value.strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[name.strip()] = value
    return values


def with_env_file(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, completed by `.env`; what is set already wins."""
    return read_env_file(ROOT / ".env") | dict(environ)


def secret_key(places: Places) -> str:
    """The portal's secret key: made once, kept in a file that only its owner may read."""
    path = places.var / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    making = path.with_name(f"secret-key.{os.getpid()}")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(making, path)  # the first of two at once wins, and both use its key
    except FileExistsError:
        pass
    finally:
        making.unlink()
    return path.read_text(encoding="ascii").strip()
