"""How the regional list is narrowed, on the page and in the API alike."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.models import FrameworkVersion
from core.hangul import has_lone_initials, initials_pattern, normalised
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS, Level, Resolved, Unknown, explain
from core.web.naming import industry_name, place_name, size_name
from core.web.request import actor_of
from core.web.wording import date_text, tier_name
from programmes.models import DeskRow, State
from programmes.opened import opened
from programmes.queries import Desk, District, desk, title_of, today
from programmes.reviews import in_state, noted, pending

TIERS = ("basic", "advanced")
LEVELS = tuple((str(level), str(level)) for level in range(6))
ORDER = (
    ("-submitted", _("Newest first")),
    ("submitted", _("Oldest first")),
    ("-score", _("Highest score first")),
    ("score", _("Lowest score first")),
    ("name", _("Company name")),
    ("-name", _("Company name, backwards")),
)
COLUMNS = {"submitted": "submitted_at", "score": "score", "name": "company"}
OPENED = (("no", _("Not opened yet")), ("yes", _("Opened")))
WAITING = "pending"
STATES = (
    (WAITING, _("To do")),
    *((each.value, each.label) for each in State),
)
NOTED = (("yes", _("With a note")), ("no", _("Without a note")))
FIRST = ("q", "sigungu", "tier", "state", "sort")
LEAST_DIGITS = 3
LEAST_LETTERS, MOST_MEANT = 2, 6
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def _industries() -> list[tuple[str, str]]:
    return [(each.code, f"{each.code} {industry_name(each.code)}") for each in INDUSTRIES.divisions()]


def _sizes() -> list[tuple[str, str]]:
    return [(each.value, size_name(each.value)) for each in SizeClass]


def _tiers() -> list[tuple[str, str]]:
    return [(each, tier_name(each)) for each in TIERS]


def _frameworks() -> list[tuple[str, str]]:
    """Every diagnostic that was ever published, under the title of its newest version (one query)."""
    rows = (
        FrameworkVersion.objects.exclude(state="draft")
        .defer("document", "source")
        .order_by("published_at", "version")
    )
    newest = {row.code: row for row in rows}
    return sorted((code, title_of(row)) for code, row in newest.items())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _digits(word: str) -> str:
    """The digits of a (part of a) business number; empty for anything else."""
    digits = word.replace("-", "")
    return digits if digits.isascii() and digits.isdecimal() and len(digits) >= LEAST_DIGITS else ""


def _is_called(name: str, asked: str) -> bool:
    """Whether a place is asked for by its name, the province left out or not; 시, 군 and 구 may lack."""
    parts = name.split()
    tails = {" ".join(parts[start:]) for start in range(len(parts))} | set(parts[1:])
    return asked in tails or asked in {each[:-1] for each in tails}


class RegionalForm(forms.Form):
    """The filters as a form: two dates in the right order."""

    hide_optional = True

    def clean(self) -> dict[str, Any]:
        """Adds what is wrong between two fields."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("submitted_from"), cleaned.get("submitted_to")
        for name, day in (("submitted_from", first), ("submitted_to", last)):
            if day is not None and not FIRST_DAY <= day <= LAST_DAY:
                self.add_error(name, _("Give a day from 2000 to 2099."))
        if first and last and first > last:
            self.add_error("submitted_to", _("The last day is before the first."))
        return cleaned


