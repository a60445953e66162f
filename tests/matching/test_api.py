"""Suppliers and recommendations over the API."""

import json
import uuid

import pytest
from django.test import Client

from core.accounts.actor import SYSTEM
from core.scope import enter
from matching.demo import suppliers
from matching.loading import load_suppliers
from matching.models import Supplier
from tests.core.accounts.people import hanbit, organisation, person, signed_in
from tests.matching.world import banned, costs, hanbit_result, mirae, policy, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
LIST = "/api/v1/suppliers/"


def get(path: str, client: Client | None = None) -> dict[str, object]:
    """The answer's document."""
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]


def test_the_list_is_public_and_filters_like_the_page() -> None:
    mirae()
    supplier("서울기업", home_sigungu="11545", regions=["11"])
    banned(supplier("제재기업"))
    assert get(LIST)["count"] == 2
    found = get(LIST + "?region=48&q=ㅁㄹㅅㅅㅌ&verified=1")
    assert [row["slug"] for row in found["results"]] == ["mirae-system"]
    assert "contact_email" not in found["results"][0]


def test_a_code_that_is_none_is_a_400_with_the_field() -> None:
    answer = Client().get(LIST + "?region=99")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "region" in answer.json()["errors"]


def test_a_merged_region_means_its_successor() -> None:
    supplier("광주기업", home_sigungu="12210", regions=["12"])
    assert get(LIST + "?region=29")["count"] == 1


def test_pages_go_on_without_gap_or_repetition() -> None:
    load_suppliers(suppliers(50))
    seen, path = [], LIST + "?page_size=7"
    while path:
        found = get(path)
        seen += [row["slug"] for row in found["results"]]
        path = str(found["next"] or "").replace("http://testserver", "")
    enter(SYSTEM)
    assert len(seen) == len(set(seen)) == Supplier.objects.listed().count()
    assert Client().get(LIST + "?page=99999").status_code == 404


def test_the_list_takes_as_many_queries_with_one_three_and_a_thousand_rows() -> None:
    spent = []
    for total in (1, 3, 1000):
        load_suppliers(suppliers(total))
        with costs() as statements:
            get(LIST)
        spent.append(len(statements))
    # The state; the facets, texts and order, which are kept once nothing changes; the rows.
    assert spent == [6, 6, 6]  # one of them counts the call


@pytest.mark.parametrize("query", ["", "?domain=MES&region=48", "?q=없는이름"])
def test_a_search_that_finds_nothing_is_an_empty_page(query: str) -> None:
    assert get(LIST + query)["results"] == []


def test_one_supplier_comes_with_products_and_projects() -> None:
    mirae()
    with costs() as statements:
        found = get(LIST + "mirae-system/")
    assert len(statements) == 4  # one of them counts the call
    assert found["evidence"] == {"MES": "verified", "POP": "documented"}
    assert found["track_records"][0]["is_confirmed"] is True
    assert "contact_email" not in found
    assert Client().get(LIST + "nobody/").status_code == 404


def own(row: Supplier) -> Client:
    """The supplier's browser."""
    return signed_in(works_for(row), second_factor=False)


def patch(client: Client, data: dict[str, object], etag: str | None = '"1"') -> tuple[int, dict[str, object]]:
    """Status and document of a change of one's own profile."""
    headers = {"If-Match": etag} if etag else {}
    answer = client.patch(LIST + "mine/", json.dumps(data), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def test_a_supplier_changes_its_own_profile_and_is_found_at_once() -> None:
    client = own(mirae())
    assert client.get(LIST + "mine/")["ETag"] == '"1"'
    status, found = patch(client, {"domains": ["MES", "AI"], "regions": ["all"], "capacity_open": 0})
    assert (status, found["evidence"], found["version"]) == (200, {"MES": "verified", "AI": "declared"}, 4)
    assert get(LIST + "?domain=AI")["count"] == 1


def test_a_change_needs_the_version_that_was_read() -> None:
    client = own(mirae())
    assert patch(client, {"regions": ["11"]}, None)[0] == 428
    assert patch(client, {"regions": ["11"]}, '"7"')[0] == 412
    assert patch(client, {"regions": ["11"]}, '"x"')[0] == 400
    enter(SYSTEM)
    assert Supplier.objects.get().regions == ["48"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"regions": ["29"]},
        {"regions": "48"},
        {"domains": ["X"]},
        {"capacity_open": 99},
        {"capacity_total": -1},
        {"name": "다른 이름"},
        {"name": "\x00"},
        {"homepage": "javascript:alert(1)"},
        {"home_sigungu": "zz"},
        {"regions": ["11"], "industries": ["99"]},
        {"summary_ko": ""},
    ],
)
def test_bad_input_changes_nothing_and_says_why(data: dict[str, object]) -> None:
    client = own(mirae())
    before = Supplier.objects.values().get()
    status, said = patch(client, data)
    assert status in (400, 409)
    assert said["title"]
    enter(SYSTEM)
    assert Supplier.objects.values().get() == before


def test_nobody_else_reads_or_changes_a_profile_as_their_own() -> None:
    mirae()
    company = signed_in(person("owner@hanbit.example", hanbit()), second_factor=False)
    assert company.get(LIST + "mine/").status_code == 404
    assert patch(company, {"regions": ["11"]})[0] == 403
    assert Client().get(LIST + "mine/").status_code == 404
    assert patch(Client(), {"regions": ["11"]})[0] == 401


RECOMMENDATIONS = "/api/v1/recommendations/"


def test_the_company_asks_for_a_recommendation_and_reads_it() -> None:
    mirae(regions=["all"])
    policy()
    company = hanbit()
    result = hanbit_result(company)
    client = signed_in(person("owner@hanbit.example", company), second_factor=False)
    body = json.dumps({"result": str(result.pk)})
    headers = {"Idempotency-Key": "once-1"}
    answer = client.post(RECOMMENDATIONS, body, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    again = client.post(RECOMMENDATIONS, body, content_type="application/json", headers=headers)
    assert again.json()["id"] == answer.json()["id"]
    listed = get(f"{RECOMMENDATIONS}?result={result.pk}", client)
    assert [row["id"] for row in listed["results"]] == [answer.json()["id"]]
    detail = get(f"{RECOMMENDATIONS}{answer.json()['id']}/", client)
    assert detail["policy"]["code"] == "2026-11"


def test_recommendations_of_others_are_not_there() -> None:
    policy()
    company = hanbit()
    result = hanbit_result(company)
    other = signed_in(
        person("owner@dasan.example", organisation("company", "다산테크", "2148612344")), second_factor=False
    )
    body = json.dumps({"result": str(result.pk)})
    assert other.post(RECOMMENDATIONS, body, content_type="application/json").status_code == 404
    assert get(RECOMMENDATIONS, other)["count"] == 0
    assert other.get(f"{RECOMMENDATIONS}{uuid.uuid4()}/").status_code == 404
    assert other.get(f"{RECOMMENDATIONS}?result=x").status_code == 400
    assert Client().get(RECOMMENDATIONS).status_code == 401
