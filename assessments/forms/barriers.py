"""The survey of barriers: five questions, each with three answers, and the consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.barriers import BARRIERS
from assessments.models import Strength

QUESTIONS = {
    "technology": _("Technology: we do not know what fits, or our machines cannot be connected"),
    "people": _("People: nobody has the time or the skill to run it"),
    "money": _("Money: the cost is too high, or hard to borrow"),
    "uncertainty": _("Uncertainty: we cannot tell whether it pays"),
    "rules": _("Rules: procedures, certificates or conditions of support stand in the way"),
}


class BarriersForm(forms.Form):
    """`strengths` holds the answers once it is valid."""

    hide_optional = True

    agree = forms.BooleanField(
        label=_("I have read this and agree to it for my company."),
        error_messages={"required": _("Tick the box if you agree. Without it nothing is kept.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = {
            name: forms.TypedChoiceField(
                label=QUESTIONS[name],
                choices=Strength.choices,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the three.")},
            )
            for name in BARRIERS
        }
        self.fields = {**fields, **self.fields}

    @property
    def questions(self) -> list[forms.BoundField]:
        """The five fields."""
        return [self[name] for name in BARRIERS]

    @property
    def strengths(self) -> dict[str, int]:
        """Barrier -> strength."""
        return {name: self.cleaned_data[name] for name in BARRIERS}
