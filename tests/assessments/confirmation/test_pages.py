"""The pages of each side, in the order in which an application passes them."""

from decimal import Decimal
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from assessments import actions
from assessments.actions import confirmation
from assessments.documents import framework_of
from assessments.models import ApplicationDocument, LevelApplication, LevelCertificate, Subject
from assessments.queries.reported import reported_answers
from assessments.queries.verification import claimed_of
from assessments.views.confirmation.arithmetic import sums_of
from assessments.views.confirmation.verdict import verdict
from assessments.workflow import Party
from core.accounts.actor import SYSTEM
from core.audit.models import AccessRecord
from core.notices.models import Notice
from core.scope import acting, enter
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.pages import page as _page
from tests.assessments.confirmation.pages import post as _post
from tests.assessments.confirmation.world import SUMMARY, WHY, World, world
from tests.core.accounts.people import signed_in
from tests.core.uploads import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


def test_from_the_result_to_the_certificate_through_every_sides_pages(hanbit: World) -> None:
    who = {name: signed_in(user) for name, user in hanbit.people.items()}
    start = f"/assessments/levels/of/{hanbit.result.pk}/"
    assert "국세·지방세 납세증명서" in _page(who["owner"], start)
    _post(who["owner"], start)
    case = f"/assessments/levels/{hanbit.row().pk}/"
    assert "빠진 서류를 넣어 주십시오" in _post(who["owner"], f"{case}submit/", 422)
    for number, kind in enumerate(("form", "self_assessment", "business", "taxes")):
        upload = SimpleUploadedFile(f"{kind}.pdf", files.pdf(b"%%%d" % number))
        _post(who["owner"], f"{case}documents/{kind}/", file=upload)
    assert "파일을" in _post(who["owner"], f"{case}documents/form/", 422)
    _post(who["owner"], f"{case}submit/", shows_name="on")

    assert "한빛정밀" in _page(who["keeper"], "/assessments/levels/")
    assert "form.pdf" in _page(who["keeper"], case)
    seen = _post(who["keeper"], f"{case}supplement/", 422, reason=WHY)
    assert ("보완할 서류를 골라" in seen, WHY in seen) == (True, True)
    _post(who["keeper"], f"{case}supplement/", documents="taxes", reason=WHY)
    assert WHY in _page(who["owner"], case)
    _post(who["owner"], f"{case}documents/taxes/", file=SimpleUploadedFile("b.pdf", files.pdf(b"%new")))
    _post(who["owner"], f"{case}submit/")
    assert "서류 검토를 다시 열 수 없습니다" in _post(who["keeper"], f"{case}accept/", 200)
    assert hanbit.row().state == "submitted"
    _post(who["keeper"], f"{case}accept/", sure="on")
    assert "골라 주십시오" in _post(who["keeper"], f"{case}assign/", 422, assessor="x")
    assessor = str(hanbit.people["assessor"].pk)
    _post(who["keeper"], f"{case}assign/", assessor=assessor)
    told = Notice.objects.filter(user_id=hanbit.people["owner"].pk, settled_at__isnull=True)
    assert list(told.values_list("code", flat=True)).count("level_agree") == 1
    assert not told.filter(code="verification_assigned").exists()
    assert "이미 배정되어 있습니다" in _post(who["keeper"], f"{case}assign/", 422, assessor=assessor)
    assert told.filter(code="level_agree").count() == 1
    listed = who["keeper"].get("/assessments/levels/").context
    enter(SYSTEM)
    assert (listed["waiting"], listed["page"].paginator.count) == ([], 1)

    _page(who["assessor"], case, 404)
    assert "동의하시면" in _post(who["owner"], f"{case}agree/", 422)
    _post(who["owner"], f"{case}agree/", agrees="on")
    case_of_assessor = f"/assessments/verifications/{hanbit.row().verification_id}/"
    assert who["assessor"].get(case)["Location"] == f"{case_of_assessor}interest/"
    enter(SYSTEM)
    assert "이해관계가 있으십니까" in _page(who["assessor"], f"{case_of_assessor}interest/")
    _post(who["assessor"], f"{case_of_assessor}interest/", interest="none")
    assert "먼저 공장을 방문" in _post(who["assessor"], f"{case}report/", 422, summary=SUMMARY)
    _post(who["assessor"], f"{case}visit/", visit_on=timezone.localdate().isoformat())
    hanbit.do("assessor", actions.finish, verification_id=hanbit.row().verification_id, confirms_rest=True)
    asked = _post(who["assessor"], f"{case}report/", 200, summary=SUMMARY, visited="on")
    assert ("이대로 심의위원회에 보고하시겠습니까?" in asked, hanbit.row().state) == (True, "assessing")
    _post(who["assessor"], f"{case}report/", summary=SUMMARY, visited="on", sure="on")

    _page(who["auditor"], case, 403)
    closed = _page(who["first"], f"{case}interest/")
    assert ("이해관계가 있으십니까" in closed, SUMMARY in closed) == (True, False)
    for name in ("first", "second"):
        assert who[name].get(case).status_code == 302
        enter(SYSTEM)
        _post(who[name], f"{case}interest/", interest="none")
    assert SUMMARY in _page(who["first"], case)
    assert "까닭을 적어" in _post(who["first"], f"{case}vote/", 422, is_for="no")
    assert "찬성과 반대 가운데" in _post(who["first"], f"{case}vote/", 422)
    assert "내 표를 기다리는 안건" in _page(who["first"], "/assessments/levels/")
    _post(who["first"], f"{case}vote/", is_for="yes", sure="on")
    assert "위원님의 표" in _page(who["first"], case)
    listed = _page(who["first"], "/assessments/levels/")
    assert listed.index("그 밖의 안건") < listed.index("한빛정밀")
    asked = _post(who["second"], f"{case}vote/", 200, is_for="yes")
    assert ("먼저 들어온 표도 찬성이면" in asked, LevelCertificate.objects.exists()) == (True, False)
    _post(who["second"], f"{case}vote/", is_for="yes", sure="on")
    assert "두 번째 찬성으로" in _page(who["second"], case)

    number = LevelCertificate.objects.get().number
    public = _page(Client(), f"/assessments/certificates/{number}/")
    assert ("유효한 확인서입니다" in public, "한빛정밀" in public) == (
        True,
        False,
    )  # the second form withdrew it
    _post(who["owner"], f"{case}name/", shown="on")
    assert "한빛정밀" in _page(Client(), f"/assessments/certificates/{number}/")
    asked = _post(who["keeper"], f"{case}revoke/", 200, reason="서류가 거짓이었습니다.")
    assert ("취소하시겠습니까" in asked, "서류가 거짓이었습니다." in asked) == (True, True)
    assert hanbit.row().state == "confirmed"
    _post(who["keeper"], f"{case}revoke/", reason="서류가 거짓이었습니다.", sure="on")
    revoked = _page(Client(), f"/assessments/certificates/{number}/")
    assert (
        revoked.index("취소된 확인서입니다")
        < revoked.index("믿고 결정하지 마십시오")
        < revoked.index("<table")
    )
    card = _page(who["owner"], case).partition('id="certificate"')[2].partition("</section>")[0]
    assert ("이제 유효하지 않습니다" in card, "까지 유효" in card) == (True, False)
    for name in ("owner", "keeper", "assessor", "first"):
        assert number in _page(who[name], case)
        assert number in _page(who[name], "/assessments/levels/")


