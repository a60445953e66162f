"""Cases found by the company's or the plant's name, also by its initials."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from core.hangul import initials_pattern, normalised

LONGEST_TEXT = 60
Rows = TypeVar("Rows", bound=QuerySet[Any])


def text_of(source: Mapping[str, str], name: str = "q") -> str:
    """The words that an address asks for, in one line."""
    return " ".join(source.get(name, "").replace("\0", " ").split())[:LONGEST_TEXT]


def named_like(rows: Rows, text: str) -> Rows:
    """The cases whose company or plant has every word in its name; an initial stands for its syllables."""
    for word in normalised(text).split():
        pattern = initials_pattern(word)
        rows = rows.filter(Q(organisation__name__iregex=pattern) | Q(plant_name__iregex=pattern))
    return rows
