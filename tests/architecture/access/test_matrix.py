"""Every address, opened as everybody: the door, the rows, the words of others, what a "no" leaves behind."""

import json
import re
import uuid
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.accounts.actor import VISITOR
from core.scope import enter
from portal.routes import Route, routes
from tests.architecture.access.expected import BODIES, KEEPS_FOR_LATER, LEADS_NOWHERE, arguments_of, holds
from tests.architecture.access.world import ACTORS, CANARY, World, contents, shown, writes

KINDS = {
    "visitor": ("", ""),
    "nobody": ("", ""),
    "owner": ("company", "administrator"),
    "other": ("company", "administrator"),
    "ex_member": ("", ""),
    "supplier": ("supplier", "administrator"),
    "other_supplier": ("supplier", "administrator"),
    "officer": ("technopark", "officer"),
    "officer_seoul": ("technopark", "officer"),
    "officer_plain": ("technopark", "officer"),
    "local_government": ("local_government", "officer"),
    "programme": ("ministry", "programme_administrator"),
    "auditor": ("ministry", "auditor"),
    "assessor": ("assessor_body", "assessor"),
    "committee": ("committee", "committee_member"),
    "staff": ("", ""),
}
MAY_KNOW = {
    "hanbit": {"owner", "officer", "assessor", "staff"},
    "dasan": {"other", "staff"},
    "onnuri": {"other_supplier", "programme", "staff"},
    "enquiry": {"owner", "supplier", "staff"},
    "mirae": {"*"},
}
"""Whose words an actor may read: one's own, what was shared with one, and staff in the admin."""

TOLD = {
    ("supplier", CANARY["hanbit"][0]),
    ("programme", CANARY["hanbit"][0]),
    ("programme", CANARY["hanbit"][1]),
    ("committee", CANARY["hanbit"][0]),
    ("committee", CANARY["hanbit"][1]),
}
"""What one side reads about the other: Hanbit asked Mirae, so Mirae knows its name; it asked for an assessor,
so who assigns one knows its name and plant; it applied, so the committee that decides knows them as well."""

STAFF_DOOR = ("visitor", "owner", "officer", "programme", "staff")
ROUTES = [each for each in routes() if each.name and not each.name.endswith(":")]


def _id(route: Route) -> str:
    return f"{route.method} {route.name}"


def _visit(browser: Client, route: Route, url: str) -> Any:
    body = BODIES.get(route.name, {})
    if route.is_api:
        return browser.generic(route.method, url, json.dumps(body), content_type="application/json")
    return browser.get(url) if route.method == "GET" else browser.post(url, body)


def _is_let_in(route: Route, actor: str) -> bool:
    """Whether the door opens."""
    assert route.access is not None
    if route.is_staff_only:
        return actor == "staff"
    answers_for_itself = route.access.public and route.path.startswith("api/")
    if actor == "officer_plain" and route.asks_second_factor and not answers_for_itself:
        return False
    kind, role = KINDS[actor]
    return route.access.allows(signed_in=actor != "visitor", kind=kind, role=role)


def _fault(route: Route, actor: str, status: int, location: str) -> str:
    """What is wrong about the status; empty when it is right."""
    if status >= 500 and status != 503:
        return "broke"
    if route.name in LEADS_NOWHERE:
        return ""
    if not _is_let_in(route, actor):
        if route.is_api:
            return "" if status == (401 if actor == "visitor" else 403) else "should be refused"
        if actor in {"visitor", "officer_plain"}:
            wanted = status == 403 or (status == 302 and location.startswith(("/accounts/", "/admin/")))
            return "" if wanted else "should be sent to sign in"
        return "" if status in {302, 403} else "should be refused"
    keepers = KEEPS_FOR_LATER.get(route.name, ())
    if status == 401 and (actor in keepers or "*" in keepers):
        return ""
    if not holds(route, actor):
        return "" if status in {403, 404} else "should not exist for this actor"
    if route.is_staff_only:
        return ""
    if status in {401, 405} or (status in {403, 404} and route.method == "GET"):
        return "should be there"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("route", ROUTES, ids=_id)
def test_an_address_opens_for_whom_it_says(route: Route, world: World, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        url = reverse(route.name, kwargs=arguments_of(route, world))
        faults = []
        for actor in STAFF_DOOR if route.is_staff_only else ACTORS:
            outer = transaction.atomic()
            outer.__enter__()
            try:
                before = writes()
                enter(VISITOR)
                browser = world.browsers[actor]
                cookies = browser.cookies.copy()
                response = _visit(browser, route, url)
                body = shown(response)
                browser.cookies = cookies
                status = response.status_code
                if fault := _fault(route, actor, status, response.headers.get("Location", "")):
                    faults.append(f"{actor}: {status} {fault}")
                faults += [
                    f"{actor}: {status} shows “{word}” of {whose}"
                    for whose, words in CANARY.items()
                    if actor not in MAY_KNOW[whose] and "*" not in MAY_KNOW[whose]
                    for word in words
                    if word in body and (actor, word) not in TOLD
                ]
                if status >= 400 and writes() != before:
                    changed = _changed(world)
                    if changed:
                        faults.append(f"{actor}: {status} changed {changed}")
            finally:
                transaction.set_rollback(True)
                outer.__exit__(None, None, None)
        assert not faults, "\n".join([url, *faults])


_before: dict[str, str] = {}


def _changed(world: World) -> list[str]:
    """Tables whose content is not what the world was built with."""
    if not _before:
        return []
    now = contents()
    return [table for table in now if now[table] != _before[table]]


@pytest.fixture(autouse=True, scope="module")
def _remembered(world: World, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        _before.update(contents())


@pytest.mark.parametrize("actor", ["visitor", "other"])
def test_an_answer_to_a_foreign_draft_is_refused_like_one_to_none(
    world: World, django_db_blocker: Any, actor: str
) -> None:
    with django_db_blocker.unblock():
        foreign, none = (
            world.browsers[actor].post(
                reverse("assessments:answer", args=[session_id, "STR1-01"]), BODIES["assessments:answer"]
            )
            for session_id in (world.arguments["session_id"], uuid.uuid4())
        )
    assert _without_tokens(foreign) == _without_tokens(none)


def _without_tokens(response: Any) -> tuple[int, str]:
    """The answer without what differs between any two: the token of each form and the address asked for."""
    body = re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())
    return response.status_code, re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", body)
