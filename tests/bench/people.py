"""Signed-in browsers of the seeded people."""

import time
from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from core.accounts.models import User
from tests.bench.client import Client, portal
from tests.bench.seed import identity


def cookies_of(name: str) -> Mapping[str, str]:
    """The cookie of a fresh session, second factor passed, of the person `name`."""
    user = User.objects.get(pk=identity("user", name))
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time()},
    ]
    store.create()
    return {settings.SESSION_COOKIE_NAME: str(store.session_key)}


def browser_of(name: str) -> Client:
    """That person's browser at the portal."""
    return Client(portal(), cookies_of(name))
