"""Typed texts in one spelling."""

import unicodedata


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


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or letter in "\ufffe\uffff"
