"""Who serves which district, for the ministry."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.accounts.roles import Kind, Role
from core.models import Organisation
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.request import now
from programmes import actions
from programmes.forms import JurisdictionForm
from programmes.queries import jurisdiction_rows, offices, today

MINISTRY = {Kind.MINISTRY.value}
EDITORS = {Role.ADMINISTRATOR.value, Role.PROGRAMME_ADMINISTRATOR.value}


@page(kinds=MINISTRY, roles=EDITORS)
def jurisdictions(request: HttpRequest) -> HttpResponse:
    """All technoparks with how many districts each serves today."""
    day = today()
    return render(request, "programmes/jurisdictions.html", {"offices": offices(day), "day": day})


@page(kinds=MINISTRY, roles=EDITORS)
def jurisdiction(request: HttpRequest, code: str) -> HttpResponse:
    """One technopark's districts with their dates."""
    park = Organisation.objects.filter(kind=Kind.TECHNOPARK.value, code=code).first()
    if park is None:
        raise Http404
    context = {"park": park, "rows": jurisdiction_rows(park.id), "day": today()}
    return render(request, "programmes/jurisdiction.html", context)


def _assign_page(request: HttpRequest, form: JurisdictionForm, status: int = 200) -> HttpResponse:
    return render(request, "programmes/assign.html", {"form": form}, status=status)


@page(kinds=MINISTRY, roles=EDITORS)
def _assign_form(request: HttpRequest) -> HttpResponse:
    day = today()
    initial = {"valid_from": day, "sigungu": request.GET.get("sigungu", "")}
    return _assign_page(request, JurisdictionForm(day=day, initial=initial))


@change(kinds=MINISTRY, roles=EDITORS)
def _assign(request: HttpRequest) -> HttpResponse:
    form = JurisdictionForm(request.POST, day=today())
    if not form.is_valid():
        return _assign_page(request, form, 422)
    technopark: Organisation = form.cleaned_data["technopark"]
    try:
        actions.assign_district(
            by=actor_of(request),
            at=now(),
            technopark_id=technopark.id,
            sigungu=form.cleaned_data["sigungu"],
            valid_from=form.cleaned_data["valid_from"],
        )
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return _assign_page(request, form, refused.status)
    messages.success(request, _("The district was assigned to %(park)s.") % {"park": technopark.name})
    return redirect("programmes:jurisdiction", code=technopark.code)


assign = page_or_change(_assign_form, _assign)
