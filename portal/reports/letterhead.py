"""How an institution dresses a report: part of its frozen content, and pure like it."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Self

from portal.reports import codec

COLOURS = {"navy": "#0b2c6b", "green": "#0b4a3a", "plum": "#4f1f4a", "slate": "#2b3440"}
"""Grounds of the cover: white words on them have a contrast of 9:1 and more (tested)."""


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """A published version of an institution's letterhead, as it is printed.

    `id` and `version` name the row it came from, `digest` is the SHA-256 of everything else. `logo` is the
    SHA-256 of the stored picture, empty without one, and `logo_kind` "png" or "jpg". Texts are plain.
    """

    id: str
    version: int
    organisation: str
    title: str
    colour: str
    subtitle: str = field(default="", metadata=codec.SPARSE)
    foreword: str = field(default="", metadata=codec.SPARSE)
    contact: str = field(default="", metadata=codec.SPARSE)
    closing: str = field(default="", metadata=codec.SPARSE)
    logo: str = field(default="", metadata=codec.SPARSE)
    logo_kind: str = field(default="", metadata=codec.SPARSE)
    digest: str = ""

    def sealed(self) -> Self:
        """The same with its digest."""
        bare = replace(self, digest="")
        return replace(bare, digest=hashlib.sha256(codec.dumps(bare)).hexdigest())
