"""Handing a district over: what the check promises, what the receipt says, how it is undone."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts.actor import SYSTEM, VISITOR
from core.accounts.models import User
from core.audit.models import Event
from core.jobs import lease as leases
from core.jobs.models import Job
from core.jobs.run import run
from core.models import Organisation
from core.notices.models import Mail, Notice
from core.web import Refused
from programmes.actions import assign_district, undo_handover
from programmes.models import Handover, Jurisdiction
from programmes.queries import technopark_of, today
from tests.core.accounts.people import AT, ministry, person, signed_in
from tests.programmes.test_assignment import seen_in
from tests.programmes.world import as_portal, company, officer, result, share, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
CHECK = "/regional/jurisdictions/assign/check/"


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48123")


@pytest.fixture
def seoul() -> Organisation:
    return technopark("SEOUL", "서울테크노파크", "11350")


@pytest.fixture
def browser() -> Client:
    return signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))


def wanted(park: Organisation, days: int = 3, **more: object) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=days)
    return {"sigungu": "48123", "technopark": park.pk, "valid_from": day, "reason": "행정구역 개편", **more}


def rows() -> list[dict[str, Any]]:
    return list(Jurisdiction.objects.order_by("sigungu", "valid_from").values())


def assign(park: Organisation, days: int, seen: str | None = None) -> Handover:
    day = today() + timedelta(days=days)
    return assign_district(
        by=SYSTEM, at=AT, technopark_id=park.pk, sigungu="48123", valid_from=day, reason="개편", seen=seen
    )


def undo(handover: Handover, reason: str = "잘못 골랐습니다") -> Handover:
    return undo_handover(by=SYSTEM, at=AT, handover_id=handover.pk, reason=reason)


def test_the_check_counts_who_loses_and_who_gains_sight_and_changes_nothing(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam)
    both = shared("다산테크", 2, "48123", gyeongnam)
    share(both, seoul)
    share(result(both.organisation), gyeongnam)
    result(company("온누리", 3))  # shared with nobody
    shared("노원정밀", 4, "11350", seoul)  # another district
    before = rows()
    page = browser.get(CHECK, wanted(seoul))
    as_portal()
    shown = " ".join(page.content.decode().split())
    assert page.status_code == 200
    figures = [(3, 2), (1, 1), (4, 3)]
    for results, companies in figures:
        assert f"<dd>{results} <small>건(기업 {companies}곳)</small></dd>" in shown
    assert rows() == before
    assert not Handover.objects.exists()
    assert "한빛정밀" not in shown


def test_who_asks_is_again_only_oneself_after_the_counting(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    from assessments.models import Result
    from core.scope import enter
    from programmes.handovers import preview_of
    from tests.core.accounts.people import actor

    shared("한빛정밀", 1, "48123", gyeongnam)
    by = actor(User.objects.get(email="programme@ministry.example"))
    enter(by)
    assert Result.objects.count() == 0
    preview = preview_of(by=by, technopark=seoul, sigungu="48123", valid_from=today())
    assert preview.before.results == 1
    assert Result.objects.count() == 0


def test_a_district_that_changed_since_the_check_is_shown_anew_and_left_alone(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    jeju = technopark("JEJU", "제주테크노파크")
    seen = seen_in(browser.get(CHECK, wanted(seoul)))
    as_portal()
    assign(jeju, 5)
    before = rows()
    answer = browser.post(CHECK, wanted(seoul, seen=seen))
    as_portal()
    assert answer.status_code == 409
    assert rows() == before
    assert "제주테크노파크" in answer.content.decode()
    again = browser.post(CHECK, wanted(seoul, seen=seen_in(answer)))
    assert again.status_code == 302


def test_without_a_check_nothing_is_handed_over(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    assert browser.post(CHECK, wanted(seoul)).status_code == 409
    as_portal()
    assert not Handover.objects.exists()


def test_a_confirmation_sent_twice_is_one_handover(
    gyeongnam: Organisation, seoul: Organisation, browser: Client
) -> None:
    form = wanted(seoul, seen=seen_in(browser.get(CHECK, wanted(seoul))), once="a-token-of-the-form")
    first, second = (browser.post(CHECK, form)["Location"] for _each in range(2))
    as_portal()
    assert first == second
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("days", [0, 3])
def test_undoing_leaves_every_row_as_it_was(gyeongnam: Organisation, seoul: Organisation, days: int) -> None:
    before = rows()
    undone = undo(assign(seoul, days))
    assert rows() == before
    assert undone.undone_reason == "잘못 골랐습니다"
    assert Event.objects.filter(subject_kind="handover", verb="jurisdiction.undone").count() == 1


def test_undoing_brings_a_replaced_plan_back(gyeongnam: Organisation, seoul: Organisation) -> None:
    jeju = technopark("JEJU", "제주테크노파크")
    assign(seoul, 20)
    before = rows()
    undo(assign(jeju, 10))
    assert rows() == before


def test_only_the_latest_handover_that_has_not_begun_is_undone(
    gyeongnam: Organisation, seoul: Organisation
) -> None:
    jeju = technopark("JEJU", "제주테크노파크")
    first, second = assign(seoul, 10), assign(jeju, 20)
    Handover.objects.filter(pk=second.pk).update(made_at=AT + timedelta(seconds=1))
    with pytest.raises(Refused) as overtaken:
        undo(first)
    assert overtaken.value.code == "not-undoable"
    with pytest.raises(Refused) as short:
        undo(second, "네")
    assert short.value.field == "reason"
    undo_handover(by=SYSTEM, at=AT + timedelta(days=1), handover_id=second.pk, reason="잘못 골랐습니다")
    with pytest.raises(Refused):
        undo(second)
    Handover.objects.filter(pk=first.pk).update(valid_from=today() - timedelta(days=1))
    with pytest.raises(Refused) as begun:
        undo(first)
    assert begun.value.status == 409
    assert technopark_of("48123", date(2099, 1, 1)) == seoul


def test_only_the_ministry_undoes(gyeongnam: Organisation, seoul: Organisation) -> None:
    made = assign(seoul, 3)
    with pytest.raises(Refused) as refused:
        undo_handover(by=VISITOR, at=AT, handover_id=made.pk, reason="잘못 골랐습니다")
    assert refused.value.status == 403
    browser = signed_in(officer(gyeongnam))
    for path in ("", f"{made.pk}/", f"{made.pk}/undo/"):
        assert browser.get(f"/regional/jurisdictions/handovers/{path}").status_code == 403


def test_the_pages_of_undoing(gyeongnam: Organisation, seoul: Organisation, browser: Client) -> None:
    url = f"/regional/jurisdictions/handovers/{assign(seoul, 3).pk}/"
    assert f"{url}undo/" in browser.get(url).content.decode()
    assert browser.get(f"{url}undo/").status_code == 200
    empty = browser.post(f"{url}undo/", {"reason": ""})
    assert empty.status_code == 422
    assert "오류" in empty.content.decode()
    assert browser.post(f"{url}undo/", {"reason": "잘못 골랐습니다"})["Location"] == url
    assert "되돌림" in browser.get(url).content.decode()
    assert browser.post(f"{url}undo/", {"reason": "잘못 골랐습니다"}).status_code == 409
    assert browser.get(f"{url}undo/").status_code == 200
    assert browser.post(f"/regional/jurisdictions/handovers/{uuid.uuid4()}/undo/").status_code == 404


def work_on(job: Job) -> None:
    """The worker's attempt at this job."""
    lease = next(each for each in leases.offer(window=10) if each.job == job.pk)
    assert run(lease) == "done"
    as_portal()


