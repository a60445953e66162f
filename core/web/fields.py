"""Form fields that several apps use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.phones import InvalidPhone, parse_phone


class PhoneField(forms.CharField):
    """A telephone number; it comes out in groups, as `core.phones.parse_phone` writes it.

    `longest` is how many characters the column takes.
    """

    default_error_messages = {
        "invalid": _("Type a number that can be dialled, such as 055-211-1234, 010-1234-5678 or 1588-1234.")
    }

    def __init__(self, *, longest: int = 20, **options: Any) -> None:
        self.longest = longest
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(**{"max_length": 30, "widget": widget, "label": _("Phone"), **options})

    def clean(self, value: Any) -> str:
        """The number, or an empty text where none is needed. Raises ValidationError."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            number = parse_phone(typed)
        except InvalidPhone:
            number = ""
        if not number or len(number) > self.longest:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number
