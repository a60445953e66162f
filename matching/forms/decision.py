"""Returning a supplier that asked to be verified."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms.text import Paragraph


class ReturnForm(forms.Form):
    """Why a supplier is returned."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = Paragraph(
        label=_("What should the supplier change?"),
        help_text=_("The supplier reads this sentence."),
        min_length=10,
        max_length=500,
        error_messages={"required": _("Say what the supplier should change.")},
    )
