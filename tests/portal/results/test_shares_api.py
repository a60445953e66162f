"""Sharing over the API: the words first, then one recipient, taken back at once."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.consents.document import sharing_with
from core.models import Consent
from tests.core.accounts.people import NUMBERS, organisation, person, signed_in
from tests.portal.results.world import World, shares_of, world
from tests.programmes.world import as_portal, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
ROOT = "/api/v1/shares/"


@pytest.fixture
def hanbit() -> World:
    return world(shares=False)


def _recipients(browser: Client, hanbit: World) -> Any:
    return browser.get(f"{ROOT}recipients/?result={hanbit.result.pk}")


def _give(browser: Client, hanbit: World, key: str = "", **changed: Any) -> Any:
    body = {
        "result": str(hanbit.result.pk),
        "recipient": str(hanbit.gyeongnam.pk),
        "consent_version": sharing_with("technopark").version,
        "agree": True,
    }
    headers = {"Idempotency-Key": key} if key else {}
    answer = browser.post(ROOT, body | changed, content_type="application/json", headers=headers)
    as_portal()
    return answer


def test_the_words_are_read_the_result_is_shared_and_taken_back(hanbit: World) -> None:
    browser, officer = hanbit.browser, signed_in(hanbit.officer)
    (to,) = _recipients(browser, hanbit).json()
    assert (to["id"], to["consent"]) == (str(hanbit.gyeongnam.pk), "share_technopark")
    assert "지원사업" in to["wording"]["ko"]["purpose"]
    given = _give(browser, hanbit)
    assert (given.status_code, given.json()["recipient_name"]) == (201, "경남테크노파크")
    assert Consent.objects.get().version == to["consent_version"]
    assert officer.get(hanbit.url).status_code == 200
    assert _recipients(browser, hanbit).json() == []
    one = f"{ROOT}{given.json()['id']}/"
    for _time in range(2):
        assert browser.delete(one).status_code == 204
    assert officer.get(hanbit.url).status_code == 404
    assert browser.get(one).json()["withdrawn_at"]
    (listed,) = browser.get(f"{ROOT}?result={hanbit.result.pk}").json()["results"]
    assert listed["id"] == given.json()["id"]


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"agree": False}, 400, "agree"),
        ({"agree": "?"}, 400, "agree"),
        ({"consent_version": "0"}, 400, "consent_version"),
        ({"recipient": "x"}, 400, "recipient"),
        ({"recipient": "00000000-0000-4000-8000-000000000000"}, 404, ""),
    ],
)
def test_without_the_consent_as_it_stands_nothing_is_shared(
    hanbit: World, changed: dict[str, Any], status: int, field: str
) -> None:
    answer = _give(hanbit.browser, hanbit, **changed)
    assert answer.status_code == status
    assert list(answer.json().get("errors", {"": ""})) == [field]
    assert shares_of(hanbit.result) == []


def test_an_unconfirmed_address_shares_nothing(hanbit: World) -> None:
    EmailAddress.objects.update(verified=False)
    assert _give(hanbit.browser, hanbit).json()["code"] == "unverified"
    assert shares_of(hanbit.result) == []


def test_the_same_key_shares_once(hanbit: World) -> None:
    first, again = (_give(hanbit.browser, hanbit, "one") for _time in range(2))
    assert (again["Idempotency-Replayed"], again.json()) == ("true", first.json())
    assert len(shares_of(hanbit.result)) == 1


def test_another_company_and_the_recipient_neither_see_nor_change_shares(hanbit: World) -> None:
    given = _give(hanbit.browser, hanbit).json()
    dasan = signed_in(person("owner@dasan.example", organisation("company", "다산테크", NUMBERS["dasan"])))
    assert dasan.get(ROOT).json()["count"] == 0
    assert dasan.get(f"{ROOT}{given['id']}/").status_code == 404
    assert dasan.delete(f"{ROOT}{given['id']}/").status_code == 404
    assert _recipients(dasan, hanbit).status_code == 404
    assert _give(dasan, hanbit).status_code == 404
    assert signed_in(hanbit.officer).delete(f"{ROOT}{given['id']}/").status_code == 403
    as_portal()
    assert len(shares_of(hanbit.result)) == 1


def test_more_shares_cost_no_more_queries(hanbit: World) -> None:
    counts = []
    for recipient in (hanbit.gyeongnam, hanbit.seoul):
        share(hanbit.result, recipient)
        browser = hanbit.browser
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(ROOT).status_code == 200
        counts.append(len(counted))
        as_portal()
    assert counts[0] == counts[1]
