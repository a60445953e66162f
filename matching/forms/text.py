"""Typed texts in one spelling: composed Hangul (Mac keyboards send it in parts), no control characters."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.lines import one_line, plain

_COUNTED = re.compile(r"(?:약|about )?([0-9][0-9,]*)(?:명|인|건|개|곳|people|projects)?", re.IGNORECASE)


class Line(forms.CharField):
    """One line with single spaces."""

    def to_python(self, value: Any) -> str:
        """The line."""
        return one_line(str(super().to_python(value)))


class Paragraph(forms.CharField):
    """Some sentences; line breaks stay, runs of them become one.

    The hint says how long it may be, and a script counts along. The browser never cuts what is pasted: what
    is too long is answered with both numbers, and all of it stays in the box.
    """

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_length: int, help_text: Any = "", **options: Any) -> None:
        limit = format_lazy(_("Up to {n} characters."), n=max_length)
        options["error_messages"] = {
            "max_length": _(
                "This has %(show_value)d characters; there is room for %(limit_value)d. Shorten it a little."
            ),
            **options.get("error_messages", {}),
        }
        said = format_lazy("{} {}", help_text, limit) if help_text else limit
        super().__init__(max_length=max_length, help_text=said, **options)

    def to_python(self, value: Any) -> str:
        """The sentences."""
        lines = plain(str(super().to_python(value)).replace("\r\n", "\n"), breaks="\n").split("\n")
        return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the counting script reads, in place of the attribute by which browsers cut."""
        attrs = {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}
        return {
            **attrs,
            "data-limit": self.max_length,
            "data-left": _("{n} characters left"),
            "data-over": _("{n} characters too many"),
        }


class Count(forms.IntegerField):
    """A number of people or projects, typed with or without its word: "8", "8명", "1,200 명", "８"."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """The number."""
        typed = "".join(unicodedata.normalize("NFKC", str(value or "")).split())
        found = _COUNTED.fullmatch(typed)
        return super().to_python(found[1].replace(",", "") if found else typed)
