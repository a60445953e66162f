"""Where report files lie: under the SHA-256 of their bytes, so a file is written once and never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def name_of(sha256: str) -> str:
    """The file's name in storage."""
    return f"reports/{sha256[:2]}/{sha256}.pdf"


def put(pdf: bytes) -> str:
    """Store the file and return its SHA-256; a file that is there already is left as it is.

    On a local disk: a temporary file, fsync, rename, fsync of the folder; a crash leaves no half file under a
    final name.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    name = name_of(sha256)
    if isinstance(default_storage, FileSystemStorage) or hasattr(default_storage, "base_location"):
        _put_locally(Path(default_storage.path(name)), pdf)
    elif not default_storage.exists(name):
        default_storage.save(name, ContentFile(pdf))
    return sha256


def get(sha256: str) -> bytes:
    """The file's bytes. Raises FileNotFoundError, and ValueError when they are not what was stored."""
    with default_storage.open(name_of(sha256), "rb") as file:
        pdf: bytes = file.read()
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise ValueError(f"the file {sha256} was changed")
    return pdf


def _put_locally(path: Path, pdf: bytes) -> None:
    if path.exists() and path.stat().st_size == len(pdf):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, making = tempfile.mkstemp(prefix=".making-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
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
