"""What people send is known by its content; what is stored gives nothing away and starts nothing."""

import io
import struct
import unicodedata
import zlib
from typing import Any

import pytest
from PIL import Image

from core.uploads import LARGEST, attachment, checked
from core.uploads.naming import file_name
from core.web import Refused
from tests.core.uploads import files

GOOD = {
    "pdf": files.pdf(),
    "jpg": files.picture("JPEG"),
    "png": files.picture("PNG"),
    "webp": files.picture("WEBP"),
    "docx": files.office(),
    "xlsx": files.office("xl/workbook.xml"),
    "pptx": files.office("ppt/presentation.xml"),
    "hwp": files.hwp(),
    "hwpx": files.hwpx(),
}


def _refused(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        checked(data, name="x.pdf")
    assert refused.value.field == "file"
    return refused.value.code


@pytest.mark.parametrize("kind", GOOD)
def test_a_kind_is_told_by_its_content_and_not_by_its_name(kind: str) -> None:
    taken = checked(GOOD[kind], name="사진.exe.hwp")
    assert taken.kind.code == kind
    assert taken.name == f"사진.exe.{kind}"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_stored_picture_says_neither_where_nor_with_what_it_was_taken(kind: str) -> None:
    sent = files.picture(kind)
    assert b"GALAXYCANARY" in sent
    stored = checked(sent, name="a").data
    assert b"GALAXYCANARY" not in stored
    assert not Image.open(io.BytesIO(stored)).getexif()


def test_a_picture_lies_as_it_was_held_and_is_no_larger_than_a_sheet() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    out = io.BytesIO()
    Image.new("L", (6_000, 2_000)).save(out, "JPEG", exif=turned)
    shown = Image.open(io.BytesIO(checked(out.getvalue(), name="a").data))
    assert shown.size == (1_365, 4_096)


def _png_that_says(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 99) + b"IDAT" + bytes(103)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "too large": (b"%PDF-" + bytes(LARGEST), "large"),
    "a program": (b"MZ" + bytes(500), "unknown"),
    "a page": (b"<html><script>alert(1)</script>", "unknown"),
    "a drawing that runs": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unknown"),
    "an animation": (b"GIF89a" + bytes(200), "unknown"),
    "an archive": (files.package({"a.txt": "x"}), "unknown"),
    "an old document": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "old-office"),
    "a macro in a document": (files.office(**{"word/vbaProject.bin": b"x"}), "macro"),
    "an old macro sheet": (
        files.office("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": "<x/>"}),
        "macro",
    ),
    "a macro by its type alone": (
        files.package(
            {"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled", "word/document.xml": "x"}
        ),
        "macro",
    ),
    "a program inside": (files.office(**{"word/embeddings/a.exe": b"x"}), "macro"),
    "a way out of the folder": (files.office(**{"../../etc/passwd": b"x"}), "damaged"),
    "a bomb": (files.office(**{"word/media/a.bmp": bytes(30 * 1024 * 1024)}), "unpacks"),
    "many parts": (files.office(**{f"word/{n}.xml": "" for n in range(3_001)}), "unpacks"),
    "half an archive": (files.office()[:-30], "damaged"),
    "a script in a hangul document": (files.hwpx("function OnDocument_Open() { Shell('x'); }"), "macro"),
    "a script saved in an old one": (files.hwp(1 | 1 << 3), "macro"),
    "a password in an old one": (files.hwp(1 | 1 << 1), "locked"),
    "half a pdf": (files.pdf()[:60], "damaged"),
    "a pdf that runs": (files.pdf(b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "macro"),
    "a pdf that hides that it runs": (files.pdf(b"3 0 obj<</S/J#61vaScript>>endobj"), "macro"),
    "a pdf that packs what runs": (files.pdf(files.packed(b"3 0 <</S/Launch/F(cmd.exe)>>")), "macro"),
    "a pdf that unpacks without end": (files.pdf(files.packed(bytes(40 * 1024 * 1024))), "unpacks"),
    "a pdf with a password": (files.pdf(trailer=b"/Encrypt 5 0 R"), "locked"),
    "a pdf that carries files": (files.pdf(b"3 0 obj<</Names/EmbeddedFiles 4 0 R>>endobj"), "attached"),
    "900 million pixels": (_png_that_says(30_000, 30_000), "pixels"),
    "42 million pixels": (_png_that_says(7_000, 6_000), "pixels"),
    "half a picture": (files.picture("PNG", (400, 400))[:-60], "damaged"),
    "a picture in name": (b"\xff\xd8\xff<script>", "damaged"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_taken_is_refused_with_its_reason(case: str) -> None:
    data, code = HOSTILE[case]
    assert _refused(data) == code


def test_what_a_picture_carries_behind_its_end_is_not_stored() -> None:
    polyglot = files.picture("JPEG") + b"<script>CANARY</script>"
    assert b"CANARY" not in checked(polyglot, name="a").data


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\점검표.PDF", "점검표.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (unicodedata.normalize("NFD", "점검표.pdf"), "점검표.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ('a"b\r\nX: y.pdf', "a b X y.pdf"),
        ("", "file.pdf"),
        ("가" * 255, "가" * 116 + ".pdf"),
    ],
)
def test_a_name_only_names(given: str, kept: str) -> None:
    assert file_name(given, "pdf") == kept


def test_a_file_is_saved_and_never_shown() -> None:
    response: Any = attachment(b"x", name="점검 표.pdf", kind="pdf")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
