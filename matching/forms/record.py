"""A finished project that a supplier adds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.industries import INDUSTRIES
from matching.actions.records import Record
from matching.forms import choices
from matching.forms.text import Paragraph
from matching.models import TrackRecord
from matching.queries.supplier_page import AMOUNT_BANDS, amount_title

LEVELS = [
    ("", _("Not known")),
    ("0", _("0 - nothing digital: paper and spoken words")),
    ("1", _("1 - results are written into a computer or spreadsheet")),
    ("2", _("2 - results are collected by machines or barcodes")),
    ("3", _("3 - plans and quality are steered with these figures in real time")),
    ("4", _("4 - systems steer processes by themselves")),
    ("5", _("5 - the plant runs by itself, and firms are linked")),
]
"""What the official levels mean, in a line."""


def _amounts() -> list[tuple[str, Any]]:
    return [("", _("Not told")), *((band, amount_title(band)) for band in AMOUNT_BANDS)]


class RecordForm(forms.Form):
    """What was built, when, where, for whom, and what it brought. The customer is never named."""

    domain = forms.ChoiceField(
        label=_("Technology"),
        choices=lambda: choices.with_nothing(choices.domains_by_area()),
        error_messages={"required": _("Choose the technology.")},
    )
    finished_on = forms.DateField(
        label=_("Finished on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Type the day on which the project ended.")},
    )
    industry = forms.ChoiceField(
        label=_("Industry of the customer"),
        choices=lambda: choices.with_nothing(choices.industries()),
        error_messages={"required": _("Choose the industry.")},
    )
    sido = forms.ChoiceField(
        label=_("Where the plant is"),
        choices=lambda: choices.with_nothing(choices.provinces()),
        error_messages={"required": _("Choose the province.")},
    )
    size = forms.ChoiceField(
        label=_("Size of the customer"),
        choices=lambda: choices.with_nothing(choices.sizes()),
        required=False,
    )
    level_before = forms.TypedChoiceField(
        label=_("Level before"), choices=LEVELS, coerce=int, empty_value=None, required=False
    )
    level_after = forms.TypedChoiceField(
        label=_("Level after"), choices=LEVELS, coerce=int, empty_value=None, required=False
    )
    amount_band = forms.ChoiceField(label=_("Amount of the contract"), choices=_amounts, required=False)
    outcome_ko = Paragraph(
        label=_("What it brought"),
        help_text=_("In numbers if you can. Do not name the customer: it has to agree first."),
        max_length=300,
        required=False,
    )

    def clean_finished_on(self) -> Any:
        """A day since 2000."""
        day = self.cleaned_data["finished_on"]
        if day.year < 2000:
            raise forms.ValidationError(_("This day cannot be right. Check it once more."))
        return day

    def clean_industry(self) -> str:
        """A division or group of manufacturing."""
        code = str(self.cleaned_data["industry"])
        if code not in INDUSTRIES:
            raise forms.ValidationError(_("Choose the industry from the list."))
        return code

    @classmethod
    def initial_of(cls, row: TrackRecord) -> dict[str, Any]:
        """What the project says now."""
        return {name: getattr(row, name) for name in cls.base_fields}

    def record(self) -> Record:
        """The track record; only of a valid form."""
        return Record(**self.cleaned_data)
