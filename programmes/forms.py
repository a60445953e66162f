"""Forms of the regional desk; they only clean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.roles import Kind
from core.models import Organisation
from core.regions import REGIONS
from core.web.naming import place_name
from programmes.queries import today


class ExportForm(forms.Form):
    """Why the list leaves the portal."""

    reason = forms.CharField(
        label=_("What is the file for?"),
        help_text=_("The companies see this reason in their access records."),
        min_length=5,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class JurisdictionForm(forms.Form):
    """Which technopark serves a district from which day."""

    sigungu = forms.ChoiceField(label=_("District"))
    technopark = forms.ModelChoiceField(
        label=_("Technopark"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    valid_from = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        codes = [region.code for region in REGIONS.selectable(today())]
        self.fields["sigungu"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *sorted(((code, place_name(code)) for code in codes), key=lambda each: each[1]),
        ]
        self.fields["technopark"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            kind=Kind.TECHNOPARK.value
        ).order_by("name")
