"""Rules of support, typed: the bounds, and a form for each track."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scoring.number import shown
from assessments.support import FAIR, STRONG, TOTAL, WEAK, Reach, out_of_reach
from assessments.support.document import (
    CODE,
    LONGEST_ABOUT,
    LONGEST_SOURCE,
    LONGEST_TITLE,
    MOST_TRACKS,
    as_written,
    faults_of,
)
from core.web.components import Problem
from core.web.listing import error_summary, name_left_out

GROUP_CHOICES = (
    (STRONG, gettext_lazy("strong")),
    (FAIR, gettext_lazy("fair")),
    (WEAK, gettext_lazy("weak")),
)
Area = tuple[str, str]
"""Code and title of an area."""


class PointsField(forms.DecimalField):
    """Points as people write them, "1,000" too. A text field: what is no number is shown again as it was
    typed, where a number field of a browser would send nothing."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The number, without the commas between its thousands."""
        text = str(value or "").strip()
        return super().to_python(text.replace(",", "") if _GROUPED.fullmatch(text) else value)


_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


def _points(label: Any, *, required: bool = True, most: int = 100_000) -> forms.DecimalField:
    return PointsField(
        label=label,
        min_value=0,
        max_value=most,
        decimal_places=2,
        required=required,
        localize=False,
        error_messages={
            "invalid": gettext_lazy("Write points as a number, such as 450 or 1,000."),
            "min_value": gettext_lazy("Points are 0 or more."),
        },
    )


