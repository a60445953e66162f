"""Registering, joining and describing an organisation."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Organisation
from core.accounts.policies import APPOINTED_KINDS
from core.accounts.roles import ROLES_OF_KIND, Kind, Role
from core.consents.document import active_language
from core.industries import INDUSTRIES, SUPPLIER_INDUSTRIES, SizeClass, Table
from core.regions import REGIONS, Level
from core.web.wording import SEOUL

Choices = list[tuple[str, Any]]
_MAN = 10_000


def today() -> date:
    """The day in Seoul."""
    return timezone.now().astimezone(SEOUL).date()


def sigungu_choices(on: date) -> Choices:
    """The districts a plant can choose, grouped by 시도, in the active language."""
    korean = active_language() == "ko"
    groups: list[tuple[str, Any]] = [("", _("Choose"))]
    for sido in REGIONS.at(on, Level.SIDO):
        rows = [
            (each.code, (each.label_ko if korean else each.label_en))
            for each in REGIONS.selectable(on, sido.code)
        ]
        if rows:
            groups.append((sido.name_ko if korean else sido.name_en, rows))
    return groups


def industry_choices(kind: str = "") -> Choices:
    """The divisions that fit a kind of organisation, each with its groups; those of suppliers' trades first.

    A manufacturer is in manufacturing; while the kind is open, all are there.
    """
    korean = active_language() == "ko"

    def rows(table: Table, division: str) -> Iterator[tuple[str, str]]:
        groups = table.groups(division)
        for each in (table.get(division), *groups) if table is INDUSTRIES else groups:
            yield each.code, f"{each.code} {each.short_ko if korean else each.name_en}"

    tables = {Kind.COMPANY.value: [INDUSTRIES]}.get(kind, [SUPPLIER_INDUSTRIES, INDUSTRIES])
    return [
        ("", _("Choose")),
        *(
            (f"{each.code} {each.short_ko if korean else each.name_en}", list(rows(table, each.code)))
            for table in (tables if kind else reversed(tables))
            for each in table.divisions()
        ),
    ]


def size_choices() -> Choices:
    """The legal size classes."""
    korean = active_language() == "ko"
    return [
        ("", _("Choose")),
        *((each.value, each.name_ko if korean else each.name_en) for each in SizeClass),
    ]


class DetailsForm(forms.Form):
    """What an organisation says about itself; sales are typed in 10,000 won."""

    name = forms.CharField(
        label=_("Name of the company or institution"),
        max_length=120,
        help_text=_("As on the business registration certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    business_number = forms.CharField(
        label=_("Business registration number"),
        max_length=40,
        help_text=_("Ten digits, with or without dashes. For example 124-81-00998."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sigungu = forms.ChoiceField(label=_("City, county or district"), required=False)
    industry = forms.ChoiceField(label=_("Industry"), required=False)
    size = forms.ChoiceField(label=_("Size class"), required=False)
    employees = forms.IntegerField(label=_("Employees"), required=False, min_value=0, max_value=9_999_999)
    average_sales = forms.IntegerField(
        label=_("Average yearly sales, in 10,000 won"),
        required=False,
        min_value=0,
        max_value=999_999_999_999,
        localize=True,
        help_text=_("The average of the last three years."),
    )
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    homepage = forms.CharField(
        label=_("Homepage"),
        max_length=200,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def __init__(self, *args: Any, of_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "sigungu": sigungu_choices(today()),
            "industry": industry_choices(of_kind),
            "size": size_choices(),
        }
        for name, options in choices.items():
            if name in self.fields:
                self.fields[name].choices = options  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        """The cleaned fields as the actions take them, sales in won."""
        data = dict(self.cleaned_data)
        if "average_sales" in data:
            man = data.pop("average_sales")
            data["average_sales_won"] = None if man is None else man * _MAN
        return data


class RegisterForm(DetailsForm):
    """A company or supplier registers itself with the least that is needed; the rest can follow.

    Who came on the way of one kind is not asked which; nobody else is given an answer beforehand.
    """

    kind = forms.ChoiceField(
        label=_("What is the organisation?"),
        choices=[
            (Kind.COMPANY.value, _("A manufacturer that wants to know where it stands")),
            (Kind.SUPPLIER.value, _("A supplier of smart-factory solutions")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the organisation is.")},
    )
    field_order = ["kind", "name", "business_number"]

    def __init__(self, *args: Any, of_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, of_kind=of_kind, **kwargs)
        if of_kind:
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial["kind"] = of_kind
        for name in ("employees", "average_sales", "name_en", "homepage"):
            del self.fields[name]


class EditOrganisationForm(DetailsForm):
    """The data of one organisation; a checked number stays, and what is kept elsewhere is changed there."""

    def __init__(
        self, organisation: Organisation, *args: Any, kept: frozenset[str] = frozenset(), **kwargs: Any
    ) -> None:
        sales = organisation.average_sales_won
        kwargs["initial"] = {
            **{name: getattr(organisation, name) for name in self.base_fields if hasattr(organisation, name)},
            "average_sales": None if sales is None else sales // _MAN,
        }
        super().__init__(*args, of_kind=organisation.kind, **kwargs)
        for name in kept:
            del self.fields[name]
        self.kept = {name: getattr(organisation, name) for name in sorted(kept)}
        if organisation.verified_at or not organisation.business_number:
            del self.fields["business_number"]

    def details(self) -> dict[str, Any]:
        """The cleaned fields with those kept elsewhere as they are."""
        return {**self.kept, **super().details()}


class JoinForm(forms.Form):
    """Asking to join by business number."""

    kind = RegisterForm.base_fields["kind"]
    business_number = DetailsForm.base_fields["business_number"]


class InviteForm(forms.Form):
    """Inviting somebody by address with a role."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(kind)  # type: ignore[attr-defined]


class InstitutionForm(forms.Form):
    """A programme administrator registers a public institution."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(each.value, each.label) for each in Kind if each.value in APPOINTED_KINDS],
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    code = forms.SlugField(
        label=_("Code"), max_length=20, required=False, help_text=_("Short, in Latin letters, such as TP-GN.")
    )


def role_choices(kind: str) -> Choices:
    """The roles of this kind of organisation, ordinary ones before the administrator."""
    roles = [each for each in Role if each.value in ROLES_OF_KIND[kind]]
    roles.sort(key=lambda each: each is Role.ADMINISTRATOR)
    return [(each.value, each.label) for each in roles]
