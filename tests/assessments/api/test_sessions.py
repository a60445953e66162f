"""The diagnostics over the API: the same actions, problem documents, versions as ETags."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from assessments.models import FrameworkVersion, Result, Session, Share
from core.accounts.actor import Actor
from core.accounts.models import Consent, Organisation
from core.audit.models import AccessRecord
from core.scope import acting_as_system
from tests.assessments.world import AT, FULL, SMALL, all_answers, begin, company, member, signed_in, stored

Frameworks = dict[str, FrameworkVersion]
START = {
    "framework": SMALL,
    "sigungu": "48123",
    "industry": "303",
    "employees": 42,
    "average_sales_won": 840_000_000,
}


@pytest.fixture
def hanbit(frameworks: Frameworks) -> Actor:
    """The owner of Hanbit."""
    return member(company())


@pytest.fixture
def api(hanbit: Actor) -> Client:
    """Hanbit's owner, signed in."""
    return signed_in(hanbit)


def _json(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    return client.generic(
        method,
        f"/api/v1/{path}",
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers=headers,
    )


def _put(client: Client, session: str, item: str, choice: Any, **headers: str) -> Any:
    return _json(client, "PUT", f"sessions/{session}/answers/{item}/", {"choice": choice}, **headers)


def _start(client: Client, **changed: Any) -> str:
    response = _json(client, "POST", "sessions/", START | changed)
    assert response.status_code == 201, response.content
    return str(response.json()["id"])


def test_anybody_reads_the_frameworks(frameworks: Frameworks) -> None:
    rows = Client().get("/api/v1/frameworks/").json()["results"]
    assert {row["code"] for row in rows} == {FULL, "kr-quick-check", SMALL}
    one = Client().get(f"/api/v1/frameworks/{FULL}/")
    assert one.json()["document"]["code"] == FULL
    assert one["ETag"] == f'"{frameworks[FULL].checksum}"'
    unchanged = Client().get(f"/api/v1/frameworks/{FULL}/", headers={"If-None-Match": one["ETag"]})
    assert unchanged.status_code == 304
    assert Client().get("/api/v1/frameworks/nope/").status_code == 404
    assert Client().get(f"/api/v1/frameworks/{FULL}/?version=%00").status_code == 404


def test_sessions_need_a_signed_in_company(frameworks: Frameworks) -> None:
    assert _json(Client(), "POST", "sessions/", START).status_code == 401
    assert Client().get("/api/v1/sessions/").status_code == 401
    with acting_as_system():
        supplier = Organisation.objects.create(
            kind="supplier", name="미래시스템", business_number="2208162517"
        )
    refused = _json(signed_in(member(supplier)), "POST", "sessions/", START)
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"


def test_a_session_is_started_answered_and_submitted(api: Client) -> None:
    call_command("load_policies", verbosity=0)
    session = _start(api)
    early = _json(api, "POST", f"sessions/{session}/submit/")
    assert (early.status_code, early.json()["items"]) == (422, ["A.1", "C1"])
    assert _put(api, session, "A.1", "yes").status_code == 200
    assert _put(api, session, "B1", "not_applicable").status_code == 200
    assert _put(api, session, "C1", ["b", "a"]).json()["choice"] == ["a", "b"]
    progress = api.get(f"/api/v1/sessions/{session}/progress/").json()
    parts = progress.pop("parts")
    assert progress == {"asked": 3, "answered": 3, "unanswered": []}
    assert [(part["code"], part["state"], part["done"], part["total"]) for part in parts] == [
        ("M1", "complete", 1, 1),
        ("M2", "complete", 1, 1),
    ]
    answers = api.get(f"/api/v1/sessions/{session}/answers/").json()
    assert [(row["item"], row["choice"]) for row in answers] == [
        ("A.1", "yes"),
        ("B1", "not_applicable"),
        ("C1", ["a", "b"]),
    ]
    done = _json(api, "POST", f"sessions/{session}/submit/").json()
    assert _json(api, "POST", f"sessions/{session}/submit/").json() == done
    result = api.get(f"/api/v1/results/{done['id']}/").json()
    assert result["answers"] == {"A.1": "yes", "B1": "not_applicable", "C1": ["a", "b"]}
    assert result["score"] == "1.5000"
    assert result["outcome"]["schema"] == "ieum.outcome/1"
    assert [row["id"] for row in api.get("/api/v1/results/").json()["results"]] == [done["id"]]
    assert api.get("/api/v1/sessions/?state=draft").json()["count"] == 0
    closed = _put(api, session, "A.1", "no")
    assert (closed.status_code, closed.json()["code"]) == (409, "closed")


def test_an_answer_carries_its_version_as_etag_and_a_stale_one_is_a_412(api: Client) -> None:
    session = _start(api)
    first = _put(api, session, "A.1", "no")
    assert first["ETag"] == '"1"'
    second = _put(api, session, "A.1", "yes", **{"If-Match": '"1"'})
    assert second["ETag"] == '"2"'
    stale = _put(api, session, "A.1", "no", **{"If-Match": '"1"'})
    assert stale.status_code == 412
    body = stale.json()
    assert (body["stored"]["choice"], body["stored"]["version"], body["yours"]["choice"]) == ("yes", 2, "no")
    assert stale["ETag"] == '"2"'
    unseen = _put(api, session, "A.1", "no")
    assert unseen.status_code == 409
    assert _put(api, session, "A.1", "yes").status_code == 200, "the same answer again is fine"
    assert _put(api, session, "A.1", "no", **{"If-None-Match": "*"}).status_code == 412
    assert api.get(f"/api/v1/sessions/{session}/answers/A.1/")["ETag"] == '"2"'
    assert _put(api, session, "A.1", None, **{"If-Match": '"2"'}).json()["choice"] is None
    assert stored(session)["A.1"].version == 3


@pytest.mark.parametrize(
    ("item", "body", "status"),
    [
        ("A.1", {"choice": "maybe"}, 409),
        ("A.1", {"choice": 1}, 400),
        ("A.1", {"choice": {"a": 1}}, 400),
        ("A.1", {}, 400),
        ("A.1", [], 400),
        ("A.1", {"choice": "yes", "comment": "x" * 2_001}, 409),
        ("A.1", {"choice": "yes", "comment": "a\0b"}, 400),
        ("A.1", {"choice": "yes", "comment": "\ud800"}, 400),
        ("A.1", {"choice": ["yes", "no"]}, 409),
        ("B1", {"choice": "yes"}, 409),
        ("NOPE", {"choice": "yes"}, 409),
        ("C1", {"choice": ["a"] * 61}, 400),
    ],
)
def test_bad_input_is_a_problem_document_and_stores_nothing(
    api: Client, item: str, body: Any, status: int
) -> None:
    session = _start(api)
    response = _json(api, "PUT", f"sessions/{session}/answers/{item}/", body)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert not stored(session)


def test_broken_json_headers_and_ids_are_answered(api: Client) -> None:
    session = _start(api)
    broken = api.generic(
        "PUT", f"/api/v1/sessions/{session}/answers/A.1/", '{"choice":', content_type="application/json"
    )
    assert broken.status_code == 400
    assert _put(api, session, "A.1", "yes", **{"If-Match": '"x"'}).status_code == 400
    assert _put(api, "0" * 36, "A.1", "yes").status_code == 404
    assert api.get(f"/api/v1/sessions/{'-' * 36}/").status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"framework": "nope"},
        {"sigungu": "46110"},
        {"industry": "zz"},
        {"size": "huge"},
        {"employees": -1},
        {"average_sales_won": None},
        {"plant_name": "x" * 81},
        {"carry_from": "x"},
    ],
)
def test_a_session_that_cannot_be_is_refused(api: Client, changed: dict[str, Any]) -> None:
    response = _json(api, "POST", "sessions/", START | changed)
    assert response.status_code in (400, 409), response.content
    assert response["Content-Type"] == "application/problem+json"
    with acting_as_system():
        assert not Session.objects.exists()


