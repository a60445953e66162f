"""A vote can be taken back until the committee has decided; what it costs to ask who is left is constant."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions import confirmation
from assessments.clock import decision_due_on
from assessments.models import CommitteeVote, LevelApplication, LevelCertificate, Subject
from assessments.queries.confirmation import votes_cast
from core.accounts.actor import SYSTEM
from core.audit.models import Event
from core.notices.models import Notice
from core.scope import acting, enter
from core.web import Refused
from core.web.wording import SEOUL
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.pages import page, post
from tests.assessments.confirmation.world import AT, World, world
from tests.core.accounts.people import organisation, signed_in
from tests.portal.results.world import result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
WAYS = ({"is_for": "yes", "reason": ""}, {"is_for": "no", "reason": "재고 실적이 비어 있습니다."})
WHY = "재고 실적이 두 달째 손으로 적혀 있습니다."


@pytest.fixture
def hanbit() -> World:
    return world()


def test_a_vote_that_decides_nothing_counts_at_once_and_can_be_taken_back_with_its_words(
    hanbit: World,
) -> None:
    row = made.reported(hanbit)
    case, first = f"/assessments/levels/{row.pk}/", signed_in(hanbit.people["first"])
    missing = post(first, f"{case}vote/", 422, is_for="no", reason="")
    assert "회사가 읽습니다" in missing
    both = post(first, f"{case}vote/", 422, reason="짧다")
    assert ("찬성과 반대 가운데" in both, "5자 이상" in both) == (True, True)
    post(first, f"{case}vote/", is_for="no", reason=WHY)
    voted = page(first, case)
    assert ("표 거두기" in voted, WHY in voted, f'action="{case}vote/"' in voted) == (True, True, False)
    post(first, f"{case}take_back/")
    again = page(first, case)
    assert (WHY in again, "표를 거두셨습니다" in again, "아직 표가 없습니다" in again) == (True, True, True)
    assert "checked" in again
    enter(SYSTEM)
    vote = CommitteeVote.objects.get()
    assert (vote.is_for, vote.taken_back_at is None) == (False, False)
    assert Event.objects.filter(verb="level_application.vote_taken_back").count() == 1
    post(first, f"{case}take_back/")  # twice is once
    assert Event.objects.filter(verb="level_application.vote_taken_back").count() == 1


def test_a_vote_taken_back_counts_no_more_and_stays_to_be_read_with_its_time(hanbit: World) -> None:
    row = made.reported(hanbit)
    do, key = hanbit.do, {"application_id": row.pk}
    do("first", confirmation.vote, is_for=True, reason="", **key)
    do("first", confirmation.take_vote_back, **key)
    assert do("second", confirmation.vote, is_for=True, reason="", **key).state == "reported"
    do("third", confirmation.vote, is_for=True, reason="", **key)
    assert hanbit.row().state == "confirmed"
    with pytest.raises(Refused, match="다음 단계로 넘어가"):
        do("second", confirmation.take_vote_back, **key)
    assert page(signed_in(hanbit.people["second"]), f"/assessments/levels/{row.pk}/").count("거둔 표") == 1


@pytest.mark.parametrize("blank", ["\u200b", "\u3164", "\u202e", "\u2800", "."])
def test_a_reason_that_nobody_can_read_is_none(hanbit: World, blank: str) -> None:
    row = made.reported(hanbit)
    with pytest.raises(Refused) as refused:
        hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=False, reason=blank * 10)
    assert refused.value.code == "no-reason"


def test_what_was_decided_stays_readable_when_it_is_revoked_and_each_vote_says_whether_it_counts(
    hanbit: World,
) -> None:
    row = made.reported(hanbit)
    key = {"application_id": row.pk}
    hanbit.do("first", confirmation.vote, is_for=True, reason="", **key)
    hanbit.do("first", confirmation.take_vote_back, **key)
    for name in ("first", "second"):
        hanbit.do(name, confirmation.vote, is_for=True, reason="", **key)
    # A file answers this form: the page stays, and its buttons must work again.
    assert "data-file" in page(signed_in(hanbit.people["owner"]), f"/assessments/levels/{row.pk}/")
    hanbit.do("keeper", confirmation.revoke_certificate, reason=WHY, **key)
    first, case = signed_in(hanbit.people["first"]), f"/assessments/levels/{row.pk}/"
    votes = page(first, case).partition('id="votes"')[2].partition("</section>")[0]
    assert (votes.count("badge--success"), votes.count("거둔 표")) == (2, 1)
    letter = page(first, f"{case}decision/")
    assert all(each in letter for each in ("처음 결정", "2026. 11. 20."))
    assert 'class="no-print" aria-labelledby="next"' in letter
    assert re.search(r"2026\. 11\. 20\.[^<]* 결정</span>", page(first, "/assessments/levels/"))


def test_nobody_learns_by_trying_how_another_member_voted(hanbit: World) -> None:
    row = made.reported(hanbit)
    do, case = hanbit.do, f"/assessments/levels/{row.pk}/"
    key, second = {"application_id": row.pk}, signed_in(hanbit.people["second"])
    asked = []
    for is_for in (True, False):
        do("first", confirmation.vote, is_for=is_for, reason=WHY, **key)
        asked.append([post(second, f"{case}vote/", 200, **sent) for sent in WAYS])
        if is_for:
            do("first", confirmation.take_vote_back, **key)
    assert [_plain(each) for each in asked[0]] == [_plain(each) for each in asked[1]]
    assert "먼저 들어온 표도 찬성이면" in asked[0][0]
    assert "먼저 들어온 표도 반대이면" in asked[0][1]
    assert hanbit.row().state == "reported"
    post(second, f"{case}vote/", is_for="yes", sure="on")
    for name in ("first", "second"):
        browser = signed_in(hanbit.people[name])
        assert "표 거두기" not in page(browser, case)
        assert "그대로 둡니다" in post(browser, f"{case}take_back/", 409)
    tied = post(signed_in(hanbit.people["third"]), f"{case}vote/", 200, is_for="yes")
    assert "위원님의 표로 결정됩니다. 수준이 바로 확인되고" in tied


def test_who_has_voted_has_no_open_notice_about_it_and_the_others_still_do(hanbit: World) -> None:
    row = made.reported(hanbit)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    waiting = Notice.objects.filter(code="level_reported", settled_at__isnull=True)
    assert {each.user_id for each in waiting} == {hanbit.people[name].pk for name in ("second", "third")}


@pytest.mark.parametrize(
    ("name", "step", "sql"),
    [
        ("second", made.reported, "SET taken_back_at = now()"),
        ("first", made.reported, "SET reason = 'x', taken_back_at = now()"),
        ("owner", made.reported, "SET taken_back_at = now()"),
        ("keeper", made.reported, "SET taken_back_at = now()"),
        ("first", made.confirmed, "SET taken_back_at = now()"),
        ("first", made.reported, "SET taken_back_at = voted_at - interval '1 second'"),
    ],
)
def test_nobody_takes_anothers_vote_back_nor_any_after_the_decision(
    hanbit: World, name: str, step: Callable[[World], LevelApplication], sql: str
) -> None:
    row = step(hanbit)
    if step is made.reported:
        hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    try:
        with acting(hanbit.by(name)), connection.cursor() as cursor, transaction.atomic():
            cursor.execute(f"UPDATE assessments_committeevote {sql}")
            assert cursor.rowcount == 0
    except DatabaseError:
        pass
    finally:
        enter(SYSTEM)
    assert not CommitteeVote.objects.filter(taken_back_at__isnull=False).exists()


def test_more_cases_cost_a_member_and_a_programme_administrator_no_more_queries(hanbit: World) -> None:
    row = made.reported(hanbit)
    pages = [
        ("first", "/"),
        ("first", "/assessments/levels/"),
        ("first", f"/assessments/levels/{row.pk}/"),
        ("keeper", "/"),
        ("keeper", "/assessments/levels/"),
    ]
    browsers = {name: signed_in(hanbit.people[name]) for name, _url in pages}
    for name, url in pages:
        page(browsers[name], url)  # what is read once and kept is read
    few = [_cost(browsers[name], url) for name, url in pages]
    enter(SYSTEM)
    for number in range(3):
        _another(hanbit, row, number)
    listed = page(browsers["first"], "/assessments/levels/")
    assert "다산테크 2" in listed
    assert [_cost(browsers[name], url) for name, url in pages] == few


def _plain(text: str) -> str:
    """Without the tokens of its forms."""
    return re.sub(r'(csrfmiddlewaretoken|kept)" value="[^"]*"', "", text)


def _cost(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(browser, url)
    return len(queries)


def _another(hanbit: World, like: LevelApplication, number: int) -> None:
    """Another company's report before the committee, as its row says."""
    place = organisation("company", f"다산테크 {number}", "", sigungu="11350")
    row = LevelApplication.objects.get(pk=like.pk)
    row.pk, row.organisation_id, row.result_id = uuid.uuid4(), place.pk, result(place, at=made.AT).pk
    row.save(force_insert=True)


