"""What is typed on the way to a confirmed level. The actions decide; forms only clean."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.actions.confirmation.assessing import LONGEST_SUMMARY, SHORTEST_SUMMARY
from assessments.actions.confirmation.moving import LONGEST_REASON, SHORTEST_REASON
from assessments.models import DocumentKind

LENGTH = format_lazy(_("{least} to {most} characters."), least=SHORTEST_REASON, most=f"{LONGEST_REASON:,}")


def _reason(
    label: object, hint: object = _("The company reads it."), *, rows: int = 3, required: bool = True
) -> forms.CharField:
    """A reason. How long it may be stands at it before anything is typed."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=format_lazy("{} {}", hint, LENGTH),
        required=required,
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _("Give the reason. The company reads it."),
            "min_length": _("Say a little more: at least %(limit_value)s characters, not %(show_value)s."),
            "max_length": _("This is too long: at most %(limit_value)s characters, not %(show_value)s."),
        },
    )


class CaseForm(forms.Form):
    """A form on the page of an application: several stand there, so each prefixes its ids."""

    code = ""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{self.code}_%s", **kwargs)


class SubmitForm(CaseForm):
    """Handing in; the name is shown only if this is ticked."""

    code = "submit"
    hide_optional = True
    shows_name = forms.BooleanField(
        label=_("Show our company's name on the public page of the certificate."),
        help_text=_("You can change this at any time. Otherwise it shows number, level and days only."),
        required=False,
    )


class AgreeForm(CaseForm):
    """The consent to the assessor's look."""

    code = "agree"
    agrees = forms.BooleanField(
        label=_("I have read this and agree to it for my company."),
        error_messages={"required": _("Tick the box if you agree. Without it nothing is shared.")},
    )


class SupplementForm(CaseForm):
    """What is missing."""

    code = "supplement"
    documents = forms.MultipleChoiceField(
        label=_("What is missing?"),
        choices=DocumentKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the documents that are missing.")},
    )
    reason = _reason(_("What is to be put right?"))


class RejectForm(CaseForm):
    """Why an application is rejected."""

    code = "reject"
    reason = _reason(_("Why is it rejected?"), _("The company reads it and may apply anew."))


class RevokeForm(CaseForm):
    """Why a certificate is revoked."""

    code = "revoke"
    reason = _reason(_("Why is the certificate revoked?"))


class VisitForm(CaseForm):
    """The day of the visit."""

    code = "visit"
    visit_on = forms.DateField(
        label=_("Day of the visit"),
        help_text=_(
            "The day on which you go, or went: not before the application was handed in, and half a year"
            " ahead at most. The company is told. You can change it until you report."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day as 2026-11-22.")},
    )
    reason = _reason(
        _("Why another day?"),
        _("Needed once the day of the visit has passed. The first day stays beside the new one."),
        rows=2,
        required=False,
    )


class ReportForm(CaseForm):
    """The report to the committee."""

    code = "report"
    summary = forms.CharField(
        label=_("Summary for the committee"),
        help_text=_("What you saw at the plant, and what the verified level rests on. No names of people."),
        min_length=SHORTEST_SUMMARY,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the summary.")},
    )
    visited = forms.BooleanField(
        label=_("I visited the plant on the day noted."),
        error_messages={
            "required": _("Tick that you visited the plant on that day, or note the day on which you did.")
        },
    )


class VoteForm(CaseForm):
    """A member's vote."""

    code = "vote"
    hide_optional = True
    is_for = forms.TypedChoiceField(
        label=_("Your vote"),
        choices=[("yes", _("Confirm the verified level")), ("no", _("Do not confirm it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you vote.")},
    )
    reason = _reason(
        _("The reason"),
        _("Needed for a no: the company reads it without your name. With a yes it stays inside."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """With a no also its reason, so that all that is missing is said at once."""
        given = super().clean() or {}
        if given.get("is_for") is False and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason. The company reads it."))
        return given
