"""Writing rules: a form for the bounds and one for each track, begun from the last rules."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.actions.support import draft_support
from assessments.forms.support import RulesForms, initial_of
from assessments.models import SupportRules, SupportState
from assessments.queries import offers
from assessments.queries.support import areas_of, names_taken, reach_for, rules_row
from assessments.views.support.words import MINISTRY, SETTERS, trail
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now


@page(kinds=MINISTRY, roles=SETTERS)
def _ask(request: HttpRequest) -> HttpResponse:
    """The forms: with the rules named by `?from=`, else empty for the first diagnostic on offer."""
    given = request.GET.get("from", "")
    try:
        row = rules_row(uuid.UUID(given)) if given else None
    except ValueError:
        raise Http404 from None
    if row is not None:
        start = initial_of(row.document)
        forms = RulesForms(areas_of(row.framework), reach_for(row.framework), initial=start)
        return _page(request, forms, None)
    first = next(iter(offers()), None)
    if first is None:
        raise Refused(_("Publish a diagnostic first. Rules are about its scores."), code="none", status=409)
    forms = RulesForms(areas_of(first.code), reach_for(first.code), initial={"framework": first.code})
    return _page(request, forms, None)


@change(kinds=MINISTRY, roles=SETTERS)
def _write(request: HttpRequest) -> HttpResponse:
    """A new draft, or the forms again with all that was typed."""
    return _stored(request, None)


support_new = page_or_change(_ask, _write)


@page(kinds=MINISTRY, roles=SETTERS)
def _open(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """The draft in the forms."""
    row = _draft(rules_id)
    start = initial_of(row.document, version=row.version, valid_from=row.valid_from, seen=row.revision)
    return _page(request, RulesForms(areas_of(row.framework), reach_for(row.framework), initial=start), row)


@change(kinds=MINISTRY, roles=SETTERS)
def _rewrite(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """The changed draft, or the forms again."""
    return _stored(request, _draft(rules_id))


support_edit = page_or_change(_open, _rewrite)


def _draft(rules_id: uuid.UUID) -> SupportRules:
    row = rules_row(rules_id)
    if row.state != SupportState.DRAFT.value:
        raise Refused(
            _("These rules were published and can no longer be changed. Write new ones instead."),
            code="frozen",
            status=409,
        )
    return row


def _stored(request: HttpRequest, row: SupportRules | None) -> HttpResponse:
    code = row.framework if row else request.POST.get("framework", "")
    areas = areas_of(code) if "\0" not in code else ()
    forms = RulesForms(areas, reach_for(code) if areas else {}, request.POST, taken=names_taken(row))
    if not areas:
        raise Refused(_("This diagnostic is not offered. Choose another one."), code="framework")
    if not forms.is_valid():
        return _page(request, forms, row, 422)
    data = forms.form.cleaned_data
    try:
        drafted = draft_support(
            version=data["version"],
            valid_from=data["valid_from"],
            document=forms.document,
            rules_id=row.pk if row else None,
            seen=data["seen"] or 0,
            by=actor_of(request),
            at=now(),
        )
    except Refused as refused:
        answer_refusal(forms.form, refused)
        return _page(request, forms, row, refused.status)
    messages.success(request, _("The draft was saved. See below what it would change."))
    return redirect("assessments:support_rules", drafted.pk)


def _page(
    request: HttpRequest, forms: RulesForms, row: SupportRules | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": forms.form,
        "tracks": forms.tracks,
        "row": row,
        "problems": forms.problems,
        "crumbs": trail(row, Crumb(_("Write the rules"))),
    }
    return render(request, "assessments/support/write.html", context, status=status)
