"""Where files lie: under the SHA-256 of their bytes, so a file is written once and never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def put(name: str, data: bytes) -> None:
    """Store the bytes under a name that holds their checksum; what is there already is left as it is.

    On a local disk: a temporary file, fsync, rename, fsync of the folder; a crash leaves no half file under a
    final name.
    """
    if isinstance(default_storage, FileSystemStorage) or hasattr(default_storage, "base_location"):
        _put_locally(Path(default_storage.path(name)), data)
    elif not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))


def get(name: str, sha256: str) -> bytes:
    """The bytes. Raises FileNotFoundError, and ValueError when they are not what was stored."""
    with default_storage.open(name, "rb") as file:
        data: bytes = file.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"the file {sha256} was changed")
    return data


def delete(name: str) -> None:
    """Gone for good; what is not there is gone already."""
    default_storage.delete(name)


def _put_locally(path: Path, data: bytes) -> None:
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, making = tempfile.mkstemp(prefix=".making-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(making, 0o640)
        os.replace(making, path)
    finally:
        Path(making).unlink(missing_ok=True)  # nothing there once it was renamed
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
