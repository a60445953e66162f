"""Places among the words of a search: 창원, also 창원에서 or 창원시의."""

import re
from dataclasses import dataclass
from datetime import date

from core.hangul import name_key
from core.regions import REGIONS, Ambiguous, Level, Region, Resolved

_AFTER = re.compile(r"(?:에서|에는|에|의|쪽|지역|근처|인근|소재)$")
"""What is said after a place and belongs to no name of one."""


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word of a search that names a place, the provinces it lies in, and the other words."""

    word: str
    provinces: tuple[str, ...]
    rest: str


def today_code(code: str, day: date) -> str:
    """The province that a code means on a day: the successor of one that was merged; itself where unknown."""
    found = REGIONS.resolve(code, day, Level.SIDO) if len(code) <= 20 else None
    return found.region.code if isinstance(found, Resolved) else code


def places_named(word: str, day: date) -> tuple[Region, ...]:
    """The places that a word names, as it stands or without what follows a place; () for none."""
    for each in dict.fromkeys((word, _AFTER.sub("", word))):
        if len(name_key(each)) < 2 or not any("가" <= letter <= "힣" for letter in each):
            continue
        found = REGIONS.resolve(each, day)
        if isinstance(found, Resolved):
            return (found.region,)
        if isinstance(found, Ambiguous):
            return found.options
    return ()


def place_words(typed: str, day: date) -> tuple[PlaceWord, ...]:
    """The words that name a place, beside at least one other word."""
    words = typed.split()
    if len(words) < 2:
        return ()
    found = []
    for at, word in enumerate(words):
        if places := places_named(word, day):
            provinces = tuple(dict.fromkeys(place.code[:2] for place in places))
            found.append(PlaceWord(word, provinces, " ".join([*words[:at], *words[at + 1 :]])))
    return tuple(found)
