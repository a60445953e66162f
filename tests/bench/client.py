"""Requests to a WSGI application in this process, with real cookies, and the queries they cost."""

import io
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import override_settings

_FREE = re.compile(
    r'FROM "(django_session|core_user|core_membership)"|^SELECT set_config|UPDATE "django_session"', re.I
)
_TAG = re.compile(r"<style.*?</style>|<[^>]*>", re.S)


@dataclass(frozen=True, slots=True)
class Answered:
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """One browser: an application and its cookies. Every request sends the CSRF token as htmx does."""

    def __init__(self, application: Callable[..., Any], cookies: Mapping[str, str] | None = None) -> None:
        self._application = application
        token = secrets.token_hex(16)
        self.cookies = dict(cookies or {})
        jar = {settings.CSRF_COOKIE_NAME: token} | self.cookies
        self._base = {
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SCRIPT_NAME": "",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT_LANGUAGE": "ko",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in jar.items()),
            "HTTP_X_CSRFTOKEN": token,
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def get(self, path: str, *, status: int = 200, **headers: str) -> Answered:
        """GET an address. AssertionError for another status than expected."""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.input": io.BytesIO(),
        }
        return self._call(environ | headers, status)

    def post(self, path: str, form: Mapping[str, str], *, status: int = 200, **headers: str) -> Answered:
        """POST a form. AssertionError for another status than expected."""
        body = urlencode(form).encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        return self._call(environ | headers, status)

    def _call(self, environ: Mapping[str, Any], status: int) -> Answered:
        said: list[Any] = []
        response = self._application(
            self._base | dict(environ), lambda code, headers, *_: said.extend((code, headers))
        )
        try:
            body = b"".join(response)
        finally:
            response.close()
        found = int(said[0].split()[0])
        if found != status:
            text = " ".join(_TAG.sub(" ", body.decode(errors="replace")).split())
            where = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
            raise AssertionError(f"{where}: {found} instead of {status}: {text[:300]}")
        return Answered(found, dict(said[1]), body)


def portal() -> WSGIHandler:
    """The portal as the web server loads it, all its middleware included."""
    from portal.wsgi import application

    return application


def bare() -> WSGIHandler:
    """The same addresses without any middleware: what a bare Django view costs."""
    with override_settings(MIDDLEWARE=[]):
        return WSGIHandler()


def usual() -> WSGIHandler:
    """The same addresses behind the middleware of a project as `startproject` makes it."""
    middleware = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements of the block, without those of session, user, membership and `set_config`."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not _FREE.search(str(sql)):
            found.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
