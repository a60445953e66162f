"""Files of every kind, made by hand: real ones in small, and what hostile people send."""

import io
import zipfile
import zlib
from typing import Any

from PIL import Image

EXIF = Image.Exif()
EXIF[0x010F] = "GALAXYCANARY"
EXIF.get_ifd(0x8825)[2] = (35.0, 13.0, 41.0)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A picture with the place and the device it was taken with."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 90, 160)).save(out, kind, exif=EXIF, **more)
    return out.getvalue()


def pdf(more: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one empty page; `more` is another object."""
    body = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    )
    return body + more + b"\ntrailer<</Root 1 0 R" + trailer + b">>\nstartxref\n0\n%%EOF\n"


def packed(objects: bytes, said: bytes = b"/Type/ObjStm/Filter/FlateDecode") -> bytes:
    """Objects as a PDF packs them: compressed, out of sight of who reads the bytes only."""
    return b"9 0 obj<<" + said + b">>stream\n" + zlib.compress(objects) + b"\nendstream endobj"


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def office(main: str = "word/document.xml", **more: str | bytes) -> bytes:
    """An Office file; `more` are further parts by name."""
    return package({"[Content_Types].xml": TYPES, main: "<x/>", **more})


def hwpx(script: str = "") -> bytes:
    """A Hangul document, with the script the word processor writes and `script` behind it."""
    empty = (
        "var Documents = XHwpDocuments;\nvar Document = Documents.Active_XHwpDocument;\n"
        "function OnDocument_New()\n{\n\t//todo : \n}\n"
    )
    return package(
        {
            "mimetype": "application/hwp+zip",
            "Contents/content.hpf": "<x/>",
            "Scripts/sourceScripts": (empty + script).encode("utf-16"),
        }
    )


def hwp(properties: int = 1) -> bytes:
    """What tells an HWP 5.0 document: the head of a compound file, its file header, and a body."""
    header = b"HWP Document File".ljust(32, b"\0") + bytes([0, 1, 0, 5]) + properties.to_bytes(4, "little")
    body = "BodyText".encode("utf-16-le")
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + header.ljust(256, b"\0") + body.ljust(128, b"\0")