class RegionalFilter(filters.FilterSet):
    """Name, district, industry division, size, tier, level, diagnostic, and days of submission (Seoul).

    A district may be given by a former code or by name; `notice` says what became of it.
    """

    q = filters.CharFilter(
        label=_("Company, plant or business number (initials too)"),
        method="named",
        max_length=80,
    )
    sigungu = filters.ChoiceFilter(label=_("District"), method="in_district", empty_label=_("All"))
    industry = filters.ChoiceFilter(
        label=_("Industry"), method="in_division", empty_label=_("All"), choices=_industries
    )
    size = filters.ChoiceFilter(label=_("Size"), empty_label=_("All"), choices=_sizes)
    tier = filters.ChoiceFilter(label=_("Tier"), empty_label=_("All"), choices=_tiers)
    level = filters.ChoiceFilter(label=_("Level"), empty_label=_("All"), choices=LEVELS)
    framework = filters.ChoiceFilter(
        label=_("Diagnostic"), field_name="framework__code", empty_label=_("All"), choices=_frameworks
    )
    submitted_from = filters.DateFilter(label=_("Submitted from"), method="not_before")
    submitted_to = filters.DateFilter(label=_("Submitted to"), method="not_after")
    state = filters.ChoiceFilter(label=_("State"), method="standing", empty_label=_("All"), choices=STATES)
    note = filters.ChoiceFilter(label=_("Our note"), method="noted_here", empty_label=_("All"), choices=NOTED)
    opened = filters.ChoiceFilter(
        label=_("Opened by us"), method="opened_here", empty_label=_("All"), choices=OPENED
    )
    sort = filters.ChoiceFilter(label=_("Order"), method="ordered", empty_label=None, choices=ORDER)

    class Meta:
        model = DeskRow
        form = RegionalForm
        fields: list[str] = []

    def __init__(
        self, data: QueryDict | None = None, *args: Any, office: Desk | None = None, **kwargs: Any
    ) -> None:
        request: Any = kwargs.get("request")
        self.office = office or desk(actor_of(getattr(request, "_request", request)))
        self.notice = ""
        self._wrong_district = ""
        super().__init__(self._followed(data or QueryDict()), *args, **kwargs)
        choice = self.filters["sigungu"].extra
        choice["choices"] = [(each.code, each.name) for each in self.office.districts]
        if self._wrong_district:
            choice["error_messages"] = {"invalid_choice": self._wrong_district.replace("%", "%%")}
        for name in ("submitted_from", "submitted_to"):
            self.filters[name].extra["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    @property
    def qs(self) -> QuerySet[DeskRow]:
        """The rows in a total order: the chosen one, then by result. None while a filter is wrong."""
        rows: QuerySet[DeskRow] = super().qs if self.form.is_valid() else self.queryset.none()
        return rows if rows.query.order_by else rows.order_by("-submitted_at", "result_id")

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order is chosen."""
        return any(self.data.get(name) for name in self.filters if name != "sort")

    @property
    def narrowed_by(self) -> int:
        """How many filters behind the first field are chosen."""
        return sum(bool(self.data.get(name)) for name in self.filters if name not in ("q", "sort"))

    @property
    def described(self) -> list[tuple[str, str]]:
        """What is chosen, in words: the label of each filter with its value; the order is left out."""
        told = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value and name != "sort":
                choices = dict(getattr(field, "choices", ()))
                shown = date_text(value) if isinstance(value, date) else str(choices.get(value, value))
                told.append((str(field.label), shown))
        return told

    @property
    def order(self) -> str:
        """The chosen order in words; empty for the usual one."""
        return str(dict(ORDER).get(self.data.get("sort", ""), ""))

    @property
    def query(self) -> str:
        """What is chosen as an address holds it, the order included; the same choices give the same text."""
        return self.query_of()

    def query_of(self, *, exclude: str = "") -> str:
        """The same without one of the choices."""
        names = [name for name in self.filters if name != exclude]
        return urlencode([(name, value) for name in names if (value := self.data.get(name))])

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The filters that are always in view."""
        return [self.form[name] for name in FIRST]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """The others, behind one press."""
        return [field for field in self.form if field.name not in FIRST]

    @property
    def is_narrowed_further(self) -> bool:
        """Whether one of the others is chosen or wrong, so that they have to be seen."""
        return any(self.data.get(field.name) or field.errors for field in self.further_fields)

    def _followed(self, data: QueryDict) -> QueryDict:
        """The same choices, the district under its code of today."""
        asked = data.get("sigungu", "").strip()
        if not asked or self.office.district(asked):
            return data
        resolution = REGIONS.resolve(asked[:40], today(), Level.SIGUNGU)
        language = get_language() or "ko"
        if isinstance(resolution, Resolved) and self.office.district(resolution.region.code):
            self.notice = explain(resolution, language)
            data = data.copy()
            data["sigungu"] = resolution.region.code
        elif isinstance(resolution, Resolved):
            self._wrong_district = _now("Your technopark does not serve %(place)s today.") % {
                "place": place_name(resolution.region.code)
            }
        elif isinstance(resolution, Unknown):
            self._wrong_district = _now("No district has the code “%(code)s”. Choose one from the list.") % {
                "code": asked[:40]
            }
        else:
            self._wrong_district = explain(resolution, language)
        return data

    def named(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """Rows whose company or plant name holds each of the words, whole or by initials, ignoring case.

        Digits also find the business number, written with or without hyphens or spaces.
        """
        asked = normalised(value).split()
        if len(asked) > 1 and (digits := _digits("".join(asked))):
            return rows.filter(business_number__contains=digits)
        for word in asked:
            # strpos skips ahead where LIKE reads letter by letter.
            found = Q(GreaterThan(StrIndex("words", Upper(Value(word))), 0))
            if has_lone_initials(word):
                found |= Q(words__iregex=initials_pattern(word))
            if digits := _digits(word):
                found |= Q(business_number__contains=digits)
            rows = rows.filter(found)
        return rows

    @property
    def districts_meant(self) -> tuple[District, ...]:
        """The districts that what was typed for a company is the name of: a place is looked for by its own
        filter."""
        asked = normalised(self.data.get("q", "")[:80])
        if len(asked) < LEAST_LETTERS:
            return ()
        found = (each for each in self.office.districts if _is_called(each.name, asked))
        return tuple(found)[:MOST_MEANT]

    def query_for(self, district: District) -> str:
        """What is chosen, with the district in place of what was typed."""
        data = {name: value for name in self.filters if (value := self.data.get(name))}
        data.pop("q", None)
        return urlencode(data | {"sigungu": district.code})

    def opened_here(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """Rows that somebody of the technopark has opened, or those that nobody has."""
        return opened(rows, self.office.parks, is_opened=value == "yes")

    def standing(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """Rows in one of the technopark's states, or all that wait for it."""
        parks = self.office.parks
        return pending(rows, parks) if value == WAITING else in_state(rows, parks, {value})

    def noted_here(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """Rows with a note of the technopark, or without."""
        return noted(rows, self.office.parks, has_note=value == "yes")

    def in_district(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """Rows of the district, also those recorded under its former codes."""
        district = self.office.district(value)
        return rows.filter(sigungu__in=sorted(district.codes)) if district else rows.none()

    def in_division(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """Rows of the division and its groups."""
        return rows.filter(industry__startswith=value)

    def not_before(self, rows: QuerySet[DeskRow], name: str, value: date) -> QuerySet[DeskRow]:
        """Rows submitted on the day in Seoul or later."""
        return rows.filter(submitted_at__gte=_midnight(value))

    def not_after(self, rows: QuerySet[DeskRow], name: str, value: date) -> QuerySet[DeskRow]:
        """Rows submitted on the day in Seoul or earlier."""
        return rows.filter(submitted_at__lt=_midnight(value + timedelta(days=1)))

    def ordered(self, rows: QuerySet[DeskRow], name: str, value: str) -> QuerySet[DeskRow]:
        """The chosen order; rows without a score come last."""
        column = F(COLUMNS[value.lstrip("-")])
        first = column.desc(nulls_last=True) if value.startswith("-") else column.asc(nulls_last=True)
        return rows.order_by(first, "result_id")


def filtered(request: HttpRequest, data: QueryDict, rows: QuerySet[DeskRow], office: Desk) -> RegionalFilter:
    """The page's way to the filters."""
    return RegionalFilter(data, queryset=rows, request=request, office=office)
