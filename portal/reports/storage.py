"""Where report files lie: under the SHA-256 of their bytes, so a file is written once and never changed."""

import hashlib

from core.uploads import store


def name_of(sha256: str) -> str:
    """The file's name in storage."""
    return f"reports/{sha256[:2]}/{sha256}.pdf"


def put(pdf: bytes) -> str:
    """Store the file and return its SHA-256; a file that is there already is left as it is."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    store.put(name_of(sha256), pdf)
    return sha256


def get(sha256: str) -> bytes:
    """The file's bytes. Raises FileNotFoundError, and ValueError when they are not what was stored."""
    return store.get(name_of(sha256), sha256)
