"""Numbers of people as people type them."""

import re
import unicodedata

from django import forms


class HeadcountField(forms.IntegerField):
    """A whole number, from "32", "1,200", "32명" or "32 명"; None when nothing is typed."""

    def to_python(self, value: object) -> int | None:
        """The number. ValidationError for anything that is none."""
        text = unicodedata.normalize("NFKC", str(value)) if value is not None else ""
        return super().to_python(re.sub(r"[\s,]|명$", "", text.strip()))
