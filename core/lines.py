"""Typed texts in one spelling."""

import unicodedata

_BLANKS = "\ufffe\uffff\u115f\u1160\u3164\uffa0\u2800"
"""No characters at all, the fillers of Hangul, and the empty sign of Braille."""


def plain(typed: str, breaks: str = "") -> str:
    """The text with composed Hangul (Mac keyboards send it in parts). Control and direction characters, which
    nobody sees and files cannot hold, become blanks, but for those in `breaks`."""
    return "".join(
        " " if _is_unseen(letter) and letter not in breaks else letter
        for letter in unicodedata.normalize("NFC", typed)
    )


def one_line(typed: str) -> str:
    """The same on one line with single spaces, none at the ends."""
    return " ".join(plain(typed).split())


def has_letters(text: str) -> bool:
    """Whether anything of it can be read: a letter or a digit that is seen."""
    return any(letter.isalnum() for letter in plain(text))


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or letter in _BLANKS
