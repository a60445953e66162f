"""The base of every viewset of the API: one transaction, the actor known to PostgreSQL, closed by default."""

from contextlib import ExitStack
from typing import Any, ClassVar

from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from core import scope
from core.accounts.actor import Actor
from core.accounts.keys import KeyAuthentication
from core.accounts.middleware import needs_second_factor
from core.web.access import Access
from core.web.idempotency import Idempotent
from core.web.readonly import readonly
from core.web.request import actor_of
from core.web.throttle import CallLimits, too_many_calls


class Declared(BasePermission):
    """Passes only whom the viewset's own declaration names; a viewset without one is closed to everybody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False is a 401 for a visitor, a 403 otherwise; the reason is said where there is a better one."""
        viewset: ScopedViewSet = view
        by = viewset.by
        if viewset.access is None:
            return False
        access = viewset.access_of(str(request.method))
        needed = "read" if request.method in SAFE_METHODS else "write"
        # A public address too: with a key it may show more than to a visitor (one's own profile).
        if by.scopes is not None and needed not in by.scopes:
            raise PermissionDenied(
                _("This API key may only do what it was made for: “%(scope)s” is missing.")
                % {"scope": needed}
            )
        if access.public:
            return True
        if by.user_id is None:
            return False
        if needs_second_factor(by) and not by.has_second_factor:
            raise PermissionDenied(_("Set up the second step of signing in first."))
        return access.allows(signed_in=True, kind=by.kind, role=by.role)


class Pages(PageNumberPagination):
    """`?page=2&page_size=50`: 20 rows unless asked, at most 200."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 200


class ScopedViewSet(Idempotent, GenericViewSet[Any]):
    """The base of all viewsets.

    Every request is one transaction in which row-level security knows the actor (`self.by`); a GET cannot
    write; an answer of 400 or above leaves the database as it was. A subclass says in `access` who may pass:
    `Access("*")` is everybody who is signed in; `public` opens reading alone. `write_access` narrows changes.
    Without `access` the door is closed. An API key needs the scope "read" or "write" at every address.
    Querysets go through `visible_to(self.by)`.
    """

    access: ClassVar[Access | None] = None
    write_access: ClassVar[Access | None] = None
    # The key first: its scheme makes a missing sign-in a 401, where a session alone would say 403.
    authentication_classes = (KeyAuthentication, SessionAuthentication)
    permission_classes = (Declared,)
    pagination_class: type[Pages] | None = Pages
    throttle_classes = (CallLimits,)

    @classmethod
    def access_of(cls, method: str) -> Access:
        """What the viewset says of one HTTP method, for the door and for the access table."""
        safe = method in SAFE_METHODS
        said = cls.access if safe else cls.write_access or cls.access
        if said is None:
            return Access(method, kinds=frozenset({"nobody"}))
        return Access(method, said.public and safe, said.kinds, said.roles)

    @property
    def by(self) -> Actor:
        """Who asks. A key acts in its own organisation, a session in the one the person works in."""
        request: Any = self.request
        django_request: HttpRequest = getattr(request, "_request", request)
        return actor_of(django_request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The whole request in one transaction; rolled back unless it succeeded."""
        for throttle in self.get_throttles():
            # Before the transaction: a count must not go with the rollback of a refused call.
            if not throttle.allow_request(request, self):  # type: ignore[arg-type]
                return too_many_calls(throttle.wait() or 1)
        with transaction.atomic(), ExitStack() as self._guards:
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            return response

    def check_throttles(self, request: Request) -> None:
        """Done by `dispatch`."""

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, then name them to PostgreSQL, before anything is looked up."""
        super().perform_authentication(request)
        scope.enter(self.by)
        if request.method in SAFE_METHODS:
            self._guards.enter_context(connection.execute_wrapper(readonly))
