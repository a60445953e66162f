"""Forms of the regional desk; they only clean."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.roles import Kind
from core.models import Organisation
from core.regions import REGIONS
from core.web.naming import place_name


class Reason(forms.CharField):
    """5 to 500 characters that stay in a record; `missing` is said when there are fewer."""

    def __init__(self, *, missing: Any, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(
            min_length=5,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"required": missing, "min_length": missing},
            **kwargs,
        )


class ExportForm(forms.Form):
    """Why the list leaves the portal."""

    reason = Reason(
        label=_("What is the file for?"),
        help_text=_("For example: choosing whom to invite to the briefing in December."),
        missing=_("Say in a few words what the file is for. The companies can read it."),
        rows=3,
    )
    notes = forms.BooleanField(
        label=_("With our notes"),
        required=False,
        help_text=_("Notes are for your institution only. Leave them out of a file that others get."),
    )


class ViewForm(forms.Form):
    """The name of a saved view."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=40,
        help_text=_("For example: Changwon, to do. Only you see it."),
        error_messages={
            "required": _("Give the view a name."),
            "max_length": _("A name has at most 40 characters."),
        },
    )


class JurisdictionForm(forms.Form):
    """Which technopark serves a district from which day."""

    sigungu = forms.ChoiceField(
        label=_("District"), error_messages={"invalid_choice": _("Choose a district from the list.")}
    )
    technopark = forms.ModelChoiceField(
        label=_("Technopark"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
        error_messages={"invalid_choice": _("Choose a technopark from the list.")},
    )
    valid_from = forms.DateField(
        label=_("From"),
        help_text=_("The first day of the new jurisdiction. It may lie in the future."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = Reason(
        label=_("Why does it change?"),
        help_text=_("For example: the law that divides the district anew. It stays in the record."),
        missing=_("Say in a few words why."),
    )

    def __init__(self, data: Any = None, *, day: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        named = ((region.code, place_name(region.code)) for region in REGIONS.selectable(day))
        choices: Any = self.fields["sigungu"]
        choices.choices = [("", _("Choose")), *sorted(named, key=lambda each: each[1])]
        parks: Any = self.fields["technopark"]
        parks.queryset = Organisation.objects.filter(kind=Kind.TECHNOPARK.value).order_by("name")

    def clean_valid_from(self) -> date:
        """A day that a jurisdiction can sensibly begin on."""
        day: date = self.cleaned_data["valid_from"]
        if not date(2000, 1, 1) <= day <= date(2099, 12, 31):
            raise forms.ValidationError(_("Give a day from 2000 to 2099."), code="out-of-range")
        return day


class UndoForm(forms.Form):
    """Why a handover is undone."""

    reason = Reason(
        label=_("Why is it undone?"),
        help_text=_("For example: the wrong district was chosen. It stays in the record."),
        missing=_("Say in a few words why."),
    )
