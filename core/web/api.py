"""The base of every viewset of the API: one transaction, the actor known to PostgreSQL, closed by default."""

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
from core.web.readonly import readonly
from core.web.request import actor_of

_declared: set[str] = set()


def key_scopes() -> tuple[str, ...]:
    """What an API key can be allowed: "frameworks:read", "sessions:write"... of all viewsets there are."""
    return tuple(sorted(f"{each}:{verb}" for each in _declared for verb in ("read", "write")))


class Declared(BasePermission):
    """Passes only whom the viewset's own declaration names; a viewset without one is closed to everybody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False is a 401 for a visitor, a 403 otherwise; the reason is said where there is a better one."""
        viewset: ScopedViewSet = view
        by = viewset.by
        if not viewset.declares:
            return False
        safe = request.method in SAFE_METHODS
        if viewset.public and safe:
            return True
        if by.user_id is None:
            return False
        if needs_second_factor(by) and not by.has_second_factor:
            raise PermissionDenied(_("Set up the second step of signing in first."))
        if by.scopes is not None and viewset.key_scope(safe) not in by.scopes:
            raise PermissionDenied(
                _("This API key may not do that: it lacks %(scope)s.") % {"scope": viewset.key_scope(safe)}
            )
        return viewset.access_of(str(request.method)).allows(signed_in=True, kind=by.kind, role=by.role)


class Pages(PageNumberPagination):
    """`?page=2&page_size=50`: 20 rows unless asked, at most 200."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 200


class ScopedViewSet(GenericViewSet[Any]):
    """The base of all viewsets.

    Every request is one transaction in which row-level security knows the actor (`self.by`); a GET cannot
    write; an answer of 400 or above leaves the database as it was. A subclass names what it is about in
    `declares` (an API key needs `<declares>:read` or `<declares>:write`) and may narrow the door by `kinds`
    and `roles`, for changes by `write_kinds`; `public` opens reading to everybody. Querysets go through
    `visible_to(self.by)`.
    """

    declares: ClassVar[str] = ""
    public: ClassVar[bool] = False
    kinds: ClassVar[frozenset[str]] = frozenset()
    write_kinds: ClassVar[frozenset[str]] = frozenset()
    roles: ClassVar[frozenset[str]] = frozenset()
    # The key first: its scheme makes a missing sign-in a 401, where a session alone would say 403.
    authentication_classes = (KeyAuthentication, SessionAuthentication)
    permission_classes = (Declared,)
    pagination_class = Pages

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.declares:
            _declared.add(cls.declares)

    @classmethod
    def access_of(cls, method: str) -> Access:
        """What the viewset says of one HTTP method, for the door and for the access table."""
        safe = method in SAFE_METHODS
        kinds = cls.kinds if safe else (cls.write_kinds or cls.kinds)
        return Access(method, cls.public and safe, kinds, cls.roles)

    @classmethod
    def key_scope(cls, safe: bool) -> str:
        """The scope an API key needs."""
        return f"{cls.declares}:{'read' if safe else 'write'}"

    @property
    def by(self) -> Actor:
        """Who asks. A key acts in its own organisation, a session in the one the person works in."""
        request: Any = self.request
        django_request: HttpRequest = getattr(request, "_request", request)
        return actor_of(django_request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The whole request in one transaction; rolled back unless it succeeded."""
        with transaction.atomic():
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            return response

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, then name them to PostgreSQL, before anything is looked up."""
        super().perform_authentication(request)
        scope.enter(self.by)
        if request.method in SAFE_METHODS:
            self._reading = connection.execute_wrapper(readonly)
            self._reading.__enter__()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Ends the guard over reading."""
        reading = getattr(self, "_reading", None)
        if reading is not None:
            del self._reading
            reading.__exit__(None, None, None)
        return super().finalize_response(request, response, *args, **kwargs)
