"""Closing one's account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.accounts.actions.closing import bonds_of, close_account, endings
from core.accounts.forms import CloseForm
from core.accounts.roles import Kind
from core.consents.retention import retention
from core.limits import Limit, spend
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.refusal import refusal_page
from core.web.request import now

TRIES = Limit("close-account", most=5, seconds=900)
STAYING = frozenset({"core.Membership", "core.Consent", "core.AccessRecord", "core.Mail"})
"""What outlasts an account, as the privacy page declares it."""
STAYING_OF = {
    Kind.COMPANY.value: frozenset({"core.Organisation", "assessments.Session", "matching.Consultation"}),
    Kind.SUPPLIER.value: frozenset({"core.Organisation", "matching.Consultation", "matching.Confirmation"}),
}
"""What outlasts the last member of an organisation as well."""


@page()
def close_page(request: HttpRequest) -> HttpResponse:
    """What is destroyed, what stays, and what has to be settled first."""
    return _page(request, CloseForm())


def _page(request: HttpRequest, form: CloseForm, status: int = 200) -> HttpResponse:
    bonds = bonds_of(actor_of(request))
    alone = endings(actor_of(request), bonds)
    staying = STAYING.union(*(STAYING_OF.get(bond.place.kind, ()) for bond, _ends in alone))
    context = {
        "form": form,
        "held": [each for each in bonds if each.must_hand_over or each.must_stay],
        "alone": alone,
        "has_results": any(bond.place.kind == Kind.COMPANY.value for bond, _ends in alone),
        "staying": [row for row in retention() if staying & set(row.models)],
    }
    return render(request, "accounts/close.html", context, status=status)


@change()
def close_post(request: HttpRequest) -> HttpResponse:
    """Closes it and signs out."""
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_account(by=actor_of(request), at=now(), password=form.cleaned_data["password"])
        except Refused as refused:
            answer_refusal(form, refused)
        else:
            logout(request)
            messages.success(request, _("Your account is closed. We sent a last mail to your address."))
            return redirect("/")
    return _page(request, form, 422)


_close = page_or_change(close_page, close_post)


def close(request: HttpRequest) -> HttpResponse:
    """Page and change; passwords that are tried count even when the change is undone."""
    user_id = actor_of(request).user_id
    if request.method == "POST" and user_id is not None and (wait := spend((TRIES, str(user_id)))):
        said = _("Too many attempts. Wait %(minutes)s minutes and try again.") % {"minutes": -(-wait // 60)}
        return refusal_page(request, Refused(said, code="too_many", status=429))
    return _close(request)


close.access = _close.access  # type: ignore[attr-defined]
