"""Why this order: a stored recommendation with its arithmetic, and the policy behind it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from core.audit import record_look
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.request import now
from matching.models import Recommendation
from matching.queries.policies import NoPolicy, live_policy
from matching.queries.policy_page import policy_page
from matching.queries.recommendations import view_of
from matching.queries.text import tidy
from matching.queries.whynot import candidates, why_not_here


@page()
def recommendation(request: HttpRequest, recommendation_id: uuid.UUID) -> HttpResponse:
    """Weights, contributions, and the answer to "why isn't X here?" for any supplier by name."""
    by = actor_of(request)
    made = looked_at(request, recommendation_id)
    if made is None:
        raise Http404
    asked = tidy(request.GET.get("name", ""))
    slug = request.GET.get("supplier", "")[:60]
    found = candidates(asked) if asked and not slug else []
    if len(found) == 1:
        slug = found[0].slug
    answer = why_not_here(made, slug, by) if slug and "\x00" not in slug else None
    return render(
        request,
        "matching/recommendation.html",
        {
            "recommendation": view_of(made),
            "asked": asked,
            "candidates": found if len(found) > 1 else [],
            "answer": answer,
            "is_unknown": bool(asked or slug) and answer is None and len(found) < 2,
            "result_url": _result_url(made.result_id),
            "crumbs": [Crumb(_("Result"), _result_url(made.result_id)), Crumb(_("Why this order"))],
        },
    )


def looked_at(request: HttpRequest, recommendation_id: uuid.UUID) -> Recommendation | None:
    """The recommendation, its look recorded; None where there is none that one may see."""
    by = actor_of(request)
    rows = Recommendation.objects.visible_to(by).select_related("policy", "result")
    made = (
        rows.defer("policy__document", "result__outcome", "result__answers")
        .filter(pk=recommendation_id)
        .first()
    )
    if made is not None:
        record_look(
            request,
            by=by,
            at=now(),
            kind="recommendation",
            subject_id=made.pk,
            organisation_id=made.result.organisation_id,
        )
    return made


def _result_url(result_id: uuid.UUID) -> str:
    try:
        return reverse("results:result", args=[result_id])
    except NoReverseMatch:
        return ""


@page(public=True)
def policy(request: HttpRequest) -> HttpResponse:
    """What counts in a recommendation and what does not, read from the policy in force."""
    try:
        _row, live = live_policy(now())
    except NoPolicy:
        live = None
    return render(
        request,
        "matching/policy.html",
        {
            "policy": policy_page(live) if live else None,
            "crumbs": [Crumb(_("Suppliers"), reverse("matching:search")), Crumb(_("How we recommend"))],
        },
    )
