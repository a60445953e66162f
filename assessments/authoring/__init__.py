"""A framework document changed part by part: only the words that differ are written anew. Pure.

    part = part_of(source, "item", "SHOP-1")        # None where there is none
    source = rewritten(source, part, {**part.data, "weight": "2"})

The text stays the master: comments, order and layout of everything else stay as their author wrote them.
"""

from assessments.authoring.parts import KINDS, Part, PartKind, part_at, part_of, parts_of
from assessments.authoring.patching import Unpatchable, rewritten, rewritten_all
from assessments.authoring.renaming import renamed
from assessments.authoring.spots import Data

__all__ = [
    "KINDS",
    "Data",
    "Part",
    "PartKind",
    "Unpatchable",
    "part_at",
    "part_of",
    "parts_of",
    "renamed",
    "rewritten",
    "rewritten_all",
]
