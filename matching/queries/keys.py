"""The keys under which a supplier is found: its name in three forms, and everything it says about itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.hangul import choseong, name_key

_MOST_TEXT = 1_500
"""Letters; the column is kept unpacked inside its row, which must fit a page of 8 KB."""


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """The columns that search reads; PostgreSQL derives `name_jamo` from `name_key`."""

    name_key: str
    name_initials: str
    search_text: str


def search_keys(name: str, texts: Iterable[str]) -> SearchKeys:
    """The keys of a name and of the texts around it (English name, summaries, products).

    Each text is written without spaces and signs, one a line, so that 스마트 공장 finds 스마트공장 and no hit
    runs across two texts.
    """
    key = name_key(name)
    lines = dict.fromkeys(name_key(text) for text in texts if text)
    return SearchKeys(key, choseong(key), "\n".join([key, *lines])[:_MOST_TEXT])
