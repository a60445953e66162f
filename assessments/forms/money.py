"""Sales as people type them: in units of ten thousand won, with or without words."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAN, EOK = 10_000, 100_000_000
MOST_WON = 1_000_000_000_000_000
_WORDS = re.compile(r"(?:(\d+(?:\.\d+)?)억)?(?:(\d+)만?)?원?")


class SalesField(forms.CharField):
    """Won, from "84000" or "84,000" (만원), "8억 4,000만 원" or "8.4억"; None when nothing is typed."""

    default_error_messages = {
        "sales": _(
            "Type the amount in units of 10,000 won, in digits only, for example 84,000 for 840 million won."
        ),
        "much": _("This amount is too large. Type it in units of 10,000 won."),
    }

    def clean(self, value: object) -> int | None:
        """The amount in won. ValidationError for anything that is no amount, or more than 1,000조."""
        text = str(super().clean(value))
        plain = re.sub(r"[\s,_]", "", unicodedata.normalize("NFKC", text)).replace("만원", "만")
        if not plain:
            return None
        match = _WORDS.fullmatch(plain)
        if match is None or not (match[1] or match[2]) or len(plain) > 20:
            raise ValidationError(self.error_messages["sales"], code="sales")
        eok, man = match[1] or "0", match[2] or "0"
        whole, _dot, part = eok.partition(".")
        won = int(whole) * EOK + int(man) * MAN
        if part:
            won += int(part[:8].ljust(8, "0"))
        if won > MOST_WON:
            raise ValidationError(self.error_messages["much"], code="much")
        return won
