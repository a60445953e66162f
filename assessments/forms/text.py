"""Typed names in one spelling."""

import unicodedata


def one_line(text: str) -> str:
    """The text with composed Hangul (Mac keyboards send it in parts), single spaces, none at the ends.

    Control and direction characters, which nobody sees and files cannot hold, become blanks.
    """
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if _is_unseen(each) else each for each in composed)
    return " ".join("".join(seen).split())


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or letter in "\ufffe\uffff"
