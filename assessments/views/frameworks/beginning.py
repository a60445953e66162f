"""A new draft in one step: it begins with the text of a version or of an example, under a name of its own."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import actions
from assessments.authoring import renamed
from assessments.examples import example_source, examples
from assessments.forms.framework import BeginForm
from assessments.queries import offers
from assessments.queries.versions import next_version, version_of
from assessments.scoring import DocumentFaults
from assessments.views.frameworks.door import AUTHORS, MINISTRY, name_of, trail
from assessments.views.wording import text
from core.hangul import settled
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now


@page(kinds=MINISTRY, roles=AUTHORS)
def _ask(request: HttpRequest) -> HttpResponse:
    """The name, with a free one. `?from=` is a version, `?example=` an example; else the one on offer."""
    _title, _source, name = _ground(request)
    return _page(request, BeginForm(initial={"version": name}))


@change(kinds=MINISTRY, roles=AUTHORS)
def _begin(request: HttpRequest) -> HttpResponse:
    """The new draft, or the name again with what is wrong about it."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    _title, source, _name = _ground(request)
    try:
        drafted = actions.draft_framework(
            source=renamed(source, form.cleaned_data["version"]), name="YAML", by=actor_of(request), at=now()
        )
    except DocumentFaults as faults:
        korean = (get_language() or "ko").startswith("ko")
        for fault in faults.faults:
            said = settled(fault.message_ko) if korean else fault.message
            form.add_error("version" if fault.path == "version" else None, said)
        return _page(request, form, 422)
    except Refused as refused:
        answer_refusal(form, refused)
        return _page(request, form, refused.status)
    messages.success(request, _("The draft has begun. Choose what you want to change."))
    return redirect("assessments:framework_parts", drafted.pk)


framework_begin = page_or_change(_ask, _begin)


def _ground(request: HttpRequest) -> tuple[str, str, str]:
    """What it begins with: its title, its text, and a name for the new version."""
    if example := request.GET.get("example", ""):
        source = example_source(example)
        if not source:
            raise Http404
        framework = examples()[example]
        return text(framework.title), source, framework.version
    given = request.GET.get("from", "")
    first = None if given else next(iter(offers()), None)
    try:
        version = version_of(first.id if first else uuid.UUID(given))
    except ValueError:
        raise Http404 from None
    return name_of(version), version.source, next_version(version)


def _page(request: HttpRequest, form: BeginForm, status: int = 200) -> HttpResponse:
    title, _source, _name = _ground(request)
    context = {
        "form": form,
        "title": title,
        "text_url": f"{reverse('assessments:framework_new')}?{request.GET.urlencode()}",
        "crumbs": trail(None, Crumb(_("New version"))),
    }
    return render(request, "assessments/frameworks/begin.html", context, status=status)
