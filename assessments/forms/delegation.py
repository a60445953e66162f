"""The form of a link for a colleague."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.actions.delegate import days_of, due_fault
from assessments.forms.text import LineField
from core.web.wording import date_text

_PARTS = _("Choose at least one part.")
_NAME = _("Say for whom it is, in at most 40 characters.")
_SENDER = _("Say who sends it in at most 40 characters.")
_NAMED = _("Whoever opens the link sees at once that it is no deceit. Untick it if nobody else may know.")
_NUL = "null_characters_not_allowed"


class DelegationForm(forms.Form):
    """Which parts go to whom, who asks, and by when; every fault is named at once."""

    modules = forms.MultipleChoiceField(
        label=_("Which parts"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        error_messages=dict.fromkeys(["required", "invalid_choice", "invalid_list"], _PARTS),
    )
    name = LineField(
        label=_("For whom"),
        help_text=_("So that you know it again. The history of the answers shows it. At most 40 characters."),
        max_length=40,
        error_messages=dict.fromkeys(["required", "max_length", _NUL], _NAME),
    )
    sender = LineField(
        label=_("Who sends it"),
        help_text=_("The link says it to whoever opens it. At most 40 characters."),
        max_length=40,
        required=False,
        error_messages=dict.fromkeys(["max_length", _NUL], _SENDER),
    )
    is_company_named = forms.BooleanField(required=False)
    due_on = forms.DateField(
        label=_("Answers wanted by"),
        required=False,
        error_messages={"invalid": _("Write the day like 2026-12-01.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, parts: Sequence[tuple[str, str]], at: datetime, *args: Any, company: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._at = at
        if company:
            self.fields["is_company_named"].label = gettext("Name the company: %(name)s") % {"name": company}
            self.fields["is_company_named"].help_text = _NAMED
        else:
            del self.fields["is_company_named"]
        self.fields["modules"].choices = parts  # type: ignore[attr-defined]
        first, last = days_of(at)
        self.fields["due_on"].help_text = gettext(
            "Your colleague reads this day. After it the link still works, until the end of %(last)s."
        ) % {"last": date_text(last)}
        self.fields["due_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def clean_due_on(self) -> date | None:
        """A day on which the link still works."""
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and (reason := due_fault(day, self._at)):
            raise ValidationError(reason, code="due")
        return day
