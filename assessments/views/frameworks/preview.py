"""A version as owners will see it: page by page, nothing is saved."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.queries.versions import version_of
from assessments.scoring import Item, items_of
from assessments.views.frameworks.door import AUTHORS, MINISTRY, name_of, trail
from assessments.views.questions import previewed
from assessments.views.wording import text
from core.web import page
from core.web.components import Crumb


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_preview(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """One page of questions; `?page=` names its module."""
    version = version_of(version_id)
    framework = framework_of(version)
    modules = framework.modules
    wanted = request.GET.get("page", modules[0].code)
    place = next((place for place, node in enumerate(modules) if node.code == wanted), None)
    if place is None:
        raise Http404
    module = modules[place]
    here = {child.code for child in module.children}
    numbers = {code: number for number, code in enumerate(framework.items, start=1)}
    address = reverse("assessments:framework_preview", args=[version.pk])
    pages = [
        {
            "title": text(node.title),
            "url": f"{address}?page={node.code}",
            "current": node is module,
            "count": sum(isinstance(child, Item) for child in node.children),
        }
        for node in modules
    ]
    return render(
        request,
        "assessments/frameworks/preview.html",
        {
            "version": version,
            "name": name_of(version),
            "title": text(module.title),
            "notice": text(framework.notice),
            "place": place + 1,
            "of": len(modules),
            "pages": pages,
            "previous": pages[place - 1] if place else None,
            "following": pages[place + 1] if place + 1 < len(modules) else None,
            "questions": [
                previewed(
                    child,
                    numbers[child.code],
                    len(numbers),
                    _("Asked only after certain answers.") if child.ask_when else "",
                )
                for child in module.children
                if isinstance(child, Item)
            ],
            "hints": [
                {"ask": text(hint.ask), "items": [text(framework.items[code].title) for code in named]}
                for hint in framework.hints
                if (named := items_of(hint.when))[0] in here
            ],
            "crumbs": trail(version, Crumb(_("Preview"))),
        },
    )
