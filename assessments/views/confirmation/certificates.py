"""What anybody may know of a certificate who holds its number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessments.queries.confirmation import level_of, public_certificate
from assessments.views.wording import text
from core.web import page


@page(public=True)
def certificates(request: HttpRequest) -> HttpResponse:
    """An address on older papers: one page asks for the numbers of reports and of certificates."""
    return redirect(f"{reverse('reports:verify_any')}?{request.GET.urlencode()}".rstrip("?"))


@page(public=True)
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Number, level, days, and what it is worth today; the company's name only where it agreed."""
    found = public_certificate(number)
    if found is None:
        unknown = {"typed": number[:20]}
        return render(request, "assessments/confirmation/certificate_unknown.html", unknown, status=404)
    level = level_of(found.framework, found.level)
    context = {
        "found": found,
        "standing": found.standing(timezone.localdate()).value,
        "framework": text(found.framework.title),
        "level_title": text(level.title) if level else "",
        "scale": text(level.scale.title) if level and level.scale else "",
    }
    return render(request, "assessments/confirmation/certificate.html", context)