def test_the_same_idempotency_key_starts_one_session(api: Client) -> None:
    first = _json(api, "POST", "sessions/", START, **{"Idempotency-Key": "one"})
    second = _json(api, "POST", "sessions/", START, **{"Idempotency-Key": "one"})
    assert first.json() == second.json()
    other = _json(api, "POST", "sessions/", START | {"employees": 1}, **{"Idempotency-Key": "one"})
    assert other.status_code == 422


def test_another_company_finds_nothing(api: Client, frameworks: Frameworks) -> None:
    session = _start(api)
    _put(api, session, "A.1", "no")
    _put(api, session, "C1", ["a"])
    result = _json(api, "POST", f"sessions/{session}/submit/").json()["id"]
    dasan = signed_in(member(company("다산테크", "2208162517"), "owner@dasan.example"))
    for path in (
        f"sessions/{session}/",
        f"sessions/{session}/answers/",
        f"sessions/{session}/answers/A.1/",
        f"sessions/{session}/progress/",
        f"results/{result}/",
    ):
        assert api.get(f"/api/v1/{path}").status_code == 200, path
        assert dasan.get(f"/api/v1/{path}").status_code == 404, path
    for path in ("sessions/", "results/"):
        assert dasan.get(f"/api/v1/{path}").json()["count"] == 0
    assert _put(dasan, session, "A.1", "yes").status_code == 404
    assert _json(dasan, "POST", f"sessions/{session}/submit/").status_code == 404
    with acting_as_system():
        assert Result.objects.count() == 1


def test_a_visitors_draft_is_not_in_the_api(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser, SMALL)
    assert browser.get(f"/api/v1/sessions/{session.pk}/").status_code == 401


def test_answers_of_the_page_and_of_the_api_score_alike(api: Client, frameworks: Frameworks) -> None:
    session = _start(api, framework=FULL)
    for item, choice in all_answers(frameworks[FULL], "3").items():
        assert _put(api, session, item, choice).status_code == 200
    done = _json(api, "POST", f"sessions/{session}/submit/").json()
    assert (done["score"], done["level"], done["tier"]) == ("600.0000", 3, "advanced")