def test_votes_are_sealed_to_everybody_else_until_the_committee_has_decided(hanbit: World) -> None:
    row = made.reported(hanbit)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    everybody = ("owner", "other", "keeper", "auditor", "assessor", "first", "second")

    def readers() -> dict[str, tuple[int, int]]:
        found = {}
        for name in everybody:
            with acting(hanbit.by(name)), connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM assessments_committeevote")
                walled = int(cursor.fetchone()[0])
                found[name] = (CommitteeVote.objects.visible_to(hanbit.by(name)).count(), walled)
        enter(SYSTEM)
        return found

    assert readers() == dict.fromkeys(everybody, (0, 0)) | {"first": (1, 1)}
    with acting(hanbit.by("second")):
        assert votes_cast(row) == 1
    enter(SYSTEM)
    hanbit.do("second", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    assert hanbit.row().state == "confirmed"
    read = readers()
    assert read["keeper"] == read["first"] == (2, 2)
    assert read["auditor"] == (0, 2)
    assert all(read[name] == (0, 0) for name in ("owner", "other", "assessor"))


def test_who_keeps_the_programme_reads_how_many_votes_are_in_and_when_they_open(hanbit: World) -> None:
    row = made.reported(hanbit)
    case, keeper = f"/assessments/levels/{row.pk}/", signed_in(hanbit.people["keeper"])
    sealed = "심의위원회가 결정한 뒤에 볼 수 있습니다"
    before = page(keeper, case)
    assert ("아직 표가 없습니다" in before, sealed in before) == (True, True)
    enter(SYSTEM)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    voted = page(keeper, case)
    assert ("1표가 들어왔습니다" in voted, sealed in voted) == (True, True)
    assert "표결한 위원이 없습니다" not in voted
    enter(SYSTEM)
    hanbit.do("second", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    decided = page(keeper, case)
    assert (decided.count(">찬성</span>"), sealed in decided) == (2, False)


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_nobody_decides_past_the_votes_nor_opens_the_seal_by_that(hanbit: World, state: str) -> None:
    row = made.reported(hanbit)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=state == "confirmed", reason=WHY)
    with pytest.raises(DatabaseError, match="two equal votes"), acting(hanbit.by("second")):
        LevelApplication.objects.filter(pk=row.pk).update(state=state)
    enter(SYSTEM)
    assert hanbit.row().state == "reported"


def test_no_certificate_is_made_past_the_votes(hanbit: World) -> None:
    row = made.reported(hanbit)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    level = row.report["verified"]["level"]
    with pytest.raises(DatabaseError), acting(hanbit.by("second")):
        LevelCertificate.objects.create(
            application=row,
            organisation_id=row.organisation_id,
            year=2026,
            serial=1,
            number="2026-00001",
            framework_id=row.framework_id,
            level=level,
            issued_on=AT.date(),
            last_day_on=AT.date() + timedelta(days=1_000),
        )
    enter(SYSTEM)
    assert not LevelCertificate.objects.exists()


def test_by_when_it_is_decided_is_said_to_the_member_and_to_the_company(hanbit: World) -> None:
    row = made.reported(hanbit)
    due = decision_due_on(made.AT.astimezone(SEOUL).date())
    said = f"{due.year}. {due.month}. {due.day}."
    assert due - made.AT.date() >= timedelta(days=14)
    case = f"/assessments/levels/{row.pk}/"
    for name, url in [("first", "/"), ("first", case), ("first", "/assessments/levels/"), ("owner", case)]:
        assert said in page(signed_in(hanbit.people[name]), url), (name, url)


def test_with_nothing_to_decide_the_home_says_what_comes_next_and_the_guide_gives_the_rules(
    hanbit: World,
) -> None:
    first = signed_in(hanbit.people["first"])
    home = page(first, "/")
    assert ("표를 기다리는 안건이 없습니다" in home, "10근무일" in home) == (True, True)
    guide = page(first, "/assessments/levels/guide/")
    assert all(each in guide for each in ("같은 표 2개", "10근무일", "5~1,000자", "3년", "60일"))
    made.confirmed(hanbit)
    assert "최근에 결정된 안건" in page(first, "/")


def test_the_decision_is_one_page_for_everybody_concerned_and_names_nobody_to_the_company(
    hanbit: World,
) -> None:
    row = made.reported(hanbit)
    letter = f"/assessments/levels/{row.pk}/decision/"
    page(signed_in(hanbit.people["first"]), letter, 404)
    for name in ("first", "second"):
        hanbit.do(name, confirmation.vote, application_id=row.pk, is_for=False, reason=WHY)
    member = page(signed_in(hanbit.people["first"]), letter)
    assert all(each in member for each in ("반대 2표", WHY, "수준확인 심의위원회", "위원님의 표"))
    company = page(signed_in(hanbit.people["owner"]), letter)
    assert ("반대 2표" in company, WHY in company, "first" in company) == (False, True, False)
    made.declared(hanbit, "third", Subject.APPLICATION, row.pk)
    page(signed_in(hanbit.people["other"]), letter, 404)


def test_the_other_cases_are_chosen_by_their_state_each_with_its_count(hanbit: World) -> None:
    row = made.confirmed(hanbit)
    _another(hanbit, row, 0)
    _another(hanbit, row, 1)
    LevelApplication.objects.filter(organisation__name="다산테크 1").update(state="revoked")
    first = signed_in(hanbit.people["first"])
    everything = page(first, "/assessments/levels/")
    assert all(each in everything for each in ("?state=confirmed#others", "?state=revoked#others"))
    confirmed = page(first, "/assessments/levels/?state=confirmed")
    assert ("한빛정밀" in confirmed, "다산테크 0" in confirmed, "다산테크 1" in confirmed) == (
        True,
        True,
        False,
    )
