"""What a typed search means: names in tiers, technology by its many words, places, and half-typed syllables.

Tiers, best first: the exact name, its beginning, a part of it, its initials (ㅁㄹ), a technology domain
meant by the word (제조실행시스템 is MES), and words in the texts. Only when none of these finds anything,
names that sound alike (`sounds_like`).
"""

import unicodedata
from datetime import date
from functools import cache, reduce
from operator import and_, or_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Func, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from core.domains import DOMAINS
from core.hangul import INITIALS, is_choseong, jamo, name_key, normalised
from core.regions import REGIONS, Level
from matching.queries.places import places_named

MOST_LETTERS = 80
MOST_WORDS = 6
ALIKE = 0.5
"""Word similarity of jamo from which a name sounds alike; 미레 and 미래 are at .6, 한빛 and 한국 at .4."""

EVERYTHING = frozenset(
    ("스마트공장", "스마트팩토리", "스마트제조", "스마트제조혁신", "smartfactory", "smartmanufacturing")
)
"""Keys of words for what every supplier here does: they narrow nothing; names that hold them come first."""

_CONJOINING = {letter: chr(0x1100 + index) for index, letter in enumerate(INITIALS)}
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def tidy(typed: str) -> str:
    """What was typed as it is searched and shown again: no control characters, at most 80 letters."""
    plain = "".join(letter if letter.isprintable() else " " for letter in typed[: 4 * MOST_LETTERS])
    return " ".join(unicodedata.normalize("NFC", plain).split())[:MOST_LETTERS]


def spellings(key: str) -> tuple[str, ...]:
    """The jamo that names must hold for a key that may be half typed.

    하느 is found in 하늘 as it is; 한ㅂ becomes 한 with the next initial; the final of 한 may turn out to be
    the next syllable's initial (하나), so that is looked for too.
    """
    if not key:
        return ()
    found = [jamo(key[:-1]) + _CONJOINING.get(key[-1], jamo(key[-1]))]
    block = ord(key[-1]) - 0xAC00
    final = block % 28 if 0 <= block < 11_172 else 0
    if final and (initial := _CONJOINING.get(_FINALS[final - 1])):
        found.append(jamo(key[:-1] + chr(ord(key[-1]) - final)) + initial)
    return tuple(found)


def meant_domains(word: str) -> tuple[str, ...]:
    """The domains a word stands for; else those one of whose names it is part of, from two letters on."""
    if exact := DOMAINS.meant_by(word):
        return tuple(domain.code for domain in exact)
    key = name_key(word)
    if len(key) < 2 or (key.isascii() and len(key) < 3):
        return ()
    return tuple(code for code, names in _domain_keys() if any(name.startswith(key) for name in names))


@cache
def _domain_keys() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The keys of all names of each domain."""
    return tuple(
        (each.code, tuple(name_key(name) for name in (each.name_ko, each.name_en, *each.synonyms)))
        for each in DOMAINS
    )


def matches(typed: str, day: date) -> Q:
    """The condition of a search: all of it, or every word of it, is found somewhere.

    Q() for nothing, or for a word that all suppliers answer to; signs alone find nobody.
    """
    key = name_key(typed)
    if not key:
        return Q(pk=None) if typed.strip() else Q()
    if key in EVERYTHING:
        return Q()
    if is_choseong(normalised(typed)):
        return Q(name_initials__contains=key)
    whole = _named(key) | _meant(typed) | _placed(typed, day) | _written(key)
    words = normalised(typed).split()[:MOST_WORDS]
    if len(words) < 2:
        return whole
    each = [_word(word, day) for word in words if name_key(word) and name_key(word) not in EVERYTHING]
    return whole | reduce(and_, each) if each else whole


def tier(typed: str) -> Combinable:
    """How well a found supplier fits: 0 the exact name to 5 a word in its texts."""
    key = name_key(typed)
    if not key:
        return Value(0, output_field=IntegerField())
    forms = spellings(key)
    whens = [
        When(name_key=key, then=0),
        When(_any(Q(name_jamo__startswith=form) for form in forms), then=1),
        When(_any(Q(name_jamo__contains=form) for form in forms), then=2),
    ]
    if is_choseong(normalised(typed)):
        whens += [
            When(name_initials__startswith=key, then=1),
            When(name_initials__contains=key, then=3),
        ]
    if meant := _all_meant(typed):
        whens.append(When(domains__overlap=meant, then=4))
    return Case(*whens, default=5, output_field=IntegerField())


def sounds_like(typed: str) -> Q:
    """Names that differ by a slip of the fingers, also from a half-typed word. Q(pk=None) for too little.

    Needs the annotation `alike` (`likeness`); the index finds the candidates first.
    """
    key = name_key(typed)
    if len(key) < 2 or is_choseong(normalised(typed)):
        return Q(pk=None)
    letters = jamo(key)
    by_index = Q(name_jamo__trigram_similar=letters) | Q(name_jamo__trigram_word_similar=letters)
    return by_index & Q(alike__gte=ALIKE)


def likeness(typed: str) -> Combinable:
    """How alike the name and what was typed are, as jamo: 0 to 1."""
    key = jamo(name_key(typed))
    return Func(
        TrigramWordSimilarity(key, "name_jamo"),
        Func(F("name_jamo"), Value(key), function="similarity", output_field=FloatField()),
        function="greatest",
        output_field=FloatField(),
    )


def searched_domains(typed: str) -> list[str]:
    """The domains that a search names, word by word: their evidence decides between equal names."""
    return _all_meant(typed)


def means_everything(typed: str) -> bool:
    """Whether what was typed is a word for what every supplier here does: 스마트공장."""
    return name_key(typed) in EVERYTHING


def _all_meant(typed: str) -> list[str]:
    found = dict.fromkeys(meant_domains(typed))
    for word in normalised(typed).split()[:MOST_WORDS]:
        found |= dict.fromkeys(domain.code for domain in DOMAINS.meant_by(word))
    return list(found)


def _any(conditions: object) -> Q:
    return reduce(or_, conditions)  # type: ignore[call-overload, no-any-return]


def _named(key: str) -> Q:
    return _any(Q(name_jamo__contains=form) for form in spellings(key))


def _written(key: str) -> Q:
    # strpos skips ahead where LIKE reads letter by letter: a third of the time over all texts.
    return Q(GreaterThan(StrIndex("search_text", Value(key)), 0))


def _meant(word: str) -> Q:
    codes = meant_domains(word)
    return Q(domains__overlap=list(codes)) if codes else Q(pk=None)


def _word(word: str, day: date) -> Q:
    key = name_key(word)
    if is_choseong(word):
        return Q(name_initials__contains=key)
    codes = [domain.code for domain in DOMAINS.meant_by(word)]
    meant = Q(domains__overlap=codes) if codes else Q(pk=None)
    return _named(key) | meant | _placed(word, day) | _written(key)


def _placed(word: str, day: date) -> Q:
    """Suppliers at home in a place, or serving a province, that the word names."""
    places = places_named(word, day)
    if not places:
        return Q(pk=None)
    provinces = [place.code for place in places if place.level is Level.SIDO]
    inside = {place.code for place in places} | {
        part.code for place in places for part in REGIONS.parts(place.code, day)
    }
    return Q(home_sigungu__in=sorted(inside)) | Q(home_sido__in=provinces) | Q(regions__overlap=provinces)
