"""The sections of a supplier's profile."""

from abc import ABCMeta, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.regions import REGIONS, Resolved
from core.web.fields import PhoneField
from core.web.naming import domain_name
from matching.actions.profile import EVERYWHERE, Basics
from matching.forms import choices
from matching.forms.text import Count, Line, Paragraph
from matching.forms.unseen import unseen
from matching.models import Supplier
from matching.queries.wording import level_title


class _Section(DeclarativeFieldsMetaclass, ABCMeta):
    """Forms that cannot be made while something abstract is left."""


class SectionForm(forms.Form, metaclass=_Section):
    """A section: `initial_of` reads it from the row, `values` gives what the section's action takes.

    `version` is the version of the profile that the person saw. The form carries what its page showed in
    hidden fields, for `matching.forms.merge`.
    """

    needed: ClassVar[frozenset[str]] = frozenset()
    """Fields that may stay empty for now and are needed before the company is verified."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, row: Supplier, **kwargs: Any) -> None:
        stored = self.initial_of(row)
        kwargs["initial"] = {**stored, "version": row.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.row = row
        for name in stored:
            self.fields[name].show_hidden_initial = True
            self.fields[name].hidden_widget = unseen(self.fields[name])
        self.fit(row)

    @classmethod
    @abstractmethod
    def initial_of(cls, row: Supplier) -> dict[str, Any]:
        """What the section says now, by field."""

    def fit(self, row: Supplier) -> None:
        """Changes fields to what the row allows."""

    def values(self) -> dict[str, Any]:
        """The arguments of the action; only of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class BasicsForm(SectionForm):
    """Who the supplier is, and how it is reached."""

    needed = frozenset({"summary_ko", "contact_name", "contact_email", "contact_phone"})
    name = Line(label=_("Company name"), max_length=120)
    name_en = Line(label=_("English name"), max_length=120, required=False)
    summary_ko = Paragraph(
        label=_("Introduction"),
        help_text=_(
            "Two or three sentences: what you are best at, and for whom. Needed for the verification."
        ),
        max_length=600,
        required=False,
    )
    summary_en = Paragraph(label=_("Introduction in English"), max_length=600, required=False)
    home_sigungu = forms.ChoiceField(
        label=_("Where your company is"),
        choices=choices.districts,
        error_messages={"required": _("Choose the district.")},
    )
    employees = Count(
        label=_("Employees"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        error_messages={"invalid": _("Type the number of employees in digits.")},
    )
    founded_on = forms.DateField(
        label=_("Founded on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    homepage = forms.URLField(
        label=_("Homepage"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "placeholder": "https://"}),
    )
    contact_name = Line(label=_("Contact person"), max_length=60, required=False)
    contact_email = forms.EmailField(
        label=_("E-mail of the contact"),
        help_text=_("Mail or phone is needed for the verification. Shown only to people who are signed in."),
        required=False,
        max_length=254,
    )
    contact_phone = PhoneField(label=_("Phone of the contact"), required=False)

    @classmethod
    def initial_of(cls, row: Supplier) -> dict[str, Any]:
        """The columns of the same names."""
        return {name: getattr(row, name) for name in cls.base_fields if name != "version"}

    def fit(self, row: Supplier) -> None:
        """A verified name is shown and stays."""
        if row.verified_at:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _(
                "The company name was verified and stays. Call us to have it changed."
            )

    def clean_home_sigungu(self) -> str:
        """A district of today; a former one is followed."""
        code = str(self.cleaned_data["home_sigungu"])
        found = REGIONS.resolve(code, timezone.localdate())
        return found.region.code if isinstance(found, Resolved) else code

    def clean_founded_on(self) -> Any:
        """A day that is not in the future."""
        day = self.cleaned_data["founded_on"]
        if day and not 1850 <= day.year <= timezone.localdate().year:
            raise forms.ValidationError(_("This day cannot be right. Check it once more."))
        return day

    def values(self) -> dict[str, Any]:
        """The basics."""
        return {"basics": Basics(**super().values())}


class DomainsForm(SectionForm):
    """Which technologies the supplier offers. Evidence is never typed here.

    `losing` are the proven ones that the person agreed to take off, on a page of its own.
    """

    domains = forms.MultipleChoiceField(
        label=_("Technologies you offer"),
        choices=choices.domains_by_area,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        error_messages={"required": _("Choose at least one technology. Without one nobody finds you.")},
    )
    remote = forms.MultipleChoiceField(
        label=_("Of these, which do you deliver and support from afar?"),
        help_text=_("Tick only what you really build and look after without being near the plant."),
        choices=choices.remote_domains,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns", "data-among": "domains"}),
    )

    losing = forms.MultipleChoiceField(
        choices=choices.domains_by_area, required=False, widget=forms.MultipleHiddenInput
    )

    @classmethod
    def initial_of(cls, row: Supplier) -> dict[str, Any]:
        """The technologies now."""
        return {"domains": row.domains, "remote": row.remote_domains}

    def fit(self, row: Supplier) -> None:
        """Beside each technology that is offered stands how well it is shown."""
        self.fields["domains"].choices = [  # type: ignore[attr-defined]
            (area, [(code, _shown(title, row.evidence.get(code, ""))) for code, title in inside])
            for area, inside in choices.domains_by_area()
        ]

    def clean(self) -> dict[str, Any]:
        """Refuses a technology delivered from afar that is not among those offered."""
        data = super().clean() or self.cleaned_data
        lone = [code for code in data.get("remote", ()) if code not in data.get("domains", ())]
        if lone and "domains" in data:
            names = ", ".join(domain_name(code) for code in lone)
            self.add_error(
                "remote",
                _("You ticked %(names)s here but not above. Tick it above as well, or take the tick off.")
                % {"names": names},
            )
        return data


def _shown(title: str, level: str) -> str:
    return f"{title} · {level_title(level)}" if level else title


class RegionsForm(SectionForm):
    """Where the supplier works."""

    is_nationwide = forms.BooleanField(label=_("We work in the whole country"), required=False)
    needed = frozenset({"regions"})
    regions = forms.MultipleChoiceField(
        label=_("Or only in these regions"),
        choices=choices.provinces,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )

    @classmethod
    def initial_of(cls, row: Supplier) -> dict[str, Any]:
        """The regions now, former codes followed to today's."""
        day = timezone.localdate()
        followed = [REGIONS.resolve(code, day) for code in row.regions if code != EVERYWHERE]
        return {
            "is_nationwide": EVERYWHERE in row.regions,
            "regions": [each.region.code for each in followed if isinstance(each, Resolved)],
        }

    def clean(self) -> dict[str, Any]:
        """Refuses to serve nowhere."""
        data = super().clean() or self.cleaned_data
        if "regions" in data and not (data["regions"] or data.get("is_nationwide")):
            self.add_error("regions", _("Choose at least one region, or the whole country."))
        return data

    def values(self) -> dict[str, Any]:
        """ "all" alone, or the ticked regions."""
        data = self.cleaned_data
        return {"regions": [EVERYWHERE] if data["is_nationwide"] else data["regions"]}


class IndustriesForm(SectionForm):
    """Whom the supplier knows."""

    industries = forms.MultipleChoiceField(
        label=_("Industries you know"),
        choices=choices.divisions,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )
    sizes = forms.MultipleChoiceField(
        label=_("Size of your customers"),
        choices=choices.sizes,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )

    @classmethod
    def initial_of(cls, row: Supplier) -> dict[str, Any]:
        """Industries and sizes now."""
        return {"industries": row.industries, "sizes": row.sizes}


class CapacityForm(SectionForm):
    """How much the supplier can take on."""

    is_accepting = forms.BooleanField(label=_("We take new consultations now"), required=False)
    total = Count(
        label=_("Projects you can carry at a time"),
        min_value=1,
        max_value=999,
        error_messages={"invalid": _("Type a number in digits.")},
    )
    free = Count(
        label=_("Of these, how many could you start now?"),
        min_value=0,
        max_value=999,
        error_messages={"invalid": _("Type a number in digits.")},
    )

    @classmethod
    def initial_of(cls, row: Supplier) -> dict[str, Any]:
        """The capacity now."""
        return {
            "is_accepting": row.is_accepting,
            "total": row.capacity_total,
            "free": row.capacity_open,
        }
