"""The weights of an area in one table: what they come to is said while they are typed, and saved at once."""

import uuid
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import actions
from assessments.authoring import Part, part_at
from assessments.authoring.advising import NEAR, WeightSum, weight_sums
from assessments.authoring.former import taken_back
from assessments.authoring.weights import below, fitted, weights_seen
from assessments.documents import framework_of
from assessments.forms.weights import WeightsForm
from assessments.models import FrameworkState, FrameworkVersion
from assessments.queries.sums import sums_of
from assessments.queries.versions import last_drafted, version_of
from assessments.scoring import DocumentFaults
from assessments.scoring.number import shown
from assessments.views.frameworks.door import AUTHORS, MINISTRY, frozen, part_title, trail
from assessments.views.frameworks.undoing import weights_back
from assessments.views.wording import text
from assessments.weight_words import sum_sentence
from core.hangul import settled
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now


@page(kinds=MINISTRY, roles=AUTHORS)
def _open(request: HttpRequest, version_id: uuid.UUID, code: str) -> HttpResponse:
    """The table; with `?sum=1` only what the weights in the address come to, and nothing is saved."""
    version, parts = _found(version_id, code)
    if request.GET.get("sum") == "1":
        form = _form(version, parts, request.GET)
        return render(request, "assessments/frameworks/_sum.html", _sum(version, code, form))
    return _page(request, version, code, _form(version, parts))


@change(kinds=MINISTRY, roles=AUTHORS)
def _save(request: HttpRequest, version_id: uuid.UUID, code: str) -> HttpResponse:
    """The draft with these weights; with `fit` the table again, with weights that come to what is meant."""
    version, parts = _found(version_id, code)
    form = _form(version, parts, request.POST)
    if not form.is_valid():
        return _page(request, version, code, form, 422)
    if request.POST.get("go") == "fit":
        return _fitted(request, version, code, parts, form)
    try:
        drafted = actions.change_weights(
            version_id=version.pk,
            code=code,
            seen=form.cleaned_data["seen"],
            weights=form.weights,
            by=actor_of(request),
            at=now(),
        )
    except DocumentFaults as faults:
        korean = (get_language() or "ko").startswith("ko")
        for fault in faults.faults:
            at_fault = part_at(version.source, fault.path)
            name = f"weight-{at_fault.code}" if at_fault in parts else None
            form.add_error(name, settled(fault.message_ko) if korean else fault.message)
        return _page(request, version, code, form, 422)
    except Refused as refused:
        if refused.code != "stale":
            form.add_error(None, refused.message)
            return _page(request, version, code, form, refused.status)
        return _conflict(request, version, code, parts, refused)
    if drafted.checksum == version.checksum:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("The weights were saved in the draft."))
    return redirect("assessments:framework_weights", version.pk, code)


framework_weights = page_or_change(_open, _save)


def _found(version_id: uuid.UUID, code: str) -> tuple[FrameworkVersion, list[Part]]:
    version = version_of(version_id)
    if version.state != FrameworkState.DRAFT.value:
        raise frozen(version)
    node = framework_of(version).nodes.get(code)
    parts = below(version.source, code) if node and code in weight_sums(framework_of(version)) else []
    if not parts:
        raise Http404
    return version, parts


def _form(version: FrameworkVersion, parts: list[Part], data: QueryDict | None = None) -> WeightsForm:
    framework = framework_of(version)
    return WeightsForm(parts, {part.code: part_title(part, framework) for part in parts}, data)


def _fitted(
    request: HttpRequest, version: FrameworkVersion, code: str, parts: list[Part], form: WeightsForm
) -> HttpResponse:
    meant = _held(version, code).meant
    found = fitted(form.weights, meant) if meant is not None else None
    if found is None:
        form.add_error(None, _("These weights cannot be made to come to the sum. Write other numbers."))
        return _page(request, version, code, form, 422)
    sent = request.POST.copy()
    for key, weight in found.items():
        sent[f"weight-{key}"] = weight
    return _page(request, version, code, _form(version, parts, sent), 200, is_proposal=True)


def _conflict(
    request: HttpRequest, version: FrameworkVersion, code: str, parts: list[Part], refused: Refused
) -> HttpResponse:
    """Both values at every field that differs; saving again is then meant."""
    sent = request.POST.copy()
    sent["seen"] = weights_seen(parts)
    form = _form(version, parts, sent)
    form.is_valid()
    form.add_error(None, refused.message)
    for name, stands in list(form.differing()):
        form.add_error(name, _("Saved meanwhile: %(value)s") % {"value": stands})
    return _page(request, version, code, form, 409, last=last_drafted(version))


def _held(version: FrameworkVersion, code: str) -> WeightSum:
    return sums_of(version)[code]


def _sum(version: FrameworkVersion, code: str, form: WeightsForm) -> dict[str, Any]:
    """What the weights in the form come to, beside what they should."""
    meant, total = _held(version, code).meant, form.total
    off = total - meant if total is not None and meant is not None else None
    if off is not None and abs(off) <= NEAR:
        off = Fraction(0)
    return {
        "total": f"{shown(total, 2):,f}" if total is not None else "",
        "meant": f"{shown(meant, 2):,f}" if meant is not None else "",
        "off": f"{shown(abs(off), 2):,f}" if off else "",
        "is_more": bool(off and off > 0),
        "is_right": off == 0,
    }


def _page(
    request: HttpRequest,
    version: FrameworkVersion,
    code: str,
    form: WeightsForm,
    status: int = 200,
    *,
    last: tuple[str, object] | None = None,
    is_proposal: bool = False,
) -> HttpResponse:
    framework = framework_of(version)
    title = text(framework.nodes[code].title)
    areas = list(weight_sums(framework))
    held = _held(version, code)
    back = taken_back(version.former, f"weights {code}", version.source)
    following = next(iter(areas[areas.index(code) + 1 :]), None)
    context = {
        "version": version,
        "title": title,
        "code": code,
        "form": form,
        "last": last,
        "is_proposal": is_proposal,
        "undo": f"weights {code}" if back else "",
        "undone": weights_back(version, back),
        "off_said": sum_sentence(framework.nodes[code], held) if held.is_off else "",
        "following": (text(framework.nodes[following].title), following) if following else None,
        "parts_url": reverse("assessments:framework_parts", args=[version.pk]),
        "crumbs": trail(
            version,
            Crumb(_("Questions and texts"), reverse("assessments:framework_parts", args=[version.pk])),
            Crumb(_("Weights in “%(name)s”") % {"name": title}),
        ),
        **_sum(version, code, form),
    }
    return render(request, "assessments/frameworks/weights.html", context, status=status)
