"""The name of a saved search, and whether it is watched."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms.text import Line


class SearchForm(forms.Form):
    """How a search is called, and whether news of it is wanted."""

    name = Line(
        label=_("Name of the search"),
        max_length=40,
        help_text=_("For example: MES near Changwon. Only you see it."),
        error_messages={
            "required": _("Give the search a name."),
            "max_length": _("A name has at most 40 characters."),
        },
    )
    is_watched = forms.BooleanField(
        label=_("Tell me when a new supplier fits"),
        required=False,
        help_text=_("Looked at every morning; a notice comes only when there is somebody new."),
    )
