"""How a company becomes a supplier here: three steps, and the way to the next one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.components import Crumb


@page(public=True)
def join(request: HttpRequest) -> HttpResponse:
    """The steps; who works for a supplier already goes to its profile."""
    by = actor_of(request)
    if by.kind == Kind.SUPPLIER.value:
        return redirect("matching:mine")
    wanted = {"kind": Kind.SUPPLIER.value, "next": reverse("matching:mine")}
    company = f"{reverse('core:organisation_new')}?{urlencode(wanted)}"
    after = urlencode({"next": company})
    is_signed_in = by.user_id is not None
    context = {
        "is_signed_in": is_signed_in,
        "go_url": company if is_signed_in else f"{reverse('account_signup')}?{after}",
        "login_url": f"{reverse('account_login')}?{after}",
        "crumbs": [Crumb(_("Suppliers"), reverse("matching:search")), Crumb(_("Register as a supplier"))],
    }
    return render(request, "matching/join.html", context)
