"""The regional list: whose rows it shows, how it is narrowed, what it costs."""

import re
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Result
from core.audit.models import AccessRecord
from core.models import Organisation
from programmes.models import Jurisdiction, Review, State
from programmes.views.table import interval
from tests.core.accounts.people import signed_in
from tests.programmes.world import (
    AT,
    as_portal,
    company,
    end_membership,
    many,
    officer,
    result,
    share,
    shared,
    technopark,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
CHANGWON = ("48121", "48123", "48120")
URL = "/regional/"


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", *CHANGWON, "48250")


@pytest.fixture
def seoul() -> Organisation:
    return technopark("SEOUL", "서울테크노파크", "11350", "11530")


def listed(browser: Client, **query: str) -> str:
    answer = browser.get(URL, query)
    as_portal()
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def names(browser: Client, **query: str) -> list[str]:
    before = r"<th scope=\"row\">(?:<input[^>]*> )?(?:<span.*?</span></span>)?(?:<a[^>]*>)?"
    return re.findall(rf"{before}([^<]+)", listed(browser, **query))


def test_an_officer_sees_what_companies_of_the_districts_shared(gyeongnam: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    result(company("다산테크", 2))  # not shared
    assert [name.strip() for name in names(signed_in(officer(gyeongnam)))] == ["한빛정밀"]


def test_another_region_sees_nothing_of_it_in_list_count_export_or_api(
    gyeongnam: Organisation, seoul: Organisation
) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    browser = signed_in(officer(seoul))
    pages = {
        "list": browser.get(URL),
        "search": browser.get(URL, {"q": "한빛"}),
        "export page": browser.get("/regional/export/"),
        "export": browser.post("/regional/export/", {"reason": "12월 설명회 초대"}),
        "api": browser.get("/api/v1/regional-results/"),
    }
    for name, answer in pages.items():
        assert "한빛정밀" not in answer.content.decode(), name
        assert str(hanbit.pk) not in answer.content.decode(), name
    assert pages["api"].json()["count"] == 0
    assert pages["export"].status_code == 422
    assert browser.get(f"/api/v1/regional-results/{hanbit.pk}/").status_code == 404


def test_a_result_shared_with_the_wrong_technopark_stays_hidden_from_it(seoul: Organisation) -> None:
    shared("한빛정밀", 1, "48123", seoul)
    assert names(signed_in(officer(seoul))) == []


@pytest.mark.parametrize("sigungu", ["11350"])
def test_the_wall_in_the_database_holds_when_the_queryset_forgets(
    gyeongnam: Organisation, seoul: Organisation, sigungu: str
) -> None:
    from core.accounts.actor import Actor, Place
    from core.scope import enter

    shared("한빛정밀", 1, "48123", gyeongnam, seoul)  # shared with both, in the districts of one
    shared("노원정밀", 2, sigungu, gyeongnam)  # in the districts of Seoul, shared with Gyeongnam
    for park, expected in ((gyeongnam, 1), (seoul, 0)):
        place = Place(park.pk, "technopark", "officer")
        enter(Actor(user_id=officer(park).pk, places=(place,), place=place, has_second_factor=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, count(*) FROM assessments_result")
            assert cursor.fetchone() == ("ieum_app", expected)
        assert Result.objects.count() == expected
        as_portal()


def test_a_withdrawn_share_disappears_at_once(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    browser = signed_in(officer(gyeongnam))
    assert len(names(browser)) == 1
    hanbit.shares.update(withdrawn_at="2026-11-21T00:00Z")
    assert names(browser) == []
    assert browser.get(f"/api/v1/regional-results/{hanbit.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        (("GWANGJU", "12300"), ("JEONNAM", "12150")),
        (("GYEONGGI", "41111"), ("GDTP", "41281")),
        (("POHANG", "47111"), ("GYEONGBUK", "47190")),
    ],
)
def test_technoparks_of_one_province_see_their_own_districts_only(
    mine: tuple[str, str], other: tuple[str, str]
) -> None:
    here, there = technopark(mine[0], mine[0], mine[1]), technopark(other[0], other[0], other[1])
    shared("여기정밀", 1, mine[1], here, there)
    shared("저기정밀", 2, other[1], here, there)
    assert [name.strip() for name in names(signed_in(officer(here)))] == ["여기정밀"]
    assert [name.strip() for name in names(signed_in(officer(there)))] == ["저기정밀"]


def test_when_a_district_moves_both_lists_follow(gyeongnam: Organisation, seoul: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam, seoul)
    old, new = signed_in(officer(gyeongnam)), signed_in(officer(seoul))
    assert (len(names(old)), len(names(new))) == (1, 0)
    Jurisdiction.objects.filter(sigungu="48123").update(technopark=seoul)
    assert (len(names(old)), len(names(new))) == (0, 1)


def test_an_ended_membership_ends_the_view(gyeongnam: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    someone = officer(gyeongnam)
    browser = signed_in(someone)
    assert len(names(browser)) == 1
    end_membership(someone)
    for url in (URL, "/regional/export/", "/regional/districts/"):
        assert browser.get(url).status_code == 403
    assert browser.get("/api/v1/regional-results/").status_code == 403


def test_a_closed_account_is_signed_out(gyeongnam: Organisation) -> None:
    someone = officer(gyeongnam)
    browser = signed_in(someone)
    type(someone).objects.filter(pk=someone.pk).update(is_active=False)
    assert browser.get(URL).status_code == 302


def test_an_officer_without_the_second_step_is_asked_for_it(gyeongnam: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    browser = signed_in(officer(gyeongnam), second_factor=False)
    for method, url in (("get", URL), ("get", "/regional/export/"), ("post", "/regional/export/")):
        answer = getattr(browser, method)(url)
        assert (answer.status_code, "2fa" in answer["Location"]) == (302, True)
    assert browser.get("/api/v1/regional-results/").status_code == 403


def test_every_filter_narrows(gyeongnam: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam, plant="제2공장")
    shared("다산테크", 2, "48250", gyeongnam, industry="251", size="MEDIUM")
    browser = signed_in(officer(gyeongnam))

    def found(**query: str) -> list[str]:
        return [name.strip() for name in names(browser, **query)]

    assert found(q="한빛") == found(q="제2공장") == found(q="빛정 2공") == ["한빛정밀"]
    assert found(sigungu="48250") == found(industry="25") == found(size="MEDIUM") == ["다산테크"]
    assert found(sort="name") == ["다산테크", "한빛정밀"]
    assert found(sort="-name") == ["한빛정밀", "다산테크"]
    assert len(found(framework="mini")) == 2
    assert len(found(submitted_from="2026-11-20", submitted_to="2026-11-20")) == 2
    assert found(submitted_to="2026-11-19") == found(submitted_from="2026-11-21") == []
    assert found(level="0") + found(tier="advanced") == []


def test_a_city_stands_for_its_general_districts(gyeongnam: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    shared("다산테크", 2, "48120", gyeongnam)
    browser = signed_in(officer(gyeongnam))
    assert len(names(browser, sigungu="48120")) == 2
    assert len(names(browser, sigungu="48123")) == 1


def test_a_code_from_before_a_merger_is_followed_and_explained() -> None:
    gwangju = technopark("GWANGJU", "광주테크노파크", "12210", "29110")
    shared("광주정밀", 1, "29110", gwangju)
    shared("무등정밀", 2, "12210", gwangju)
    browser = signed_in(officer(gwangju))
    page = listed(browser, sigungu="29110")
    assert "2026-07-01" in page
    assert "광주정밀" in page
    assert "무등정밀" in page
    assert page.count('<option value="12210" selected>') == 1
    assert 'value="29110"' not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"sigungu": "11350"}, "관할이 아닙니다"),
        ({"sigungu": "99999"}, "99999"),
        ({"sigungu": "%s%(x)s"}, "%s%(x)s"),
        ({"sigungu": "\0"}, "목록에서 고르십시오"),
        ({"q": "\0"}, "오류"),
        ({"submitted_from": "2026-02-31"}, "날짜"),
        ({"submitted_from": "0001-01-01"}, "2000년"),
        ({"submitted_to": "9999-12-31"}, "2000년"),
        ({"submitted_from": "2026-11-20", "submitted_to": "2026-11-01"}, "앞섭니다"),
        ({"tier": "x"}, "x"),
        ({"level": "99999999999999999999"}, "99999999999999999999"),
        ({"sort": "organisation__users__password"}, "organisation__users__password"),
        ({"q": "가" * 5_000}, "80"),
    ],
)
def test_a_wrong_filter_is_named_and_shows_no_rows(
    gyeongnam: Organisation, query: dict[str, str], words: str
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    browser = signed_in(officer(gyeongnam))
    page = browser.get(URL, query)
    assert page.status_code == 400
    assert words in page.content.decode()
    assert "한빛정밀" not in page.content.decode()
    api = browser.get("/api/v1/regional-results/", query)
    assert api.status_code == 400
    assert api["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "9" * 5_000, "\0", "٣"])
@pytest.mark.parametrize("rows", ["50", "7", "９" * 5_000, "\0"])
def test_any_page_number_shows_a_page(gyeongnam: Organisation, page: str, rows: str) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    assert len(names(signed_in(officer(gyeongnam)), page=page, rows=rows)) == 1


def test_empty_lists_say_why(gyeongnam: Organisation) -> None:
    browser = signed_in(officer(gyeongnam))
    assert "아직 공유된 진단 결과가 없습니다" in listed(browser)
    shared("한빛정밀", 1, "48123", gyeongnam)
    assert "조건에 맞는" in listed(browser, q="없는회사")
    nowhere = technopark("NEW", "새테크노파크")
    assert "지정된 관할이 없습니다" in listed(signed_in(officer(nowhere)))


def test_rows_a_page_and_filters_stay_in_the_address(gyeongnam: Organisation) -> None:
    many(120, gyeongnam)
    browser = signed_in(officer(gyeongnam))
    assert len(names(browser)) == 50
    assert len(names(browser, rows="100")) == 100
    page = listed(browser, rows="100", q="회사", page="2")
    assert len(re.findall(r'<th scope="row">', page)) == 20
    assert urlencode({"rows": "100", "q": "회사", "page": "1"}).replace("&", "&amp;") in page


def test_the_list_costs_the_same_queries_for_1_3_and_1000_rows(gyeongnam: Organisation) -> None:
    browser = signed_in(officer(gyeongnam))
    counts = []
    for more in (1, 2, 997):
        as_portal()
        if more == 997:
            many(more, gyeongnam)
        else:
            for n in range(more):
                shared(f"한빛정밀 {more}{n}", more * 10 + n, "48123", gyeongnam)
        listed(browser)  # frameworks are read once a process
        with CaptureQueriesContext(
            connection,
        ) as captured:
            browser.get(URL, {"rows": "200"})
        as_portal()
        counts.append([query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]])
    assert len({len(each) for each in counts}) == 1
    assert len(counts[0]) <= 10 + 4  # session, user, membership, set_config


def test_looking_at_the_list_is_recorded(gyeongnam: Organisation) -> None:
    someone = officer(gyeongnam)
    shared("한빛정밀", 1, "48123", gyeongnam)
    listed(signed_in(someone))
    row = AccessRecord.objects.get(act="list")
    assert (row.actor_id, row.organisation_id, row.count) == (str(someone.pk), str(gyeongnam.pk), 1)


def test_a_name_with_markup_is_shown_as_text(gyeongnam: Organisation) -> None:
    shared("<script>alert(1)</script>", 1, "48123", gyeongnam, plant="<img src=x>")
    page = listed(signed_in(officer(gyeongnam)))
    assert "&lt;script&gt;alert(1)" in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("kind", ["company", "supplier", "local_government", "ministry", "assessor_body"])
def test_nobody_else_opens_the_desk(gyeongnam: Organisation, kind: str) -> None:
    from tests.core.accounts.people import organisation, person

    there = organisation(kind, "다른 곳")
    share(result(company("한빛정밀", 1)), there)
    browser = signed_in(person("other@place.example", there))
    for url in (URL, "/regional/export/", "/regional/districts/", "/api/v1/regional-results/"):
        answer = browser.get(url)
        assert answer.status_code == 403, url
        assert "한빛정밀" not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ㅎㅂ", ["한빛정밀"]),
        ("ㅎㅂㅈㅁ", ["한빛정밀"]),
        ("한ㅂ정", ["한빛정밀"]),
        ("ㄷㅅ ㅌㅋ", ["다산테크"]),
        ("제2", ["다산테크"]),
        ("ㅈ2", ["다산테크"]),
        ("㈜", []),
        ("ㅋㅋ", []),
        ("ㅎ.ㅂ", []),
        ("[ㅎ", []),
        ("\\ㅎ", []),
    ],
)
def test_a_company_is_found_by_initials(gyeongnam: Organisation, typed: str, found: list[str]) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    shared("다산테크", 2, "48123", gyeongnam, plant="제2공장")
    assert [name.strip() for name in names(signed_in(officer(gyeongnam)), q=typed)] == found


def test_a_company_is_found_by_its_business_number_in_any_form(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    shared("다산테크", 2, "48123", gyeongnam)
    browser = signed_in(officer(gyeongnam))
    number = hanbit.organisation.business_number
    for typed in (number, f"{number[:3]}-{number[3:5]}-{number[5:]}", number[4:]):
        assert [name.strip() for name in names(browser, q=typed)] == ["한빛정밀"]
    assert names(browser, q=number[:2]) == []


def test_what_a_colleague_opened_is_marked(gyeongnam: Organisation, seoul: Organisation) -> None:
    from core.audit import record_access
    from tests.core.accounts.people import actor, person

    first = shared("가온정밀", 1, "48123", gyeongnam)
    second = shared("나래정밀", 2, "48123", gyeongnam)
    shared("다솜주조", 3, "48250", gyeongnam)
    colleague = actor(person("second@gntp.example", gyeongnam, "officer"))
    elsewhere = actor(officer(seoul))
    for by, result_id in ((colleague, first.pk), (elsewhere, second.pk)):
        record_access(by=by, at=AT, act="view", subject_kind="result", subject_id=result_id)
    browser = signed_in(officer(gyeongnam))
    assert listed(browser).count(">미열람<") == 2
    assert [name.strip() for name in names(browser, opened="yes")] == ["가온정밀"]
    assert len(names(browser, opened="no")) == 2


def test_an_interval_without_width_is_one_number() -> None:
    assert interval(Result(low=Decimal("294.6"), high=Decimal("295.4"))) == "295"
    assert interval(Result(low=Decimal(280), high=Decimal(295))) == "280–295"


def test_the_address_of_the_list_can_be_copied_with_its_filters(gyeongnam: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    page = listed(signed_in(officer(gyeongnam)), sort="name", q="한빛", page="1")
    assert 'data-copy="http://testserver/regional/?q=%ED%95%9C%EB%B9%9B&amp;sort=name"' in page


def test_our_districts_say_what_each_has_and_what_waits_and_leave_out_a_city_beside_its_gu() -> None:
    park = technopark("GYEONGNAM", "경남테크노파크", "48120", "48123", "48250")
    done = shared("한빛정밀", 1, "48123", park)
    shared("다산테크", 2, "48123", park)
    Review.objects.create(organisation=park, result=done, state=State.DONE.value)
    page = signed_in(officer(park)).get("/regional/districts/")
    found = {each.district.code: (each.results, each.pending) for each in page.context["districts"]}
    assert found == {"48123": (2, 1), "48250": (0, 0)}
    assert (page.context["results"], page.context["pending"]) == (2, 1)
    assert "/regional/?sigungu=48123&amp;state=pending" in page.content.decode()


def test_a_business_number_is_found_with_spaces_as_a_registration_prints_it(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    shared("다산테크", 2, "48123", gyeongnam)
    number = hanbit.organisation.business_number
    browser = signed_in(officer(gyeongnam))
    for typed in (f"{number[:3]} {number[3:5]} {number[5:]}", f" {number[:3]} - {number[3:5]}-{number[5:]} "):
        assert [name.strip() for name in names(browser, q=typed)] == ["한빛정밀"], typed


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("김해시", ["48250"]),
        ("김해", ["48250"]),
        ("성산구", ["48123"]),
        ("창원시 성산구", ["48123"]),
        ("경남 김해시", ["48250"]),
        ("창원", ["48120", "48121", "48123"]),
        ("경남", []),
        ("해", []),
        ("김해정밀", []),
    ],
)
def test_the_name_of_a_district_typed_for_a_company_leads_to_the_filter_of_districts(
    gyeongnam: Organisation, typed: str, codes: list[str]
) -> None:
    shared("한빛정밀", 1, "48250", gyeongnam)
    page = listed(signed_in(officer(gyeongnam)), q=typed, sort="name")
    main = page[page.index("<main") :]
    assert sorted(re.findall(r"\"\?sort=name&amp;sigungu=(\d+)", main)) == codes


def test_a_row_is_marked_until_somebody_here_opened_it_and_no_cell_hides_what_it_cuts(
    gyeongnam: Organisation,
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    page = listed(signed_in(officer(gyeongnam)))
    assert page.count('class="desk-unread" title="미열람"') == 1
    for cell in re.findall(r'<td[^>]*desk-cut[^>]*title="([^"]+)">([^<]+)<', page):
        assert cell[0] == cell[1]
    assert len(re.findall(r"<td[^>]*desk-cut", page)) == 2
