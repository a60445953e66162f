import uuid

import pytest

from core.accounts.actor import VISITOR, Actor, Place
from core.web import navigation
from core.web.navigation import Item, everyone, kinds, links, register, signed_in, visitors

HANBIT = Place(uuid.UUID(int=1), "company", "administrator", "Hanbit")
OWNER = Actor(user_id=uuid.UUID(int=9), places=(HANBIT,), place=HANBIT)


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    register(Item("Sign in", "account_login", 2, visitors))
    register(Item("Sign up", "account_signup", 1, everyone))
    register(Item("Password", "account_change_password", 3, kinds("company"), count=lambda actor: 4))
    register(Item("Sign out", "account_logout", 4, signed_in))
    register(Item("Nowhere", "not-mounted", 0, everyone))


def test_links_are_in_order_for_whom_they_are_meant() -> None:
    assert [link.label for link in links(VISITOR, "/")] == ["Sign up", "Sign in"]
    assert [link.label for link in links(OWNER, "/")] == ["Sign up", "Password", "Sign out"]


def test_the_longest_match_alone_is_current() -> None:
    register(Item("Accounts", "account_email", 9, everyone, within="/accounts/"))
    current = [link.label for link in links(OWNER, "/accounts/signup/") if link.current]
    assert current == ["Sign up"]
    assert [link.label for link in links(OWNER, "/accounts/mfa/") if link.current] == ["Accounts"]


def test_a_count_is_asked_only_for_links_that_show() -> None:
    assert [link.count for link in links(OWNER, "/")] == [0, 4, 0]
    assert [link.count for link in links(VISITOR, "/")] == [0, 0]
