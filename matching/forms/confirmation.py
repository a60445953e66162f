"""Asking a customer to confirm a project, the customer's answer, and an authority's decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.identifiers import InvalidBusinessNumber, parse_business_number
from matching.forms.text import Line, Paragraph

LEAST_REASON = 10


def _is_short(data: dict[str, Any], form: forms.Form) -> bool:
    return "reason" not in form.errors and len(data.get("reason", "")) < LEAST_REASON


class AskForm(forms.Form):
    """Whom to ask: a company by its number, or an address."""

    hide_optional = True

    business_number = Line(
        label=_("Business number of the customer"),
        help_text=_("If the customer works with this portal. Its members find the request in their inbox."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address of the customer"),
        help_text=_("Otherwise. The address gets a link that works once, for 14 days, without an account."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Type an e-mail address such as name@company.co.kr.")},
    )

    def clean_business_number(self) -> str:
        """Its ten digits; empty when nothing was typed."""
        typed = str(self.cleaned_data["business_number"])
        if not typed:
            return ""
        try:
            return parse_business_number(typed)
        except InvalidBusinessNumber:
            raise forms.ValidationError(
                _("This is no business number. It has ten digits, such as 124-81-00998.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if bool(data.get("business_number")) == bool(data.get("email")):
            self.add_error("business_number", _("Type either the business number or the e-mail address."))
        return data


class AnswerForm(forms.Form):
    """What the customer says."""

    hide_optional = True

    answer = forms.ChoiceField(
        label=_("Is the project right as it stands above?"),
        choices=[
            ("confirm", _("Yes, it was done for us as it stands here")),
            ("refuse", _("No, something is not right")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers.")},
    )
    reason = Paragraph(
        label=_("What is not right?"),
        help_text=_("Only for a no. The supplier reads this, corrects the project and asks again."),
        max_length=500,
        required=False,
    )
    publish = forms.ChoiceField(
        label=_("What may the supplier's profile say of you?"),
        choices=[
            ("unnamed", _("Only our industry and province")),
            ("named", _("The name of our company as well")),
        ],
        initial="unnamed",
        required=False,
        widget=forms.RadioSelect,
    )
    customer = Line(label=_("Your company"), max_length=120, required=False)
    answered_by = Line(label=_("Your name and position"), max_length=80, required=False)

    def __init__(self, *args: Any, by_link: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_link = by_link
        if not by_link:
            del self.fields["customer"], self.fields["answered_by"]

    def clean(self) -> dict[str, Any]:
        """A reason for a no; who answers for a yes by a link."""
        data = super().clean() or self.cleaned_data
        if data.get("answer") == "refuse" and _is_short(data, self):
            self.add_error("reason", _("Say in a sentence what is not right."))
        if data.get("answer") == "confirm" and self.by_link:
            for name in ("customer", "answered_by"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Say which company you are and who answers."))
        return data


class DecisionForm(forms.Form):
    """What an authority decides about a project that its customer confirmed."""

    hide_optional = True

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("check", _("It is plausible: the project counts")),
            ("return", _("Return it to the supplier with a reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = Paragraph(
        label=_("What should the supplier change?"),
        help_text=_("Only for a return. The supplier reads this sentence."),
        max_length=500,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A reason for a return."""
        data = super().clean() or self.cleaned_data
        if data.get("decision") == "return" and _is_short(data, self):
            self.add_error("reason", _("Say what the supplier should change."))
        return data
