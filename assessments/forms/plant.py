"""What a diagnostic is about: place, industry, size."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.actions import PlantFacts
from assessments.forms.headcount import HeadcountField
from assessments.forms.money import SalesField
from assessments.forms.text import LineField
from core.industries import INDUSTRIES, SizeClass, classify
from core.regions import REGIONS, Level, Region, Resolved, explain

Grouped = list[tuple[Any, Any]]
AUTOMATIC = "auto"
_SIZE_READ = {
    "data-hx-get": reverse_lazy("assessments:size"),
    "data-hx-trigger": "change",
    "data-hx-include": "closest form",
    "data-hx-params": "industry,employees,sales,size",
    "data-hx-target": "#size-read",
    "data-hx-sync": "closest form:replace",
}


def districts(day: date, sido: str | None = None) -> list[tuple[str, str]]:
    """The districts a plant can choose on the day, by code with their names within their 시도."""
    korean = _is_korean()
    return [
        (each.code, each.name_ko if korean else each.name_en)
        for each in REGIONS.selectable(day, sido or None)
    ]


def provinces(day: date) -> list[tuple[str, str]]:
    """The 시도 of the day."""
    korean = _is_korean()
    return [(each.code, each.name_ko if korean else each.name_en) for each in REGIONS.at(day, Level.SIDO)]


@lru_cache(maxsize=8)
def _grouped_districts(day: date, korean: bool) -> Grouped:
    names = [(each.code, each.name_ko if korean else each.name_en) for each in REGIONS.at(day, Level.SIDO)]
    groups: Grouped = [("", _("Choose a district"))]
    for code, name in names:
        inside = REGIONS.selectable(day, code)
        groups.append((name, [(each.code, each.name_ko if korean else each.name_en) for each in inside]))
    return groups


@lru_cache(maxsize=2)
def _grouped_industries(korean: bool) -> Grouped:
    groups: Grouped = [("", _("Choose an industry"))]
    for division in INDUSTRIES.divisions():
        name = division.name_ko if korean else division.name_en
        whole = f"{division.short_ko} 전체" if korean else f"{name} (all)"
        options = [(division.code, f"{division.code} {whole}")]
        for group in INDUSTRIES.groups(division.code):
            options.append((group.code, f"{group.code} {group.short_ko if korean else group.name_en}"))
        groups.append((name, options))
    return groups


def size_choices() -> Iterable[tuple[str, Any]]:
    """The size classes, with the way to let the portal work it out first."""
    yield AUTOMATIC, _("Work it out from employees and sales")
    korean = _is_korean()
    for each in SizeClass:
        yield each.value, each.name_ko if korean else each.name_en


def _is_korean() -> bool:
    return (get_language() or "ko").startswith("ko")


class PlantForm(forms.Form):
    """Where the plant is, what it makes, how large the company is. `day` is today in Seoul."""

    sigungu = forms.CharField(
        label=_("District of the plant"),
        help_text=_("Your technopark, regional programmes and nearby suppliers depend on it."),
        max_length=10,
        error_messages={"required": _("Choose the district where the plant is.")},
    )
    industry = forms.CharField(
        label=_("Industry"),
        help_text=_("What the plant makes most. If you are not sure, choose “all” of the group."),
        max_length=5,
        error_messages={"required": _("Choose the industry from the list.")},
    )
    employees = HeadcountField(
        label=_("Regular employees"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", **_SIZE_READ}),
        error_messages={"invalid": _("Type the number of employees in digits.")},
    )
    sales = SalesField(
        label=_("Average yearly sales of the last three years (10,000 won)"),
        help_text=_("For example, 84,000 is 840 million won."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", **_SIZE_READ}),
    )
    size = forms.ChoiceField(
        label=_("Size of the company"),
        choices=size_choices,
        initial=AUTOMATIC,
        widget=forms.RadioSelect(attrs=_SIZE_READ),
        error_messages={"required": _("Choose the size of the company from the list.")},
    )
    plant_name = LineField(
        label=_("Name of the plant"),
        help_text=_("Helps you to tell several plants apart, for example “Plant 2, Changwon”."),
        max_length=80,
        required=False,
    )
    carry_from = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        korean = _is_korean()
        self.fields["sigungu"].widget = forms.Select(choices=_grouped_districts(day, korean))
        self.fields["industry"].widget = forms.Select(choices=_grouped_industries(korean), attrs=_SIZE_READ)

    def clean_sigungu(self) -> str:
        """A district of today; a former one is answered with what became of it, chosen in the list."""
        code = str(self.cleaned_data["sigungu"])
        if REGIONS.is_selectable(code, self.day):
            return code
        found = REGIONS.resolve(code, self.day)
        region: Region | None = found.region if isinstance(found, Resolved) else None
        if region is not None and REGIONS.is_selectable(region.code, self.day):
            self._choose("sigungu", region.code)
        said = explain(found, (get_language() or "ko")[:2])
        raise ValidationError(said or _("Choose the district where the plant is."), code="district")

    def clean_industry(self) -> str:
        """A division or group of manufacturing."""
        code = str(self.cleaned_data["industry"])
        if code not in INDUSTRIES:
            raise ValidationError(_("Choose the industry from the list."), code="industry")
        return code

    def clean(self) -> dict[str, Any]:
        """Works the size out when asked to."""
        data = super().clean() or self.cleaned_data
        if data.get("size") != AUTOMATIC:
            return data
        employees, sales = data.get("employees"), data.get("sales")
        if employees is None and "employees" not in self.errors:
            self.add_error("employees", _("Type the number of employees, or choose the size below."))
        if sales is None and "sales" not in self.errors:
            self.add_error("sales", _("Type the sales, or choose the size below."))
        if employees is not None and sales is not None and data.get("industry"):
            data["size"] = classify(data["industry"][:2], sales, employees, self.day).value
        return data

    def plant(self) -> PlantFacts:
        """What was typed, for the actions; only of a valid form."""
        data = self.cleaned_data
        return PlantFacts(
            sigungu=data["sigungu"],
            industry=data["industry"],
            size=data["size"],
            name=data["plant_name"],
            employees=data["employees"],
            average_sales_won=data["sales"],
        )

    def _choose(self, field: str, value: str) -> None:
        """Put another value into the form that is shown again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict when bound to a request
        data[self.add_prefix(field)] = value
        self.data = data


class PlantDetailsForm(PlantForm):
    """The same with an address, for the company's own list of plants."""

    carry_from = None  # type: ignore[assignment]
    address = LineField(
        label=_("Address of the plant"),
        help_text=_("Only your company sees it."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
