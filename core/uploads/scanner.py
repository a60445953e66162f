"""The virus scanner, where one is set up: ClamAV's daemon, spoken to in its own words (INSTREAM).

It fails closed: a scanner that is set up and does not say "OK" takes no file in.
"""

import socket
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings

from core.uploads.unfit import unfit

SECONDS = 3
"""For connecting and for each answer: the database waits meanwhile, ten seconds at most."""
_CHUNK = 64 * 1024


def scan(data: bytes) -> None:
    """Nothing when no scanner is set up or it finds nothing. Refused `infected`, or `scanner-away`."""
    address = settings.UPLOAD_SCANNER
    if not address:
        return
    try:
        said = _asked(address, data)
    except OSError:
        raise unfit("scanner-away") from None
    if said.endswith("FOUND"):
        raise unfit("infected")
    if said != "stream: OK":
        raise unfit("scanner-away")


def _asked(address: str, data: bytes) -> str:
    with closing(_connected(address)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), _CHUNK):
            part = data[start : start + _CHUNK]
            line.sendall(len(part).to_bytes(4, "big") + part)
        line.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and len(said) < 4_096:
            part = line.recv(4_096)
            if not part:
                break
            said += part
    return said.rstrip(b"\0\r\n ").decode("utf-8", errors="replace")


def _connected(address: str) -> socket.socket:
    """A connection to `clamd://host:port` or `clamd:///path/of/socket`."""
    parts = urlsplit(address)
    if parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line
