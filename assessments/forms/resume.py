"""The address a link to a draft is mailed to."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LinkForm(forms.Form):
    """One address; it is used for this one mail and not kept."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We use the address for this one mail and do not keep it with your answers."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
