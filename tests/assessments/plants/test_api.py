"""Plants over the API: as on the pages."""

import uuid

import pytest

from assessments.models import FrameworkVersion
from tests.assessments.api.caller import START, Caller
from tests.assessments.world import company, member

Frameworks = dict[str, FrameworkVersion]
FACTS = {"sigungu": "48123", "industry": "303", "size": "SMALL", "name": "창원 1공장", "employees": 42}


@pytest.fixture
def api(frameworks: Frameworks) -> Caller:
    """Hanbit's program."""
    return Caller(member(company()))


def test_a_plant_is_added_read_corrected_retired_and_used_again(api: Caller) -> None:
    made = api.call("POST", "plants/", FACTS | {"address": "웅남로 1"}, wanted=201)
    url = f"plants/{made['id']}/"
    assert api.get(url) == made
    assert (made["name"], made["address"], made["retired_at"]) == ("창원 1공장", "웅남로 1", None)
    assert api.call("POST", "plants/", FACTS, wanted=409)["code"] == "plant-known"
    changed = api.call("PUT", url, FACTS | {"name": "본공장", "sigungu": "48121"})
    assert (changed["name"], changed["sigungu"], changed["address"]) == ("본공장", "48121", "")
    api.call("PUT", url, FACTS | {"sigungu": "99999"}, wanted=409)
    assert api.call("POST", f"{url}retire/")["retired_at"] is not None
    assert api.get("plants/?retired=false")["count"] == 0
    assert api.get("plants/?retired=true")["count"] == 1
    assert api.call("POST", f"{url}bring-back/")["retired_at"] is None


def test_a_session_begins_with_what_its_plant_has_and_says_which_it_is(api: Caller) -> None:
    plant = api.call("POST", "plants/", FACTS, wanted=201)
    sent = {"framework": START["framework"], "plant_id": plant["id"], "employees": 50}
    session = api.call("POST", "sessions/", sent, wanted=201)
    assert (session["plant_id"], session["plant_name"], session["employees"]) == (
        plant["id"],
        "창원 1공장",
        50,
    )
    assert api.get(f"plants/{plant['id']}/")["employees"] == 50
    named = api.call("POST", "sessions/", START | {"plant_name": "창원 1공장"}, wanted=201)
    assert named["plant_id"] == plant["id"]
    other = api.call("POST", "sessions/", START | {"plant_name": "2공장"}, wanted=201)
    assert other["plant_id"] != plant["id"]
    found = api.get(f"sessions/?plant={plant['id']}")["results"]
    assert {each["id"] for each in found} == {session["id"], named["id"]}
    assert api.get(f"results/?plant={plant['id']}")["count"] == 0
    assert api.call("POST", f"plants/{plant['id']}/retire/", wanted=409)["code"] == "plant-open"
    api.call("POST", "sessions/", START | {"plant_id": str(uuid.uuid4())}, wanted=409)


def test_another_company_knows_nothing_of_it(api: Caller) -> None:
    made = api.call("POST", "plants/", FACTS, wanted=201)
    dasan = Caller(member(company("다산기공", "2048100999"), "owner@dasan.example"))
    assert dasan.get("plants/")["count"] == 0
    dasan.get(f"plants/{made['id']}/", wanted=404)
    dasan.call("PUT", f"plants/{made['id']}/", FACTS, wanted=404)
    dasan.call("POST", f"plants/{made['id']}/retire/", wanted=404)
    dasan.call("POST", "sessions/", START | {"plant_id": made["id"]}, wanted=409)


def test_many_plants_cost_no_more_queries_than_one(api: Caller) -> None:
    api.call("POST", "plants/", FACTS, wanted=201)
    one = api.queries("plants/")
    for number in range(3):
        api.call("POST", "plants/", FACTS | {"name": f"{number}공장"}, wanted=201)
    assert api.queries("plants/") == one


def test_a_name_is_as_long_as_it_is_stored(api: Caller) -> None:
    """Some letters are two once they are composed: they are refused, and never cut."""
    given = FACTS | {"name": "\u0958" * 40, "address": "웅남로\u200b 1"}
    made = api.call("POST", "plants/", given, wanted=201)
    assert (len(made["name"]), made["address"]) == (80, "웅남로 1")
    spent = {"month": "2025-03", "domain": "MES"}
    for path, sent, field, most in (
        ("plants/", FACTS, "name", 80),
        ("plants/", FACTS, "address", 200),
        ("sessions/", START, "plant_name", 80),
        ("investments/", spent, "words", 120),
        ("investments/", spent, "supplier_name", 80),
    ):
        refused = api.call("POST", path, sent | {field: "\u0958" * most}, wanted=400)
        assert list(refused["errors"]) == [field]
