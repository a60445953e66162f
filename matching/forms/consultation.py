"""Asking a supplier, and what is written in a consultation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.naming import domain_name
from matching.actions.consult import NeedSheet
from matching.forms.text import Paragraph
from matching.models import Start, Supplier

MOST_DOMAINS = 6


class AskForm(forms.Form):
    """The need sheet. `is_shared` is there only where it comes from a result that is not shared yet."""

    domains = forms.MultipleChoiceField(
        label=_("Which technologies is it about?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        error_messages={"required": _("Choose at least one technology.")},
    )
    need = Paragraph(
        label=_("What do you need?"),
        help_text=_("Which machines or work, what is hard today, what should be better."),
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Say in some sentences what you need."),
            "min_length": _(
                "Say a little more, at least %(limit_value)d characters, so that one can answer."
            ),
        },
    )
    start = forms.ChoiceField(
        label=_("When do you want to begin?"),
        choices=Start.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when you want to begin.")},
    )
    is_shared = forms.BooleanField(
        label=_("I agree: this supplier may see the result of our diagnostic."),
        help_text=_("Without the tick the supplier sees only this form."),
        required=False,
    )

    def __init__(self, *args: Any, supplier: Supplier, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["domains"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, domain_name(code)) for code in supplier.domains]
        if not may_share:
            del self.fields["is_shared"]

    def clean_domains(self) -> list[str]:
        """The technologies, not more than a sheet holds."""
        chosen: list[str] = self.cleaned_data["domains"]
        if len(chosen) > MOST_DOMAINS:
            raise forms.ValidationError(
                _("Choose at most %(count)d technologies, those that matter most."),
                params={"count": MOST_DOMAINS},
            )
        return chosen

    def sheet(self) -> NeedSheet:
        """What was typed; only of a valid form."""
        typed = self.cleaned_data
        return NeedSheet(domains=tuple(typed["domains"]), need=typed["need"], start=typed["start"])


class AnswerForm(forms.Form):
    """The supplier's answer."""

    body = Paragraph(
        label=_("Your answer"),
        help_text=_("How you would go about it, and what you would like to know."),
        min_length=10,
        max_length=1000,
        error_messages={"required": _("Write your answer.")},
    )


class DeclineForm(forms.Form):
    """Why the supplier declines."""

    reason = Paragraph(
        label=_("Why can you not take it?"),
        help_text=_("The company reads this sentence."),
        min_length=10,
        max_length=500,
        error_messages={"required": _("Say why, so that the company can go on.")},
    )


class MessageForm(forms.Form):
    """A message."""

    body = Paragraph(
        label=_("Your message"), max_length=1000, error_messages={"required": _("Write your message.")}
    )
