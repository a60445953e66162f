"""Parts answered by a link: one browser, only those modules, nothing else of the company; one's own phone."""

import html
import json
import re
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.actions.delegate import link_of
from assessments.actions.reporting import reopen
from assessments.documents import framework_of
from assessments.models import Delegation, FormerAnswer, FrameworkVersion, Session
from core.audit.models import Event
from core.notices.models import Notice
from core.notices.telling import words
from core.scope import acting, acting_as_system
from core.web import Refused
from core.web.wording import SEOUL, date_text
from tests.assessments.test_pages import costs
from tests.assessments.world import begin, company, member, signed_in, stored

Frameworks = dict[str, FrameworkVersion]
HTMX = {"HX-Request": "true"}


def _shared(
    browser: Client, session: Session, *modules: str, name: str = "생산팀 김 과장", **more: str
) -> Delegation:
    sent = browser.post(f"/assessments/{session.pk}/shared/", {"modules": modules, "name": name, **more})
    assert sent.status_code == 302, sent.content.decode()
    with acting_as_system():
        return Delegation.objects.get(pk=sent["Location"].rstrip("/").rsplit("/", 1)[1])


def _path(delegation: Delegation) -> str:
    return re.sub(r"^https?://[^/]+", "", link_of(delegation))


def _taken(delegation: Delegation) -> Client:
    colleague = Client()
    assert colleague.post(_path(delegation)).status_code == 302
    return colleague


def _answer(browser: Client, delegation: Delegation, item: str, choice: str, version: int = 0) -> int:
    url = f"/assessments/parts/{delegation.pk}/answers/{item}/"
    return browser.post(url, {item: choice, f"{item}.version": str(version)}, headers=HTMX).status_code


def _ends(delegation: Delegation, **changed: object) -> None:
    with acting_as_system():
        Delegation.objects.filter(pk=delegation.pk).update(**changed)