class SupportForm(forms.Form):
    """What holds for all tracks."""

    version = forms.CharField(
        label=gettext_lazy("Name of these rules"),
        max_length=20,
        help_text=gettext_lazy("For example 2027-1."),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Whoever submits from this day on is placed by these rules."),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-11-22.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    fair_from = _points(gettext_lazy("“Fair” from so many points"))
    strong_from = _points(gettext_lazy("“Strong” from so many points"))
    source_ko = forms.CharField(
        label=gettext_lazy("Where the rules come from (Korean)"),
        max_length=LONGEST_SOURCE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source_en = forms.CharField(
        label=gettext_lazy("Where the rules come from (English)"),
        max_length=LONGEST_SOURCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )
    framework = forms.CharField(max_length=40, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_left_out(self)

    def clean_valid_from(self) -> date:
        """Today in Seoul or later: rules never reach back."""
        day: date = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(
                _("The first day is over. Choose today or later: rules never reach back to older results."),
                code="past",
            )
        return day


class TrackForm(forms.Form):
    """A track; its conditions are fields "need_<area>", empty where it asks nothing."""

    code = forms.RegexField(
        f"^{CODE.pattern}$",
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Small letters, digits and hyphens."),
        error_messages={
            "invalid": gettext_lazy(
                "Write small letters, digits and hyphens, a letter first: for example “digital-2”."
            )
        },
        widget=forms.TextInput(attrs={"lang": "en", "autocapitalize": "off", "spellcheck": "false"}),
    )
    group = forms.ChoiceField(label=gettext_lazy("Support group"), choices=GROUP_CHOICES, initial=FAIR)
    title_ko = forms.CharField(label=gettext_lazy("Title (Korean)"), max_length=LONGEST_TITLE)
    title_en = forms.CharField(
        label=gettext_lazy("Title (English)"), max_length=LONGEST_TITLE, required=False
    )
    about_ko = forms.CharField(
        label=gettext_lazy("What it is (Korean)"),
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    about_en = forms.CharField(
        label=gettext_lazy("What it is (English)"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
    )

    def __init__(
        self, *args: Any, areas: Iterable[Area] = (), reach: Reach | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        name_left_out(self)
        self.areas = tuple(areas)
        for code, title in self.areas:
            label = _("%(area)s at least") % {"area": title}
            self.fields[f"need_{code}"] = field = _points(label, required=False)
            field.help_text = scale_words(reach or {}, code)

    @property
    def needs(self) -> list[forms.BoundField]:
        """The fields of the conditions."""
        return [self[f"need_{code}"] for code, _title in self.areas]

    @property
    def is_open_unsure(self) -> bool:
        """Whether its group, or what it asks, could not be read."""
        return any(name == "group" or name.startswith("need_") for name in self.errors)

    def row(self) -> dict[str, Any]:
        """The track as the document holds it; a value that could not be read is left empty."""
        data = self.cleaned_data
        needs = {code: data.get(f"need_{code}") for code, _title in self.areas}
        return {
            "code": data.get("code", ""),
            "group": data.get("group", FAIR),
            "title": {language: data.get(f"title_{language}", "") for language in ("ko", "en")},
            "about": {language: data.get(f"about_{language}", "") for language in ("ko", "en")},
            "needs": {code: plain(least) for code, least in needs.items() if least is not None},
        }


TrackForms = formset_factory(TrackForm, extra=1, max_num=MOST_TRACKS, can_delete=True)


def plain(number: Any) -> str:
    """A decimal as the document writes it."""
    return format(number.normalize(), "f")


class RulesForms:
    """Both together: `is_valid()`, then `document`."""

    def __init__(
        self,
        areas: Iterable[Area],
        reach: Reach,
        data: Any = None,
        initial: dict[str, Any] | None = None,
        taken: Collection[str] = (),
    ):
        start = initial or {}
        self.reach, self.taken = reach, taken
        self.form = SupportForm(data, initial=start)
        for name in ("fair_from", "strong_from"):
            self.form.fields[name].help_text = scale_words(reach, TOTAL)
        kwargs = {"areas": tuple(areas), "reach": reach}
        self.tracks: BaseFormSet[TrackForm] = TrackForms(
            data, prefix="tracks", form_kwargs=kwargs, initial=start.get("tracks")
        )
        self.document: dict[str, Any] = {}

    def is_valid(self) -> bool:
        """Whether every field and the rules as a whole hold; faults stand at the fields."""
        is_clean = all([self.form.is_valid(), self.tracks.is_valid()])
        self.document = self._document()
        if self.form.cleaned_data.get("version") in self.taken:
            self.form.add_error("version", _("There are rules with this name already. Choose another one."))
            is_clean = False
        faults = (*faults_of(self.document), *out_of_reach(as_written(self.document), self.reach))
        for place, what in [each for each in faults if is_clean or self._is_sure(*each)]:
            self._say(place, what)
        return is_clean and not faults

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong, each with the way to its field; what a track says is named after the track."""
        if not self.form.is_bound:
            return []
        found = list(error_summary([self.form]).problems)
        for each in self.tracks.forms:
            title = str(each["title_ko"].value() or _("New track"))
            found += [
                Problem(f"{title} · {problem.message}", problem.url)
                for problem in error_summary([each]).problems
            ]
        return found

    def _document(self) -> dict[str, Any]:
        """What was typed, as far as it can be read; in the place of the rest stands what no rule minds."""
        data = self.form.cleaned_data
        fair, strong = data.get("fair_from"), data.get("strong_from")
        return {
            "framework": data.get("framework", ""),
            "fair_from": plain(fair) if fair is not None else "0",
            "strong_from": plain(strong) if strong is not None else "0",
            "source": {"ko": data.get("source_ko", ""), "en": data.get("source_en", "")},
            "tracks": [each.row() for each in self._kept()],
        }

    def _is_sure(self, place: str, what: str) -> bool:
        """Whether a fault is one whatever the values are that could not be read."""
        if what == "bounds":
            return all(name in self.form.cleaned_data for name in ("fair_from", "strong_from"))
        if what.startswith("open-"):
            group = what.removeprefix("open-")
            unsure = [each for each in self._kept() if each.is_open_unsure]
            return all(each.cleaned_data.get("group", group) != group for each in unsure)
        if what == "reach" and "." not in place:
            return place in self.form.cleaned_data
        return what in ("twice", "reach")

    def _kept(self) -> list[TrackForm]:
        return [
            each
            for each in self.tracks.forms
            if not each.cleaned_data.get("DELETE") and (each.has_changed() or not each.empty_permitted)
        ]

    def _say(self, place: str, what: str) -> None:
        groups: dict[str, str] = {code: str(title) for code, title in GROUP_CHOICES}
        if what == "bounds":
            self.form.add_error("strong_from", _("“Strong” has to begin above “fair”, and “fair” above 0."))
        elif what == "reach":
            self._say_reach(place.split("."))
        elif what == "twice":
            each = self._kept()[int(place.split(".")[1])]
            each.add_error("code", _("Another track has this name already."))
        elif what.startswith("open-"):
            group = groups.get(what.removeprefix("open-"), "")
            said = _("The group “%(group)s” needs a track without conditions, so that nobody is left alone.")
            self.form.add_error(None, said % {"group": group})
        else:
            self.form.add_error(None, _("The rules do not fit together: %(place)s") % {"place": place})

    def _say_reach(self, steps: list[str]) -> None:
        """At the bound or condition: which points there are."""
        if len(steps) == 1:
            said = _("No result has so many points. %(scale)s Choose a number above the lowest.")
            self.form.add_error(steps[0], said % {"scale": scale_words(self.reach, TOTAL)})
            return
        said = _("No result has so many points. %(scale)s")
        each = self._kept()[int(steps[1])]
        each.add_error(f"need_{steps[3]}", said % {"scale": scale_words(self.reach, steps[3])})


def scale_words(reach: Reach, measure: str) -> str:
    """ "From 0 to 1,000 points."; empty for a measure without a scale."""
    if measure not in reach:
        return ""
    low, high = (f"{shown(end, 2):,f}" for end in reach[measure])
    return _("From %(low)s to %(high)s points.") % {"low": low, "high": high}


def initial_of(document: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What the forms begin with: the rules of a document."""
    return {
        "framework": document["framework"],
        "fair_from": document["fair_from"],
        "strong_from": document["strong_from"],
        "source_ko": document["source"]["ko"],
        "source_en": document["source"].get("en", ""),
        "tracks": [
            {
                "code": row["code"],
                "group": row["group"],
                "title_ko": row["title"]["ko"],
                "title_en": row["title"].get("en", ""),
                "about_ko": row["about"]["ko"],
                "about_en": row["about"].get("en", ""),
                **{f"need_{code}": least for code, least in row["needs"].items()},
            }
            for row in document["tracks"]
        ],
        **more,
    }
