"""Typed names in one spelling."""

import unicodedata


def one_line(text: str) -> str:
    """The text with composed Hangul (Mac keyboards send it in parts), single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())
