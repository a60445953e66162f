"""Files made to keep the portal busy, to fill its memory, or to hide where nobody looks."""

import bz2
import io
import signal
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageOps

from core.uploads import checked
from core.web import Refused
from tests.core.uploads import files

RUNS = b"5 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"
"""An object that runs."""


class TooBusy(Exception):
    """Five seconds of this process's own time: what is read once takes a few hundredths."""


@pytest.fixture
def bounded() -> Iterator[None]:
    def stop(*_args: Any) -> None:
        raise TooBusy

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, former)


def _said_of(data: bytes) -> str:
    try:
        return checked(data, name="x").kind.code
    except Refused as refused:
        return refused.code


BUSY = {
    "streams without end": (files.pdf(b"stream\n" * 100_000), "pdf"),
    "object streams without end": (files.pdf(b"/Type/ObjStm " * 100_000), "pdf"),
    "streams in streams": (files.pdf(b"/Type/ObjStm stream\n" * 100_000), "pdf"),
    "escapes without end": (files.pdf(b"#4a" * 700_000), "pdf"),
    "comments without end": (files.hwpx("/* " * 80_000), "macro"),
    "a thousand scripts": (
        files.package(
            {
                "mimetype": "application/hwp+zip",
                **{f"Scripts/{n}": "//" + "x" * 200_000 for n in range(1_000)},
            }
        ),
        "macro",
    ),
}


@pytest.mark.parametrize("case", BUSY)
@pytest.mark.usefixtures("bounded")
def test_a_file_is_read_once_from_front_to_back(case: str) -> None:
    data, said = BUSY[case]
    assert _said_of(data) == said


def _zipped(name: str, method: int, packed: bytes, says: int) -> bytes:
    """A ZIP of one part that says how large it is."""
    head = (20, 0, method, 0, 0, 0, len(packed), says, len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", *head) + name.encode() + packed
    entry = struct.pack("<4sH5H3I5H2I", b"PK\1\2", 20, *head, 0, 0, 0, 0, 0) + name.encode()
    return local + entry + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_unpacks_without_a_bound_is_not_unpacked(
    method: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_args: Any, **_more: Any) -> Any:
        raise AssertionError("a part was read")

    monkeypatch.setattr(zipfile.ZipFile, "open", read)
    assert _said_of(_zipped("mimetype", method, bz2.compress(bytes(1_000_000)), 19)) == "damaged"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED, 99])
def test_a_package_that_no_reader_can_read_is_damaged_and_no_fault_of_ours(method: int) -> None:
    assert _said_of(_zipped("mimetype", method, b"\x09\x04\x05\x00" + b"\xff" * 200, 19)) == "damaged"


def test_a_picture_whose_notes_cannot_be_read_is_taken_or_refused_and_no_fault_of_ours() -> None:
    whole = files.picture("WEBP")
    start = whole.index(b"EXIF")
    for place in range(start, len(whole)):
        for byte in (0, 5, 12, 255):
            spoilt = whole[:place] + bytes([byte]) + whole[place + 1 :]
            assert _said_of(spoilt) in {"webp", "damaged"}


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_in_any_way_lies_upright(kind: str, turn: int) -> None:
    sent = Image.new("RGB", (64, 32), (255, 255, 255))
    sent.paste((255, 0, 0), (0, 0, 32, 16))
    exif = Image.Exif()
    exif[0x0112] = turn
    out = io.BytesIO()
    sent.save(out, kind, exif=exif)
    wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(out.getvalue()))).convert("RGB")
    stored = Image.open(io.BytesIO(checked(out.getvalue(), name="a").data)).convert("RGB")
    assert stored.size == wanted.size
    for place in ((4, 4), (wanted.width - 4, 4), (4, wanted.height - 4)):
        assert [each > 128 for each in stored.getpixel(place)] == [
            each > 128 for each in wanted.getpixel(place)
        ]


def test_a_thread_of_pixels_is_not_decoded() -> None:
    thread = files.picture("JPEG", (40_000, 1))
    assert _said_of(thread) == "pixels"


HIDDEN = {
    "in a comment": (b"%stream\n" + RUNS + b"\n%endstream", "macro"),
    "in a stream": (b"3 0 obj<</Length 99>>stream\n" + RUNS + b"\nendstream endobj", "macro"),
    "behind a name that is escaped": (files.packed(RUNS, b"/Type/Obj#53tm/Filter/FlateDecode"), "macro"),
    "packed otherwise": (
        b"3 0 obj<</Type/ObjStm/Filter/ASCIIHexDecode>>stream\n"
        + RUNS.hex().encode()
        + b">\nendstream endobj",
        "unread",
    ),
    "packed twice": (files.packed(zlib.compress(RUNS), b"/Type/ObjStm/Filter[/FlateDecode/Fl]"), "unread"),
    "packed as another object says": (files.packed(RUNS, b"/Type/ObjStm/Filter 7 0 R"), "unread"),
    "told by difference": (
        files.packed(RUNS, b"/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>"),
        "unread",
    ),
    "behind an end that is none": (
        b"3 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
        + zlib.compress(b"1 endstream", 0)[:-4]
        + zlib.compress(RUNS)
        + b"\nendstream endobj",
        "damaged",
    ),
    "before a fault": (
        b"3 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(RUNS)[:-8] + b"\xff" * 8
        + b"\nendstream endobj",
        "damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HIDDEN)
def test_what_runs_is_found_wherever_a_pdf_hides_it(case: str) -> None:
    more, said = HIDDEN[case]
    assert _said_of(files.pdf(more)) == said


def test_a_pdf_as_programs_write_it_is_taken() -> None:
    more = (
        files.packed(b"4 0 5 20 <</Type/Font/BaseFont/MS#20Gothic>><</Length 5>>")
        + b"\n6 0 obj<</Length 30/Filter[/FlateDecode]/DecodeParms<</Predictor 12>>>>stream\r\n"
        + zlib.compress(b"q 1 0 0 1 0 0 cm /JS gs Q") + b"\r\nendstream endobj"
    )  # fmt: skip
    assert _said_of(files.pdf(more)) == "pdf"


def test_of_two_file_headers_in_a_hangul_document_the_stricter_one_counts() -> None:
    assert _said_of(files.hwp() + files.hwp(1 | 1 << 3)) == "macro"


def test_an_office_file_with_macros_is_none_under_the_name_of_a_hangul_document() -> None:
    assert _said_of(files.hwp() + "_VBA_PROJECT".encode("utf-16-le")) == "macro"


def test_a_script_behind_what_is_looked_into_is_not_overlooked() -> None:
    assert _said_of(files.hwpx("//" + "x" * 2_000_000 + "\nrun();")) in {"unpacks", "macro"}
