"""PDF files: read as bytes, once from front to back and to a bound, never interpreted."""

import re
import zlib
from collections.abc import Iterator

from core.uploads.unfit import unfit

_TAIL = 2_048
_MOST_INFLATED = 32 * 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_OBJECT = re.compile(rb"[0-9][\0\t\n\f\r ]+[0-9]{1,5}[\0\t\n\f\r ]+obj(?![A-Za-z])")


def _spelt(*names: str) -> str:
    """Any of these names, each letter as it is or escaped: `/JS` is `/J#53` as well."""
    each = ("".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name) for name in names)
    return f"/(?:{'|'.join(each)})(?![A-Za-z0-9])"


def _named(*names: str) -> re.Pattern[bytes]:
    return re.compile(_spelt(*names).encode())


_SCRIPT = _named("JavaScript", "JS", "Launch", "RichMedia")
_FILE = _named("EmbeddedFile", "EmbeddedFiles")
_LOCKED = _named("Encrypt")
_PACKED = _named("ObjStm")
_FILTER = _named("Filter", "F")
_INFLATED = _named("FlateDecode", "Fl")
_OTHERWISE = re.compile(
    (
        _spelt("ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "RunLengthDecode", "RL")
        + f"|{_spelt('Crypt', 'Predictor')}|{_spelt('Filter', 'F')}[\\0\\s]+[0-9]"
    ).encode()
)
"""Anything but one plain Flate, which is how objects are packed."""


def check(data: bytes) -> None:
    """Refused `damaged` without an end, `locked`, `macro` for scripts and starts of programs, `attached`,
    `unread` for objects packed in a way that is not looked into.

    Names may be escaped (`/J#53`) and may stand in packed objects: both are read through, up to 32 MB.
    """
    tail = data[-_TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise unfit("damaged")
    outside, streams = _divided(data)
    _refuse(outside)
    left = _MOST_INFLATED
    for head, body in streams:
        for part in _objects(head, body, left):
            left -= len(part)
            _refuse(part)


def _refuse(part: bytes) -> None:
    if _LOCKED.search(part):
        raise unfit("locked")
    if _SCRIPT.search(part):
        raise unfit("macro")
    if _FILE.search(part):
        raise unfit("attached")


def _divided(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """All outside of streams, and each stream with what stands between it and the one before."""
    streams: list[tuple[bytes, bytes]] = []
    at = 0
    while (begin := _STREAM.search(data, at)) and (end := data.find(_END, begin.end())) >= 0:
        streams.append((data[at : begin.start()], data[begin.end() : end]))
        at = end + len(_END)
    return b"\n".join([*(head for head, _body in streams), data[at:]]), streams


def _objects(head: bytes, body: bytes, left: int) -> Iterator[bytes]:
    """What of a stream can hold objects: packed ones unpacked, and plain ones that lie hidden in it."""
    if _OBJECT.search(body):
        yield body
    if not _PACKED.search(head):
        return
    if _OTHERWISE.search(head) or len(_INFLATED.findall(head)) > 1:
        raise unfit("unread")
    yield _inflated(body, left) if _FILTER.search(head) else body


def _inflated(body: bytes, most: int) -> bytes:
    """The whole of it: whoever reads the file may go on where we would have given up."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(body, most + 1)
    except zlib.error:
        raise unfit("damaged") from None
    if len(found) > most:
        raise unfit("unpacks")
    if not unpacking.eof:
        raise unfit("damaged")
    return found
