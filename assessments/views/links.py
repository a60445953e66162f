"""What the owner does with a link that was given away: end it, make it last, let another browser have it."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.models import DelegationKind
from core.web import actor_of, change
from core.web.request import now
from core.web.wording import date_text


@change(public=True)
def revoke(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """End a link; the answers given with it stay. The list offers to undo it."""
    found = actions.revoke(session_id=session_id, delegation_id=delegation_id, by=actor_of(request), at=now())
    shared = reverse("assessments:shared", args=[session_id])
    if found.kind == DelegationKind.PART.value:
        return redirect(f"{shared}?ended={found.pk}")
    if found.was_opened:
        messages.success(request, _("The link has ended. The answers given with it stay."))
    else:
        messages.success(request, _("The link has ended. Nobody had opened it."))
    return redirect(shared)


@change(public=True)
def prolong(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """To the day that its page offers, also for a link that was ended or is over."""
    at, day = now(), parse_day(request.POST.get("until", ""))
    found = actions.prolong(
        session_id=session_id, delegation_id=delegation_id, by=actor_of(request), at=at, until=day
    )
    messages.success(
        request, _("The link works until the end of %(day)s.") % {"day": date_text(found.ends_at)}
    )
    return redirect("assessments:delegation", session_id, delegation_id)


@change(public=True)
def decline(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """Leave a link as it is though somebody asks to be let in."""
    actions.decline(session_id=session_id, delegation_id=delegation_id, by=actor_of(request), at=now())
    messages.success(request, _("The link stays as it is. They may ask you again."))
    return redirect("assessments:delegation", session_id, delegation_id)


def parse_day(text: str) -> date | None:
    """A day written as the page's own form writes it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@change(public=True)
def free(request: HttpRequest, session_id: uuid.UUID, delegation_id: uuid.UUID) -> HttpResponse:
    """Let the link be opened once more, in any browser; its page shows the message to send again."""
    actions.free(session_id=session_id, delegation_id=delegation_id, by=actor_of(request), at=now())
    messages.success(
        request, _("The link can be opened once more. The message that you sent before works again.")
    )
    return redirect("assessments:delegation", session_id, delegation_id)
