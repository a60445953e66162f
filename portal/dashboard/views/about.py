"""Public pages about the portal: how it reckons, how it can be used by everybody, whom to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.level_words import CAPABILITY, capability
from assessments.queries import offers
from assessments.scoring import Framework
from core.web import page
from core.web.request import now
from core.web.wording import date_text
from matching.queries.policies import NoPolicy, live_policy
from matching.queries.wording import criterion_meaning, criterion_title
from matching.ranking import Policy
from portal.reports.build.wording import language, number, percent, said


@page(public=True)
def method(request: HttpRequest) -> HttpResponse:
    """How scores and recommendations come about, with the bounds and weights that are in force."""
    found = offers()
    framework = found[0].framework if found else None
    try:
        policy = live_policy(now())[1]
    except NoPolicy:
        policy = None
    context = {
        "framework": _framework(framework) if framework else None,
        "policy": _policy(policy) if policy else None,
    }
    return render(request, "dashboard/method.html", context)


def _framework(framework: Framework) -> dict[str, object]:
    scheme = framework.scheme()
    root = framework.tree
    return {
        "title": said(framework.title),
        "version": framework.version,
        "notice": said(framework.notice),
        "items": len(framework.items),
        "modules": len(framework.modules),
        "coverage": percent(framework.policies.minimum_coverage),
        "areas": [(said(child.title), number(child.weight)) for child in root.children],
        "levels": [
            {
                "level": level.level,
                "title": said(level.title),
                "meaning": capability(level.level) if scheme.code == CAPABILITY else "",
                "start": number(level.start),
                "scale": said(level.scale.title) if level.scale else "",
                "tier": said(framework.tier(level.tier).title) if level.tier else "",
                "gates": ", ".join(
                    f"{said(framework.nodes[gate.node].title)} ≥ {number(gate.at_least, 2)}"
                    for gate in level.requires
                ),
            }
            for level in scheme.bounds
        ]
        if scheme
        else [],
    }


def _policy(policy: Policy) -> dict[str, object]:
    spoken = language()
    return {
        "title": policy.title[spoken],
        "reason": policy.reason[spoken],
        "basis": policy.basis[spoken],
        "since": date_text(policy.effective_from),
        "weights": [
            (
                criterion_title(criterion.value),
                f"{policy.weight(criterion) // 100}",
                criterion_meaning(criterion.value),
            )
            for criterion in policy.criteria
            if policy.weight(criterion)
        ],
        "listed": policy.listed,
        "days": policy.profile_days,
    }


@page(public=True)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use the portal, and what is not good enough yet."""
    return render(request, "dashboard/accessibility.html")


@page(public=True)
def help_(request: HttpRequest) -> HttpResponse:
    """Questions people ask, and a person who answers."""
    return render(request, "dashboard/help.html")
