"""Publishing, retiring and throwing away: each on a page that says first what it means."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import actions
from assessments.forms.framework import PublishForm, SaidForm
from assessments.models import FrameworkState, FrameworkVersion
from assessments.queries.sums import sums_off
from assessments.queries.versions import Use, before, uses, version_of
from assessments.scoring import DocumentFaults
from assessments.views.frameworks.advising import listed
from assessments.views.frameworks.comparing import compared
from assessments.views.frameworks.door import AUTHORS, MINISTRY, frozen, name_of, trail
from assessments.views.frameworks.rehearsing import rehearsal
from core.hangul import settled
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now


@page(kinds=MINISTRY, roles=AUTHORS)
def _ask_publish(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """What will be on offer, and what it changes."""
    version = _in_state(version_id, FrameworkState.DRAFT)
    return _publish_page(request, version, _publish_form(version)(initial={"seen": version.checksum}))


@change(kinds=MINISTRY, roles=AUTHORS)
def _publish(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Publish, or the page again."""
    version = _in_state(version_id, FrameworkState.DRAFT)
    form = _publish_form(version)(request.POST)
    if not form.is_valid():
        _say_wrong_version(form, version)
        return _publish_page(request, version, form, 422)
    try:
        actions.publish_draft(
            version_id=version_id,
            seen=form.cleaned_data["seen"],
            said=form.cleaned_data["said"],
            sums_meant=form.cleaned_data.get("sums_meant", False),
            by=actor_of(request),
            at=now(),
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _publish_page(request, version, form, refused.status)
    except DocumentFaults as faults:
        korean = (get_language() or "ko").startswith("ko")
        for fault in faults.faults:
            said = settled(fault.message_ko) if korean else fault.message
            form.add_error(None, _("Line %(line)s: %(said)s") % {"line": fault.line, "said": said})
        return _publish_page(request, version, form, 422)
    messages.success(
        request, _("%(name)s is published. New diagnostics use it.") % {"name": name_of(version)}
    )
    return redirect("assessments:framework", version_id)


framework_publish = page_or_change(_ask_publish, _publish)


def _publish_form(version: FrameworkVersion) -> type[SaidForm]:
    """One more tick where a sum of weights is not what it should be."""
    return PublishForm if sums_off(version) else SaidForm


def _say_wrong_version(form: SaidForm, version: FrameworkVersion) -> None:
    """With a tick that is missing, what else is wrong: both are said at once."""
    typed = form.cleaned_data.get("said", "")
    if typed and typed.strip() != version.version:
        wanted = {"version": version.version}
        form.add_error("said", _("Type the version exactly as it is written: %(version)s") % wanted)


def _publish_page(
    request: HttpRequest, version: FrameworkVersion, form: SaidForm, status: int = 200
) -> HttpResponse:
    old = before(version)
    used = uses(actor_of(request))
    shown = compared(old, version) if old else None
    is_counted = old is not None and shown is not None and shown.found.changes_scores
    context = {
        "form": form,
        "version": version,
        "name": name_of(version),
        "shown": shown,
        **listed(version),
        "rehearsal": rehearsal(old, version, actor_of(request)) if old and is_counted else None,
        "use": used.get(old.pk, Use()) if old else Use(),
        "crumbs": trail(version, Crumb(_("Publish"))),
    }
    return render(request, "assessments/frameworks/publish.html", context, status=status)


@page(kinds=MINISTRY, roles=AUTHORS)
def _ask_retire(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """What retiring means for drafts and results."""
    version = _in_state(version_id, FrameworkState.PUBLISHED)
    return _retire_page(request, version, SaidForm())


@change(kinds=MINISTRY, roles=AUTHORS)
def _retire(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Retire, or the page again."""
    version = _in_state(version_id, FrameworkState.PUBLISHED)
    form = SaidForm(request.POST)
    if not form.is_valid():
        return _retire_page(request, version, form, 422)
    try:
        actions.retire_framework(
            version_id=version_id, said=form.cleaned_data["said"], by=actor_of(request), at=now()
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _retire_page(request, version, form, refused.status)
    messages.success(request, _("%(name)s is no longer offered.") % {"name": name_of(version)})
    return redirect("assessments:framework", version_id)


framework_retire = page_or_change(_ask_retire, _retire)


def _retire_page(
    request: HttpRequest, version: FrameworkVersion, form: SaidForm, status: int = 200
) -> HttpResponse:
    others = FrameworkVersion.objects.published().filter(code=version.code).exclude(pk=version.pk)
    context = {
        "form": form,
        "version": version,
        "name": name_of(version),
        "use": uses(actor_of(request)).get(version.pk, Use()),
        "successor": others.defer("document", "source").order_by("-published_at", "-version").first(),
        "crumbs": trail(version, Crumb(_("Retire"))),
    }
    return render(request, "assessments/frameworks/retire.html", context, status=status)


@page(kinds=MINISTRY, roles=AUTHORS)
def _ask_discard(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """What would be lost."""
    version = _in_state(version_id, FrameworkState.DRAFT)
    context = {
        "version": version,
        "name": name_of(version),
        "crumbs": trail(version, Crumb(_("Throw away"))),
    }
    return render(request, "assessments/frameworks/discard.html", context)


@change(kinds=MINISTRY, roles=AUTHORS)
def _discard(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    name = name_of(_in_state(version_id, FrameworkState.DRAFT))
    actions.discard_framework(version_id=version_id, by=actor_of(request), at=now())
    messages.success(request, _("The draft %(name)s was thrown away.") % {"name": name})
    return redirect("assessments:frameworks")


framework_discard = page_or_change(_ask_discard, _discard)


def _in_state(version_id: uuid.UUID, state: FrameworkState) -> FrameworkVersion:
    version = version_of(version_id)
    if version.state != state.value:
        if state is FrameworkState.DRAFT:
            raise frozen(version)
        raise Http404
    return version
