"""Taking back the last change of a part of a draft."""

import re
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments import actions
from assessments.views.frameworks.door import AUTHORS, MINISTRY
from core.web import actor_of, change
from core.web.request import now

_CHANGE = re.compile(r"(item|node|hint|head|bounds|weights) (\S{1,80})")


@change(kinds=MINISTRY, roles=AUTHORS)
def framework_undo(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The draft without the last change that `change` names ("item SHOP-1"); back to where it was made."""
    named = _CHANGE.fullmatch(request.POST.get("change", ""))
    if named is None:
        raise Http404
    actions.take_back_change(version_id=version_id, change=named[0], by=actor_of(request), at=now())
    messages.success(request, _("Taken back. Press “Undo this change” once more to have the change again."))
    if named[1] == "weights":
        return redirect("assessments:framework_weights", version_id, named[2])
    return redirect("assessments:framework_part", version_id, named[1], named[2])
