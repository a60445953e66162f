"""Asking a supplier, and what is written in a consultation."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.naming import domain_name
from matching.actions.consult import NeedSheet
from matching.forms.text import Paragraph
from matching.models import Start, Supplier
from matching.models.round import MOST_ALSO, MOST_NEXT

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

    also = forms.MultipleChoiceField(
        label=_("Send the same enquiry to"),
        help_text=_("Up to two more. Each sees that you ask, none sees whom else you ask."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    then = forms.MultipleChoiceField(
        label=_("Ask in the place of one that declines or is silent"),
        help_text=_(
            "Up to three. The morning after a refusal, or after three working days without an answer, the"
            " first of them gets the same words, without your result. You can stop this at any time."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: Any, supplier: Supplier, may_share: bool, others: Sequence[Supplier] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["domains"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, domain_name(code)) for code in supplier.domains]
        self.others = {str(each.pk): each for each in others}
        for name in ("also", "then"):
            choices = self.fields[name]
            assert isinstance(choices, forms.MultipleChoiceField)
            choices.choices = [(key, each.name) for key, each in self.others.items()]
            if not others:
                del self.fields[name]
        if not may_share:
            del self.fields["is_shared"]

    def clean_also(self) -> list[uuid.UUID]:
        """Those asked at the same time."""
        return self._few("also", MOST_ALSO)

    def clean_then(self) -> list[uuid.UUID]:
        """Those asked in somebody's place, in the order of the form."""
        return self._few("then", MOST_NEXT)

    def clean(self) -> dict[str, Any]:
        """Whoever is asked at once is not asked in somebody's place as well."""
        typed: dict[str, Any] = super().clean() or {}
        if both := set(typed.get("also", ())) & set(typed.get("then", ())):
            names = ", ".join(self.others[str(each)].name for each in sorted(both))
            self.add_error(
                "then", _("You ask %(names)s at once already. Tick it in one place only.") % {"names": names}
            )
        return typed

    def _few(self, name: str, most: int) -> list[uuid.UUID]:
        chosen = [uuid.UUID(each) for each in self.others if each in self.cleaned_data[name]]
        if len(chosen) > most:
            raise forms.ValidationError(_("Choose at most %(count)d."), params={"count": most})
        return chosen

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
