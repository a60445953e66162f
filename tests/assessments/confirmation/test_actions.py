"""From the application to the certificate: who may, what is refused, what is kept."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from assessments import actions
from assessments.actions import confirmation
from assessments.actions.interests import declare_interests
from assessments.models import (
    ApplicationDocument,
    CommitteeVote,
    EvidenceFile,
    LevelApplication,
    LevelCertificate,
    Subject,
    Verification,
)
from assessments.queries.confirmation import public_certificate
from core.accounts.actor import SYSTEM, VISITOR
from core.accounts.models import Membership
from core.audit.models import Event
from core.models import Consent, Notice
from core.notices.telling import words
from core.scope import acting, enter
from core.web import Refused
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import AT, SUMMARY, WHY, World, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DAY = timedelta(days=1)


@pytest.fixture
def hanbit() -> World:
    return world()


def _refused(code: str, act: Callable[[], Any]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code
    enter(SYSTEM)
    return caught.value


def _codes(name: str, hanbit: World) -> list[str]:
    rows = Notice.objects.filter(user_id=hanbit.people[name].pk, code__startswith="level_")
    return list(rows.order_by("created_at").values_list("code", flat=True))


def test_a_level_is_confirmed_with_a_certificate_for_three_years(hanbit: World) -> None:
    row = made.confirmed(hanbit)
    certificate = row.certificate
    assert (row.state, certificate.number, certificate.level) == (
        "confirmed",
        "2026-00001",
        hanbit.result.level,
    )
    assert (str(certificate.issued_on), str(certificate.last_day_on)) == ("2026-11-20", "2029-11-20")
    assert row.report["verified"]["level"] == row.report["claimed"]["level"] == hanbit.result.level
    verbs = (
        Event.objects.filter(subject_kind="level_application").order_by("pk").values_list("verb", flat=True)
    )
    acts = [each.partition(".")[2] for each in verbs if "document" not in each]
    assert acts == [
        "begun", "submit", "accept", "assign", "agree", "plan_visit", "report", "vote", "vote", "confirm"
    ]  # fmt: skip
    assert _codes("owner", hanbit) == [
        "level_accepted", "level_agree", "level_visit", "level_with_committee", "level_confirmed"
    ]  # fmt: skip
    assert _codes("third", hanbit) == ["level_reported"]
    assert _codes("assessor", hanbit) == ["level_to_assess", "level_confirmed"]
    assert _codes("first", hanbit) == ["level_reported", "level_confirmed"]
    assert _codes("second", hanbit) == ["level_reported"]  # whose vote decided it saw so on the page


def test_an_application_needs_all_four_documents_and_a_result_with_a_level(hanbit: World) -> None:
    row = hanbit.do("owner", confirmation.apply_for_level, result_id=hanbit.result.pk)
    again = hanbit.do("owner", confirmation.apply_for_level, result_id=hanbit.result.pk)
    assert again.pk == row.pk
    submit = lambda: hanbit.do("owner", confirmation.submit_application, application_id=row.pk)  # noqa: E731
    assert _refused("gaps", submit).data["documents"] == ["form", "self_assessment", "business", "taxes"]
    made.begun(hanbit)
    kept = ApplicationDocument.objects.filter(kind="form").get()
    hanbit.do("owner", confirmation.remove_document, document_id=kept.pk)
    assert _refused("gaps", submit).data["documents"] == ["form"]
    with pytest.raises(Http404):
        hanbit.do("other", confirmation.apply_for_level, result_id=hanbit.result.pk)
    with pytest.raises(Http404):
        hanbit.do(
            "owner", confirmation.put_document, application_id=row.pk, kind="passport", taken=made.taken()
        )


def test_what_is_missing_is_asked_for_with_a_day_and_must_be_put_in_anew(hanbit: World) -> None:
    row = made.submitted(hanbit)
    ask = {"application_id": row.pk, "reason": WHY}
    _refused("documents", lambda: hanbit.do("keeper", confirmation.ask_for_more, documents=[], **ask))
    _refused("documents", lambda: hanbit.do("keeper", confirmation.ask_for_more, documents=["x"], **ask))
    asked = hanbit.do("keeper", confirmation.ask_for_more, documents=["taxes"], **ask)
    assert (asked.state, str(asked.due_on)) == ("supplement", "2026-12-04")  # ten working days
    later = {"application_id": row.pk, "at": AT + DAY}
    submit = lambda: hanbit.do("owner", confirmation.submit_application, **later)  # noqa: E731
    assert _refused("gaps", submit).data["documents"] == ["taxes"]
    hanbit.do("owner", confirmation.put_document, kind="taxes", taken=made.taken(b"%new"), **later)
    assert submit().state == "submitted"
    assert _codes("keeper", hanbit) == ["level_submitted", "level_submitted"]


def test_what_stays_missing_is_reminded_of_once_and_ends_after_its_day(hanbit: World) -> None:
    row = made.submitted(hanbit)
    hanbit.do("keeper", confirmation.ask_for_more, application_id=row.pk, documents=["taxes"], reason=WHY)
    found = []
    for days in (10, 11, 12, 14, 15, 16):
        made.system(confirmation.keep_time, at=AT + days * DAY)
        found.append((hanbit.row().state, _codes("owner", hanbit).count("level_due")))
    assert found == [("supplement", 0), *[("supplement", 1)] * 3, ("lapsed", 1), ("lapsed", 1)]
    assert _codes("owner", hanbit)[-1] == "level_lapsed"
    fresh = hanbit.do("owner", confirmation.apply_for_level, result_id=hanbit.result.pk, at=AT + 20 * DAY)
    assert (fresh.pk != row.pk, fresh.state) == (True, "draft")


def test_an_assessor_with_a_tie_is_not_assigned(hanbit: World) -> None:
    row = made.accepted(hanbit)
    user = hanbit.people["assessor"]
    Membership.objects.create(
        organisation=hanbit.hanbit, user=user, role="member", state="ended", started_at=AT, ended_at=AT
    )
    assign = {"application_id": row.pk, "assessor_id": user.pk}
    refused = _refused("tie", lambda: hanbit.do("keeper", confirmation.assign, **assign))
    assert "company" in refused.message or "회사" in refused.message
    assert hanbit.row().state == "accepted"
    _refused(
        "nobody",
        lambda: hanbit.do(
            "keeper", confirmation.assign, application_id=row.pk, assessor_id=hanbit.people["first"].pk
        ),
    )


def test_the_application_follows_its_verification_from_other_pages(hanbit: World) -> None:
    row = made.accepted(hanbit)
    case = {"verification_id": hanbit.row().verification_id}
    hanbit.do("keeper", actions.assign_assessor, assessor_id=hanbit.people["assessor"].pk, **case)
    assert hanbit.row().state == "assigned"
    hanbit.do("owner", actions.open_to_assessor, **case)
    assert hanbit.row().state == "assessing"
    hanbit.do("owner", actions.end_verification, **case)
    assert (hanbit.row().state, row.pk) == ("withdrawn", hanbit.row().pk)
    assert _codes("keeper", hanbit)[-1] == "level_withdrawn"


def test_a_result_that_is_verified_goes_on_with_its_assessor_once_the_company_agrees(hanbit: World) -> None:
    made.verified(hanbit)
    hanbit.do("owner", confirmation.withdraw_application, application_id=hanbit.row().pk)
    assert Verification.objects.get().state == "finished"
    consent = Consent.objects.in_force().get(document="share_assessor")
    from core.consents.actions import withdraw

    hanbit.do("owner", withdraw, consent_id=consent.pk)
    again = made.accepted(hanbit)
    assert (again.state, again.verification_id) == ("assigned", Verification.objects.get().pk)
    hanbit.do("owner", confirmation.agree, application_id=again.pk)
    hanbit.do("assessor", confirmation.plan_visit, application_id=again.pk, on=AT.date())
    report = {"application_id": again.pk, "summary": SUMMARY}
    assert hanbit.do("assessor", confirmation.hand_in_report, **report).state == "reported"


def test_a_consent_taken_back_before_the_report_ends_the_application(hanbit: World) -> None:
    from core.consents.actions import withdraw

    made.verified(hanbit)
    consent = Consent.objects.in_force().get(document="share_assessor")
    hanbit.do("owner", withdraw, consent_id=consent.pk)
    assert hanbit.row().state == "withdrawn"


def test_a_report_waits_for_visit_levels_and_words(hanbit: World) -> None:
    row = made.assessing(hanbit)
    report = lambda text=SUMMARY: hanbit.do(  # noqa: E731
        "assessor", confirmation.hand_in_report, application_id=row.pk, summary=text
    )
    visit = lambda on: hanbit.do("assessor", confirmation.plan_visit, application_id=row.pk, on=on)  # noqa: E731
    _refused("no-visit", report)
    _refused("early", lambda: visit(AT.date() - DAY))
    visit(AT.date() + DAY)
    _refused("no-visit", report)
    visit(AT.date())
    _refused("unfinished", report)
    hanbit.do("assessor", actions.finish, verification_id=hanbit.row().verification_id, confirms_rest=True)
    _refused("summary", lambda: report("짧음"))
    with pytest.raises(Http404):
        hanbit.do("colleague", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    assert report().state == "reported"


def test_neither_the_assessor_nor_a_tied_member_votes_and_nobody_votes_twice(hanbit: World) -> None:
    row = made.reported(hanbit)
    committee, body = (
        Membership.objects.get(user=hanbit.people[name]).organisation for name in ("first", "assessor")
    )

    def vote(name: str, **more: Any) -> LevelApplication:
        by = made.actor(hanbit.people[name], at=committee)
        with acting(by):
            declare_interests(
                subject=Subject.APPLICATION, subject_id=row.pk, is_free=True, reason="", by=by, at=AT
            )
            return confirmation.vote(
                application_id=row.pk, by=by, at=AT, **{"is_for": True, "reason": "", **more}
            )

    def also(name: str, place: Any, role: str, **ended: Any) -> None:
        Membership.objects.create(
            organisation=place,
            user=hanbit.people[name],
            role=role,
            started_at=AT,
            **{"state": "active", **ended},
        )

    also("assessor", committee, "committee_member")
    also("second", hanbit.hanbit, "member", state="ended", ended_at=AT)
    also("colleague", committee, "committee_member")
    for name in ("assessor", "second", "colleague"):
        _refused("no-vote", lambda name=name: vote(name))
    _refused("no-reason", lambda: vote("first", is_for=False))
    assert vote("first").state == "reported"
    enter(SYSTEM)
    again = _refused("voted", lambda: vote("first"))
    assert (again.status, again.data["url"]) == (409, f"/assessments/levels/{row.pk}/")
    assert CommitteeVote.objects.count() == 1


def test_two_votes_against_reject_with_their_reasons_and_the_company_applies_anew(hanbit: World) -> None:
    row = made.reported(hanbit)
    vote = {"application_id": row.pk}
    hanbit.do("first", confirmation.vote, is_for=True, reason="", **vote)
    hanbit.do("second", confirmation.vote, is_for=False, reason="재고 기록이 없습니다.", **vote)
    hanbit.do("third", confirmation.vote, is_for=False, reason="품질 기록이 손글씨입니다.", **vote)
    ended = hanbit.row()
    assert ended.state == "rejected"
    assert ended.reason == "재고 기록이 없습니다.\n품질 기록이 손글씨입니다."
    assert not LevelCertificate.objects.exists()
    fresh = hanbit.do("owner", confirmation.apply_for_level, result_id=hanbit.result.pk, at=AT + DAY)
    assert fresh.pk != row.pk


def test_numbers_have_no_gap_although_a_confirmation_was_rolled_back(hanbit: World) -> None:
    row = made.reported(hanbit)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")

    def last(*, fails: bool = False) -> None:
        with transaction.atomic():
            hanbit.do("second", confirmation.vote, application_id=row.pk, is_for=True, reason="")
            assert LevelCertificate.objects.get().number == "2026-00001"
            assert 1 // (not fails)

    with pytest.raises(ZeroDivisionError):
        last(fails=True)
    enter(SYSTEM)
    assert not LevelCertificate.objects.exists()
    last()
    with connection.cursor() as cursor:
        cursor.execute("SELECT year, last FROM assessments_certificateyear")
        assert cursor.fetchall() == [(2026, 1)]


def test_the_reminder_comes_once_from_sixty_days_before(hanbit: World) -> None:
    made.confirmed(hanbit)
    last = LevelCertificate.objects.get().last_day_on

    def told(days_before: int) -> int:
        at = AT.replace(year=last.year, month=last.month, day=last.day) - days_before * DAY
        made.system(confirmation.keep_time, at=at)
        return _codes("owner", hanbit).count("level_expires")

    assert [told(days) for days in (61, 60, 60, 59, 1, 0, -1)] == [0, 1, 1, 1, 1, 1, 1]


def test_a_visit_without_a_report_and_late_levels_are_told_once(hanbit: World) -> None:
    row = made.assessing(hanbit)
    visit = AT.date()

    def told(days: int) -> tuple[int, int, int]:
        found = made.system(confirmation.tell_late, at=AT + days * DAY)
        return (found.visits, found.reports, found.verifications)

    assert [told(days) for days in (27, 28, 32, 33)] == [(0, 0, 0), (0, 0, 0), (0, 0, 2), (0, 0, 0)]
    hanbit.do("assessor", confirmation.plan_visit, application_id=row.pk, on=visit)
    assert [told(days) for days in (0, 1, 2, 7, 8, 9)] == [
        (0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 2, 0), (0, 0, 0)
    ]  # fmt: skip
    assert _codes("assessor", hanbit)[-2:] == ["level_visit_over", "level_report_late"]
    hanbit.do("assessor", confirmation.plan_visit, application_id=row.pk, on=visit + 3 * DAY)
    assert told(4) == (1, 0, 0)
    case = {"verification_id": hanbit.row().verification_id}
    hanbit.do("assessor", actions.finish, confirms_rest=True, **case)
    hanbit.do(
        "assessor", confirmation.hand_in_report, application_id=row.pk, summary=made.SUMMARY, at=AT + 3 * DAY
    )
    assert told(30) == (0, 0, 0)


def test_a_revoked_certificate_says_so_and_never_comes_back(hanbit: World) -> None:
    row = made.confirmed(hanbit)
    _refused(
        "no-reason",
        lambda: hanbit.do("keeper", confirmation.revoke_certificate, application_id=row.pk, reason=""),
    )
    hanbit.do(
        "keeper", confirmation.revoke_certificate, application_id=row.pk, reason="서류가 거짓이었습니다."
    )
    certificate = LevelCertificate.objects.get()
    assert (hanbit.row().state, certificate.revoked_reason) == ("revoked", "서류가 거짓이었습니다.")
    for wrong in ({"revoked_at": None}, {"level": 5}, {"number": "2026-00009"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            LevelCertificate.objects.update(**wrong)
    for name in ("owner", "assessor", "first", "second"):
        assert _codes(name, hanbit).count("level_revoked") == 1, name
    assert "level_revoked" not in _codes("keeper", hanbit) + _codes("third", hanbit)
    older = Notice.objects.get(user_id=hanbit.people["owner"].pk, code="level_confirmed")
    said = words(older.code, older.params)[1]
    assert (older.settled_at is None, "더는 유효하지 않습니다" in said, "3년" in said) == (False, True, False)


def test_the_public_page_names_the_company_only_as_long_as_it_agrees(hanbit: World) -> None:
    row = made.confirmed(hanbit)

    def seen(number: str = "제2026-00001호") -> Any:
        with acting(VISITOR):
            assert not LevelCertificate.objects.exists()  # the wall; only the one look by number is lent
            return public_certificate(number)

    assert (seen().company, seen().level) == ("", hanbit.result.level)
    hanbit.do("owner", confirmation.show_name, application_id=row.pk, is_shown=True)
    assert seen().company == "한빛정밀"
    hanbit.do("owner", confirmation.show_name, application_id=row.pk, is_shown=False)
    assert seen().company == ""
    assert seen("2026-00002") is seen("\0") is None
    with pytest.raises(Http404):
        hanbit.do("keeper", confirmation.show_name, application_id=row.pk, is_shown=True)


def test_each_side_sees_what_its_step_opens_behind_both_walls(hanbit: World) -> None:
    steps: list[tuple[Callable[[World], Any], set[str]]] = [
        (made.begun, {"owner"}),
        (made.submitted, {"owner", "keeper"}),
    ]
    everybody = ("owner", "other", "keeper", "auditor", "assessor", "colleague", "first")

    def seen() -> tuple[set[str], set[str], set[str]]:
        rows, papers, walled = set(), set(), set()
        for name in everybody:
            by = hanbit.by(name)
            with acting(by), connection.cursor() as cursor:
                rows |= {name} if LevelApplication.objects.visible_to(by).exists() else set()
                papers |= {name} if ApplicationDocument.objects.visible_to(by).exists() else set()
                cursor.execute("SELECT count(*) FROM assessments_levelapplication")
                walled |= {name} if cursor.fetchone() == (1,) else set()
        enter(SYSTEM)
        return rows, papers, walled

    for step, who in steps:
        step(hanbit)
        assert seen() == (who, who, who | ({"auditor"} if "keeper" in who else set()))
    row = hanbit.row()
    hanbit.do("keeper", confirmation.accept, application_id=row.pk)
    hanbit.do("keeper", confirmation.assign, application_id=row.pk, assessor_id=hanbit.people["assessor"].pk)
    assert seen()[0] == {"owner", "keeper"}
    hanbit.do("owner", confirmation.agree, application_id=row.pk)
    made.declared(hanbit, "assessor", Subject.VERIFICATION, hanbit.row().verification_id)
    three = {"owner", "keeper", "assessor"}
    assert seen() == (three, three, three | {"auditor"})
    with acting(hanbit.by("assessor")):
        assert EvidenceFile.objects.count() == 4
    enter(SYSTEM)
    hanbit.do("assessor", confirmation.plan_visit, application_id=row.pk, on=AT.date())
    hanbit.do("assessor", actions.finish, verification_id=hanbit.row().verification_id, confirms_rest=True)
    hanbit.do("assessor", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    assert seen() == (three | {"first"}, three, three | {"auditor", "first"})


def test_nobody_does_what_is_another_partys_and_nothing_moves_out_of_turn(hanbit: World) -> None:
    row = made.submitted(hanbit)
    key = {"application_id": row.pk}
    for name in ("owner", "assessor", "first", "auditor", "other"):
        with pytest.raises(Http404):
            hanbit.do(name, confirmation.accept, **key)
    _refused("closed", lambda: hanbit.do("owner", confirmation.submit_application, **key))
    _refused("closed", lambda: hanbit.do("owner", confirmation.agree, **key))
    for wrong in ("confirmed", "reported", "draft"):
        with pytest.raises(DatabaseError), transaction.atomic():
            LevelApplication.objects.update(state=wrong)
    hanbit.do("owner", confirmation.withdraw_application, **key)
    hanbit.do("owner", confirmation.withdraw_application, **key)
    with pytest.raises(Http404):
        hanbit.do("owner", confirmation.withdraw_application, application_id=uuid.uuid4())


def test_who_steps_back_hands_the_case_back_and_judges_it_no_more(hanbit: World) -> None:
    row = made.assessing(hanbit)
    key = hanbit.row().verification_id
    case = {"verification_id": key, "item": "PRC1-01"}
    hanbit.do("assessor", actions.judge, value="3", reason="현장에서 보았습니다.", **case)
    away = lambda why: made.declared(  # noqa: E731
        hanbit, "assessor", Subject.VERIFICATION, key, is_free=False, reason=why
    )
    _refused("no-reason", lambda: away(""))
    away("친척이 이\0회사에서 일합니다.")  # a form may send what PostgreSQL cannot store
    verification = Verification.objects.get(pk=key)
    assert (verification.state, verification.assessor, hanbit.row().state) == ("asked", None, "accepted")
    assert all(each.is_taken_back for each in verification.judgements.order_by("-pk")[:1])
    assert Notice.objects.filter(user_id=hanbit.people["keeper"].pk, code="verification_handed_back").exists()
    again = {"application_id": row.pk}
    who = hanbit.people["assessor"].pk
    _refused("tie", lambda: hanbit.do("keeper", confirmation.assign, assessor_id=who, **again))
    other = hanbit.people["colleague"].pk
    assert hanbit.do("keeper", confirmation.assign, assessor_id=other, **again).state == "assigned"


def test_a_member_who_steps_back_has_no_vote_and_who_is_needed_is_told(hanbit: World) -> None:
    row = made.reported(hanbit)
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=True, reason="")
    hanbit.do("second", confirmation.vote, application_id=row.pk, is_for=False, reason="기록이 없습니다.")
    assert "level_tied" in _codes("third", hanbit)
    assert "level_tied" in _codes("keeper", hanbit)
    made.declared(
        hanbit, "third", Subject.APPLICATION, row.pk, is_free=False, reason="이 회사의 자문을 맡고 있습니다."
    )
    assert "level_too_few" in _codes("keeper", hanbit)
    vote = {"application_id": row.pk, "is_for": True, "reason": ""}
    _refused("declare", lambda: hanbit.do("third", confirmation.vote, **vote))
