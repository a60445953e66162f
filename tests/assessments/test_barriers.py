"""The survey of barriers: asked by leave, counted in blocks of five firms, gone with its consent."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.actions.barriers import seal_barriers
from assessments.barriers import BARRIERS, Answered, Block, by_industry, by_region, line
from assessments.benchmark import Group
from assessments.models import BarrierSurvey
from core.accounts.actor import SYSTEM
from core.accounts.models import Consent, Organisation
from core.identifiers import fictitious_business_number
from core.scope import acting, enter
from core.web.request import now
from tests.core.accounts.people import actor, ministry, organisation, person, signed_in
from tests.portal.results.world import answers, result
from tests.programmes.world import officer, technopark

FORM = dict.fromkeys(BARRIERS, "1") | {"money": "2", "agree": "on"}


def _firm(number: int, sigungu: str = "48123") -> Organisation:
    digits = fictitious_business_number(700 + number)
    return organisation("company", f"기업 {number}", digits, sigungu=sigungu)


def _answered(firms: int, known: dict[str, str]) -> list[BarrierSurvey]:
    """So many companies of one place and industry that answered a fortnight ago."""
    found = []
    for number in range(firms):
        firm = _firm(number)
        made = result(firm, known)
        consent = Consent.objects.create(
            document="barriers", version="x", wording={}, organisation=firm, given_at=now()
        )
        found.append(
            BarrierSurvey.objects.create(
                result=made,
                organisation=firm,
                consent=consent,
                answered_at=now() - timedelta(days=1),
                **(dict.fromkeys(BARRIERS, 0) | {"money": 2}),
            )
        )
    return found


@pytest.mark.usefixtures("as_system")
def test_a_company_answers_by_leave_and_takes_it_back() -> None:
    firm = _firm(1)
    made = result(firm)
    browser = signed_in(person("owner@firm.example", firm))
    url = f"/results/{made.pk}/barriers/"
    assert "건너뛰기" in browser.get(url).content.decode()
    assert browser.post(url, {key: value for key, value in FORM.items() if key != "agree"}).status_code == 422
    assert browser.post(url, FORM | {"people": "3"}).status_code == 422
    enter(SYSTEM)
    assert not BarrierSurvey.objects.exists()
    assert browser.post(url, FORM).status_code == 302
    enter(SYSTEM)
    row = BarrierSurvey.objects.get()
    assert (row.money, row.people, row.consent.document) == (2, 1, "barriers")
    assert browser.post(url, FORM).status_code == 409
    assert "매우 그렇다" in browser.get(url).content.decode()
    assert browser.post(f"{url}take-back/").status_code == 302
    enter(SYSTEM)
    assert not BarrierSurvey.objects.exists()
    assert Consent.objects.get(document="barriers").withdrawn_at is not None


@pytest.mark.usefixtures("as_system")
def test_nobody_else_reads_or_answers_it() -> None:
    firm, other = _firm(1), _firm(2)
    made = result(firm)
    browser = signed_in(person("owner@firm.example", firm))
    browser.post(f"/results/{made.pk}/barriers/", FORM)
    enter(SYSTEM)
    park = technopark("GYEONGNAM", "경남테크노파크", "48123")
    strangers = [person("owner@other.example", other), officer(park)]
    for each in strangers:
        assert signed_in(each).get(f"/results/{made.pk}/barriers/").status_code in (403, 404)
        enter(SYSTEM)
        with acting(actor(each)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM assessments_barriersurvey")
            assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("as_system")
def test_five_companies_count_and_the_block_ends_when_one_leaves() -> None:
    known = answers()
    rows = _answered(4, known)
    assert seal_barriers(by=SYSTEM, at=now()) == 0
    park = signed_in(officer(technopark("GYEONGNAM", "경남테크노파크", "48123")))
    assert park.get("/api/v1/barriers/").json() == {"everybody": None, "regions": [], "industries": []}
    assert "아직 답이 적습니다" in park.get("/regional/barriers/").content.decode()
    enter(SYSTEM)
    BarrierSurvey.objects.all().delete()
    Organisation.objects.filter(pk__in=[row.organisation_id for row in rows]).update(name="옛 기업")
    for row in rows:
        row.save(force_insert=True)
    fifth = _firm(5)
    made = result(fifth, known)
    browser = signed_in(person("owner@fifth.example", fifth))
    assert browser.post(f"/results/{made.pk}/barriers/", FORM).status_code == 302
    enter(SYSTEM)
    assert seal_barriers(by=SYSTEM, at=now()) == 1
    assert seal_barriers(by=SYSTEM, at=now()) == 0
    page = park.get("/regional/barriers/")
    assert page.context["everybody"][1:] == (5, [10, 10, 100, 10, 10])
    assert [row[0] for row in page.context["regions"]] == ["경남"]
    enter(SYSTEM)
    programme = person("programme@ministry.example", ministry(), "programme_administrator")
    assert signed_in(programme).get("/regional/barriers/").status_code == 200
    assert browser.post(f"/results/{made.pk}/barriers/take-back/").status_code == 302
    assert park.get("/regional/barriers/").context["everybody"] is None


@pytest.mark.usefixtures("as_system")
def test_the_api_does_what_the_page_does() -> None:
    firm = _firm(1)
    made = result(firm)
    browser = signed_in(person("owner@firm.example", firm))
    url, kind = f"/api/v1/results/{made.pk}/barriers/", {"content_type": "application/json"}
    given = dict.fromkeys(BARRIERS, 1)
    assert browser.get(url).status_code == 204
    assert browser.put(url, given | {"agree": False}, **kind).status_code == 409
    assert browser.put(url, given | {"agree": True, "money": 3}, **kind).status_code == 400
    assert browser.put(url, given | {"agree": True}, **kind).json() == given
    assert browser.get(url).json() == given
    assert browser.delete(url).status_code == 204
    enter(SYSTEM)
    assert not BarrierSurvey.objects.exists()


GROUPS = [Group(industry, "", region) for industry in ("", "30") for region in ("", "48", "SOUTHEAST")]
DRAWN = st.lists(st.tuples(st.sampled_from(range(6)), st.integers(5, 9), st.integers(0, 1)), max_size=8)


def _block(number: int, group: int, size: int, gone: int) -> Block:
    """A block of firms of its own, from which some have gone."""
    firms = range(size - gone)
    members = (Answered(f"{number}-{firm}", dict.fromkeys(BARRIERS, firm % 3)) for firm in firms)
    return Block(GROUPS[group], size, tuple(members))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DRAWN)
def test_everything_told_is_of_five_firms_at_least_and_so_is_every_difference(
    drawn: list[tuple[int, int, int]],
) -> None:
    blocks = [_block(number, *each) for number, each in enumerate(drawn)]
    total = line("", blocks)
    told = [*([total] if total else []), *by_region(blocks), *by_industry(blocks)]
    assert all(each.firms >= 5 for each in told)
    for one, other in combinations(told, 2):
        gap = abs(one.firms - other.firms)
        assert gap == 0 or gap >= 5 or not _is_within(blocks, one.code, other.code)


def _is_within(blocks: list[Block], one: str, other: str) -> bool:
    """Whether one row's blocks are among the other's: only then their difference is a group."""
    found = [
        {number for number, block in enumerate(blocks) if block.is_whole and _counts(block, code)}
        for code in (one, other)
    ]
    return found[0] <= found[1] or found[1] <= found[0]


def _counts(block: Block, code: str) -> bool:
    return not code or code in (block.group.region, block.group.industry)
