"""One's own account: profile, keys, and moving what was started under a second sign-up."""

import uuid

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts import actions
from core.accounts.addresses import is_verified
from core.accounts.claims import claimed, merge_claim
from core.accounts.forms import KeyForm, ProfileForm
from core.accounts.middleware import needs_second_factor
from core.accounts.models import ApiKey, Membership, User
from core.accounts.queries import me
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.request import now


@page()
def account_page(request: HttpRequest) -> HttpResponse:
    """Profile, ways to sign in, consents, keys."""
    person = me(actor_of(request))
    return _account(request, person, ProfileForm(instance=person))


def _account(request: HttpRequest, person: User, form: ProfileForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "is_verified": is_verified(person.pk),
        "has_second_factor": is_mfa_enabled(person),
        "needs_second_factor": needs_second_factor(actor_of(request)),
    }
    return render(request, "accounts/account.html", context, status=status)


@change()
def account_post(request: HttpRequest) -> HttpResponse:
    """Stores the profile."""
    person = me(actor_of(request))
    form = ProfileForm(request.POST, instance=person)
    if not form.is_valid():
        return _account(request, person, form, 422)
    form.instance.save(update_fields=["name", "phone", "language"])
    messages.success(request, _("Saved."))
    return redirect("core:account")


@page()
def keys_page(request: HttpRequest) -> HttpResponse:
    """One's API keys."""
    return _keys(request, KeyForm())


def _keys(request: HttpRequest, form: KeyForm, status: int = 200) -> HttpResponse:
    rows = ApiKey.objects.visible_to(actor_of(request)).select_related("organisation").order_by("-created_at")
    context = {"keys": rows[:100], "form": form, "now": now()}
    return render(request, "accounts/keys.html", context, status=status)


@change()
def keys_post(request: HttpRequest) -> HttpResponse:
    """Makes a key and shows its secret this one time."""
    form = KeyForm(request.POST)

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                key, token = actions.create_key(by=actor_of(request), at=now(), **form.cleaned_data)
            except Refused as refused:
                answer_refusal(form, refused)
            else:
                return render(request, "accounts/key_made.html", {"key": key, "token": token})
        return _keys(request, form, 422)

    return once(request, act, again=reverse("core:keys"))


@change()
def revoke_key(request: HttpRequest, key_id: uuid.UUID) -> HttpResponse:
    """Ends a key at once."""
    key = actions.revoke_key(by=actor_of(request), at=now(), key_id=key_id)
    messages.success(request, _("The key “%(name)s” no longer works.") % {"name": key.name})
    return redirect("core:keys")


@page()
def claim_page(request: HttpRequest, token: str) -> HttpResponse:
    """What would be moved from the second account."""
    second = claimed(actor_of(request), token)
    places = Membership.objects.active().filter(user=second).select_related("organisation")
    return render(request, "accounts/claim.html", {"second": second, "places": places, "token": token})


@change()
def claim_post(request: HttpRequest, token: str) -> HttpResponse:
    """Moves it."""
    merge_claim(by=actor_of(request), at=now(), token=token)
    messages.success(request, _("Everything is in this account now."))
    return redirect("core:organisations")


account = page_or_change(account_page, account_post)
keys = page_or_change(keys_page, keys_post)
claim = page_or_change(claim_page, claim_post)
