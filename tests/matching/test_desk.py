"""The supplier's desk and the ministry's queue, as people use them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, User
from core.models import Organisation
from core.scope import enter
from matching.models import Supplier
from tests.core.accounts.people import hanbit, ministry, organisation, person, signed_in
from tests.matching.world import AT, costs, mirae, record, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
PAGES = [
    "/suppliers/mine/",
    "/suppliers/mine/preview/",
    "/suppliers/mine/sections/basics/",
    "/suppliers/mine/sections/domains/",
    "/suppliers/mine/sections/regions/",
    "/suppliers/mine/sections/industries/",
    "/suppliers/mine/sections/capacity/",
    "/suppliers/mine/products/",
    "/suppliers/mine/projects/",
]
BASICS = {
    "version": "1",
    "name": "미래시스템",
    "name_en": "Mirae System",
    "summary_ko": "기계 가공 공장에 생산관리시스템을 구축합니다. 창원에 있습니다.",
    "summary_en": "",
    "home_sigungu": "48123",
    "employees": "31",
    "founded_on": "2009-03-02",
    "homepage": "mirae.example.com",
    "contact_name": "김미래",
    "contact_email": "hello@mirae.example",
    "contact_phone": "055-000-0000",
}


def desk(row: Supplier) -> Client:
    """A browser at the supplier's desk, in Korean."""
    client = signed_in(works_for(row), second_factor=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


def fresh(row: Supplier) -> Supplier:
    """The row as it is now; the test acts as the portal again."""
    enter(SYSTEM)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("path", PAGES)
def test_the_supplier_opens_every_page_of_its_desk(path: str) -> None:
    assert desk(mirae()).get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_others_open_none_of_them(path: str) -> None:
    mirae()
    company = signed_in(person("owner@hanbit.example", hanbit()), second_factor=False)
    assert company.get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_without_a_profile_the_desk_offers_to_begin_one() -> None:
    place = organisation("supplier", "새길정보", "9998100013", sigungu="48121", name_en="Saegil")
    client = signed_in(person("park@saegil.example", place), second_factor=False)
    assert client.get("/suppliers/mine/").status_code == 200
    for path in PAGES[1:]:
        assert client.get(path).status_code == 404, path
    assert client.post("/suppliers/mine/start/").url == "/suppliers/mine/sections/basics/"  # type: ignore[attr-defined]
    assert client.get("/suppliers/mine/").status_code == 200


def test_the_desk_says_how_complete_the_profile_is_and_why_the_rest_matters() -> None:
    row = supplier("미완성", domains=[], evidence={}, industries=[], is_published=False, summary_ko="")
    shown = desk(row).get("/suppliers/mine/").content.decode()
    assert "33% 완성" in shown
    assert "우리 기술이 채울 수 있는 부족한 점에만 추천됩니다." in shown
    assert "그 업종과 규모의 공장에 추천될 때마다 점수에 들어갑니다." in shown


def test_the_desk_names_the_technologies_without_a_product() -> None:
    page = desk(mirae()).get("/suppliers/mine/").content.decode()
    assert "아직 제품이 없는 기술: 생산시점관리(POP)." in page


def test_a_section_is_saved_and_leads_on() -> None:
    row = mirae()
    answer = desk(row).post("/suppliers/mine/sections/basics/", {**BASICS, "following": "domains"})
    assert answer.url == "/suppliers/mine/sections/domains/"  # type: ignore[attr-defined]
    row = fresh(row)
    assert (row.employees, row.homepage, row.version) == (31, "https://mirae.example.com", 2)


def test_a_fault_keeps_what_was_typed_and_changes_nothing() -> None:
    row = mirae()
    answer = desk(row).post(
        "/suppliers/mine/sections/basics/", {**BASICS, "employees": "서른", "summary_ko": "새 소개입니다."}
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "서른" in shown
    assert "새 소개입니다." in shown
    assert 'aria-invalid="true"' in shown
    assert fresh(row).version == 1


def test_each_fault_of_a_section_is_a_link_to_its_field_and_all_that_was_typed_stays() -> None:
    typed = {**BASICS, "employees": "서른", "contact_email": "아닌주소", "contact_name": "이미래"}
    answer = desk(mirae()).post("/suppliers/mine/sections/basics/", typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    linked = re.findall(r'href="#(id_\w+)"', shown)
    assert linked == ["id_employees", "id_contact_email"]
    assert all(f'id="{name}"' in shown for name in linked)
    for name in ("employees", "contact_email", "contact_name", "contact_phone"):
        assert f'value="{typed[name]}"' in shown


def test_a_stale_page_shows_both_values_and_the_next_save_passes() -> None:
    row = mirae()
    client = desk(row)
    client.post("/suppliers/mine/sections/regions/", {"version": "1", "regions": ["26"]})
    answer = client.post("/suppliers/mine/sections/regions/", {"version": "1", "regions": ["11"]})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "지금 저장된 내용" in shown
    assert 'name="version" value="2"' in shown
    assert fresh(row).regions == ["26"]
    client.post("/suppliers/mine/sections/regions/", {"version": "2", "regions": ["11"]})
    assert fresh(row).regions == ["11"]


def test_the_whole_country_stands_alone() -> None:
    row = mirae()
    desk(row).post(
        "/suppliers/mine/sections/regions/", {"version": "1", "is_nationwide": "on", "regions": ["11"]}
    )
    assert fresh(row).regions == ["all"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/suppliers/mine/sections/basics/", {}),
        ("/suppliers/mine/sections/basics/", {**BASICS, "version": "x"}),
        ("/suppliers/mine/sections/basics/", {**BASICS, "summary_ko": "가" * 10_000}),
        ("/suppliers/mine/sections/basics/", {**BASICS, "contact_phone": "전화없음"}),
        ("/suppliers/mine/sections/domains/", {"version": "1"}),
        ("/suppliers/mine/sections/domains/", {"version": "1", "domains": ["MES", "POP"], "remote": ["ERP"]}),
        ("/suppliers/mine/sections/regions/", {"version": "1"}),
        ("/suppliers/mine/sections/basics/", {**BASICS, "home_sigungu": "29110"}),
        ("/suppliers/mine/sections/basics/", {**BASICS, "founded_on": "9999-99-99"}),
        ("/suppliers/mine/sections/basics/", {**BASICS, "homepage": "javascript:alert(1)"}),
        ("/suppliers/mine/sections/domains/", {"version": "1", "domains": ["X"]}),
        ("/suppliers/mine/sections/capacity/", {"version": "1", "total": "-1", "free": "10000000000"}),
        ("/suppliers/mine/products/", {}),
        ("/suppliers/mine/products/", {"domain": "X", "name": "\x00"}),
        ("/suppliers/mine/projects/", {"domain": "MES", "finished_on": "2027-12-31"}),
        ("/suppliers/mine/projects/", {"industry": "99"}),
    ],
)
def test_bad_input_is_answered_on_the_form_and_stored_nowhere(path: str, data: dict[str, object]) -> None:
    row = mirae()
    before = Supplier.objects.values().get()
    assert desk(row).post(path, data).status_code == 422
    enter(SYSTEM)
    assert Supplier.objects.values().get() == before
    assert row.solutions.count() == 1


def test_products_and_projects_come_and_go() -> None:
    row = mirae()
    client = desk(row)
    client.post("/suppliers/mine/products/", {"domain": "QMS", "name": "미래 QMS", "description_ko": "검사"})
    row = fresh(row)
    made = row.solutions.get(name="미래 QMS")
    assert row.evidence["QMS"] == "declared"
    page = client.get(f"/suppliers/mine/products/{made.pk}/").content.decode()
    assert "미래 QMS" in page
    client.post(f"/suppliers/mine/products/{made.pk}/delete/")
    assert fresh(row).solutions.count() == 1
    client.post(
        "/suppliers/mine/projects/",
        {
            "domain": "MES",
            "finished_on": "2026-05-02",
            "industry": "303",
            "sido": "48",
            "outcome_ko": "<b>좋음</b>",
        },
    )
    row = fresh(row)
    added = row.track_records.get(finished_on="2026-05-02")
    shown = Client().get("/suppliers/mirae-system/", headers={"Accept-Language": "ko"}).content.decode()
    assert "아직 확인되지 않은 실적 1건" in shown
    assert "<b>좋음" not in shown
    client.post(f"/suppliers/mine/projects/{added.pk}/delete/")
    assert fresh(row).track_records.count() == 1


def test_a_warning_stands_before_a_verified_claim_falls_back() -> None:
    row = mirae()
    shown = desk(row).get(f"/suppliers/mine/products/{row.solutions.get().pk}/").content.decode()
    assert "다시 확인받을 때까지" in shown


def test_confirming_hiding_and_publishing() -> None:
    row = mirae(profile_confirmed_on=timezone.localdate() - timedelta(days=340))
    client = desk(row)
    assert "25일 안에 프로필을 확인해 주십시오" in client.get("/suppliers/mine/").content.decode()
    client.post("/suppliers/mine/confirm/")
    assert fresh(row).profile_confirmed_on == timezone.localdate()
    client.post("/suppliers/mine/publish/", {"publish": "0"})
    assert Client().get("/suppliers/mirae-system/").status_code == 404
    assert client.get("/suppliers/mirae-system/").status_code == 200
    client.post("/suppliers/mine/publish/", {"publish": "1"})
    assert Client().get("/suppliers/mirae-system/").status_code == 200


def test_the_desk_costs_the_same_however_much_is_on_it() -> None:
    row = mirae()
    client = desk(row)
    spent = []
    for total in (1, 3, 200):
        enter(SYSTEM)
        while row.track_records.count() < total:
            record(row, is_confirmed=False)
        with costs() as statements:
            client.get("/suppliers/mine/")
        spent.append(len(statements))
    assert len(set(spent)) == 1


def queue(place: Organisation | None = None) -> Client:
    """A browser of the ministry's programme administrator, in Korean."""
    client = signed_in(person("admin@mss.example", place or ministry(), "programme_administrator"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    return client


def waiting() -> Supplier:
    """A supplier that asked."""
    return supplier("새길정보", is_published=False, verified_at=None, verification_asked_at=AT)


def test_the_ministry_verifies_from_its_queue() -> None:
    row, client = waiting(), queue()
    assert "새길정보" in client.get("/suppliers/verification/").content.decode()
    case = f"/suppliers/verification/{row.pk}/"
    assert f"{case}verify/" in client.get(case).content.decode()
    assert "소개가 바로 공개되고" in client.get(f"{case}verify/").content.decode()
    assert client.post(f"{case}verify/", {"version": "1"})["Location"] == case
    row = fresh(row)
    assert row.is_published
    assert row.organisation.verified_at is None
    assert client.post(f"{case}verify/", {"version": "1"}).status_code == 409
    assert client.get(f"{case}verify/")["Location"] == case
    assert "기다리는 공급기업이 없습니다" in client.get("/suppliers/verification/").content.decode()
    assert "새길정보" in client.get("/suppliers/verification/?state=verified").content.decode()
    assert "admin@mss.example" in client.get(case).content.decode()


def test_the_business_number_is_marked_as_checked_only_by_who_says_so() -> None:
    row, client = waiting(), queue()
    client.post(f"/suppliers/verification/{row.pk}/verify/", {"version": "1", "is_number_checked": "on"})
    assert fresh(row).organisation.verified_at is not None


def test_the_business_number_is_checked_after_the_verification() -> None:
    row, client = waiting(), queue()
    case = f"/suppliers/verification/{row.pk}/"
    client.post(f"{case}verify/", {"version": "1"})
    assert "사업자등록번호: 국세청" in client.get(case).content.decode()
    assert client.post(f"{case}number/")["Location"] == case
    assert fresh(row).organisation.verified_at is None
    for _again in range(2):
        assert client.post(f"{case}number/", {"is_number_checked": "on"})["Location"] == case
    assert fresh(row).organisation.verified_at is not None
    page = client.get(case).content.decode()
    assert page.count("사업자등록번호 확인됨</td>") == 1
    assert f"{case}number/" not in page


def test_the_case_links_the_homepage_without_vouching_for_it() -> None:
    row, client = waiting(), queue()
    Supplier.objects.filter(pk=row.pk).update(homepage="https://saegil.example")
    page = client.get(f"/suppliers/verification/{row.pk}/").content.decode()
    assert '<a href="https://saegil.example" rel="noopener noreferrer nofollow">' in page


def test_a_verification_is_withdrawn_with_a_reason_and_the_withdrawal_taken_back() -> None:
    row, client = waiting(), queue()
    case = f"/suppliers/verification/{row.pk}/"
    client.post(f"{case}verify/", {"version": "1"})
    assert client.get(f"{case}withdraw/").status_code == 200
    version = str(fresh(row).version)
    short = client.post(f"{case}withdraw/", {"version": version, "reason": "짧음"})
    assert short.status_code == 422
    assert "오류" in short.content.decode()
    good = {"version": version, "reason": "폐업한 기업으로 확인되었습니다."}
    assert client.post(f"{case}withdraw/", good)["Location"] == case
    row = fresh(row)
    assert (row.verified_at, row.verified_by_id, row.is_published) == (None, None, False)
    assert good["reason"] in desk(row).get("/suppliers/mine/").content.decode()
    assert client.post(f"{case}withdraw/", good).status_code == 409
    shown = client.get(case).content.decode()
    assert "확인 취소" in shown
    assert good["reason"] in shown
    assert "새길정보" in client.get("/suppliers/verification/?state=returned").content.decode()
    assert client.post(f"{case}reopen/", {"version": str(fresh(row).version)})["Location"] == case
    row = fresh(row)
    assert (row.returned_at, row.return_reason) == (None, "")
    assert "새길정보" in client.get("/suppliers/verification/").content.decode()
    assert client.post(f"{case}reopen/", {"version": str(row.version)}).status_code == 409


def test_nobody_decides_about_a_supplier_of_their_own() -> None:
    row = waiting()
    place = ministry()
    client = queue(place)
    decider = User.objects.get(email="admin@mss.example")
    Membership.objects.create(
        organisation=row.organisation, user=decider, role="member", state="active", started_at=AT
    )
    session = client.session
    session["organisation"] = str(place.pk)
    session.save()
    client.post("/organisations/switch/", {"organisation": str(place.pk)})
    assert client.post(f"/suppliers/verification/{row.pk}/verify/", {"version": "1"}).status_code == 403
    assert not fresh(row).is_published


def test_a_return_without_a_reason_is_asked_for_one() -> None:
    row, client = waiting(), queue()
    case = f"/suppliers/verification/{row.pk}/return/"
    assert client.get(case).status_code == 200
    assert client.post(case, {"version": "1", "reason": ""}).status_code == 422
    assert client.post(case, {"version": "1", "reason": "짧음"}).status_code == 422
    good = {"version": "1", "reason": "사업자등록증을 다시 확인해 주십시오."}
    assert client.post(case, good).status_code == 302
    assert fresh(row).return_reason == good["reason"]
    assert good["reason"] in desk(row).get("/suppliers/mine/").content.decode()


def test_a_profile_that_changed_while_it_was_read_is_not_verified_unseen() -> None:
    row, client = waiting(), queue()
    Supplier.objects.filter(pk=row.pk).update(version=2)
    answer = client.post(f"/suppliers/verification/{row.pk}/verify/", {"version": "1"})
    assert answer.status_code == 409


def test_the_queue_is_the_programme_administrators_alone() -> None:
    row = waiting()
    place = ministry()
    clients = [
        signed_in(person("audit@mss.example", place, "auditor")),
        signed_in(works_for(row), second_factor=False),
        signed_in(person("owner@hanbit.example", hanbit()), second_factor=False),
    ]
    for client in clients:
        for path in ("", f"{row.pk}/", f"{row.pk}/verify/", f"{row.pk}/return/", f"{row.pk}/withdraw/"):
            assert client.get(f"/suppliers/verification/{path}").status_code == 403
        for path in ("verify", "return", "withdraw", "reopen", "number"):
            assert client.post(f"/suppliers/verification/{row.pk}/{path}/").status_code == 403
    assert queue(place).get(f"/suppliers/verification/{uuid.uuid4()}/").status_code == 404
