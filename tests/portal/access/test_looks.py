"""Whoever is not the company itself leaves an access record, by whatever door."""

from unittest import mock

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Result
from core.accounts.models import User
from core.audit.models import AccessRecord
from core.consents.queries import looks
from core.models import Organisation
from core.templatetags.organisations import look_text
from portal.results.queries import _looks
from tests.core.accounts.people import actor, person, signed_in
from tests.portal.access.test_moved_district import _recommendation, _report
from tests.programmes.world import as_portal, officer, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123")


@pytest.fixture
def hanbit(gyeongnam: Organisation) -> Result:
    return shared("한빛정밀", 1, "48123", gyeongnam)


@pytest.fixture
def doors(hanbit: Result) -> dict[str, str]:
    report, made = _report(hanbit), _recommendation(hanbit)
    return {
        f"/reports/{report.pk}/": f"view report {report.pk}",
        f"/reports/{report.pk}/file/": f"download report {report.pk}",
        f"/api/v1/reports/{report.pk}/": f"view report {report.pk}",
        f"/api/v1/reports/{report.pk}/file/": f"download report {report.pk}",
        f"/suppliers/recommendations/{made.pk}/": f"view recommendation {made.pk}",
        f"/api/v1/recommendations/{made.pk}/": f"view recommendation {made.pk}",
        f"/api/v1/results/{hanbit.pk}/": f"view result {hanbit.pk}",
        f"/api/v1/regional-results/{hanbit.pk}/": f"view result {hanbit.pk}",
    }


def _opened(browser: Client, url: str) -> int:
    # What a recommendation says is another test's; here it is only opened.
    with (
        mock.patch("matching.views.recommendation.view_of", return_value=None),
        mock.patch("matching.views.recommendation.render", return_value=HttpResponse()),
        mock.patch("matching.api.suppliers.view_of", return_value=None),
        mock.patch("matching.api.suppliers.plain", return_value={}),
        mock.patch("portal.reports.storage.get", return_value=b"%PDF-1.7"),
    ):
        return browser.get(url).status_code


def _records() -> list[str]:
    as_portal()
    return [
        f"{each.act} {each.subject_kind} {each.subject_id}" for each in AccessRecord.objects.order_by("pk")
    ]


def test_an_officers_look_at_a_report_or_recommendation_is_recorded(
    gyeongnam: Organisation, hanbit: Result, doors: dict[str, str]
) -> None:
    browser = signed_in(officer(gyeongnam))
    for url, expected in doors.items():
        before = len(_records())
        assert _opened(browser, url) == 200, url
        assert _records()[before:] == [expected], url
    owners = set(AccessRecord.objects.values_list("subject_organisation_id", flat=True))
    assert owners == {str(hanbit.organisation_id)}


def test_the_company_reads_all_of_it_in_words(
    gyeongnam: Organisation, hanbit: Result, doors: dict[str, str]
) -> None:
    browser = signed_in(officer(gyeongnam))
    for url in doors:
        _opened(browser, url)
    as_portal()
    owner = actor(_owner(hanbit))
    seen = looks(owner)
    assert sum(each.times for each in seen) == len(doors) == len(_looks(hanbit))
    assert {each.who for each in seen} == {"경남테크노파크"}
    assert not [text for text in map(look_text, seen) if text.isascii()]


def test_the_companys_own_look_leaves_no_record(hanbit: Result, doors: dict[str, str]) -> None:
    browser = signed_in(_owner(hanbit), second_factor=False)
    for url in [each for each in doors if "regional" not in each]:
        assert _opened(browser, url) == 200, url
    assert _records() == []


def test_a_page_that_asks_again_by_itself_is_one_look(gyeongnam: Organisation, doors: dict[str, str]) -> None:
    browser = signed_in(officer(gyeongnam))
    url = next(iter(doors))
    browser.get(url)
    browser.get(url, headers={"HX-Request": "true"})
    assert len(_records()) == 1


def test_a_refused_look_leaves_no_record(hanbit: Result, doors: dict[str, str]) -> None:
    seoul = technopark("SEOUL", "서울테크노파크", "11350")
    browser = signed_in(officer(seoul))
    assert {_opened(browser, url) for url in doors} == {404}
    assert _records() == []


def _owner(hanbit: Result) -> User:
    return person("owner@hanbit.example", hanbit.organisation)
