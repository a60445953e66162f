"""Messages between the worker and the renderer: a length, then JSON; a file follows as plain bytes."""

import json
import struct
from typing import Any, BinaryIO

LARGEST = 64 * 1024 * 1024


def write(stream: BinaryIO, message: dict[str, Any], body: bytes = b"") -> None:
    """Send a message and the file that belongs to it."""
    head = json.dumps(message | {"bytes": len(body)}, ensure_ascii=False).encode()
    rest = memoryview(struct.pack(">I", len(head)) + head + body)
    while rest:  # an unbuffered pipe may take a part only
        rest = rest[stream.write(rest) :]
    stream.flush()


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message and its file; None at the end of the stream. Raises EOFError inside a message."""
    size = stream.read(4)
    if not size:
        return None
    length = struct.unpack(">I", _exactly(stream, size, 4))[0]
    if length > LARGEST:
        raise EOFError("a message without end")
    message: dict[str, Any] = json.loads(_exactly(stream, b"", length))
    return message, _exactly(stream, b"", int(message["bytes"]))


def _exactly(stream: BinaryIO, begun: bytes, length: int) -> bytes:
    data = begun
    while len(data) < length:
        more = stream.read(length - len(data))
        if not more:
            raise EOFError("the stream ended inside a message")
        data += more
    return data
