"""Typed names in one spelling."""

import unicodedata
from typing import Any

from django import forms
from rest_framework import serializers


def one_line(text: str) -> str:
    """The text with composed Hangul (Mac keyboards send it in parts), single spaces, none at the ends.

    Control and direction characters, which nobody sees and files cannot hold, become blanks.
    """
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if _is_unseen(each) else each for each in composed)
    return " ".join("".join(seen).split())


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or letter in "\ufffe\uffff"


class LineField(forms.CharField):
    """A name on one line; how long it may be is asked of its one spelling, which can be the longer one. No
    browser fills it in by itself.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        """As `one_line`."""
        return one_line(str(super().to_python(value) or ""))


class LineData(serializers.CharField):
    """The same in the data of the API."""

    def to_internal_value(self, data: Any) -> str:
        """As `one_line`."""
        return one_line(super().to_internal_value(data))
