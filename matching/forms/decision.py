"""Deciding about a supplier: verifying, returning, and taking a verification back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms.text import Paragraph


class VerifyForm(forms.Form):
    """Verifying; whether the business number was looked up is said apart."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    is_number_checked = forms.BooleanField(
        label=_("I have looked the business number up in the register, and it belongs to this company."),
        help_text=_("Once it is marked as checked, the supplier can no longer change it."),
        required=False,
    )


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


class WithdrawForm(forms.Form):
    """Why a verification is withdrawn."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = Paragraph(
        label=_("Why is the verification withdrawn?"),
        help_text=_("The supplier reads this sentence."),
        min_length=10,
        max_length=500,
        error_messages={"required": _("Say why the verification is withdrawn.")},
    )
