"""What a keyboard that stood on the wrong language wrote, read as it was meant (두벌식 layout). Pure."""

_LATIN = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml"
_JAMO = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
_TO_JAMO = dict(zip(_LATIN, _JAMO, strict=True))
_TO_LATIN = {jamo: letter.lower() for letter, jamo in _TO_JAMO.items()}
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_PAIRS = (
    "ㅗㅏㅘ ㅗㅐㅙ ㅗㅣㅚ ㅜㅓㅝ ㅜㅔㅞ ㅜㅣㅟ ㅡㅣㅢ"
    " ㄱㅅㄳ ㄴㅈㄵ ㄴㅎㄶ ㄹㄱㄺ ㄹㅁㄻ ㄹㅂㄼ ㄹㅅㄽ ㄹㅌㄾ ㄹㅍㄿ ㄹㅎㅀ ㅂㅅㅄ"
)
_JOINED = {each[:2]: each[2] for each in _PAIRS.split()}
_APART = {joined: pair for pair, joined in _JOINED.items()}


def as_hangul(typed: str) -> str:
    """Latin letters read as the Hangul of the same keys: "alfotltmxpa" gives "미래시스템".

    Empty when the result is not whole syllables, so that English words stay English words.
    """
    keys = [_TO_JAMO.get(letter) or _TO_JAMO.get(letter.lower(), letter) for letter in typed]
    syllables = _composed(keys)
    has_any = any("가" <= letter <= "힣" for letter in syllables)
    return syllables if has_any and not any(letter in _JAMO for letter in syllables) else ""


def as_latin(typed: str) -> str:
    """Hangul read as the Latin letters of the same keys: "ㅡㄷㄴ" gives "mes"; empty without Hangul."""
    jamo = "".join(_taken_apart(letter) for letter in typed)
    found = "".join(_TO_LATIN.get(letter, letter) for letter in jamo)
    return found if found != typed else ""


def _taken_apart(letter: str) -> str:
    code = ord(letter) - 0xAC00
    if 0 <= code < 11_172:
        parts = [_INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28].strip()]
    else:
        parts = [letter]
    return "".join(_APART.get(part, part) for part in parts)


def _composed(keys: list[str]) -> str:
    """Jamo put together as an input method does: a consonant before a vowel begins a syllable."""
    out, at = [], 0
    while at < len(keys):
        if keys[at] not in _INITIALS or at + 1 >= len(keys) or keys[at + 1] not in _VOWELS:
            out.append(keys[at])
            at += 1
            continue
        initial, vowel = keys[at], keys[at + 1]
        at += 2
        if at < len(keys) and (joined := _JOINED.get(vowel + keys[at])):
            vowel, at = joined, at + 1
        final, at = _final(keys, at)
        place = (_INITIALS.index(initial) * 21 + _VOWELS.index(vowel)) * 28 + _FINALS.index(final)
        out.append(chr(0xAC00 + place))
    return "".join(out)


def _final(keys: list[str], at: int) -> tuple[str, int]:
    """The final consonant that stands at a place, " " for none, and the place after it."""

    def is_final(place: int) -> bool:
        is_before_vowel = place + 1 < len(keys) and keys[place + 1] in _VOWELS
        return place < len(keys) and keys[place] in _FINALS and keys[place] != " " and not is_before_vowel

    if not is_final(at):
        return " ", at
    if is_final(at + 1) and (joined := _JOINED.get(keys[at] + keys[at + 1])):
        return joined, at + 2
    return keys[at], at + 1
