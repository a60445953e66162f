import uuid

import pytest
from django.urls import reverse

from core.accounts.actor import VISITOR, Actor, Place
from core.web import navigation
from core.web.navigation import (
    Group,
    Item,
    Link,
    everyone,
    grouped,
    kinds,
    links,
    register,
    signed_in,
    visitors,
)

HANBIT = Place(uuid.UUID(int=1), "company", "administrator", "Hanbit")
OWNER = Actor(user_id=uuid.UUID(int=9), places=(HANBIT,), place=HANBIT)


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("account_login")  # the addresses are read once, which registers the links of the apps
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


def test_links_of_one_group_fold_where_the_first_of_them_stands() -> None:
    one, two, three = Link("A", "/a/", False, 2, "G"), Link("B", "/b/", False), Link("C", "/c/", True, 3, "G")
    folded, alone = grouped([one, two, three])
    assert folded == Group("G", (one, three))
    assert alone is two
    assert folded.count == 5
    assert folded.current


def test_a_group_of_which_one_sees_a_single_link_is_that_link() -> None:
    one, two = Link("A", "/a/", False, 2, "G"), Link("B", "/b/", False)
    assert grouped([one, two]) == (one, two)
