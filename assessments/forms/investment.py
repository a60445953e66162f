"""The form of an investment: what was spent on a plant, when, and who paid."""

import re
import unicodedata
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.actions.investments import InvestmentFacts
from assessments.forms.money import SalesField
from assessments.forms.text import LineField
from assessments.models import AmountBand, Investment, Plant
from core.domains import DOMAINS
from core.web.naming import domain_name, place_name

_MONTH = re.compile(r"((?:19|20)[0-9]{2})[-./년]?([0-9]{1,2})[월.]?")


NO_FACTS = frozenset({"plant", "another", "seen", "month"})


class MonthField(forms.CharField):
    """A month as its first day, from "2025-03", "2025. 3.", "2025년 3월" or "202503"."""

    default_error_messages = {"month": gettext_lazy("Type year and month, for example 2025-03.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> Any:
        """The day. ValidationError for anything that is no month."""
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(super().clean(value))))
        found = _MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[2]) <= 12:
            raise ValidationError(self.error_messages["month"], code="month")
        return date(int(found[1]), int(found[2]), 1)


class PercentField(forms.IntegerField):
    """A whole number of percent, from "50" or "50%"."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        """The number."""
        text = unicodedata.normalize("NFKC", str(value or ""))
        return super().to_python(re.sub(r"[\s%]", "", text))


class InvestmentForm(forms.Form):
    """`facts` holds what was typed once it is valid; `seen` is the version that the person corrects."""

    month = MonthField(
        label=gettext_lazy("Year and month"),
        help_text=gettext_lazy("For example 2025-03."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type year and month, for example 2025-03.")},
    )
    domain = forms.ChoiceField(label=gettext_lazy("Technology"), required=False)
    words = LineField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("For example: two collaborative robots at the packing line."),
        max_length=120,
        required=False,
    )
    plant = forms.ChoiceField(label=gettext_lazy("Plant"), required=False)
    supplier_name = LineField(label=gettext_lazy("Supplier"), max_length=80, required=False)
    amount_won = SalesField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy(
            "In units of 10,000 won, for example 8,000 for 80 million won. VAT not counted."
        ),
        required=False,
    )
    amount_band = forms.ChoiceField(
        label=gettext_lazy("About how much"),
        help_text=gettext_lazy("If you do not know exactly, or would rather not say."),
        required=False,
    )
    grant_pct = PercentField(
        label=gettext_lazy("Share of the grant (%)"),
        help_text=gettext_lazy("0 if you paid all of it yourself."),
        min_value=0,
        max_value=100,
        required=False,
    )
    programme = LineField(label=gettext_lazy("Support programme"), max_length=120, required=False)
    another = forms.BooleanField(label=gettext_lazy("This is another investment"), required=False)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, plants: Sequence[Plant], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = _domains()  # type: ignore[attr-defined]
        self.fields["plant"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole company")),
            *((str(each.pk), plant_title(each)) for each in plants),
        ]
        self.fields["amount_band"].choices = [("", _("Not said")), *AmountBand.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What it was is chosen or said; the amount once."""
        data = super().clean() or {}
        if not data.get("domain") and not data.get("words") and not {"domain", "words"} & set(self.errors):
            self.add_error("words", _("Choose the technology, or say in your own words what it was."))
        if data.get("amount_won") is not None and data.get("amount_band"):
            self.add_error("amount_band", _("Give the amount or the range, not both."))
        return data

    @property
    def facts(self) -> InvestmentFacts:
        """The investment; only of a valid form."""
        given = self.cleaned_data
        data = {name: given[name] for name in self.fields if name not in NO_FACTS}
        plant = given["plant"]
        return InvestmentFacts(plant_id=uuid.UUID(plant) if plant else None, spent_on=given["month"], **data)

    @staticmethod
    def initial_of(row: Investment) -> dict[str, Any]:
        """What is noted now."""
        names = ("domain", "words", "supplier_name", "amount_band", "grant_pct", "programme")
        return {name: getattr(row, name) for name in names} | {
            "month": f"{row.spent_on:%Y-%m}",
            "plant": str(row.plant_id or ""),
            "amount_won": _typed(row.amount_won),
            "seen": row.version,
        }


def plant_title(plant: Plant) -> str:
    """Its name with its district, or the district alone."""
    return f"{plant.name} · {place_name(plant.sigungu)}" if plant.name else place_name(plant.sigungu)


def _typed(won: int | None) -> str:
    """The amount as it may be typed; without a loss, as single won are never typed."""
    return "" if won is None else f"{won // 10_000:,}"


def _domains() -> list[tuple[str, Any]]:
    korean = (get_language() or "ko").startswith("ko")
    return [
        ("", _("None of these")),
        *(
            (
                area.name_ko if korean else area.name_en,
                [(each.code, domain_name(each.code)) for each in DOMAINS.in_area(area.code)],
            )
            for area in DOMAINS.areas.values()
        ),
    ]