def test_a_colleague_answers_a_part_without_an_account_and_the_owner_sees_how_far(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1", "PRC2")
    assert link_of(made) in owner.get(f"/assessments/{session.pk}/shared/{made.pk}/").content.decode()
    colleague = _taken(made)
    page = colleague.get(f"/assessments/parts/{made.pk}/modules/PRC1/")
    assert page.status_code == 200
    assert _answer(colleague, made, "PRC1-01", "3") == 200
    row = stored(session.pk)["PRC1-01"]
    assert (row.choices, row.answered_by_id, row.delegation_id) == (["3"], None, made.pk)
    overview = owner.get(f"/assessments/{session.pk}/").content.decode()
    assert "생산팀 김 과장에게 맡김" in overview
    history = owner.get(f"/assessments/{session.pk}/answers/PRC1-01/history/").content.decode()
    assert "생산팀 김 과장 (링크로 답함)" in history
    assert (
        owner.get(f"/assessments/{session.pk}/shared/{made.pk}/").content.decode().count(link_of(made)) == 0
    )


def test_opening_the_link_uses_nothing_up_and_the_button_uses_it_up_for_all_others(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    made = _shared(owner, begin(owner), "PRC1")
    scanner, colleague, other = Client(), Client(), Client()
    for _time in range(3):
        assert scanner.get(_path(made)).status_code == 200
        assert scanner.head(_path(made)).status_code == 200
    assert scanner.get(f"/assessments/parts/{made.pk}/").status_code == 404
    assert colleague.post(_path(made)).status_code == 302
    assert colleague.post(_path(made)).status_code == 302, "the same browser may come back by its link"
    assert other.get(_path(made)).status_code == 410
    assert other.post(_path(made)).status_code == 410
    assert other.get(f"/assessments/parts/{made.pk}/").status_code == 404
    wrong = _path(made)[:-2] + ("0/" if _path(made)[-2] != "0" else "1/")
    assert other.get(wrong).status_code == 410


def test_a_colleague_sees_only_the_modules_of_the_link_and_nothing_of_the_company(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner, plant_name="비밀 공장 카나리")
    owner.post(
        f"/assessments/{session.pk}/answers/STR1-01/",
        {"STR1-01": "5", "STR1-01.version": "0", "STR1-01.comment": "비밀 메모"},
    )
    made = _shared(owner, session, "PRC1")
    colleague = _taken(made)
    words = "".join(
        colleague.get(f"/assessments/parts/{made.pk}/{page}").content.decode()
        for page in ("", "modules/PRC1/")
    )
    for secret in ("비밀 공장 카나리", "비밀 메모", "한빛정밀", "1248100998", "STR1", str(session.pk)):
        assert secret not in words, secret
    for page in ("modules/STR1/", "modules/NOPE/", "answers/STR1-01/"):
        assert colleague.get(f"/assessments/parts/{made.pk}/{page}", headers=HTMX).status_code == 404, page
    assert _answer(colleague, made, "STR1-01", "1", 1) == 403
    sent = colleague.post(f"/assessments/parts/{made.pk}/modules/STR1/", {"STR1-01": "1"})
    assert sent.status_code == 404
    for page in ("", "check/", "plant/", "shared/", "phone/", "submit/", "answers/PRC1-01/history/"):
        assert colleague.get(f"/assessments/{session.pk}/{page}").status_code in {302, 404}, page
    assert colleague.post(f"/assessments/{session.pk}/answers/PRC1-01/", {"PRC1-01": "1"}).status_code == 401
    assert stored(session.pk)["STR1-01"].choices == ["5"]


def test_an_ended_link_opens_nothing_and_what_was_answered_stays(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1")
    colleague = _taken(made)
    _answer(colleague, made, "PRC1-01", "2")
    end = f"/assessments/{session.pk}/shared/{made.pk}/end/"
    stranger = signed_in(member(company("다산테크", "2208162517"), "owner@dasan.example"))
    assert stranger.post(end).status_code == 404
    assert colleague.post(end).status_code == 404
    assert owner.post(end).status_code == 302
    assert colleague.get(f"/assessments/parts/{made.pk}/").status_code == 410
    assert _answer(colleague, made, "PRC1-01", "4", 1) == 410
    assert stored(session.pk)["PRC1-01"].choices == ["2"]
    verbs = Event.objects.filter(verb__startswith="delegation.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["delegation.made", "delegation.taken", "delegation.revoked"]


@pytest.mark.parametrize("late", ["open_until", "ends_at"])
def test_a_link_that_is_over_cannot_be_opened(frameworks: Frameworks, late: str) -> None:
    owner = signed_in(member(company()))
    made = _shared(owner, begin(owner), "PRC1")
    _ends(made, **{late: timezone.now() - timedelta(seconds=1)})
    assert Client().post(_path(made)).status_code == 410
    page = owner.get(f"/assessments/{made.session_id}/shared/{made.pk}/").content.decode()
    assert "에 끝났습니다" in page
    assert "연 사람은 없었습니다" in page
    assert link_of(made) not in page


def test_the_time_to_open_a_link_is_no_limit_for_whoever_opened_it(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    made = _shared(owner, begin(owner), "PRC1")
    colleague = _taken(made)
    _ends(made, open_until=timezone.now() - timedelta(seconds=1))
    assert _answer(colleague, made, "PRC1-01", "2") == 200
    _ends(made, ends_at=timezone.now() - timedelta(seconds=1))
    assert _answer(colleague, made, "PRC1-01", "3", 1) == 410


def _answer_all(browser: Client, made: Delegation, page: str) -> None:
    items = re.findall(r'name="([A-Z0-9]+-\d\d)\.version" value="(\d+)"', page)
    sent = {code: "2" for code, _version in items} | {f"{code}.version": version for code, version in items}
    code = items[0][0].split("-")[0]
    there = browser.post(f"/assessments/parts/{made.pk}/modules/{code}/", sent | {"go": "next"})
    assert there["Location"] == f"/assessments/parts/{made.pk}/check/"


def test_a_colleague_checks_the_answers_says_they_are_done_and_the_owner_is_told(
    frameworks: Frameworks,
) -> None:
    by = member(company())
    owner = signed_in(by)
    session = begin(owner)
    made = _shared(
        owner, session, "PRC1", sender="이 과장", due_on=str(timezone.localdate() + timedelta(days=3))
    )
    invited = Client().get(_path(made)).content.decode()
    assert "이 과장" in invited
    assert "약" in invited
    assert "답을 원하는 날" in invited
    colleague = _taken(made)
    part = f"/assessments/parts/{made.pk}/"
    refused = colleague.post(f"{part}check/")
    assert refused.status_code == 422
    assert "아직" in refused.content.decode()
    page = colleague.get(f"{part}modules/PRC1/").content.decode()
    assert re.search(r"\b1 / \d\b", page), "numbered within the part"
    _answer_all(colleague, made, page)
    colleague.post(
        f"{part}answers/PRC1-01/", {"PRC1-01.comment": "두 대만", "PRC1-01.version": "1"}, headers=HTMX
    )
    check = colleague.get(f"{part}check/").content.decode()
    assert "두 대만" in check
    assert "다 했다고 알리기" in check
    for _time in range(2):
        assert colleague.post(f"{part}check/")["Location"] == f"{part}#receipt"
    assert "다 하셨습니다" in colleague.get(part).content.decode()
    overview = owner.get(f"/assessments/{session.pk}/").content.decode()
    assert "다 했다고 알림" in overview
    assert "생산팀 김 과장에게 맡김" in owner.get(f"/assessments/{session.pk}/modules/PRC1/").content.decode()
    notices = Notice.objects.filter(user_id=by.user_id, code="part_reported")
    assert [each.params["name"]["ko"] for each in notices] == ["생산팀 김 과장님"], "said twice, told once"
    assert _answer(colleague, made, "PRC1-01", "3", 2) == 200
    assert "다 하셨습니다" not in colleague.get(part).content.decode()
    colleague.post(f"{part}check/")
    verbs = (
        Event.objects.filter(verb__startswith="delegation.re").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["delegation.reported", "delegation.reopened", "delegation.reported"]


def test_an_ended_link_says_so_and_stays_in_the_owners_list(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1")
    colleague = _taken(made)
    _answer(colleague, made, "PRC1-01", "2")
    owner.post(f"/assessments/{session.pk}/shared/{made.pk}/end/")
    gone = colleague.get(f"/assessments/parts/{made.pk}/").content.decode()
    assert "이 링크는 끝났습니다" in gone
    assert "처리하지 못했습니다" not in gone
    listed = owner.get(f"/assessments/{session.pk}/shared/").content.decode()
    assert "끝남" in listed
    assert "생산팀 김 과장" in listed
    assert "생산팀 김 과장에게 맡김" not in owner.get(f"/assessments/{session.pk}/").content.decode()


def test_no_note_is_lost_when_two_answers_differ(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1")
    colleague = _taken(made)
    url = f"/assessments/{session.pk}/answers/PRC1-01/"
    owner.post(url, {"PRC1-01": "2", "PRC1-01.version": "0", "PRC1-01.comment": "설비 두 대"}, headers=HTMX)
    theirs = f"/assessments/parts/{made.pk}/answers/PRC1-01/"
    form = {"PRC1-01": "4", "PRC1-01.version": "0", "PRC1-01.comment": ""}
    conflict = colleague.post(theirs, form, headers=HTMX)
    said = html.unescape(conflict.content.decode())
    assert conflict.status_code == 409
    assert "링크를 보낸 사람" in said
    mine = json.loads(
        re.findall(r'data-hx-vals="(.*?)"', conflict.content.decode())[0].replace("&quot;", '"')
    )
    assert mine["PRC1-01.comment"] == "설비 두 대"
    assert mine["whole"] == "1"
    both = owner.post(url, form | {"PRC1-01.version": "7", "PRC1-01.comment": "세 대"}, headers=HTMX)
    kept = json.loads(re.findall(r'data-hx-vals="(.*?)"', both.content.decode())[0].replace("&quot;", '"'))
    assert kept["PRC1-01.comment"] == "설비 두 대\n세 대"
    assert colleague.post(theirs, mine, headers=HTMX).status_code == 200
    row = stored(session.pk)["PRC1-01"]
    assert (row.choices, row.comment, row.origin) == (["4"], "설비 두 대", "chosen")


def test_owner_and_colleague_never_replace_each_other_silently(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1")
    colleague = _taken(made)
    _answer(colleague, made, "PRC1-01", "2")
    form = {"PRC1-01": "4", "PRC1-01.version": "0"}
    conflict = owner.post(f"/assessments/{session.pk}/answers/PRC1-01/", form, headers=HTMX)
    assert conflict.status_code == 409
    assert "생산팀 김 과장" in conflict.content.decode()
    chosen = form | {"PRC1-01.version": "1", "PRC1-01.origin": "chosen"}
    assert owner.post(f"/assessments/{session.pk}/answers/PRC1-01/", chosen, headers=HTMX).status_code == 200
    assert _answer(colleague, made, "PRC1-01", "2", 1) == 409
    with acting_as_system():
        kept = FormerAnswer.objects.get(session_id=session.pk)
    assert (kept.choices, kept.delegation_id) == (["2"], made.pk)


@pytest.mark.parametrize(
    ("modules", "name", "due", "field"),
    [
        ([], "김", "", "modules"),
        (["NOPE"], "김", "", "modules"),
        (["PRC1"], " ", "", "name"),
        (["PRC1"], "가" * 41, "", "name"),
        (["PRC1"], "김", "내일", "due_on"),
        (["PRC1"], "김", "2020-01-01", "due_on"),
    ],
)
def test_a_link_needs_a_part_and_a_name_and_no_past_day(
    frameworks: Frameworks, modules: list[str], name: str, due: str, field: str
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    form = {"modules": modules, "name": name, "due_on": due}
    sent = owner.post(f"/assessments/{session.pk}/shared/", form)
    assert sent.status_code == 422
    assert f'id="id_{field}_error"' in sent.content.decode()


def test_there_are_at_most_twenty_links(frameworks: Frameworks) -> None:
    by = member(company())
    session = begin(signed_in(by))
    with acting(by):
        for _time in range(20):
            actions.delegate(session_id=session.pk, modules=["PRC1"], name="김", by=by, at=timezone.now())
        with pytest.raises(Refused) as refused:
            actions.delegate(session_id=session.pk, modules=["PRC1"], name="김", by=by, at=timezone.now())
    assert refused.value.code == "too_many"


def test_a_visitors_draft_opens_whole_on_the_phone_that_scanned_the_code(frameworks: Frameworks) -> None:
    pc, phone = Client(), Client()
    session = begin(pc)
    sent = pc.post(f"/assessments/{session.pk}/phone/")
    shown = pc.get(sent["Location"]).content.decode()
    assert "<svg" in shown
    with acting_as_system():
        made = Delegation.objects.get(session_id=session.pk)
    assert made.open_until - made.made_at == timedelta(minutes=10)
    assert phone.post(_path(made))["Location"] == f"/assessments/{session.pk}/"
    assert phone.get(f"/assessments/{session.pk}/").status_code == 200
    assert pc.get(f"/assessments/{session.pk}/").status_code == 200


def test_a_phone_whose_link_was_ended_knows_the_draft_no_more(frameworks: Frameworks) -> None:
    pc, phone = Client(), Client()
    session = begin(pc)
    pc.post(f"/assessments/{session.pk}/phone/")
    with acting_as_system():
        made = Delegation.objects.get(session_id=session.pk)
    phone.post(_path(made))
    pc.post(f"/assessments/{session.pk}/shared/{made.pk}/end/")
    for page in ("", "modules/STR1/", "shared/", "check/"):
        assert phone.get(f"/assessments/{session.pk}/{page}").status_code == 404
    assert pc.get(f"/assessments/{session.pk}/").status_code == 200


def test_a_companys_phone_answers_every_module_but_sees_no_company(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    owner.post(f"/assessments/{session.pk}/phone/")
    owner.post(f"/assessments/{session.pk}/phone/")
    with acting_as_system():
        first, second = Delegation.objects.filter(session_id=session.pk).order_by("made_at")
    assert Client().post(_path(first)).status_code == 410, "a new code ends the one before"
    phone = _taken(second)
    assert _answer(phone, second, "STR1-01", "1") == 200
    assert phone.get(f"/assessments/{session.pk}/").status_code == 404


def test_an_answer_by_a_link_costs_no_more_than_eight_queries(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    made = _shared(owner, begin(owner), "PRC1")
    colleague = _taken(made)
    _answer(colleague, made, "PRC1-01", "1")
    with costs() as cost:
        assert _answer(colleague, made, "PRC1-01", "2", 1) == 200
    assert cost.queries <= 8, cost.statements


@pytest.mark.parametrize("carries_on", [False, True])
def test_a_company_that_takes_a_draft_in_ends_links_that_others_may_hold(
    frameworks: Frameworks, carries_on: bool
) -> None:
    stranger = Client()
    session = begin(stranger)
    part = _shared(stranger, session, "PRC1")
    colleague = _taken(part)
    stranger.post(f"/assessments/{session.pk}/phone/")
    with acting_as_system():
        device = Delegation.objects.get(kind="device")
    phone = _taken(device)
    with acting_as_system():
        keys = Session.objects.get(pk=session.pk)
    by = replace(member(company()), draft_key=keys.resumed_key if carries_on else keys.draft_key)
    with acting(by):
        assert [each.pk for each in actions.adopt_drafts(by=by, at=timezone.now())] == [session.pk]
    assert _answer(phone, device, "PRC1-01", "3") == 410
    assert _answer(colleague, part, "PRC1-01", "3") == (410 if carries_on else 200)
    with acting_as_system():
        ended = Event.objects.filter(verb="delegation.revoked", subject_id=str(session.pk))
        assert ended.count() == (2 if carries_on else 1)


def test_every_fault_of_the_form_is_named_at_once_and_what_was_typed_stays(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    form = {"name": "", "sender": "가" * 41, "due_on": "2020-01-01"}
    page = owner.post(f"/assessments/{session.pk}/shared/", form).content.decode()
    for field in ("modules", "name", "sender", "due_on"):
        assert f'id="id_{field}_error"' in page, field
    assert "고칠 것이 4가지 있습니다" in page
    assert "가" * 41 in page
    with acting_as_system():
        assert not Delegation.objects.exists()


def test_a_link_works_to_the_end_of_its_days_in_seoul(frameworks: Frameworks) -> None:
    by = member(company())
    session = begin(signed_in(by))
    at = (timezone.now() + timedelta(days=1)).astimezone(SEOUL).replace(hour=0, minute=5)
    wanted = {"session_id": session.pk, "modules": ["PRC1"], "name": "김", "by": by, "at": at}
    with acting(by):
        soon = actions.delegate(**wanted)  # type: ignore[arg-type]
        late = actions.delegate(**wanted, due_on=at.date() + timedelta(days=5))  # type: ignore[arg-type]
        with pytest.raises(Refused):
            actions.delegate(**wanted, due_on=at.date() + timedelta(days=15))  # type: ignore[arg-type]
    for row in (soon, late):
        assert row.open_until == row.ends_at, "one date: nobody has to open it before"
        assert row.ends_at == datetime.combine(at.date() + timedelta(days=14), time(23, 59, 59), SEOUL)


def test_the_link_leads_whoever_has_it_back_to_where_they_were(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    made = _shared(owner, begin(owner), "PRC1")
    colleague = _taken(made)
    assert _answer(colleague, made, "PRC1-01", "not_applicable") == 200
    assert _answer(colleague, made, "PRC1-02", "2") == 200
    assert colleague.get(_path(made))["Location"] == f"/assessments/parts/{made.pk}/"
    page = colleague.get(_path(made), follow=True).content.decode()
    assert "이어하기 (1/3)" in page
    assert "해당 없음 1문항은 빼고 셉니다" in page, "4 questions were promised"


def test_a_link_that_opens_nothing_says_why_and_whom_to_ask(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1", sender="이도현 대표")
    stranger = Client()

    def said(path: str = "") -> str:
        answer = stranger.get(path or _path(made))
        assert answer.status_code == 410
        return answer.content.decode()

    assert "링크 주소가 맞지 않습니다" in said(_path(made)[:-2] + "/")
    now = timezone.now()
    _ends(made, open_until=now - timedelta(seconds=1))
    assert "까지 열어야 했습니다" in said()
    _ends(made, open_until=now + timedelta(days=1))
    colleague = _taken(made)
    page = said()
    assert "다른 브라우저에서 이미 열린 링크입니다" in page
    assert "이도현 대표님에게 알립니다" in page
    assert "다른 브라우저에서 이미 열린 링크입니다" in stranger.post(_path(made)).content.decode()
    owner.post(f"/assessments/{session.pk}/shared/{made.pk}/end/")
    assert "회사에서 끝낸 링크입니다" in said()
    ended = colleague.get(f"/assessments/parts/{made.pk}/").content.decode()
    assert "이도현 대표님에게 다시 열어 달라고" in ended
    _ends(made, revoked_at=None, ends_at=now - timedelta(seconds=1), taken_at=None, taken_key="")
    assert "기한이 지난 링크입니다" in said()
    _ends(made, ends_at=now + timedelta(days=1))
    with acting_as_system():
        Session.objects.filter(pk=session.pk).update(state="submitted", submitted_at=now)
    assert "진단이 이미 제출되었습니다" in said()


def test_the_receipt_names_who_was_told_and_a_change_afterwards_is_told_as_well(
    frameworks: Frameworks,
) -> None:
    by = member(company())
    owner = signed_in(by)
    session = begin(owner)
    made = _shared(owner, session, "PRC1", sender="이도현 대표")
    colleague = _taken(made)
    part = f"/assessments/parts/{made.pk}/"
    page = colleague.get(f"{part}modules/PRC1/").content.decode()
    assert "이도현 대표님과 이 진단에 함께 답하는 사람이 읽습니다" in page
    _answer_all(colleague, made, page)
    colleague.post(f"{part}check/")
    receipt = html.unescape(colleague.get(part).content.decode())
    assert "이도현 대표님 (포털 알림)" in receipt
    assert "이도현 대표님이 답을 확인하고 나머지와 함께 제출합니다" in receipt
    assert _answer(colleague, made, "PRC1-01", "not_applicable", 1) == 200
    assert "알리신 뒤에 답을 바꾸셨고" in colleague.get(part).content.decode()
    notices = Notice.objects.filter(user_id=by.user_id, about=f"part:{made.pk}").order_by("created_at")
    assert [(each.code, each.settled_at is None) for each in notices] == [
        ("part_reported", False),
        ("part_reopened", True),
    ]
    listed = owner.get(f"/assessments/{session.pk}/shared/").content.decode()
    assert "알린 뒤 바꿈" in listed
    assert "해당 없음 1" in listed
    assert "알린 뒤에 답을 바꿈" in owner.get(f"/assessments/{session.pk}/shared/{made.pk}/").content.decode()
    colleague.post(f"{part}check/")
    assert "문항, 해당 없음 1문항" in colleague.get(part).content.decode()


def test_every_report_is_told_but_a_link_floods_no_mailbox(frameworks: Frameworks) -> None:
    by = member(company())
    owner = signed_in(by)
    session = begin(owner)
    made = _shared(owner, session, "PRC1")
    colleague = _taken(made)
    _answer_all(
        colleague, made, colleague.get(f"/assessments/parts/{made.pk}/modules/PRC1/").content.decode()
    )
    noon = (timezone.now() + timedelta(days=1)).astimezone(SEOUL).replace(hour=12)
    for at in [noon + timedelta(minutes=each) for each in range(12)] + [noon + timedelta(days=1)]:
        with acting(by):
            row = actions.report_part(delegation_id=made.pk, session_id=session.pk, by=by, at=at)
            reopen(row, session, ["PRC1-01"], by, at)
    told = Notice.objects.filter(user_id=by.user_id).values_list("code", flat=True)
    assert sorted(told) == ["part_reopened"] * 11 + ["part_reported"] * 11


def test_done_after_a_change_is_told_anew_by_notice_and_mail_with_part_and_questions(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    by = member(company())
    EmailAddress.objects.create(user_id=by.user_id, email="o@hanbit.example", verified=True, primary=True)
    owner = signed_in(by)
    session = begin(owner)
    made = _shared(owner, session, "PRC1", sender="이도현 대표")
    colleague = _taken(made)
    part = f"/assessments/parts/{made.pk}/"
    _answer_all(colleague, made, colleague.get(f"{part}modules/PRC1/").content.decode())
    colleague.post(f"{part}check/")
    assert len(mailoutbox) == 1
    assert _answer(colleague, made, "PRC1-01", "dont_know", 1) == 200
    colleague.post(f"{part}check/")
    again = Notice.objects.get(user_id=by.user_id, code="part_reported", settled_at__isnull=True)
    title, body, _action = words(again.code, again.params)
    framework = framework_of(session.framework)
    assert framework.nodes["PRC1"].title.ko in title
    assert framework.items["PRC1-01"].question.ko in body
    assert framework.items["PRC1-02"].question.ko not in body
    assert "잘 모름 1문항" in body
    assert again.url == f"/assessments/{session.pk}/shared/{made.pk}/"
    assert len(mailoutbox) == 3, "the change and the word that it is done"
    assert all(framework.items["PRC1-01"].question.ko in each.body for each in mailoutbox[1:])
    receipt = html.unescape(colleague.get(part).content.decode())
    assert "이도현 대표님 (포털 알림과 메일)" in receipt
    assert "잘 모름 1문항" in receipt
    assert "잘 모름 1문항" in owner.get(again.url).content.decode()
    assert "<h1>다 하셨습니다</h1>" in re.sub(r"<h1[^>]*>\s*(.*?)\s*</h1>", r"<h1>\1</h1>", receipt)
    Notice.objects.filter(pk=again.pk).update(settled_at=timezone.now())
    assert "포털 알림과 메일" in colleague.get(part).content.decode(), "read, it was told still"
    Notice.objects.filter(about=again.about).delete()
    assert "진단 목록에 표시" in html.unescape(colleague.get(part).content.decode()), "as it happened"


def test_an_answer_sent_after_the_end_is_named_and_never_called_saved(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1", sender="이도현 대표")
    colleague = _taken(made)
    part = f"/assessments/parts/{made.pk}/"
    page = colleague.get(f"{part}modules/PRC1/").content.decode()
    assert 'data-refused="저장되지 않음' in page
    _answer(colleague, made, "PRC1-01", "2")
    owner.post(f"/assessments/{session.pk}/answers/PRC1-01/", {"PRC1-01": "5", "PRC1-01.version": "1"})
    owner.post(f"/assessments/{session.pk}/shared/{made.pk}/end/")
    sent = {"PRC1-02": "4", "PRC1-02.version": "0"}
    saving = colleague.post(f"{part}answers/PRC1-02/", sent, headers=HTMX)
    fragment = saving.content.decode()
    assert saving.status_code == 410
    assert "<html" not in fragment, "put beside the question as it is"
    assert "이 답은 저장되지 않았습니다" in fragment
    assert "링크를 끝냈습니다" in fragment
    shown = {"PRC1-01": "2", "PRC1-01.version": "1", "PRC1-01.comment": "", "PRC1-03.comment": ""}
    ended = colleague.post(f"{part}modules/PRC1/", sent | shown | {"PRC1-03.version": "0", "go": "next"})
    said = html.unescape(ended.content.decode())
    items = framework_of(session.framework).items
    assert ended.status_code == 410
    assert "늦게 보내 저장되지 않은 답 1개" in said
    assert items["PRC1-02"].question.ko in said
    assert items["PRC1-02"].choices[4].label.ko in said
    assert items["PRC1-01"].question.ko not in said, "saved in time, changed by the owner since"
    assert "답은 저장되어 있습니다" not in said


def test_a_browser_that_lost_its_cookie_is_told_of_the_link_and_not_of_a_login(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1")
    page = _taken(made).get(f"/assessments/parts/{made.pk}/modules/PRC1/").content.decode()
    assert "연결이 끊겼습니다" in page
    assert "로그인이 끝" not in page
    assert "data-save-login" not in page
    assert "로그인" in owner.get(f"/assessments/{session.pk}/modules/PRC1/").content.decode()
    assert _answer(Client(), made, "PRC1-01", "2") == 401


def test_a_link_speaks_of_one_wanted_day_and_one_last_day_to_both_sides(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    today = timezone.localdate()
    wanted, last = (date_text(today + timedelta(days=days)) for days in (3, 14))
    made = _shared(owner, session, "PRC1", due_on=str(today + timedelta(days=3)))
    own = f"/assessments/{session.pk}/shared/{made.pk}/"
    both = f"답을 원하는 날은 {wanted}, 마지막 날은 {last}입니다."
    waiting = owner.get(own).content.decode()
    assert waiting.count(both) >= 2, "on the page and in the message to send"
    invited = Client().get(_path(made)).content.decode()
    assert wanted in invited
    assert last in invited
    colleague = _taken(made)
    assert both in colleague.get(f"/assessments/parts/{made.pk}/").content.decode()
    assert both in owner.get(own).content.decode()
    listed = owner.get(f"/assessments/{session.pk}/shared/").content.decode()
    assert f"마지막 날 {last}" in listed
    assert f"{wanted}까지 부탁" in listed


def test_an_ended_row_says_when_and_a_link_nobody_opened_speaks_of_no_answers(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    shared = f"/assessments/{session.pk}/shared/"
    done, unopened = _shared(owner, session, "PRC1"), _shared(owner, session, "PRC2", name="박 대리")
    colleague = _taken(done)
    part = f"/assessments/parts/{done.pk}/"
    _answer_all(colleague, done, colleague.get(f"{part}modules/PRC1/").content.decode())
    colleague.post(f"{part}check/")
    owner.post(f"{shared}{done.pk}/end/", follow=True)
    told = owner.post(f"{shared}{unopened.pk}/end/", follow=True).content.decode()
    assert "연 사람은 없었습니다" in told
    assert "그 링크로 답한 내용은 남아" not in told
    first, second = re.findall(r"<li>\s*<a href=.*?</li>", told[told.index('class="task-list"') :], re.S)[:2]
    for row, link in ((first, done), (second, unopened)):
        assert f"{shared}{link.pk}/" in row, "the name stays a link"
        assert f"?again={link.pk}" in row
        assert "에 끝남" in row
        assert ">끝남<" in re.sub(r"\s+", "", row)
    assert "badge--success" not in first
    assert "연 사람 없음" in second
    assert "답은 남아" not in second
    ended = owner.get(f"{shared}{done.pk}/").content.decode()
    assert "링크가 끝남" in ended
    assert f"?again={done.pk}" in ended
    assert "지금 끝내기" not in ended
    assert "남아 있습니다" not in Client().get(_path(unopened)).content.decode()


def test_what_is_answered_already_is_said_to_both_and_the_minutes_are_for_the_rest(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    owner.post(f"/assessments/{session.pk}/answers/PRC1-01/", {"PRC1-01": "5", "PRC1-01.version": "0"})
    made = _shared(owner, session, "PRC1")
    own = owner.get(f"/assessments/{session.pk}/shared/{made.pk}/").content.decode()
    assert "4문항 가운데 1문항은 이미 답이 있습니다" in own
    left = "4문항 가운데 1문항은 이미 답이 있음, 나머지 약 3분"
    assert left in own, "in the message"
    assert left in Client().get(_path(made)).content.decode()


def test_what_was_given_before_is_given_again_with_one_press(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1", due_on=str(timezone.localdate() + timedelta(days=3)))
    _ends(made, due_on=timezone.localdate() - timedelta(days=2))
    shared = f"/assessments/{session.pk}/shared/"
    page = owner.get(shared).content.decode()
    assert "늦음" in page
    assert "· 생산팀 김 과장에게 맡김" in page, "beside the part, so that it is not given twice"
    owner.post(f"{shared}{made.pk}/end/")
    page = owner.get(shared).content.decode()
    assert "늦음" not in page
    assert f"?again={made.pk}" in page
    again = owner.get(f"{shared}?again={made.pk}").content.decode()
    assert re.search(r'value="PRC1"[^>]* checked', again)
    assert 'value="생산팀 김 과장"' in again
    assert owner.get(f"{shared}?again=nobody").status_code == 200


def test_a_part_is_given_from_its_page_and_the_submission_says_who_has_what_is_open(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    shared = f"/assessments/{session.pk}/shared/"
    assert (
        f'{shared}?part=PRC1#new"' in owner.get(f"/assessments/{session.pk}/modules/PRC1/").content.decode()
    )
    form = owner.get(f"{shared}?part=PRC1").content.decode()
    assert re.search(r'value="PRC1"[^>]* checked', form)
    assert len(re.findall(r'name="modules"[^>]* checked', form)) == 1
    assert "40자까지" in form
    assert owner.get(f"{shared}?part=NOPE").status_code == 200
    made = _shared(owner, session, "PRC1")
    assert "?part=PRC1" not in owner.get(f"/assessments/{session.pk}/modules/PRC1/").content.decode()
    gaps = re.findall(
        r"<li><a href=.*?</li>", owner.get(reverse("submit", args=[session.pk])).content.decode(), re.S
    )
    assert sum("생산팀 김 과장에게 맡김" in gap for gap in gaps) == 4
    colleague = _taken(made)
    page = colleague.get(f"/assessments/parts/{made.pk}/modules/PRC1/").content.decode()
    assert "?part=" not in page
    assert "저장하고 다음으로" not in page, "the only page of the part is its last"
    assert "‘잘 모름’을 골라도" in colleague.get(f"/assessments/parts/{made.pk}/check/").content.decode()
