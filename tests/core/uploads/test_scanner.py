"""The scanner is asked before anything is stored, and without its yes nothing is."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from core.uploads import checked, scanner
from core.web import Refused
from tests.core.uploads import files


class _Daemon:
    """Speaks clamd's INSTREAM: gathers what it gets and answers `says`."""

    def __init__(self, says: bytes) -> None:
        self.got = b""
        self._says = says
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"clamd://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        line, _from = self._door.accept()
        with line, line.makefile("rb") as read:
            assert read.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(read.read(4), "big"):
                self.got += read.read(length)
            line.sendall(self._says)

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def daemon(request: Any, settings: Any) -> Iterator[_Daemon]:
    made = _Daemon(request.param)
    settings.UPLOAD_SCANNER = made.address
    yield made
    made.close()


@pytest.mark.parametrize("daemon", [b"stream: OK\0"], indirect=True)
def test_what_the_scanner_passes_is_taken_and_it_saw_what_was_sent(daemon: _Daemon) -> None:
    sent = files.picture("JPEG")
    assert checked(sent, name="a").kind.code == "jpg"
    assert daemon.got == sent


@pytest.mark.parametrize("daemon", [b"stream: Eicar-Signature FOUND\0"], indirect=True)
def test_what_the_scanner_finds_is_refused(daemon: _Daemon) -> None:
    with pytest.raises(Refused) as refused:
        checked(files.pdf(), name="a")
    assert refused.value.code == "infected"


@pytest.mark.parametrize("daemon", [b"INSTREAM size limit exceeded. ERROR\0", b""], indirect=True)
def test_an_answer_that_is_no_yes_is_a_no(daemon: _Daemon) -> None:
    with pytest.raises(Refused) as refused:
        checked(files.pdf(), name="a")
    assert (refused.value.code, refused.value.status) == ("scanner-away", 503)


@pytest.mark.parametrize("address", ["clamd:///nowhere/clamd.sock", "clamd://127.0.0.1:1"])
def test_a_scanner_that_cannot_be_reached_takes_nothing_in(address: str, settings: Any) -> None:
    settings.UPLOAD_SCANNER = address
    with pytest.raises(Refused) as refused:
        scanner.scan(b"x")
    assert refused.value.code == "scanner-away"


def test_without_a_scanner_files_are_taken(settings: Any) -> None:
    settings.UPLOAD_SCANNER = ""
    scanner.scan(b"x")
