"""Pages as a browser gets and sends them; afterwards the test is the system again."""

from typing import Any

from django.test import Client

from core.accounts.actor import SYSTEM
from core.scope import enter


def page(browser: Client, url: str, status: int = 200) -> str:
    """The page's text, answered with this status."""
    answer = browser.get(url)
    enter(SYSTEM)
    assert answer.status_code == status
    return str(answer.content.decode())


def post(browser: Client, url: str, status: int = 302, **sent: Any) -> str:
    """What was answered to a form."""
    answer = browser.post(url, sent)
    enter(SYSTEM)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())
