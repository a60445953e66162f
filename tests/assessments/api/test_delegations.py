"""Parts for colleagues over the API: made, listed with their progress, ended."""

import pytest
from django.test import Client

from assessments.actions.delegate import link_of
from assessments.models import Delegation
from core.web.models import Effect
from tests.assessments.api.caller import Caller

pytestmark = pytest.mark.django_db
PART = {"modules": ["PRC1"], "name": "생산팀 김 과장"}


def _links(session: str) -> str:
    return f"sessions/{session}/delegations/"


def test_a_colleague_answers_by_the_link_and_the_program_sees_how_far(hanbit: Caller) -> None:
    session = hanbit.start()
    made = hanbit.call("POST", _links(session), PART, wanted=201)
    assert (made["state"], made["modules"], made["answered"]) == ("waiting", ["PRC1"], 0)
    path = "/" + hanbit.get(f"{_links(session)}{made['id']}/")["link"].split("/", 3)[3]
    browser = Client()
    assert browser.post(path).status_code == 302
    item = made["unanswered"][0]
    sent = {item: "2", f"{item}.version": "0"}
    browser.post(f"/assessments/parts/{made['id']}/answers/{item}/", sent)
    (line,) = hanbit.get(_links(session))
    assert (line["state"], line["answered"]) == ("open", 1)
    assert item not in line["unanswered"]
    assert hanbit.get(f"{_links(session)}{made['id']}/")["link"] is None, "it works once"
    assert hanbit.get(f"sessions/{session}/answers/{item}/history/")[0]["link"] == PART["name"]
    hanbit.call("DELETE", f"{_links(session)}{made['id']}/", wanted=204)
    hanbit.call("DELETE", f"{_links(session)}{made['id']}/", wanted=204)
    assert [each["state"] for each in hanbit.get(_links(session))] == ["ended"]
    hanbit.get(f"{_links(session)}{made['id']}/", wanted=404)
    assert hanbit.get(f"sessions/{session}/answers/{item}/")["choice"] == "2"


def test_ones_own_phone_gets_a_link_to_all_parts_and_the_one_before_ends(hanbit: Caller) -> None:
    session = hanbit.start()
    first, second = (hanbit.call("POST", f"{_links(session)}phone/", wanted=201) for _time in range(2))
    assert (second["kind"], second["name"], len(second["modules"]) > 1) == ("device", "", True)
    assert [each["id"] for each in hanbit.get(_links(session))] == [second["id"]]
    assert hanbit.get(f"{_links(session)}{second['id']}/")["link"]
    hanbit.get(f"{_links(session)}{first['id']}/", wanted=404)


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"modules": []}, 409, "modules"),
        ({"modules": ["NOPE"]}, 409, "modules"),
        ({"modules": "PRC1"}, 400, "modules"),
        ({"name": " "}, 409, "name"),
        ({"name": "가" * 41}, 409, "name"),
    ],
)
def test_a_link_needs_parts_and_a_name(
    hanbit: Caller, changed: dict[str, object], status: int, field: str
) -> None:
    told = hanbit.call("POST", _links(hanbit.start()), PART | changed, wanted=status)
    assert field in (told.get("field"), *told.get("errors", {}))
    assert not Delegation.objects.exists()


def test_the_same_key_makes_one_link(hanbit: Caller) -> None:
    session = hanbit.start()
    first, again = (
        hanbit.response("POST", _links(session), PART, **{"Idempotency-Key": "link"}) for _time in range(2)
    )
    assert first.json() == again.json()
    assert Delegation.objects.count() == 1
    secret = link_of(Delegation.objects.get()).rpartition("/")[0].rpartition("/")[2]
    assert all(secret.encode() not in bytes(each.content) for each in Effect.objects.all())


def test_another_company_neither_sees_makes_nor_ends_links(hanbit: Caller, dasan: Caller) -> None:
    session = hanbit.start()
    made = hanbit.call("POST", _links(session), PART, wanted=201)
    dasan.get(_links(session), wanted=404)
    dasan.get(f"{_links(session)}{made['id']}/", wanted=404)
    dasan.call("POST", _links(session), PART, wanted=404)
    dasan.call("POST", f"{_links(session)}phone/", wanted=404)
    dasan.call("DELETE", f"{_links(session)}{made['id']}/", wanted=404)
    own = dasan.start()
    dasan.call("DELETE", f"{_links(own)}{made['id']}/", wanted=404)
    assert len(hanbit.get(_links(session))) == 1


def test_more_links_cost_no_more_queries(hanbit: Caller) -> None:
    session = hanbit.start()
    hanbit.call("POST", _links(session), PART, wanted=201)
    one = hanbit.queries(_links(session))
    for _time in range(2):
        hanbit.call("POST", _links(session), PART, wanted=201)
    assert hanbit.queries(_links(session)) == one
