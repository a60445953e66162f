"""Verifications over the API: each side does its part, and only its part."""

import json
from typing import Any

import pytest
from django.test import Client

from assessments.models import Verification
from core.accounts.actor import Actor
from core.accounts.models import User
from tests.assessments.test_verification import assessor, assigned, hanbit, owner
from tests.core.accounts.people import signed_in

__all__ = ["assessor", "assigned", "hanbit", "owner"]
pytestmark = pytest.mark.django_db


def _browser(by: Actor) -> Client:
    return signed_in(User.objects.get(pk=by.user_id))


def _send(client: Client, path: str, body: Any = None, method: str = "POST") -> Any:
    path = f"/api/v1/verifications/{path}"
    return client.generic(method, path, json.dumps(body or {}), content_type="application/json")


def test_company_and_assessor_verify_a_result_by_the_same_actions_as_on_the_pages(
    assigned: Verification, owner: Actor, assessor: Actor
) -> None:
    company, judging, one = _browser(owner), _browser(assessor), f"{assigned.pk}/"
    assert _send(judging, f"{one}items/", method="GET").status_code == 404
    assert _send(company, f"{one}open/", {"agree": False}).status_code == 400
    assert _send(company, f"{one}open/", {"agree": True}).json()["state"] == "open"
    assert _send(judging, f"{one}items/", method="GET").status_code == 404
    assert _send(judging, f"{one}declare/", {"has_interest": False}).status_code == 204
    item = _send(judging, f"{one}items/", method="GET").json()[0]
    assert (item["item"], item["claimed"], item["found"]) == ("A.1", "no", None)
    assert _send(company, f"{one}items/", method="GET").status_code == 404
    silent = _send(judging, f"{one}items/A.1/", {"choice": "yes"}, "PUT")
    assert (silent.status_code, silent.json()["code"]) == (409, "no-reason")
    assert (
        _send(judging, f"{one}items/A.1/", {"choice": "yes", "reason": "설비를 봄"}, "PUT").status_code == 204
    )
    assert _send(judging, f"{one}items/", method="GET").json()[0]["reason"] == "설비를 봄"
    assert _send(judging, f"{one}items/A.1/", method="DELETE").status_code == 204
    assert _send(judging, f"{one}items/", method="GET").json()[0]["found"] is None
    whole = _send(judging, f"{one}items/A.1/", method="GET").json()
    assert (whole["claimed"], whole["found"], whole["files"]) == ("no", None, [])
    assert [(each["choice"], each["reason"]) for each in whole["history"]] == [
        (None, ""),
        ("yes", "설비를 봄"),
    ]
    assert _send(company, f"{one}items/A.1/", method="GET").status_code == 404
    assert _send(judging, f"{one}items/NOPE/", method="GET").status_code == 404
    assert _send(company, f"{one}assessors/", method="GET").status_code == 403
    assert _send(judging, f"{one}finish/").json()["code"] == "unjudged"
    assert _send(company, f"{one}finish/", {"confirms_rest": True}).status_code == 404


def test_a_stranger_knows_of_no_verification(assigned: Verification) -> None:
    assert _send(Client(), f"{assigned.pk}/", method="GET").status_code == 401
