"""How the committee decides, for its members: what, by which rules, how long, who sees what, what follows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.confirmation.moving import LONGEST_REASON, SHORTEST_REASON
from assessments.clock import decision_days
from assessments.views.confirmation.case import COMMITTEE, KEEPERS, MEMBERS, MINISTRY
from assessments.workflow import REMIND_DAYS, VALID_YEARS, VOTES_NEEDED
from core.web import page
from core.web.components import Crumb
from core.web.request import now
from core.web.wording import SEOUL


@page(kinds=COMMITTEE | MINISTRY, roles=MEMBERS | KEEPERS)
def committee_guide(request: HttpRequest) -> HttpResponse:
    """The rules that are in force, each number from where it is kept."""
    context = {
        "votes": VOTES_NEEDED,
        "days": decision_days(now().astimezone(SEOUL).date()),
        "years": VALID_YEARS,
        "remind": REMIND_DAYS,
        "shortest": SHORTEST_REASON,
        "longest": f"{LONGEST_REASON:,}",
        "crumbs": [
            Crumb(_("Confirmed levels"), reverse("assessments:applications")),
            Crumb(_("Guide for members")),
        ],
    }
    return render(request, "assessments/confirmation/guide.html", context)
