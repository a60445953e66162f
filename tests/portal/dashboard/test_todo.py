"""What stands first on a supplier's home: what it has to do now, each with its day and the way to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.scope import enter
from matching.models import Confirmation, Consultation, Supplier
from matching.queries.freshness import freshness
from portal.dashboard.todo import todos
from tests.core.accounts.people import hanbit, signed_in
from tests.matching.world import AT, mirae, record, supplier, works_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


def test_overdue_comes_first_and_each_line_leads_to_its_page() -> None:
    row, company = mirae(), hanbit()
    made = record(row, is_confirmed=False)
    Confirmation.objects.create(
        supplier=row, record=made, email="boss@daehan.example", state="refused", asked_at=AT,
        expires_at=AT + timedelta(days=14), ended_at=AT, reason="우리 공장이 아닙니다.",
    )  # fmt: skip
    asked = [
        Consultation.objects.create(
            organisation=each, supplier=row, recipient=row.organisation, domains=["MES"], need="MES",
            start="soon", asked_at=AT, changed_at=AT, state="asked",
            due_on=(AT + timedelta(days=days)).date(),
        )
        for each, days in ((company, 2), (works_for(row, "x@x.example").memberships.get().organisation, -1))
    ]  # fmt: skip
    old = freshness(AT.date() - timedelta(days=350), AT, 365)
    found = todos(row, old, AT)
    assert [each.is_late for each in found] == [True, True, False, False]
    assert [each.url for each in found] == [
        f"/suppliers/consultations/{asked[1].pk}/",
        f"/suppliers/mine/projects/{made.pk}/customer/",
        f"/suppliers/consultations/{asked[0].pk}/",
        "/suppliers/mine/#age",
    ]
    assert "11. 20." in found[0].due


def test_with_nothing_to_do_the_home_says_so_before_all_else() -> None:
    row = mirae(profile_confirmed_on=timezone.localdate())
    seen = signed_in(works_for(row)).get("/").content.decode()
    assert "지금 하실 일이 없습니다" in seen
    assert seen.index("지금 할 일") < seen.index("기업이 우리 회사를")


def test_what_a_new_profile_needs_stands_there_until_it_is_there() -> None:
    row = supplier("새로운공급", verified_at=None, is_published=False, summary_ko="", regions=[])
    client = signed_in(works_for(row, "new@new.example"))
    seen = client.get("/").content.decode().partition('id="todo"')[2].partition("</section>")[0]
    assert "지금 하실 일이 없습니다" not in seen
    assert seen.index("/suppliers/mine/sections/basics/") < seen.index("/suppliers/mine/sections/regions/")
    enter(SYSTEM)
    Supplier.objects.update(summary_ko="기계 가공 공장에 생산관리시스템을 구축합니다." * 2, regions=["48"])
    seen = client.get("/").content.decode().partition('id="todo"')[2].partition("</section>")[0]
    assert "/suppliers/mine/#way" in seen
