"""Asking for suppliers after the fact."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.accounts.roles import Kind
from core.web import Refused, actor_of, change
from core.web.request import now
from matching.actions.recommend import recommend as make
from matching.models import Recommendation
from matching.queries.policies import NoPolicy
from portal.results.queries import is_owner, result_of


@change(kinds={Kind.COMPANY.value})
def recommend(request: HttpRequest, result_id: uuid.UUID) -> HttpResponse:
    """Recommend suppliers for a result that has no recommendation yet; asked twice, it is one."""
    by = actor_of(request)
    result = result_of(result_id, by)
    if not is_owner(result, by):
        raise Http404
    if not Recommendation.objects.visible_to(by).filter(result=result).exists():
        try:
            made = make(by=by, at=now(), result=result)
        except NoPolicy:
            raise Refused(
                _("Suppliers cannot be recommended just now, because no ranking policy is in force. Your "
                  "result is not affected. Try again later, or search the suppliers yourself."),
                code="no-policy",
                status=409,
            ) from None  # fmt: skip
        if made is None:
            messages.info(request, _("Nothing is left to improve, so no supplier is needed."))
    return redirect("results:result", result.pk)
