"""What people type on the pages of a result."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShareForm(forms.Form):
    """Agreeing to one consent text, by a tick of one's own."""

    agree = forms.BooleanField(
        label=_("I have read this and agree to it for my company."),
        error_messages={"required": _("Tick the box if you agree. Without it nothing is shared.")},
    )
