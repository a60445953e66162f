"""Every address of the portal with who may open it: docs/access.md and the access test are made from this."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admindocs.utils import replace_named_groups
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from core.accounts.middleware import is_open
from core.web.access import Access

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Route:
    """One address and method.

    `path` is the pattern as a reader knows it ("results/<uuid:result_id>/"), `name` what `reverse` takes,
    `access` the declaration (None: nobody declared it), `is_staff_only` the admin, `reason` why an address of
    a library is as open as it is. `arguments` are the names its path takes.
    """

    path: str
    name: str
    method: str
    access: Access | None
    about: str = ""
    reason: str = ""
    is_staff_only: bool = False
    arguments: tuple[str, ...] = field(default=())

    @property
    def is_api(self) -> bool:
        """Whether the address answers in JSON and refuses without redirecting."""
        return self.path.startswith("api/v1/")

    @property
    def asks_second_factor(self) -> bool:
        """Whether somebody who must have a second factor is sent to it first."""
        return not is_open(f"/{self.path}") or self.path.startswith("api/")


_LIBRARY: dict[str, tuple[bool, str]] = {
    "set_language": (True, "chooses the language of the pages; stores a cookie only"),
    "account_login": (True, "signing in"),
    "account_logout": (True, "signing out; a visitor is sent home"),
    "account_inactive": (True, "says that the account is closed"),
    "account_signup": (True, "making an account"),
    "account_reauthenticate": (False, "asks for the password again"),
    "account_email": (False, "one's own addresses"),
    "account_email_verification_sent": (True, "says that a mail was sent"),
    "account_change_password": (False, "one's own password"),
    "account_set_password": (False, "one's own password"),
    "account_reset_password": (True, "asks for a mail; the answer is the same for every address"),
    "account_confirm_login_code": (True, "a step of signing in; without one it leads back to it"),
    "account_confirm_email": (True, "a signed, mailed link is the proof"),
    "account_reset_password_from_key_done": (True, "says that the password was changed"),
    "account_reset_password_from_key": (True, "a mailed key is the proof"),
    "account_reset_password_done": (True, "says that a mail was sent if the address is known"),
    "mfa_index": (False, "one's own second step"),
    "mfa_authenticate": (True, "a step of signing in; without one it leads back to it"),
    "mfa_reauthenticate": (False, "asks for the second step"),
    "mfa_activate_totp": (False, "one's own second step"),
    "mfa_deactivate_totp": (False, "one's own second step, after asking again"),
    "mfa_view_recovery_codes": (False, "one's own recovery codes, after asking again"),
    "mfa_generate_recovery_codes": (False, "one's own recovery codes, after asking again"),
    "mfa_download_recovery_codes": (False, "one's own recovery codes, after asking again"),
    "api:schema": (True, "describes the API; holds no data"),
    "api:docs": (True, "describes the API; holds no data"),
}
"""Addresses of libraries, which cannot declare for themselves: whether they are public, and why."""


def routes() -> tuple[Route, ...]:
    """All of them in the order of paths; one entry a method."""
    found = [route for pattern in _walk(get_resolver()) for route in _of(pattern)]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.path,
                (*METHODS, each.method.lower()).index(each.method.lower()),
                each.name,
            ),
        )
    )


def undeclared(app_configs: Any = None, **_rest: Any) -> list[CheckMessage]:
    """A system check: an address without a declaration stops the start."""
    return [
        Error(f"{each.method} /{each.path} does not say who may open it.", id="portal.E001")
        for each in routes()
        if each.access is None
    ]


@dataclass(frozen=True, slots=True)
class _Pattern:
    path: str
    name: str
    view: Any
    arguments: tuple[str, ...]


def _walk(
    resolver: URLResolver, path: str = "", spaces: tuple[str, ...] = (), arguments: tuple[str, ...] = ()
) -> Iterator[_Pattern]:
    for each in resolver.url_patterns:
        here = path + _readable(str(each.pattern))
        names = (*arguments, *each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            deeper = (*spaces, each.namespace) if each.namespace else spaces
            yield from _walk(each, here, deeper, names)
        elif isinstance(each, URLPattern):
            yield _Pattern(here, ":".join((*spaces, each.name or "")), each.callback, names)


def _readable(pattern: str) -> str:
    """The pattern without the marks of a regular expression."""
    return str(replace_named_groups(pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z")))


def _of(pattern: _Pattern) -> Iterator[Route]:
    viewset = getattr(pattern.view, "cls", None)
    if pattern.path.startswith("admin/"):
        for method in ("GET", "POST"):
            yield _route(pattern, method, Access(method), is_staff_only=True)
    elif pattern.name in _LIBRARY:
        public, reason = _LIBRARY[pattern.name]
        kind = viewset or getattr(pattern.view, "view_class", None)
        for method in ("get", "post"):
            if hasattr(kind, method) if kind else method == "get" or pattern.name == "set_language":
                yield _route(pattern, method.upper(), Access(method.upper(), public=public), reason=reason)
    elif viewset is not None:
        for verb, action in pattern.view.actions.items():
            is_declared = getattr(viewset, "access", None) is not None
            access = viewset.access_of(verb.upper()) if is_declared else None
            yield _route(pattern, verb.upper(), access, about=getattr(viewset, action) or viewset)
    else:
        declared = getattr(pattern.view, "access", None)
        for access in declared if isinstance(declared, tuple) else (declared,):
            yield _route(pattern, access.method if access else "GET", access, about=pattern.view)


def _route(pattern: _Pattern, method: str, access: Access | None, *, about: Any = None, **more: Any) -> Route:
    said = (getattr(about, "__doc__", "") or "").strip().split("\n")[0]
    return Route(pattern.path, pattern.name, method, access, about=said, arguments=pattern.arguments, **more)
