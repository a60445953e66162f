"""Hangul: initials, jamo, search keys of names, and the particle that fits a word. Pure.

A syllable block is `0xAC00 + (initial * 21 + vowel) * 28 + final` (Unicode, chapter 3.12);
`final` 0 means none.
"""

import re
import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""The 19 initial consonants as a keyboard types them (compatibility jamo), in Unicode order."""

_FIRST, _LAST = 0xAC00, 0xD7A3
_FINAL_RIEUL = 8
_CONJOINING_INITIALS = {0x1100 + index: letter for index, letter in enumerate(INITIALS)}

_LEGAL_FORM = re.compile(
    r"\((?:주|유|합|사|재|자)\)"
    r"|(?:농업|어업)회사법인|주식회사|유한책임회사|유한회사|합자회사|합명회사|사단법인|재단법인"
    r"|(?<![a-z])co\.?,?\s*ltd\.?(?![a-z])|(?<![a-z])(?:inc|ltd|corp|llc)\.?(?![a-z])"
)
_NOT_WORD = re.compile(r"[\W_]+")

_PARTICLES = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "아/야": ("아", "야"),
    "(으)로": ("으로", "로"),
    "(이)": ("이", ""),
    "(이)나": ("이나", "나"),
    "(이)라": ("이라", "라"),
    "(이)며": ("이며", "며"),
}
_PAIRS = (
    _PARTICLES
    | {"/".join(reversed(pair.split("/"))): both for pair, both in _PARTICLES.items() if "/" in pair}
    | {"으로/로": ("으로", "로"), "로/으로": ("으로", "로")}
)

_NONE, _RIEUL, _OTHER = "none", "rieul", "other"
_DIGITS = dict(
    zip(
        "0123456789",
        (_OTHER, _RIEUL, _NONE, _OTHER, _NONE, _NONE, _OTHER, _RIEUL, _RIEUL, _NONE),
        strict=True,
    )
)
_LETTERS = {"l": _RIEUL, "m": _OTHER, "n": _OTHER, "r": _RIEUL}
_SIGNS = {"%": _NONE, "℃": _NONE, "㎏": _OTHER, "㎡": _OTHER}


def choseong(text: str) -> str:
    """The initial consonant of every syllable: "한빛정밀" gives "ㅎㅂㅈㅁ".

    Everything that is not a syllable block is kept, so "MES 솔루션" gives "MES ㅅㄹㅅ".
    """
    return "".join(
        INITIALS[(ord(letter) - _FIRST) // 588] if _is_syllable(letter) else letter
        for letter in unicodedata.normalize("NFC", text)
    )


def is_choseong(text: str) -> bool:
    """Whether a query consists of initials only ("ㅎㅂ", "ㅎㅂ ㅈㅁ"), and so asks the column of initials."""
    letters = text.replace(" ", "")
    return bool(letters) and all(letter in INITIALS for letter in letters)


def has_lone_initials(text: str) -> bool:
    """Whether an initial stands alone somewhere in the text ("ㅎㅂ", "한ㅂ정밀")."""
    return any(letter in INITIALS for letter in text)


def initials_pattern(text: str) -> str:
    """A regular expression (PostgreSQL's and Python's) in which a lone initial stands for its syllables.

    "ㅎㅂ" finds 한빛 and ㅎㅂ; all other letters stand for themselves. Spaces may lie between the letters.
    """
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        place = INITIALS.find(letter)
        if place < 0:
            parts.append(re.escape(letter))
        else:
            first = _FIRST + place * 588
            parts.append(f"[{letter}{chr(first)}-{chr(first + 587)}]")
    return r"\s*".join(parts)


def jamo(text: str) -> str:
    """The text with every syllable taken apart into conjoining jamo (NFD): "정밀" gives six characters.

    Trigrams over this form forgive a wrong vowel or final, which trigrams over syllables cannot.
    """
    return unicodedata.normalize("NFD", text)


def normalised(text: str) -> str:
    """The text in one spelling: NFKC, lower case, runs of white space as one space, none at the ends.

    Full-width letters become plain, ㈜ becomes (주). Lone initials stay as the keyboard types them;
    NFKC alone would turn them into conjoining jamo that nobody can type. The vowel ㆍ,
    typed for a middle dot, becomes one.
    """
    folded = unicodedata.normalize("NFKC", text.replace("ㆍ", "·")).translate(_CONJOINING_INITIALS).lower()
    return " ".join(folded.split())


def name_key(name: str) -> str:
    """The key under which a company name is found and compared: no legal form, no spaces, no signs.

    "(주)한빛 정밀", "㈜한빛정밀" and "한빛정밀 주식회사" all give "한빛정밀".
    A name that is nothing but a legal form keeps it.
    """
    bare = _NOT_WORD.sub("", without_legal_form(name))
    return bare or _NOT_WORD.sub("", normalised(name))


def without_legal_form(name: str) -> str:
    """The name in one spelling without its legal form, words kept: "㈜한빛 정밀" gives "한빛 정밀"."""
    return " ".join(_LEGAL_FORM.sub(" ", normalised(name)).split())


def particle(word: str, pair: str) -> str:
    """The particle of the pair that fits the end of the word: ("한빛정밀", "은/는") gives "은".

    Pairs are "은/는", "이/가", "을/를", "과/와", "아/야" in either order, and "(으)로", "(이)", "(이)나",
    "(이)라", "(이)며". Digits are read in Korean (3 is 삼), capitals by letter name (MES is 엠이에스), other
    Latin words by their likely sound. A bracket at the end is not read. When the reading is unknown
    both are given: "은(는)".
    Raises ValueError for a pair that does not exist.
    """
    try:
        closed, open_ = _PAIRS[pair]
    except KeyError:
        raise ValueError(f"no such pair of particles: {pair!r}; one of {', '.join(_PAIRS)}") from None
    ending = _ending(word)
    if ending is None:
        return _both(closed, open_)
    if closed == "으로":
        return closed if ending == _OTHER else open_
    return open_ if ending == _NONE else closed


def with_particle(word: str, pair: str) -> str:
    """The word followed by the particle that fits: ("3", "이/가") gives "3이"."""
    return word + particle(word, pair)


_TITLES = (
    *(
        "대표",
        "이사",
        "사장",
        "회장",
        "전무",
        "상무",
        "감사",
        "본부장",
        "공장장",
        "부장",
        "차장",
        "과장",
        "대리",
    ),
    *(
        "주임",
        "계장",
        "팀장",
        "실장",
        "소장",
        "센터장",
        "그룹장",
        "파트장",
        "조장",
        "반장",
        "직장",
        "선임",
        "책임",
    ),
    *("수석", "매니저", "기사", "기장", "사원", "연구원", "위원", "교수", "박사", "선생", "원장"),
)


def with_honour(name: str) -> str:
    """The name with the word of respect: joined to a title ("김 과장님"), apart elsewhere ("김민수 님")."""
    name = name.strip()
    if not name or name.endswith("님"):
        return name
    return f"{name}님" if name.endswith(tuple(_TITLES)) else f"{name} 님"


_BOTH = re.compile(r"(\S+?)(은\(는\)|이\(가\)|을\(를\)|과\(와\))")


def settled(text: str) -> str:
    """The text with each particle written both ways decided by the word before it: "MES은(는)" gives "MES는".

    Where nobody can know how the word ends, both stay.
    """
    return _BOTH.sub(lambda found: with_particle(found[1], f"{found[2][0]}/{found[2][2]}"), text)


def _is_syllable(letter: str) -> bool:
    return _FIRST <= ord(letter) <= _LAST


def _both(closed: str, open_: str) -> str:
    if closed.endswith(open_):
        return f"({closed.removesuffix(open_)}){open_}"
    return f"{closed}({open_})"


def _ending(word: str) -> str | None:
    """How the word ends when read aloud: vowel, ㄹ, or another consonant; None when nobody can know."""
    text = unicodedata.normalize("NFC", word).strip()
    read = re.sub(r"(?<=.)\s*[(\[（［][^()\[\]（）［］]*[)\]）］]\s*$", "", text)
    if read and read[-1] in _SIGNS:
        return _SIGNS[read[-1]]
    read = re.sub(r"[^\w]+$", "", read)
    if not read:
        return None
    last = read[-1]
    if _is_syllable(last):
        final = (ord(last) - _FIRST) % 28
        return _NONE if final == 0 else _RIEUL if final == _FINAL_RIEUL else _OTHER
    if last in "0123456789":
        return _number_ending(read)
    if last.isascii() and last.isalpha():
        return _latin_ending(read)
    return None


def _number_ending(text: str) -> str:
    """The last digit decides; zeros are 십, 백, 천, 만, 억 (consonants, as 영 is) but from 10^12 조."""
    number = re.search(r"[\d,.]+$", text)
    digits = (number.group() if number else text[-1]).replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    if digits.isdigit() and 12 <= zeros < 16 and zeros < len(digits):
        return _NONE
    return _DIGITS[digits[-1]]


def _latin_ending(text: str) -> str:
    match = re.search(r"[A-Za-z]+$", text)
    word = match.group() if match else text[-1]
    if word.isupper() or len(word) == 1:
        return _LETTERS.get(word[-1].lower(), _NONE)
    word = word.lower()
    if re.search(r"(?:l|le)$", word):
        return _RIEUL
    if re.search(r"(?:m|n|me|ne|ng|ck)$|(?:^|[^aeiou])[aeiou][ptk]$", word):
        return _OTHER
    return _NONE
