"""Hangul in Latin letters for addresses, by the letter tables of the Revised Romanisation (2000). Pure.

Sound changes between syllables are left out, but for ㄹㄹ: an address need not tell how a name is spoken.
"""

import re
import unicodedata

from core.hangul import normalised, without_legal_form

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = "g/kk/n/d/tt/r/m/b/pp/s/ss//j/jj/ch/k/t/p/h".split("/")  # noqa: SIM905 - one line of letters
_VOWELS = "a/ae/ya/yae/eo/e/yeo/ye/o/wa/wae/oe/yo/u/wo/we/wi/yu/eu/ui/i".split("/")  # noqa: SIM905 - one line of letters
_FINALS = "/k/k/k/n/n/n/t/l/k/m/l/l/l/p/l/m/p/p/t/t/ng/t/t/k/t/p/t".split("/")  # noqa: SIM905 - one line of letters
_RIEUL_INITIAL, _RIEUL_FINALS = 5, frozenset({8})


def romanised(text: str) -> str:
    """The text with every syllable in Latin letters: "미래시스템" gives "miraesiseutem", "울릉" "ulleung"."""
    written, after_rieul = [], False
    for letter in unicodedata.normalize("NFC", text):
        if not _FIRST <= ord(letter) <= _LAST:
            written.append(letter)
            after_rieul = False
            continue
        rest, final = divmod(ord(letter) - _FIRST, 28)
        initial, vowel = divmod(rest, 21)
        begin = "l" if initial == _RIEUL_INITIAL and after_rieul else _INITIALS[initial]
        written.append(begin + _VOWELS[vowel] + _FINALS[final])
        after_rieul = final in _RIEUL_FINALS
    return "".join(written)


def latin_slug(name: str) -> str:
    """A company name as a part of an address: small Latin letters, digits and hyphens, no legal form.

    "(주)누리엠이에스" gives "nuriemieseu", "Saegil Info Co., Ltd." "saegil-info"; empty when nothing is left.
    """
    plain = romanised(without_legal_form(name) or normalised(name))
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
