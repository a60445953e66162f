"""A link after it was given away: handed back with gaps, prolonged, freed for another browser, asked for."""

import html
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from assessments.actions import links
from assessments.actions.delegate import end_of
from assessments.documents import framework_of
from assessments.models import Delegation, FrameworkVersion, Session
from core.accounts.models import Membership, MembershipState
from core.audit.models import Event
from core.notices.models import Notice
from core.notices.telling import words
from core.scope import acting_as_system
from core.web.wording import date_text
from tests.assessments.test_delegation import HTMX, _answer, _ends, _path, _shared, _taken
from tests.assessments.world import begin, company, member, signed_in

Frameworks = dict[str, FrameworkVersion]


def _read(delegation: Delegation) -> Delegation:
    with acting_as_system():
        return Delegation.objects.get(pk=delegation.pk)


def _said(browser: Client, path: str) -> str:
    return html.unescape(browser.get(path).content.decode())


def _own(made: Delegation) -> str:
    return f"/assessments/{made.session_id}/shared/{made.pk}/"


def _given(sender: str = "이도현 대표") -> tuple[Client, Session, Delegation]:
    owner = signed_in(member(company()))
    session = begin(owner)
    return owner, session, _shared(owner, session, "PRC1", sender=sender)


def test_a_part_handed_back_with_gaps_names_them_to_the_owner_and_keeps_the_link(
    frameworks: Frameworks,
) -> None:
    owner, session, made = _given()
    colleague = _taken(made)
    part, items = f"/assessments/parts/{made.pk}/", framework_of(session.framework).items
    assert _answer(colleague, made, "PRC1-01", "2") == 200
    check = _said(colleague, f"{part}check/")
    assert "그래도 넘기기" in check
    assert f'modules/PRC1/#PRC1-02">{items["PRC1-02"].question.ko}' in check
    assert colleague.post(f"{part}check/").status_code == 422, "never without saying so"
    assert _read(made).reported_at is None
    for _time in range(2):
        there = colleague.post(f"{part}check/", {"with_gaps": "1"})
        assert there["Location"] == f"{part}#receipt"
    receipt = _said(colleague, part)
    assert re.search(r'<section[^>]* id="receipt" tabindex="-1"', receipt), "the focus goes there"
    assert "비워 둔 문항은 3개입니다" in receipt
    assert "4문항 가운데 1문항" in receipt
    assert "mailto:?subject=" in receipt
    assert str(made.pk)[:8].upper() in _said(colleague, f"{part}check/"), "to be printed with the answers"
    (told,) = Notice.objects.filter(about=f"part:{made.pk}")
    title, body, _action = words(told.code, told.params)
    assert "3문항을 비운 채 넘겼습니다" in title
    assert items["PRC1-02"].question.ko in body
    assert items["PRC1-01"].question.ko not in body
    own = _said(owner, _own(made))
    assert "3문항을 비운 채 넘겼습니다" in own
    assert f'/assessments/{session.pk}/modules/PRC1/#PRC1-02"' in own
    assert "비운 채 넘김" in _said(owner, f"/assessments/{session.pk}/shared/")
    assert _answer(colleague, made, "PRC1-02", "2") == 200
    assert _read(made).reported_at is None, "it is open again"


def test_an_ended_link_is_opened_again_with_one_press_and_its_holder_goes_on(frameworks: Frameworks) -> None:
    owner, session, made = _given()
    colleague = _taken(made)
    _answer(colleague, made, "PRC1-01", "2")
    there = owner.post(f"{_own(made)}end/")["Location"]
    page = _said(owner, there)
    assert f'action="{_own(made)}prolong/"' in page
    assert "다시 여시면 그대로 이어집니다" in page
    assert colleague.get(f"/assessments/parts/{made.pk}/").status_code == 410
    assert owner.post(f"{_own(made)}prolong/")["Location"] == _own(made)
    assert _answer(colleague, made, "PRC1-01", "3", 1) == 200
    owner.post(f"{_own(made)}prolong/")
    verbs = Event.objects.filter(verb="delegation.prolonged", subject_id=str(session.pk))
    assert verbs.count() == 1, "twice on a day is once"


def test_a_link_that_is_over_works_to_the_end_of_fourteen_days_once_it_is_prolonged(
    frameworks: Frameworks,
) -> None:
    owner, _session, made = _given()
    _ends(made, open_until=timezone.now() - timedelta(1), ends_at=timezone.now() - timedelta(1))
    assert date_text(end_of(timezone.now())) in _said(owner, _own(made))
    owner.post(f"{_own(made)}prolong/")
    row = _read(made)
    assert row.ends_at == row.open_until == end_of(timezone.now())
    assert _taken(made).get(f"/assessments/parts/{made.pk}/").status_code == 200


def test_whoever_stands_before_a_closed_link_asks_in_and_the_same_message_works_again(
    frameworks: Frameworks,
) -> None:
    owner, session, made = _given()
    first, second = _taken(made), Client()
    _answer(first, made, "PRC1-01", "2")
    assert "열어 달라고 부탁하기" in _said(second, _path(made))
    for _time in range(2):
        assert second.post(f"{_path(made)}ask/")["Location"] == _path(made)
    assert "에 부탁하셨습니다" in _said(second, _path(made))
    (told,) = Notice.objects.filter(about=f"link:{made.pk}")
    assert told.url == _own(made)
    assert "링크를 열어 달라는 부탁이 있습니다" in _said(owner, _own(made))
    assert owner.post(f"{_own(made)}free/")["Location"] == _own(made)
    assert _path(made) in _said(owner, _own(made)), "and shows the message to send again"
    told.refresh_from_db()
    assert told.settled_at is not None
    assert second.post(_path(made)).status_code == 302
    assert first.get(f"/assessments/parts/{made.pk}/").status_code == 404
    assert _answer(first, made, "PRC1-01", "5", 1) == 401, "what it holds waits there"
    assert "4문항 가운데 1문항의 답이 그대로" in html.unescape(
        second.get(_path(made), follow=True).content.decode()
    )
    for _time in range(5):
        owner.post(f"{_own(made)}free/")
        Notice.objects.filter(about=f"link:{made.pk}").update(settled_at=timezone.now())
        _taken(made)
        second.post(f"{_path(made)}ask/")
    assert Notice.objects.filter(about=f"link:{made.pk}").count() == 3, "no link floods a mailbox"
    assert Event.objects.filter(verb="delegation.asked", subject_id=str(session.pk)).count() == 3


