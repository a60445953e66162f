"""What a company notes of its investments: for itself alone, corrected under lock, taken out for good."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from assessments.actions import PlantFacts, add_plant
from assessments.actions.investments import (
    InvestmentFacts,
    add_investment,
    change_investment,
    remove_investment,
)
from assessments.forms.investment import InvestmentForm
from assessments.models import Investment, Plant
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import User
from core.audit.models import Event
from core.scope import acting, enter
from core.web import Refused
from core.web.request import now
from tests.core.accounts.people import NUMBERS, actor, organisation, person, signed_in

pytestmark = pytest.mark.usefixtures("as_system")
FACTS = InvestmentFacts(
    plant_id=None, spent_on=date(2025, 3, 1), domain="MES", amount_won=80_000_000, grant_pct=50
)
BODY = {"month": "2025-03", "domain": "MES", "amount_won": 80_000_000, "grant_pct": 50}
PLANT = PlantFacts("48123", "303", "SMALL", "제1공장")


@pytest.fixture
def owner() -> User:
    return person("owner@hanbit.example", organisation("company", "한빛정밀", NUMBERS["hanbit"]))


@pytest.fixture
def stranger() -> User:
    return person("owner@dasan.example", organisation("company", "다산테크", NUMBERS["dasan"]))


def _noted(by: Actor, facts: InvestmentFacts = FACTS) -> Investment:
    with acting(by):
        return add_investment(facts=facts, by=by, at=now())


def test_it_is_noted_corrected_and_taken_out_with_an_event_each(owner: User) -> None:
    by = actor(owner)
    row = _noted(by)
    with acting(by):
        wanted = replace(FACTS, words="2라인", grant_pct=0)
        changed = change_investment(investment_id=row.pk, seen=1, facts=wanted, by=by, at=now())
        assert (changed.version, changed.grant_pct, changed.words) == (2, 0, "2라인")
        same = change_investment(investment_id=row.pk, seen=2, facts=wanted, by=by, at=now())
        assert same.version == 2
        remove_investment(investment_id=row.pk, by=by, at=now())
    enter(SYSTEM)
    assert not Investment.objects.exists()
    events = Event.objects.filter(subject_kind="investment").order_by("pk")
    assert [each.verb for each in events] == ["investment.added", "investment.changed", "investment.removed"]
    assert events[1].data["fields"] == ["grant_pct", "words"]
    assert "80000000" not in str([each.data for each in events])


def test_the_same_for_the_same_month_is_noted_twice_only_on_purpose(owner: User) -> None:
    row = _noted(actor(owner))
    browser = signed_in(owner)
    answer = browser.post("/api/v1/investments/", BODY, "application/json")
    assert (answer.status_code, answer.json()["investment"]) == (409, str(row.pk))
    for other in ({"month": "2025-04"}, {"words": "2라인"}, {"is_another": True}):
        assert browser.post("/api/v1/investments/", BODY | other, "application/json").status_code == 201


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(owner: User) -> None:
    by = actor(owner)
    row = _noted(by)
    browser = signed_in(owner)
    with acting(by):
        change_investment(investment_id=row.pk, seen=1, facts=replace(FACTS, words="새로"), by=by, at=now())
        with pytest.raises(Refused) as refused:
            change_investment(investment_id=row.pk, seen=1, facts=FACTS, by=by, at=now())
    assert (refused.value.code, refused.value.status) == ("stale", 409)
    answer = browser.put(f"/api/v1/investments/{row.pk}/", {**BODY, "version": 1}, "application/json")
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"spent_on": date(2999, 1, 1)}, "future"),
        ({"spent_on": date(1950, 1, 1)}, "long-ago"),
        ({"spent_on": date(2025, 3, 2)}, "long-ago"),
        ({"domain": "", "words": ""}, "what"),
        ({"domain": "NOSUCH"}, "domain"),
        ({"amount_won": 0}, "amount"),
        ({"amount_won": 12_345}, "amount"),
        ({"amount_won": 10**16}, "amount"),
        ({"amount_band": "UNDER_50M"}, "amount"),
        ({"amount_won": None, "amount_band": "MUCH"}, "band"),
        ({"grant_pct": 101}, "grant"),
        ({"grant_pct": -1}, "grant"),
    ],
)
def test_facts_that_cannot_be_are_refused(owner: User, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        _noted(actor(owner), replace(FACTS, **changes))
    assert refused.value.code == code


def test_only_a_company_notes_and_only_at_its_own_plant(owner: User, stranger: User) -> None:
    with acting(actor(stranger)):
        foreign = add_plant(facts=PLANT, by=actor(stranger), at=now())
    with pytest.raises(Refused) as refused:
        _noted(actor(owner), replace(FACTS, plant_id=foreign.pk))
    assert refused.value.code == "plant"
    enter(SYSTEM)
    park = person("officer@gntp.example", organisation("technopark", "경남테크노파크"), "officer")
    with pytest.raises(Refused) as refused:
        _noted(actor(park))
    assert refused.value.code == "not-a-company"


def test_postgresql_refuses_the_plant_of_another_company(owner: User, stranger: User) -> None:
    with acting(actor(stranger)):
        foreign = add_plant(facts=PLANT, by=actor(stranger), at=now())
    row = _noted(actor(owner))
    enter(SYSTEM)
    Investment.objects.filter(pk=row.pk).update(plant=foreign.pk)
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def test_nobody_else_reads_or_writes_one_through_page_api_or_sql(owner: User, stranger: User) -> None:
    row = _noted(actor(owner))
    enter(SYSTEM)
    park = person("officer@gntp.example", organisation("technopark", "경남테크노파크"), "officer")
    for each in (stranger, park):
        browser = signed_in(each)
        assert browser.get(f"/api/v1/investments/{row.pk}/").status_code in (403, 404)
        assert browser.delete(f"/api/v1/investments/{row.pk}/").status_code in (403, 404)
        with acting(actor(each)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM assessments_investment")
            assert cursor.fetchone() == (0,)
            cursor.execute("DELETE FROM assessments_investment")
            assert cursor.rowcount == 0
    with pytest.raises(DatabaseError), transaction.atomic(), acting(actor(stranger)):
        Investment.objects.create(
            organisation_id=row.organisation_id,
            spent_on=row.spent_on,
            domain="MES",
            created_at=now(),
            changed_at=now(),
        )


def test_the_api_notes_lists_corrects_and_takes_out(owner: User) -> None:
    browser = signed_in(owner)
    url = "/api/v1/investments/"
    made = browser.post(url, BODY, "application/json")
    assert made.status_code == 201
    assert made.json() | BODY == made.json()
    assert [each["id"] for each in browser.get(url).json()["results"]] == [made.json()["id"]]
    one = f"{url}{made.json()['id']}/"
    changed = browser.put(one, {**BODY, "words": " 로봇 \u200b 2대 ", "version": 1}, "application/json")
    assert (changed.status_code, changed.json()["words"], changed.json()["version"]) == (200, "로봇 2대", 2)
    for body in ({**BODY, "month": "2025-13"}, {"month": "2025-03"}, {**BODY, "grant_pct": 400}):
        assert browser.post(url, body, "application/json").status_code in (400, 409, 422)
    assert browser.delete(one).status_code == 204
    assert browser.get(one).status_code == 404


@pytest.mark.parametrize(
    ("typed", "month"),
    [("2025-03", 3), ("2025.3", 3), ("2025년 12월", 12), ("202507", 7), ("２０２５－０３", 3), ("2025/1", 1)],
)
def test_a_month_is_read_as_people_type_it(typed: str, month: int) -> None:
    form = InvestmentForm([], {"month": typed, "words": "로봇"})
    assert form.is_valid(), form.errors
    assert form.facts.spent_on == date(2025, month, 1)


@pytest.mark.parametrize("typed", ["", "2025", "2025-13", "2025-00", "03-2025", "작년", "1850-01"])
def test_anything_else_is_answered_at_the_field(typed: str) -> None:
    form = InvestmentForm([], {"month": typed, "words": "로봇"})
    assert not form.is_valid()
    assert list(form.errors) == ["month"]


def test_what_is_noted_comes_back_into_the_form_as_it_was(owner: User) -> None:
    by = actor(owner)
    with acting(by):
        plant = add_plant(facts=PLANT, by=by, at=now())
        facts = replace(FACTS, plant_id=plant.pk, words="2라인", supplier_name="미래시스템", programme="기초")
        row = add_investment(facts=facts, by=by, at=now())
        form = InvestmentForm(list(Plant.objects.all()), InvestmentForm.initial_of(row))
        assert form.is_valid(), form.errors
        assert form.facts == facts
        assert form.cleaned_data["seen"] == 1