def test_a_look_and_a_download_by_others_are_recorded_and_the_committee_gets_no_file(hanbit: World) -> None:
    row = made.reported(hanbit)
    file = f"/assessments/levels/files/{ApplicationDocument.objects.filter(kind='form').get().pk}/"
    for name, status in {"owner": 200, "keeper": 200, "assessor": 200, "first": 404, "other": 404}.items():
        answer = signed_in(hanbit.people[name]).get(file)
        assert answer.status_code == status, name
        enter(SYSTEM)
    looks = AccessRecord.objects.filter(subject_kind="level_document")
    assert looks.count() == 2
    assert all(each.subject_organisation_id == str(hanbit.hanbit.pk) for each in looks)
    _page(signed_in(hanbit.people["first"]), f"/assessments/levels/{row.pk}/")
    assert AccessRecord.objects.filter(subject_kind="level_application").count() == 1


@pytest.mark.parametrize("typed", ["2026-00007", "제 2026-00007 호", "2026-7", "202600007", "2026–7"])
def test_an_unknown_number_is_said_to_be_unknown(typed: str, hanbit: World) -> None:
    older = Client().get("/assessments/certificates/", {"number": typed})
    answer = Client().get(older["Location"])
    assert (answer.status_code, answer["Location"]) == (302, "/assessments/certificates/2026-00007/")
    assert "이 번호의 확인서가 없습니다" in _page(Client(), answer["Location"], 404)