def test_nobody_is_asked_by_a_wrong_address_a_working_link_or_a_visitors(frameworks: Frameworks) -> None:
    _owner, _session, made = _given()
    Client().post(f"{_path(made)}ask/")
    _taken(made)
    Client().post(f"{_path(made)[:-3]}00/ask/")
    stranger = Client()
    visitors = _shared(stranger, begin(stranger), "PRC1")
    _taken(visitors)
    page = _said(Client(), _path(visitors))
    assert "열어 달라고 부탁하기" not in page
    assert "새 링크" in page
    Client().post(f"{_path(visitors)}ask/")
    assert not Notice.objects.filter(about__startswith="link:").exists()


def test_only_the_owner_of_a_diagnostic_frees_or_prolongs_its_links(frameworks: Frameworks) -> None:
    _owner, _session, made = _given()
    colleague = _taken(made)
    other = signed_in(member(company("다산테크", "2208162517"), "owner@dasan.example"))
    for browser in (colleague, other, Client()):
        for act in ("free", "prolong"):
            assert browser.post(f"{_own(made)}{act}/").status_code == 404
    assert _read(made).freed_at is None


def test_the_link_names_the_company_only_where_its_maker_chose_so(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    form = _said(owner, f"/assessments/{session.pk}/shared/")
    assert re.search(r'name="is_company_named"[^>]* checked', form)
    assert "회사 이름을 보입니다: 한빛정밀" in form
    silent = _shared(owner, session, "PRC1")
    named = _shared(owner, session, "PRC2", is_company_named="on")
    assert "한빛정밀" not in _said(Client(), _path(silent))
    assert "한빛정밀" in _said(Client(), _path(named))
    stranger = Client()
    own = begin(stranger)
    assert "is_company_named" not in _said(stranger, f"/assessments/{own.pk}/shared/")
    assert not _shared(stranger, own, "PRC1", is_company_named="on").is_company_named


def test_the_message_goes_by_text_message_and_mail_and_reminds_once_the_link_is_open(
    frameworks: Frameworks,
) -> None:
    owner, _session, made = _given()
    page = _said(owner, _own(made))
    for scheme in ("sms:?&body=", "mailto:?subject="):
        (sent,) = re.findall(f'href="({re.escape(scheme)}[^"]*)"', page)
        assert _path(made) in unquote(sent)
    _answer(_taken(made), made, "PRC1-01", "2")
    page = _said(owner, _own(made))
    assert _path(made) not in unquote(page), "the secret stays with whoever has the link"
    assert "아직 3문항이 남았습니다" in page


def test_a_colleague_is_not_told_who_another_link_is_for(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    first, second = _shared(owner, session, "PRC1"), _shared(owner, session, "PRC1", name="비밀 박 대리")
    _answer(_taken(second), second, "PRC1-01", "2")
    url = f"/assessments/parts/{first.pk}/answers/PRC1-01/"
    said = _taken(first).post(url, {"PRC1-01": "4", "PRC1-01.version": "0"}, headers=HTMX).content.decode()
    assert "다른 동료" in said
    assert "비밀 박 대리" not in said


def test_asks_that_come_together_are_one_event(
    frameworks: Frameworks, monkeypatch: pytest.MonkeyPatch
) -> None:
    _owner, session, made = _given()
    _taken(made)
    monkeypatch.setattr(links, "asked_at", lambda _found: None)
    monkeypatch.setattr(links, "_told", lambda _found, _at: 0)
    for _time in range(2):
        Client().post(f"{_path(made)}ask/")
    assert Event.objects.filter(verb="delegation.asked", subject_id=str(session.pk)).count() == 1


def test_of_a_link_whose_maker_left_the_administrators_are_told(frameworks: Frameworks) -> None:
    hanbit = company()
    gone, keeper = member(hanbit), member(hanbit, "keeper@hanbit.example")
    owner = signed_in(gone)
    made = _shared(owner, begin(owner), "PRC1")
    _taken(made)
    with acting_as_system():
        Membership.objects.filter(user_id=gone.user_id).update(
            state=MembershipState.ENDED.value, ended_at=timezone.now()
        )
    Client().post(f"{_path(made)}ask/")
    with acting_as_system():
        (told,) = Notice.objects.filter(code="part_asked")
    assert told.user_id == keeper.user_id


def test_names_that_nobody_can_see_are_no_names(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    url = f"/api/v1/sessions/{begin(owner).pk}/delegations/"
    unseen = {"modules": ["PRC1"], "name": "\u200b\u2066"}
    assert owner.post(url, unseen, content_type="application/json").status_code == 409
    sent = {"modules": ["PRC1"], "name": "\u202e김 과장\u200b", "sender": "\u200b\u2066"}
    assert owner.post(url, sent, content_type="application/json").status_code == 201
    with acting_as_system():
        row = Delegation.objects.get()
    assert (row.name, row.sender) == ("김 과장", "")
