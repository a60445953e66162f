"""A supplier's proposal, and why a company chooses none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.money import SalesField
from matching.actions.proposals import Offer
from matching.forms.text import Count, Paragraph
from matching.models import Proposal

_DAY: dict[str, Any] = {"format": "%Y-%m-%d", "attrs": {"type": "date"}}


class ProposalForm(forms.Form):
    """The proposal; how its numbers and days belong together the action checks."""

    what = Paragraph(
        label=_("What would you build?"),
        help_text=_("Machines, screens, links to other systems; and what is not part of it."),
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what you would build.")},
    )
    least_won = SalesField(
        label=_("Price from (10,000 won)"),
        help_text=_("Without VAT. 8,000 means 80 million won."),
        max_length=30,
        error_messages={"required": _("Type the lower price.")},
    )
    most_won = SalesField(
        label=_("Price to (10,000 won)"),
        help_text=_("The same amount as above for a fixed price."),
        max_length=30,
        error_messages={"required": _("Type the higher price.")},
    )
    months = Count(
        label=_("Months it takes"),
        error_messages={"required": _("Type the number of months."), "invalid": _("Type a whole number.")},
    )
    begin_on = forms.DateField(
        label=_("Begins on"),
        widget=forms.DateInput(**_DAY),
        error_messages={"required": _("Choose the day of the beginning.")},
    )
    after_care = Paragraph(
        label=_("After-care"),
        help_text=_("How long it is free, what it costs afterwards, how soon somebody comes."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what happens after the handover.")},
    )
    assumptions = Paragraph(
        label=_("Assumptions"),
        help_text=_("What has to be so that this price and time hold."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    valid_to = forms.DateField(
        label=_("Valid until"),
        help_text=_("After this day the company cannot choose it; you can send it anew."),
        widget=forms.DateInput(**_DAY),
        error_messages={"required": _("Choose until when it is valid.")},
    )

    def offer(self) -> Offer:
        """What was typed; only of a valid form."""
        return Offer(**self.cleaned_data)


def as_typed(last: Proposal) -> dict[str, Any]:
    """A proposal as the form holds it, to begin the next version with."""
    names = ("what", "months", "begin_on", "after_care", "assumptions", "valid_to")
    said = {name: getattr(last, name) for name in names}
    return {
        **said,
        "least_won": f"{last.least_won // 10_000:,}",
        "most_won": f"{last.most_won // 10_000:,}",
    }


class NoneForm(forms.Form):
    """Why none is chosen."""

    reason = Paragraph(
        label=_("Why do you choose none?"),
        help_text=_("Each supplier whose proposal you have reads this sentence."),
        min_length=10,
        max_length=500,
        error_messages={"required": _("Say why, so that the suppliers can propose something better.")},
    )
