"""Typed texts in one spelling: composed Hangul (Mac keyboards send it in parts), no control characters."""

import unicodedata
from typing import Any

from django import forms


def _plain(typed: str, breaks: str = "") -> str:
    return "".join(
        letter if letter in breaks or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} else " "
        for letter in unicodedata.normalize("NFC", typed)
    )


class Line(forms.CharField):
    """One line with single spaces."""

    def to_python(self, value: Any) -> str:
        """The line."""
        return " ".join(_plain(str(super().to_python(value))).split())


class Paragraph(forms.CharField):
    """Some sentences; line breaks stay, runs of them become one."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        """The sentences."""
        lines = _plain(str(super().to_python(value)).replace("\r\n", "\n"), breaks="\n").split("\n")
        return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)
