"""Weights learnt from whom companies asked: a draft that says so, in force by a person only."""

from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Organisation
from core.audit.models import Event
from core.consents.actions import give
from core.identifiers import fictitious_business_number
from matching import actions
from matching.models import Consultation, MatchingPolicy, Supplier
from matching.queries.choices import choices_under
from matching.queries.policies import live_policy
from matching.ranking import Policy
from tests.core.accounts.people import organisation, person
from tests.matching.world import AT, hanbit_result, policy, supplier

pytestmark = pytest.mark.usefixtures("as_system")
ALL = ["MES", "POP", "ERP", "QMS", "SENSOR_IOT", "ROBOT", "CONTROL", "AI", "PLM", "SCM", "APS", "CLOUD"]
HOMES = ["48123", "26110", "11545", "41597"]


@pytest.fixture
def market(db: None) -> list[Supplier]:
    """The policy, and suppliers from near to far that offer everything; the farthest has most room."""
    policy()
    return [
        supplier(
            f"기업 {home}",
            f"company-{home}",
            home_sigungu=home,
            domains=ALL,
            regions=["all"],
            capacity_total=9,
            capacity_open=1 + number,
        )
        for number, home in enumerate(HOMES)
    ]


def firm(number: int, *, agrees: bool = True, **fields: object) -> Organisation:
    """A company in Changwon whose owner agrees to statistics or not."""
    made = organisation("company", f"회사 {number}", fictitious_business_number(700 + number), **fields)
    owner = person(f"owner{number}@firm.example", made)
    if agrees:
        give(by=Actor(user_id=owner.pk), at=AT, document="statistics")
    return made


def asked(company: Organisation, *suppliers: Supplier) -> None:
    """The company gets a list for a result of its own, and asks these suppliers one after the other."""
    result = hanbit_result(company)
    now = timezone.now()
    actions.recommend(by=SYSTEM, at=now - timedelta(hours=1), result=result)
    for number, each in enumerate(suppliers):
        at = now - timedelta(minutes=30 - number)
        Consultation.objects.create(
            organisation=company,
            supplier=each,
            recipient_id=each.organisation_id,
            result=result,
            need="생산 실적을 모으고 싶습니다.",
            start="quarter",
            asked_at=at,
            changed_at=at,
            due_on=date(2030, 1, 2),
        )


def sizes() -> list[int]:
    """Among how many suppliers each was chosen, in the order of asking."""
    row, live = live_policy(timezone.now())
    since = timezone.now() - timedelta(days=1)
    found = choices_under(row, live, by=SYSTEM, since=since, until=timezone.now())
    return [len(choice.options) for choice in found]


def run(*options: str) -> str:
    out = StringIO()
    call_command("fit_policy", "2031-01", "--from", "2031-01-01", *options, stdout=out)
    return out.getvalue()


def test_whoever_asks_chooses_among_the_list_it_was_shown(market: list[Supplier]) -> None:
    asked(firm(1), market[1])
    assert sizes() == [4]


def test_who_was_asked_before_is_no_option_any_more(market: list[Supplier]) -> None:
    asked(firm(1), market[1], market[0], market[3])
    assert sizes() == [4, 3, 2]


def test_only_real_companies_that_agreed_are_learnt_from(market: list[Supplier]) -> None:
    asked(firm(1, agrees=False), market[1])
    asked(firm(2, is_demo=True), market[1])
    unlisted = supplier("늦은 기업", "late", domains=["WMS"], is_published=False)
    asked(firm(3), unlisted)
    assert sizes() == []
    with pytest.raises(CommandError, match=r"^0 choices since .* at least 300"):
        run()


def test_what_is_printed_is_a_policy_that_says_what_it_was_learnt_from(market: list[Supplier]) -> None:
    for number in range(4):
        asked(firm(number), market[3])
    draft = Policy.from_document(yaml.safe_load(run("--least", "4")))
    now = timezone.now()
    row, live = live_policy(now)
    assert (draft.fitted.choices, draft.fitted.under) == (4, row.code)
    assert draft.fitted.chance < draft.fitted.likelihood <= 0
    # All asked the one with most room, though it is the farthest and stood last.
    assert draft.weights["slack"] == 10_000
    assert draft.code == "2031-01"
    assert draft.scales == live.scales
    assert "4건" in draft.reason["ko"]
    assert "4 consultations" in draft.reason["en"]
    assert not MatchingPolicy.objects.filter(code="2031-01").exists()


def test_a_stored_draft_is_in_force_only_when_somebody_publishes_it(
    market: list[Supplier], tmp_path: Path
) -> None:
    asked(firm(1), market[3])
    printed = run("--least", "1", "--store")
    later = datetime.fromisoformat("2031-06-01T00:00:00+09:00")
    assert live_policy(later)[0].code == "2026-11"
    with pytest.raises(CommandError, match="2031-01"):
        run("--least", "1", "--store")
    file = tmp_path / "draft.yaml"
    file.write_text(printed.replace("listed: 10", "listed: 9"), "utf-8")
    with pytest.raises(CommandError, match="2031-01"):
        call_command("load_policies", str(file))
    file.write_text(printed, "utf-8")
    call_command("load_policies", str(file), verbosity=0)
    assert live_policy(later)[0].code == "2031-01"
    events = Event.objects.filter(verb__startswith="matching-policy.").order_by("pk")
    assert [event.verb for event in events][-2:] == ["matching-policy.drafted", "matching-policy.published"]


def test_whoever_always_asks_the_first_tells_nothing_but_that(market: list[Supplier]) -> None:
    for number in range(4):
        asked(firm(number), market[0])
    with pytest.raises(CommandError, match="no criterion tells"):
        run("--least", "4")


def test_without_a_policy_in_force_there_is_nothing_to_fit(db: None) -> None:
    with pytest.raises(CommandError, match="no policy is in force"):
        run()