@pytest.mark.parametrize("code", ["29110", "28110", "46110", "29"])
def test_a_district_that_was_merged_is_answered_with_what_became_of_it(api: Client, code: str) -> None:
    answer = _json(api, "POST", "sessions/", START | {"sigungu": code})
    assert (answer.status_code, answer.json()["field"]) == (409, "sigungu")
    assert answer.json()["title"] != "공장이 있는 시군구를 골라 주십시오."
    with acting_as_system():
        assert not Session.objects.exists()


def test_letters_nobody_sees_become_blanks(api: Client) -> None:
    started = _json(api, "POST", "sessions/", START | {"plant_name": "제2\u202e공장\u200f"}).json()
    assert started["plant_name"] == "제2 공장"
    body = {"choice": "no", "comment": "첫째 줄\x0b둘째\x01\uffff\n셋째"}
    told = _json(api, "PUT", f"sessions/{started['id']}/answers/A.1/", body).json()
    assert told["comment"] == "첫째 줄 둘째  \n셋째"


def test_half_a_character_is_a_problem_and_no_crash(api: Client) -> None:
    session = _start(api)
    path = f"/api/v1/sessions/{session}/answers/A.1/"
    answer = api.put(path, '{"choice": "\\ud800"}', content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert stored(session) == {}


def test_whoever_else_reads_a_result_leaves_an_access_record(api: Client, hanbit: Actor) -> None:
    session = _start(api)
    for item, choice in {"A.1": "yes", "B1": "not_applicable", "C1": ["a"]}.items():
        _put(api, session, item, choice)
    with acting_as_system():
        supplier = Organisation.objects.create(
            kind="supplier", name="미래시스템", business_number="2208162517"
        )
        call_command("load_policies", verbosity=0)
        result = _json(api, "POST", f"sessions/{session}/submit/").json()["id"]
    other = member(supplier, "sales@mirae.example")
    with acting_as_system():
        consent = Consent.objects.create(
            document="share_supplier", version=1, wording={}, user_id=hanbit.user_id, given_at=AT
        )
        row = Result.objects.get(pk=result)
        Share.objects.create(
            result=row, organisation=row.organisation, recipient=supplier, consent=consent, shared_at=AT
        )
    assert api.get(f"/api/v1/results/{result}/").status_code == 200
    assert not AccessRecord.objects.exists(), "one's own"
    assert signed_in(other).get(f"/api/v1/results/{result}/").status_code == 200
    record = AccessRecord.objects.get()
    assert (record.act, record.subject_id) == ("view", result)
    assert record.subject_organisation_id == str(row.organisation_id)


def test_several_answers_are_given_at_once_or_none(api: Client) -> None:
    path = f"sessions/{_start(api)}/answers/"
    body = {
        "answers": [{"item": "A.1", "choice": "yes"}, {"item": "C1", "choice": ["b", "a"], "comment": "수기"}]
    }
    stored_now = [("A.1", "yes", 1), ("C1", ["a", "b"], 1)]
    for _time in range(2):
        told = _json(api, "PATCH", path, body)
        assert [(each["item"], each["choice"], each["version"]) for each in told.json()] == stored_now
    body["answers"] = [{"item": "A.1", "choice": "no", "version": 0}, {"item": "B1", "choice": "no"}]
    stale = _json(api, "PATCH", path, body)
    assert stale.status_code == 409
    (both,) = stale.json()["conflicts"]
    assert (both["item"], both["stored"]["choice"], both["yours"]["choice"]) == ("A.1", "yes", "no")
    body["answers"][0]["version"] = 1
    told = _json(api, "PATCH", path, body)
    assert [(each["item"], each["choice"]) for each in told.json()] == [
        ("A.1", "no"),
        ("B1", "no"),
        ("C1", ["a", "b"]),
    ]


@pytest.mark.parametrize(
    ("second", "status", "named"),
    [
        ({"item": "A.1", "choice": "no"}, 400, "answers"),
        ({"item": "B1", "choice": 1}, 400, "answers"),
        ({"item": "B1", "choice": "maybe"}, 409, "B1"),
        ({"item": "NOPE", "choice": "yes"}, 409, "NOPE"),
        ({"item": "B1", "choice": "no", "comment": "x" * 2_001}, 409, "B1"),
        ({"item": "B1", "choice": "no", "version": -1}, 400, "answers"),
    ],
)
def test_of_several_answers_the_one_at_fault_is_named_and_none_is_stored(
    api: Client, second: dict[str, Any], status: int, named: str
) -> None:
    session = _start(api)
    told = _json(
        api, "PATCH", f"sessions/{session}/answers/", {"answers": [{"item": "A.1", "choice": "yes"}, second]}
    )
    assert told.status_code == status, told.content
    assert named in (told.json().get("item"), *told.json().get("errors", {}))
    assert not stored(session)


def test_another_company_gives_no_answers(api: Client) -> None:
    session = _start(api)
    dasan = signed_in(member(company("다산테크", "2208162517"), "owner@dasan.example"))
    body = {"answers": [{"item": "A.1", "choice": "yes"}]}
    assert _json(dasan, "PATCH", f"sessions/{session}/answers/", body).status_code == 404
    assert not stored(session)
