"""Sales as people type them: in units of ten thousand won, with or without words."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAN, EOK, JO = 10_000, 100_000_000, 1_000_000_000_000
MOST_WON = 1_000_000_000_000_000
_WORDS = re.compile(
    r"(?:(?P<jo>\d+)조)?(?:(?P<eok>\d+(?:\.\d+)?)억)?"
    r"(?:(?P<thousands>\d+)천)?(?:(?P<hundreds>\d+)백)?(?P<rest>\d+)?(?P<man>만)?원?"
)
_OF_MAN = {"thousands": 1_000, "hundreds": 100, "rest": 1}


def _is_amount(found: re.Match[str]) -> bool:
    """Whether a number was typed, and 천 and 백 with what they count."""
    is_large = bool(found["jo"] or found["eok"])
    if found["thousands"] or found["hundreds"]:
        return is_large or bool(found["man"])
    return is_large or bool(found["rest"])


class SalesField(forms.CharField):
    """Won, from "84000" (만원), "8억 4,000만 원", "8억 4천", "840백만원" or "8.4억"; None for nothing.

    천 and 백 count units of 만원, so that they need 억 or 만 beside them: "8천" alone could be
    eight thousand won.
    """

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
        found = _WORDS.fullmatch(plain)
        if found is None or len(plain) > 20 or not _is_amount(found):
            raise ValidationError(self.error_messages["sales"], code="sales")
        whole, _dot, part = (found["eok"] or "0").partition(".")
        man = sum(int(found[name] or 0) * each for name, each in _OF_MAN.items())
        won = int(found["jo"] or 0) * JO + int(whole) * EOK + int(part[:8].ljust(8, "0")) + man * MAN
        if won > MOST_WON:
            raise ValidationError(self.error_messages["much"], code="much")
        return won
