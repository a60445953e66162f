"""Taking a file in: everything that must hold before any of it is stored."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from core.uploads import hangul_document, pdf, picture, scanner
from core.uploads.kind import FileKind, kind_of
from core.uploads.naming import file_name
from core.uploads.unfit import unfit

LARGEST = 10 * 1024 * 1024
"""Bytes of one file, as it is sent."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may be stored: its bytes (a picture's written anew), kind, and the name people gave it."""

    data: bytes
    kind: FileKind
    name: str

    @property
    def sha256(self) -> str:
        """The checksum of the bytes, which is also where they are stored."""
        return hashlib.sha256(self.data).hexdigest()


def checked(data: bytes, *, name: str) -> Taken:
    """The file as it may be stored. Refused, with the reason in words, for one that may not.

    The kind is told by the content; the name only names. The scanner sees the bytes as they were sent, and
    before any picture is decoded.
    """
    if not data:
        raise unfit("empty")
    if len(data) > LARGEST:
        raise unfit("large")
    kind = kind_of(data)
    if kind.code == "pdf":
        pdf.check(data)
    elif kind.code == "hwp":
        hangul_document.check(data)
    scanner.scan(data)
    if kind.is_image:
        data = picture.written_anew(data, kind)
    return Taken(data, kind, file_name(name, kind.code))


def received(sent: object) -> Taken:
    """The same of what a form or a call sent as a file; Refused `none` for what is no file."""
    if not isinstance(sent, UploadedFile):
        raise unfit("none")
    return checked(sent.read(LARGEST + 1), name=sent.name or "")
