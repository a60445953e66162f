"""Who serves which district, for the ministry."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.roles import Kind, Role
from core.regions import REGIONS
from core.web import actor_of, page
from core.web.components import Crumb
from programmes.policies import may_edit_jurisdictions
from programmes.queries import jurisdiction_rows, offices, technopark, today

MINISTRY = {Kind.MINISTRY.value}
EDITORS = {Role.ADMINISTRATOR.value, Role.PROGRAMME_ADMINISTRATOR.value}


def may_edit(request: HttpRequest) -> bool:
    """Whether one may hand districts over; everybody of the ministry may read who serves which."""
    return may_edit_jurisdictions(actor_of(request))


def list_crumb() -> Crumb:
    """Back to the technoparks."""
    return Crumb(_("Jurisdictions"), reverse("programmes:jurisdictions"))


@page(kinds=MINISTRY)
def jurisdictions(request: HttpRequest) -> HttpResponse:
    """All technoparks with how many districts each serves today."""
    day = today()
    found = offices(day)
    total = sum(office.districts for office in found)
    return render(
        request,
        "programmes/jurisdictions.html",
        {"offices": found, "total": total, "day": day, "may_edit": may_edit(request)},
    )


@page(kinds=MINISTRY)
def jurisdiction(request: HttpRequest, code: str) -> HttpResponse:
    """One technopark's districts with their dates; a 시 is there by its gu, which are what is assigned."""
    day = today()
    park = technopark(code)
    if park is None:
        raise Http404
    context = {
        "park": park,
        "rows": [row for row in jurisdiction_rows(park.id) if not REGIONS.parts(row.sigungu, day)],
        "day": day,
        "may_edit": may_edit(request),
        "crumbs": [list_crumb(), Crumb(park.name)],
    }
    return render(request, "programmes/jurisdiction.html", context)
