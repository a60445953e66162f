"""The two kinds of view: `page` reads (GET), `change` writes (POST)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core import scope
from core.web.access import Access
from core.web.kept import acknowledge
from core.web.readonly import readonly
from core.web.refusal import Refused, refusal_page
from core.web.request import actor_of, page_of

View = Callable[..., HttpResponse]
OF_ORGANISATIONS = frozenset({"company", "supplier"})
"""Kinds of organisation that register themselves: whoever has none yet is led to that."""


def _denied(request: HttpRequest, access: Access) -> HttpResponse | None:
    by = actor_of(request)
    if access.allows(signed_in=by.user_id is not None, kind=by.kind, role=by.role):
        return None
    if by.user_id is None:
        return redirect_to_login(page_of(request) or "/")
    if by.place is None and access.method == "GET" and (wanted := access.kinds & OF_ORGANISATIONS):
        query = {"next": page_of(request), **({"kind": next(iter(wanted))} if len(wanted) == 1 else {})}
        context = {"register_url": f"{reverse('core:organisation_new')}?{urlencode(query)}"}
        return render(request, "accounts/register_first.html", context, status=403)
    raise PermissionDenied(
        _("This page belongs to another role. Do you work elsewhere as well? Then switch at the top.")
    )


def page(
    *, public: bool = False, kinds: set[str] | None = None, roles: set[str] | None = None
) -> Callable[[View], View]:
    """A GET view in one read-only transaction, with row-level security set for who asks.

    Not public means signed in; `kinds` and `roles` narrow it to the organisation one works in. A HEAD is
    answered like a GET. Raises PermissionDenied (403) for the wrong role; what is inside is scoped.
    """
    access = Access("GET", public, frozenset(kinds or ()), frozenset(roles or ()))

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            if (denied := _denied(request, access)) is not None:
                return denied
            try:
                with transaction.atomic():
                    scope.enter(actor_of(request))
                    with connection.execute_wrapper(readonly):
                        return view(request, *args, **kwargs)
            except Refused as refused:
                return refusal_page(request, refused)

        wrapper.access = access  # type: ignore[attr-defined]
        return wrapper

    return decorate


def change(
    *, public: bool = False, kinds: set[str] | None = None, roles: set[str] | None = None
) -> Callable[[View], View]:
    """A POST view in one transaction; an answer of 400 or above, or a Refused, changes nothing."""
    access = Access("POST", public, frozenset(kinds or ()), frozenset(roles or ()))

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            if (denied := _denied(request, access)) is not None:
                return denied
            try:
                with transaction.atomic():
                    scope.enter(actor_of(request))
                    response = view(request, *args, **kwargs)
                    if response.status_code >= 400:
                        transaction.set_rollback(True)
                acknowledge(request, response)
                return response
            except Refused as refused:
                return refusal_page(request, refused)

        wrapper.access = access  # type: ignore[attr-defined]
        return wrapper

    return decorate


def page_or_change(get: View, post: View) -> View:
    """One address with a page for GET and a change for POST (a form that posts to itself)."""

    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (post if request.method == "POST" else get)(request, *args, **kwargs)

    wrapper.access = (get.access, post.access)  # type: ignore[attr-defined]
    wrapper.__name__ = getattr(get, "__name__", "page_or_change")
    wrapper.__module__ = get.__module__
    wrapper.__doc__ = get.__doc__
    return wrapper
