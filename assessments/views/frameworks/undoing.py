"""Taking back the last change of a part of a draft."""

import re
import uuid
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments import actions
from assessments.authoring import Data, Part
from assessments.authoring.former import taken_back
from assessments.authoring.weights import weight_of
from assessments.documents import framework_of
from assessments.forms.part import PartForm
from assessments.models import FrameworkState, FrameworkVersion
from assessments.queries.versions import version_of
from assessments.views.frameworks.door import AUTHORS, MINISTRY, part_title
from assessments.views.wording import text
from core.web import actor_of, change
from core.web.request import now

DRAFT = FrameworkState.DRAFT.value
SHOWN, LONGEST = 6, 30
"""So many values are said, and so many letters of each."""
_CHANGE = re.compile(r"(item|node|hint|head|bounds|weights) (\S{1,80})")


def weights_back(
    version: FrameworkVersion, back: Sequence[tuple[Part, Mapping[str, Data]]]
) -> list[tuple[str, str, str]]:
    """Each weight that taking back would change: the name of the part, the weight now, the weight then."""
    framework = framework_of(version)
    return [
        (part_title(part, framework), weight_of(part), str(data.get("weight", "1")).strip())
        for part, data in back
    ]


@change(kinds=MINISTRY, roles=AUTHORS)
def framework_undo(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The draft without the last change that `change` names ("item SHOP-1"); back to where it was made."""
    named = _CHANGE.fullmatch(request.POST.get("change", ""))
    if named is None:
        raise Http404
    told = _told(version_of(version_id), named[0], named[1], named[2])
    actions.take_back_change(version_id=version_id, change=named[0], by=actor_of(request), at=now())
    messages.success(request, told)
    if named[1] == "weights":
        return redirect("assessments:framework_weights", version_id, named[2])
    return redirect("assessments:framework_part", version_id, named[1], named[2])


def _told(version: FrameworkVersion, change: str, kind: str, code: str) -> str:
    """What taking the change back brings back, each from and to."""
    back = taken_back(version.former, change, version.source) if version.state == DRAFT else []
    if not back:
        return ""
    lines = weights_back(version, back)
    if kind != "weights":
        lines = list(PartForm(back[0][0]).coming_back(back[0][1]))
    steps = [f"{label} {_cut(was)} → {_cut(then)}" for label, was, then in lines[:SHOWN]]
    if more := len(lines) - SHOWN:
        steps += [_("%(n)s more") % {"n": more}] if more > 0 else []
    title = part_title(back[0][0], framework_of(version))
    if kind == "weights":
        title = text(framework_of(version).nodes[code].title)
    return _("Taken back in “%(name)s”: %(steps)s.") % {"name": title, "steps": ", ".join(steps)}


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
