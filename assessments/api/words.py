"""Texts of a framework in the language the caller asked for."""

from django.utils.translation import get_language

from assessments.scoring import Text


def said(words: Text | None) -> str:
    """The text in the active language; empty for None."""
    return words.of(get_language() or "ko") if words else ""
