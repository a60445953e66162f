"""Which kinds of file are taken, and how each is known by its first bytes and its structure."""

from dataclasses import dataclass

from core.uploads import package
from core.uploads.unfit import unfit

PDF_HEAD = b"%PDF-"
OLE_HEAD = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_HEAD = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its code is also its ending."""

    code: str
    media_type: str
    is_image: bool = False


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    each.code: each
    for each in (
        FileKind("pdf", "application/pdf"),
        FileKind("jpg", "image/jpeg", is_image=True),
        FileKind("png", "image/png", is_image=True),
        FileKind("webp", "image/webp", is_image=True),
        FileKind("docx", f"{_OPEN_XML}wordprocessingml.document"),
        FileKind("xlsx", f"{_OPEN_XML}spreadsheetml.sheet"),
        FileKind("pptx", f"{_OPEN_XML}presentationml.presentation"),
        FileKind("hwp", "application/x-hwp"),
        FileKind("hwpx", "application/hwp+zip"),
    )
}
ACCEPTED = ",".join(f".{code}" for code in KINDS) + ",.jpeg"
"""For the browser's chooser; what is taken is decided by the content alone."""


def kind_of(data: bytes) -> FileKind:
    """The kind of a file by its content. Refused `unknown` for anything else, whatever its name says."""
    if data.startswith(PDF_HEAD):
        return KINDS["pdf"]
    if data.startswith(b"\xff\xd8\xff"):
        return KINDS["jpg"]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return KINDS["png"]
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return KINDS["webp"]
    if data.startswith(OLE_HEAD) and b"HWP Document File" in data:
        return KINDS["hwp"]
    if data.startswith(ZIP_HEAD):
        return KINDS[package.code_of(data)]
    raise unfit("old-office" if data.startswith(OLE_HEAD) else "unknown")
