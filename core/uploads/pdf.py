"""PDF files: read as bytes and to a bound, never interpreted."""

import re
import zlib

from core.uploads.unfit import unfit

_TAIL = 2_048
_MOST_INFLATED = 32 * 1024 * 1024
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SCRIPT = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)(?![A-Za-z0-9])")
_FILE = re.compile(rb"/(EmbeddedFile|EmbeddedFiles)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm.*?stream\r?\n", re.S)


def check(data: bytes) -> None:
    """Refused `damaged` without an end, `locked`, `macro` for scripts and starts of programs, `attached`.

    Names may be escaped (`/J#53`) and may stand in packed objects: both are read through, up to 32 MB.
    """
    tail = data[-_TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise unfit("damaged")
    left = _MOST_INFLATED
    for part in _parts(data):
        left -= len(part)
        if left < 0:
            raise unfit("unpacks")
        names = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _LOCKED.search(names):
            raise unfit("locked")
        if _SCRIPT.search(names):
            raise unfit("macro")
        if _FILE.search(names):
            raise unfit("attached")


def _parts(data: bytes) -> list[bytes]:
    """What can hold objects: all outside of streams, and packed objects unpacked."""
    outside = re.sub(rb"(?<!end)stream\r?\n.*?endstream", b"", data, flags=re.S)
    parts, left = [outside], _MOST_INFLATED
    for found in _OBJECTS.finditer(data):
        unpacked = _inflated(data[found.end() :], left)
        left -= len(unpacked)
        parts.append(unpacked)
        if left <= 0:
            raise unfit("unpacks")
    return parts


def _inflated(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""
