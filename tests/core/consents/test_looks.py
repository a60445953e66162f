"""What others did with the data reads by day; the page fits the kind of organisation."""

from datetime import timedelta

import pytest

from core.accounts.models import Organisation, User
from core.audit import record_access
from core.consents.document import offered_to
from core.consents.queries import looks
from portal.demo.accounts import Account, make
from tests.core.accounts.people import AT, actor, gyeongnam_tp, hanbit, person, signed_in

pytestmark = pytest.mark.django_db


def look(officer: User, company: Organisation, minutes: int = 0, reason: str = "") -> None:
    record_access(
        by=actor(officer), at=AT + timedelta(minutes=minutes), act="export" if reason else "view",
        subject_kind="result", subject_organisation_id=company.pk, reason=reason,
    )  # fmt: skip


def test_what_was_done_alike_on_one_day_is_one_line() -> None:
    company = hanbit()
    owner, officer = person("kim@hanbit.example", company), person("o@tp.example", gyeongnam_tp(), "officer")
    for minutes in (0, 5, 9, 24 * 60):
        look(officer, company, minutes)
    look(officer, company, 3, "수요 조사")
    lines = looks(actor(owner))
    assert [(each.times, each.reason) for each in lines] == [(1, ""), (3, ""), (1, "수요 조사")]
    assert (lines[1].first, lines[1].at) == (AT, AT + timedelta(minutes=9))
    page = signed_in(owner).get("/consents/").content.decode()
    assert "3회" in page
    assert "제공하신 데 따름" in page


def test_an_officer_is_offered_no_consent_of_companies() -> None:
    page = signed_in(person("o@tp.example", gyeongnam_tp(), "officer")).get("/consents/").content.decode()
    assert "통계 이용 동의" not in page
    assert "지원사업 소식" not in page
    assert "우리 자료를 본 기관" not in page
    owner = signed_in(person("kim@hanbit.example", hanbit())).get("/consents/").content.decode()
    assert "통계 이용 동의" in owner
    assert "우리 자료를 본 기관" in owner


def test_somebody_without_an_organisation_may_agree_to_everything() -> None:
    assert {"news", "statistics"} <= {each.code for each in offered_to([], [])}
    assert {each.code for each in offered_to(["supplier"], ["news"])} == {"account_data"}


def test_a_person_of_the_demonstration_has_given_what_an_account_needs() -> None:
    from core.accounts.roles import Kind, Role
    from core.models import Consent

    company = hanbit()
    account = Account("owner@x.example", "김하나", Kind.COMPANY, Role.ADMINISTRATOR, "1", "대표")
    for _again in range(2):
        make(account, company)
    assert sorted(Consent.objects.values_list("document", flat=True)) == ["account_data", "terms"]
