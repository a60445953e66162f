"""Asking a company for its contact."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.web import Refused, actor_of, change
from core.web.request import now
from programmes import actions
from programmes.views.regional import OFFICE
from programmes.views.reviews import back


@change(kinds=OFFICE)
def contact(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Asks the company to let the technopark see its contact, and leads back to the result."""
    try:
        actions.ask_for_contact(by=actor_of(request), at=now(), result_id=result_id)
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("The company was asked. You see its contact here once it agrees."))
    return back(request, result_id)
