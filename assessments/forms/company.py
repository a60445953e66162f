"""The company a result belongs to: registered by name and number, or joined."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.forms.text import LineField
from core.identifiers import InvalidBusinessNumber, parse_business_number

_REASONS = {
    "empty": _("Type the business number."),
    "characters": _("A business number has digits and hyphens only."),
    "length": _("A business number has ten digits. Count them again."),
    "unassigned": _("No tax office gives out this number. Look at your registration certificate."),
    "checksum": _("One of the digits is wrong. Look at your registration certificate."),
}


class CompanyForm(forms.Form):
    """Name and business number; the rest is known from the diagnostic."""

    name = LineField(
        label=_("Name of the company"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Type the name of the company.")},
    )
    business_number = forms.CharField(
        label=_("Business number"),
        max_length=40,
        help_text=_(
            "Ten digits, with or without hyphens. We check it, so that nobody else can use your name."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type the business number.")},
    )

    def clean_business_number(self) -> str:
        """Ten digits with the right checksum."""
        typed: Any = self.cleaned_data["business_number"]
        try:
            return parse_business_number(str(typed))
        except InvalidBusinessNumber as error:
            raise ValidationError(_REASONS[error.reason], code=error.reason) from None
