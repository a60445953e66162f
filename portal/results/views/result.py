"""The result."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.components import Crumb
from core.web.scale import score_scale
from core.web.wording import date_text
from portal.reports.before import result_before
from portal.results.drawings import areas_plot, total_scale, total_spread
from portal.results.looks import look
from portal.results.onward import onward_of
from portal.results.queries import is_owner, result_page
from portal.results.reader import desk_of, reader_of

SHOWN_SUPPLIERS = 5


def list_crumb(by: Actor, query: str = "") -> Crumb:
    """Back to the list this reader came from, with its filters."""
    if by.kind == Kind.TECHNOPARK.value:
        return Crumb(
            _("Regional list"), f"{reverse('programmes:regional_list')}{'?' if query else ''}{query}"
        )
    return Crumb(_("Results"), reverse("results:results"))


def shown_to(
    request: HttpRequest, result_id: uuid.UUID, *more: Crumb, with_files: bool = False
) -> dict[str, Any]:
    """What every page of a result shows, with the way to it; a stranger's look is recorded.

    `with_files` says how well each answer is shown, to whoever may know (one query more).
    Http404 for a result that is not readable.
    """
    by = actor_of(request)
    shown = result_page(result_id, by, with_files=with_files)
    look(request, shown.result, by)
    owns = is_owner(shown.result, by)
    reader = None if owns else reader_of(request, shown.result)
    way = reader.way if reader else ""
    url = reverse("results:result", args=[shown.result.pk]) + way if more else ""
    return {
        "result": shown.result,
        "content": shown.content,
        "standing": shown.content.standing,
        "root": framework_of(shown.result.framework).tree.code,
        "recommendation": shown.recommendation,
        "reports": shown.reports,
        "sharing": shown.sharing,
        "verification": shown.verification,
        "appeals": shown.appeals,
        "verified": next(iter(shown.content.verified), None),
        "is_owner": owns,
        "reader": reader,
        "way": way,
        **desk_of(by, shown.result, reader),
        "crumbs": [
            list_crumb(by, reader.query if reader else ""),
            Crumb(date_text(shown.result.submitted_at) if owns else shown.content.company.name, url),
            *more,
        ],
    }


@page()
def result(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """The result in the order in which an owner asks: where do I stand, why, what now, who helps.

    `?received` shows the receipt of the submission on top, as the page after submitting.
    """
    context = shown_to(request, result_id)
    content, view = context["content"], context["recommendation"]
    scale = total_scale(content)
    context |= {
        "onward": onward_of(context["result"]) if context["is_owner"] else None,
        "first_suppliers": view.suppliers[:SHOWN_SUPPLIERS] if view else (),
        "action_count": sum(len(phase.actions) for phase in content.roadmap),
        "is_received": context["is_owner"] and "received" in request.GET,
        "shows_number": actor_of(request).kind != Kind.SUPPLIER.value,
        "plot": areas_plot(content, is_owner=context["is_owner"]),
        "peers": content.peers,
        "total_spread": total_spread(content.peers) if content.peers else None,
        "scale": SafeString(score_scale(scale)) if scale else "",
        "before": result_before(context["result"], actor_of(request)),
    }
    return render(request, "results/result.html", context)