def test_one_page_asks_for_the_numbers_of_reports_and_of_certificates() -> None:
    asked = _page(Client(), "/verify/")
    assert ("IE-2026-7K3M9-QXD2A" in asked, "2026-3" in asked) == (True, True)
    report = Client().get("/verify/", {"number": "ie 2026 7k3m9 qxd2a"})
    assert report["Location"] == "/verify/IE-2026-7K3M9-QXD2A/"
    assert "번호를 적어 주십시오" in _page(Client(), "/verify/?number=", 422)
    for typed in ("a/b", "..", "2026", "\0"):
        refused = _page(Client(), f"/verify/?number={quote(typed)}", 422)
        assert "확인서 번호도 아닙니다" in refused
    assert "a@b" in _page(Client(), "/assessments/certificates/a@b/", 404)


def test_how_it_ended_is_said_first_with_who_why_and_what_comes_next(hanbit: World) -> None:
    row = made.reported(hanbit)
    case = f"/assessments/levels/{row.pk}/"
    reasons = {"first": "재고 기록이 한 달분뿐입니다.", "second": "검사 실적 화면이 없습니다."}
    hanbit.do("first", confirmation.vote, application_id=row.pk, is_for=False, reason=reasons["first"])
    who = {name: signed_in(user) for name, user in hanbit.people.items()}
    assert reasons["first"] not in _page(who["second"], case)
    hanbit.do("second", confirmation.vote, application_id=row.pk, is_for=False, reason=reasons["second"])
    for name in ("owner", "keeper", "assessor", "first"):
        seen = _page(who[name], case)
        ended = seen.index("확인하지 않기로 결정했습니다")
        assert ended < seen.index(reasons["first"]) < seen.index("다음에 할 일"), name
        assert reasons["second"] in seen
    assert f"/assessments/levels/of/{hanbit.result.pk}/" in _page(who["owner"], case)
    for name in ("first", "third", "keeper"):
        votes = _page(who[name], case).partition('id="votes"')[2]
        assert all(f'<th scope="row">{each}' in votes for each in reasons), name
    for name in ("owner", "assessor"):
        assert 'id="votes"' not in _page(who[name], case)


