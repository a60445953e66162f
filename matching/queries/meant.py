"""What was probably meant when nothing is found: the other keyboard, letters spelt out, a slip.

Only words that lead somewhere are worth offering: the vocabulary is the names of the technologies and what
the published suppliers call their solutions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from core.domains import DOMAINS
from core.hangul import jamo, name_key
from core.keyboard import as_hangul, as_latin

MOST = 3
_LONGEST_SOLUTION = 24
_NAMES = (
    "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠"
    " 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트"
)
_READ = dict(zip("abcdefghijklmnopqrstuvwxyz", _NAMES.split(), strict=True))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the vocabulary as it is shown, and the jamo and pairs of jamo it is compared by."""

    shown: str
    letters: str
    pairs: frozenset[str]

    @classmethod
    def of(cls, shown: str) -> "Word":
        """The word as it is compared."""
        letters = jamo(name_key(shown))
        return cls(shown, letters, _pairs(letters))


def meant(typed: str, solutions: Iterable[Word] = ()) -> Iterator[str]:
    """Words that were probably meant, the likeliest first, none twice; nothing says that they find somebody.

    `solutions` are what suppliers call their products (`solution_names`).
    """
    given = {name_key(typed)}
    for word in _candidates(typed, solutions):
        key = name_key(word)
        if key and key not in given:
            given.add(key)
            yield word


def solution_names(texts: Iterable[str]) -> tuple[Word, ...]:
    """What suppliers call their solutions, out of their search texts: the short lines after the name."""
    lines = dict.fromkeys(line for text in texts for line in text.split("\n")[1:])
    return tuple(Word.of(line) for line in lines if 3 <= len(line) <= _LONGEST_SOLUTION)


def _candidates(typed: str, solutions: Iterable[Word]) -> Iterator[str]:
    key = name_key(typed)
    if typed.isascii() and (hangul := as_hangul(typed)):
        yield hangul
        yield from near(hangul, technologies())
    if not typed.isascii() and (latin := as_latin(typed)).isascii() and len(latin) > 1:
        yield latin.upper() if len(latin) <= 4 else latin
    if word := _spelt().get(key):
        yield word
    yield from near(typed, technologies())
    yield from near(typed, solutions)


def near(typed: str, words: Iterable[Word]) -> list[str]:
    """Of the words those that differ from what was typed by few slips, the nearest first; at most three."""
    letters = jamo(name_key(typed))
    most = slips(len(letters))
    if not most:
        return []
    pairs = _pairs(letters)
    found: list[tuple[int, int, str]] = []
    for word in words:
        if abs(len(word.letters) - len(letters)) > most:
            continue
        # Each slip changes at most three pairs of neighbours: most words fall here, before they are compared.
        if len(pairs - word.pairs) > 3 * most:
            continue
        if (distance := _distance(letters, word.letters)) <= most:
            found.append((distance, len(found), word.shown))
    return [shown for _distance_, _place, shown in sorted(found)[:MOST]]


def slips(length: int) -> int:
    """How many slips are forgiven in a word of so many jamo: none in 2, one in 3 to 8, never over three."""
    return 0 if length < 3 else 1 if length < 9 else 2 if length < 16 else 3


@cache
def technologies() -> tuple[Word, ...]:
    """All words for the technologies, as they are shown and compared."""
    words = (
        word
        for domain in DOMAINS
        for word in (domain.short_ko, domain.name_ko.partition("(")[0], *domain.synonyms)
    )
    by_letters = {word.letters: word for word in map(Word.of, words)}
    return tuple(by_letters.values())


@cache
def _spelt() -> dict[str, str]:
    """The short names of technologies by how their letters are read: 엠이에스 is MES."""
    names = [word for domain in DOMAINS for word in domain.synonyms if word.isascii() and word.isalpha()]
    return {"".join(_READ[each] for each in word.lower()): word for word in names if len(word) <= 5}


def _pairs(letters: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(letters)))


def _distance(one: str, other: str) -> int:
    """Letters inserted, left out, exchanged or swapped with their neighbour (optimal string alignment)."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row, older = row, [i, *([0] * len(other))], before
        for j, beside in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                best = min(best, older[j - 2] + 1)
            row[j] = best
        before = last
    return row[-1]
