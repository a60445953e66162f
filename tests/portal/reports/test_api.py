"""Reports over the API: the same door, the same rows."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts.actor import Actor
from core.jobs.models import Job
from core.models import Membership, Organisation, User
from portal.reports import api, storage
from portal.reports.composition import Edition
from portal.reports.models import Report
from tests.portal.reports import cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.reports.addresses")]
ADDRESS = "/api/v1/reports/"


@pytest.fixture
def hanbit(as_system: None) -> Organisation:
    return cast.organisation("한빛정밀")


def signed_in(organisation: Organisation) -> Client:
    user = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.com", "a-long-password")
    Membership.objects.create(user=user, organisation=organisation, role="member", state="active")
    client = Client()
    client.force_login(user, backend="core.accounts.backend.PasswordBackend")
    return client


@pytest.fixture(autouse=True)
def _same_content(monkeypatch: pytest.MonkeyPatch) -> None:
    def gather(*, result_id: uuid.UUID, language: str, by: Actor, is_dressed: bool) -> Edition:
        from assessments.models import Result

        Result.objects.visible_to(by).get(pk=result_id)
        return Edition(cast.content(language), None)

    monkeypatch.setattr(api, "edition_of", gather)


def order(client: Client, result: object, **headers: str) -> Any:
    body = {"result": str(result), "language": "ko"}
    return client.post(ADDRESS, body, content_type="application/json", headers=headers)


def test_an_order_is_accepted_and_repeated_orders_give_the_same_report(hanbit: Organisation) -> None:
    result = cast.result(hanbit)
    client = signed_in(hanbit)
    first, again = order(client, result.pk), order(client, result.pk)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] == again.json()["id"]
    assert first.json()["state"] == "queued"
    assert first.json()["file_url"] == ""
    assert Job.objects.filter(kind="report").count() == 1


def test_somebody_elses_result_is_not_there(hanbit: Organisation) -> None:
    result = cast.result(hanbit)
    dasan = cast.organisation("다산금속")
    assert order(signed_in(dasan), result.pk).status_code == 404


def test_the_file_is_refused_until_it_is_there(hanbit: Organisation) -> None:
    report = cast.ordered(hanbit, cast.actor(hanbit))
    client = signed_in(hanbit)
    answer = client.get(f"{ADDRESS}{report.pk}/file/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not-yet")
    Report.objects.filter(pk=report.pk).update(
        file_sha256=storage.put(b"%PDF-1.7 x"), size_bytes=10, pages=1, published_at=timezone.now()
    )
    detail = client.get(f"{ADDRESS}{report.pk}/").json()
    assert detail["file_url"] == f"{ADDRESS}{report.pk}/file/"
    assert client.get(detail["file_url"]).content == b"%PDF-1.7 x"
    assert client.get(detail["verification_url"]).status_code == 200


def test_the_list_holds_ones_own_reports_only(hanbit: Organisation) -> None:
    report = cast.ordered(hanbit, cast.actor(hanbit))
    dasan = cast.organisation("다산금속")
    mine, theirs = signed_in(hanbit).get(ADDRESS).json(), signed_in(dasan).get(ADDRESS).json()
    assert [row["number"] for row in mine["results"]] == [report.number]
    assert theirs["results"] == []


def test_the_list_costs_the_same_for_one_and_three_reports(
    hanbit: Organisation, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    by, client = cast.actor(hanbit), signed_in(hanbit)
    cast.ordered(hanbit, by)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    cast.ordered(hanbit, by)
    cast.ordered(hanbit, by)
    with CaptureQueriesContext(connection) as three:
        client.get(ADDRESS)
    assert len(one) == len(three)


def test_a_visitor_is_asked_to_sign_in(db: None) -> None:
    assert Client().get(ADDRESS).status_code == 401


def test_a_failed_report_is_tried_again_by_its_company_alone(hanbit: Organisation) -> None:
    report = cast.ordered(hanbit, cast.actor(hanbit))
    client, path = signed_in(hanbit), f"{ADDRESS}{report.pk}/retry/"
    early = client.post(path)
    assert (early.status_code, early.json()["code"]) == (409, "not-failed")
    Job.objects.update(state="failed", attempts=5)
    assert signed_in(cast.organisation("다산금속")).post(path).status_code == 404
    again = client.post(path)
    assert (again.status_code, again.json()["state"]) == (202, "queued")


def test_anybody_with_a_number_reads_what_it_tells_and_nothing_of_the_company(hanbit: Organisation) -> None:
    report = cast.ordered(hanbit, cast.actor(hanbit))
    Report.objects.filter(pk=report.pk).update(
        file_sha256="a" * 64, size_bytes=3, pages=1, published_at=timezone.now()
    )
    root = "/api/v1/published-reports/"
    answer = Client().get(f"{root}{report.number.lower()}/")
    assert (answer.json()["number"], answer.json()["file_sha256"]) == (report.number, "a" * 64)
    assert "한빛" not in answer.content.decode()
    assert Client().get(f"{root}IE-2026-00000-00000/").status_code == 404
