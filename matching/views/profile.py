"""A supplier's public page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web import actor_of, page
from core.web.components import Crumb
from matching.queries.supplier_page import supplier_page


@page(public=True)
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """What the supplier says, what was confirmed, and what was not. 404 for whoever is not public now."""
    shown = supplier_page(slug, actor_of(request))
    if shown is None:
        raise Http404
    crumbs = [Crumb(_("Suppliers"), reverse("matching:search")), Crumb(shown.name)]
    public_url = f"{settings.PUBLIC_URL}{reverse('matching:profile', args=[shown.slug])}"
    context = {"supplier": shown, "public_url": public_url, "crumbs": crumbs}
    return render(request, "matching/profile.html", context)
