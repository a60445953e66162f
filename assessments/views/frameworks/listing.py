"""All versions, and one of them."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.examples import examples
from assessments.models import FrameworkVersion
from assessments.queries import offers
from assessments.queries.versions import Use, VersionLine, acts_of, before, uses, version_lists, version_of
from assessments.scoring import difference
from assessments.views.frameworks.door import AUTHORS, MINISTRY, name_of, state_badge, trail
from assessments.views.wording import text
from core.web import actor_of, page


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_list(request: HttpRequest) -> HttpResponse:
    """Every framework with its versions, and the examples that come with the portal."""
    lists = version_lists(actor_of(request))
    families = [
        {
            "code": code,
            "title": text(lines[0].framework.title),
            "lines": [_line(line) for line in lines],
            "last": next((each for each in lines if each.is_offered), lines[0]).version,
        }
        for code, lines in lists.items()
    ]
    spare = [
        {
            "title": text(framework.title),
            "summary": text(framework.summary),
            "notice": text(framework.notice),
            "questions": len(framework.items),
            "url": f"{reverse('assessments:framework_begin')}?example={code}",
        }
        for code, framework in examples().items()
        if code not in lists
    ]
    return render(request, "assessments/frameworks/list.html", {"families": families, "examples": spare})


def _line(line: VersionLine) -> dict[str, object]:
    label, kind = state_badge(line.version, is_offered=line.is_offered)
    return {
        "version": line.version,
        "use": line.use,
        "questions": len(line.framework.items),
        "badge": label,
        "badge_kind": kind,
    }


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_version(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """One version: what it is, how much it is used, and what can be done with it."""
    version = version_of(version_id)
    framework = framework_of(version)
    label, kind = state_badge(version, is_offered=any(each.id == version.pk for each in offers()))
    return render(
        request,
        "assessments/frameworks/version.html",
        {
            "version": version,
            "framework": framework,
            "questions": len(framework.items),
            "name": name_of(version),
            "summary": text(framework.summary),
            "notice": text(framework.notice),
            "source": text(framework.source),
            "badge": label,
            "badge_kind": kind,
            "use": uses(actor_of(request)).get(version.pk, Use()),
            "acts": acts_of(version),
            "changes": _changes(version),
            "before": before(version),
            "crumbs": trail(version),
        },
    )


def _changes(version: FrameworkVersion) -> str:
    """What a published version changed, in a sentence; empty for a draft and for a first version."""
    old = before(version)
    if old is None or version.published_at is None:
        return ""
    found = difference(framework_of(old), framework_of(version))
    added = len(found.items_added) + len(found.nodes_added)
    removed = len(found.items_removed) + len(found.nodes_removed)
    said = _("Against %(version)s: %(added)s added, %(removed)s removed, %(changed)s changed.")
    counts = {"added": added, "removed": removed, "changed": len(found.parts)}
    return said % {"version": old.version, **counts}


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_file(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The document as a file, as it was written."""
    version = version_of(version_id)
    name = f"{version.code}-{version.version}.yaml"
    return HttpResponse(
        version.source,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