def test_technoparks_and_companies_concerned_are_told_and_nobody_else(
    gyeongnam: Organisation, seoul: Organisation
) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    quiet = result(company("다산테크", 2))
    people = {
        "owner": person("owner@hanbit.example", hanbit.organisation),
        "member": person("member@hanbit.example", hanbit.organisation, "member"),
        "other": person("owner@dasan.example", quiet.organisation),
        "here": officer(gyeongnam),
        "there": officer(seoul),
    }
    made = assign(seoul, 3)
    assert not Notice.objects.exists()
    told = Job.objects.get(kind="handover-told")
    work_on(told)
    codes = {
        name: [each.code for each in Notice.objects.filter(user_id=of.pk)] for name, of in people.items()
    }
    assert codes == {
        "owner": ["your_district_moved"],
        "member": [],
        "other": [],
        "here": ["district_left"],
        "there": ["district_moved"],
    }
    left = Notice.objects.get(code="district_left").params
    assert (left["results"], left["companies"]) == ("1", "1")
    assert Mail.objects.filter(recipient="owner@hanbit.example").count() <= 1
    undo(made)
    work_on(Job.objects.get(dedupe_key__endswith=":undone"))
    as_portal()
    assert Notice.objects.filter(code="your_district_stayed", user_id=people["owner"].pk).exists()


def test_nobody_is_told_of_what_was_undone_before(gyeongnam: Organisation, seoul: Organisation) -> None:
    officer(gyeongnam)
    undo(assign(seoul, 3))
    work_on(Job.objects.get(kind="handover-told", dedupe_key__regex=r"^[^:]+:[^:]+$"))
    as_portal()
    assert not Notice.objects.exists()