def test_a_member_reads_every_answer_behind_the_report_after_the_declaration(hanbit: World) -> None:
    row = made.assessing(hanbit)
    code, claimed = next(iter(claimed_of(framework_of(hanbit.result.framework), hanbit.result).items()))
    key = hanbit.row().verification_id
    hanbit.do("assessor", actions.judge, verification_id=key, item=code, value=claimed, reason="")
    hanbit.do("assessor", confirmation.plan_visit, application_id=row.pk, on=made.AT.date())
    hanbit.do("assessor", actions.finish, verification_id=key, confirms_rest=True)
    hanbit.do("assessor", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    page = f"/assessments/levels/{row.pk}/answers/"
    call = f"/api/v1/level-applications/{row.pk}/answers/"
    member = signed_in(hanbit.people["first"])
    assert member.get(page).status_code == 302
    enter(SYSTEM)
    assert member.get(call).json() == []
    enter(SYSTEM)
    made.declared(hanbit, "first", Subject.APPLICATION, row.pk)
    total = len(hanbit.result.answers)
    told = member.get(call).json()
    enter(SYSTEM)
    assert (len(told), [each["item"] for each in told if each["is_judged"]]) == (total, [code])
    assert _page(member, page).partition('id="sums"')[0].count('<th scope="row">') == total
    assert _page(member, f"{page}?show=judged").partition('id="sums"')[0].count('<th scope="row">') == 1
    assert _page(member, f"{page}?show=rest").partition('id="sums"')[0].count('<th scope="row">') == total - 1
    assert "해당하는 문항이 없습니다" in _page(member, f"{page}?show=different")
    assert AccessRecord.objects.filter(subject_kind="level_answers").exists()
    for name, status in {"owner": 403, "keeper": 403, "assessor": 403, "second": 302}.items():
        answer = signed_in(hanbit.people[name]).get(page)
        enter(SYSTEM)
        assert answer.status_code == status, name
    for name in ("owner", "keeper", "assessor", "second", "other"):
        with acting(hanbit.by(name)):
            assert reported_answers(row) == (), name
        enter(SYSTEM)


def test_stepping_back_without_a_reason_says_who_reads_it(hanbit: World) -> None:
    row = made.reported(hanbit)
    third = signed_in(hanbit.people["third"])
    page = _post(third, f"/assessments/levels/{row.pk}/interest/", 422, interest="some", reason="")
    assert "빠지는 까닭을 적어 주십시오. 사업 관리자만 읽습니다." in page
    assert "회사가 읽습니다" not in page


def test_a_revoked_certificate_is_nowhere_called_valid(hanbit: World) -> None:
    row = made.confirmed(hanbit)
    why = {"application_id": row.pk, "reason": "서류가 거짓이었습니다."}
    hanbit.do("keeper", confirmation.revoke_certificate, **why)
    case = _page(signed_in(hanbit.people["first"]), f"/assessments/levels/{row.pk}/")
    assert "이제 유효하지 않습니다" in case
    assert "까지 유효합니다" not in case
    public = _page(Client(), f"/assessments/certificates/{LevelCertificate.objects.get().number}/")
    assert "이 확인서를 믿고 결정하지 마십시오" in public


def test_both_totals_can_be_followed_item_by_item_and_a_decision_names_both_levels(hanbit: World) -> None:
    row = made.assessing(hanbit)
    framework, key = framework_of(hanbit.result.framework), hanbit.row().verification_id
    claimed = claimed_of(framework, hanbit.result)
    code = next(each for each, value in claimed.items() if str(value).isdecimal() and int(str(value)) > 0)
    hanbit.do("assessor", actions.judge, verification_id=key, item=code, value="0", reason="기록이 없습니다.")
    hanbit.do("assessor", confirmation.plan_visit, application_id=row.pk, on=made.AT.date())
    hanbit.do("assessor", actions.finish, verification_id=key, confirms_rest=True)
    hanbit.do("assessor", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    made.declared(hanbit, "first", Subject.APPLICATION, row.pk)
    member = signed_in(hanbit.people["first"])
    with acting(hanbit.by("first")):
        sums = sums_of(hanbit.row(), reported_answers(row))
    enter(SYSTEM)
    report = hanbit.row().report
    assert [sums.claimed.score, sums.found.score] == [
        Decimal(report["claimed"]["score"]),
        Decimal(report["verified"]["score"]),
    ]
    seen = _page(member, f"/assessments/levels/{row.pk}/answers/")
    before, after = sums.points(code)
    assert (before != after, f"{before} → {after}" in seen) == (True, True)
    assert all(str(escape(each.found)) in seen for each in sums.lines)
    assert "/answers/#sums" in _page(member, f"/assessments/levels/{row.pk}/")
    ended = LevelApplication(
        state="rejected", claimed_level=2, reported_at=made.AT, reason="기록이 없습니다."
    )
    told = verdict(ended, Party.COMMITTEE, 1)
    assert told is not None
    assert ("Level 2" in told.sentence, "Level 1" in told.sentence) == (True, True)
