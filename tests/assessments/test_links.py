"""A link after it was given away: handed back with gaps, prolonged, freed for another browser, asked for."""

import html
import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from assessments.actions import links
from assessments.actions.delegate import end_of, end_on
from assessments.documents import framework_of
from assessments.models import Delegation, FrameworkVersion, Session
from assessments.views.receipt import receipt_number
from core.accounts.models import Membership, MembershipState
from core.audit.models import Event
from core.notices.models import Notice
from core.notices.telling import words
from core.scope import acting_as_system
from core.web.wording import date_text
from tests.assessments.test_delegation import HTMX, _answer, _answer_all, _ends, _path, _shared, _taken
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
    assert str(made.pk)[:8].upper() in own, "the owner reads the same number"
    assert _answer(colleague, made, "PRC1-02", "2") == 200
    assert _read(made).reported_at is None, "it is open again"


def _returned_with_gaps() -> tuple[Client, Client, Session, Delegation]:
    owner, session, made = _given()
    colleague = _taken(made)
    assert _answer(colleague, made, "PRC1-01", "2") == 200
    colleague.post(f"/assessments/parts/{made.pk}/check/", {"with_gaps": "1"})
    return owner, colleague, session, made


def _told(made: Delegation, code: str) -> tuple[str, str]:
    (row,) = Notice.objects.filter(about=f"part:{made.pk}", code=code, settled_at__isnull=True)
    title, body, _action = words(row.code, row.params)
    return title, body


def test_answering_what_was_left_open_is_told_as_that_and_never_as_a_change(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    owner, colleague, session, made = _returned_with_gaps()
    before, items = len(mailoutbox), framework_of(session.framework).items
    assert _answer(colleague, made, "PRC1-02", "3") == 200
    title, body = _told(made, "part_resumed")
    assert title.startswith("생산팀 김 과장님이 비워 둔 문항에 이어서 답하고 있습니다")
    assert f"새로 채운 문항: ‘{items['PRC1-02'].question.ko}’" in body
    assert "바꾼 문항" not in body
    assert len(mailoutbox) == before, "the mail comes once it is said to be done"
    part = f"/assessments/parts/{made.pk}/"
    assert "비워 두신 문항에 답하셨습니다" in _said(colleague, part)
    assert "답을 바꾸셨고" not in _said(colleague, part)
    for page in (_own(made), f"/assessments/{session.pk}/shared/"):
        assert "비운 문항에 답하는 중" in _said(owner, page)
        rest = re.sub(
            r'<section[^>]*aria-labelledby="way">.*?</section>', "", _said(owner, page), flags=re.DOTALL
        )
        assert "비운 채 넘김" not in rest, "only among the steps that are past"
        assert "알린 뒤" not in _said(owner, page)
    colleague.post(f"{part}check/", {"with_gaps": "1"})
    _title, body = _told(made, "part_returned")
    assert f"새로 채운 문항: ‘{items['PRC1-02'].question.ko}’" in body
    assert "바꾼 문항" not in body


def test_a_change_beside_a_gap_that_was_filled_is_told_at_once_and_apart(frameworks: Frameworks) -> None:
    owner, colleague, session, made = _returned_with_gaps()
    items = framework_of(session.framework).items
    assert _answer(colleague, made, "PRC1-02", "3") == 200
    assert _answer(colleague, made, "PRC1-01", "4", 1) == 200
    title, body = _told(made, "part_reopened")
    assert "다 했다고 알린 뒤에 답을 바꿨습니다" in title
    assert f"바꾼 문항: ‘{items['PRC1-01'].question.ko}’" in body
    assert "알린 뒤 바꿈" in _said(owner, f"/assessments/{session.pk}/shared/")
    for item in ("PRC1-03", "PRC1-04"):
        assert _answer(colleague, made, item, "1") == 200
    colleague.post(f"/assessments/parts/{made.pk}/check/")
    _title, body = _told(made, "part_reported")
    filled, changed = body.split("바꾼 문항: ")
    assert all(items[f"PRC1-0{n}"].question.ko in filled for n in (2, 3, 4))
    assert items["PRC1-01"].question.ko in changed
    assert items["PRC1-02"].question.ko not in changed


def test_what_is_printed_names_whose_part_it_is_and_of_what(frameworks: Frameworks) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1", sender="이도현 대표", is_company_named="on")
    colleague = _taken(made)
    part, framework = f"/assessments/parts/{made.pk}/", framework_of(session.framework)
    assert _answer(colleague, made, "PRC1-01", "2") == 200
    assert "data-print" not in _said(colleague, f"{part}check/"), "nothing to keep yet"
    colleague.post(f"{part}check/", {"with_gaps": "1"})
    number = receipt_number(_read(made))
    assert number.startswith(str(made.pk)[:8].upper())
    sheet = _said(colleague, f"{part}check/")
    rows = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", sheet, re.S))
    assert rows["답한 사람"].strip() == "생산팀 김 과장"
    assert rows["기업"].strip() == "한빛정밀"
    assert rows["진단"].strip() == framework.title.ko
    assert rows["맡은 부분"].strip() == framework.nodes["PRC1"].title.ko
    assert rows["확인 번호"].strip() == number
    assert sheet.split("</title>", 1)[1].count(number) == 1
    assert number in sheet.split("</title>")[0], "the name of a file that is printed"
    assert re.search(r"<button[^>]* data-print>인쇄하기", sheet)
    hidden = (settings.BASE_DIR / "static/css/ieum.css").read_text().split("@media print", 1)[1].split("}")[0]
    assert ".summary-list__action" in hidden, "no address to change an answer on paper"


def test_the_receipt_stays_once_the_diagnostic_is_submitted_and_promises_nothing_more(
    frameworks: Frameworks,
) -> None:
    _owner, session, made = _given()
    colleague = _taken(made)
    part = f"/assessments/parts/{made.pk}/"
    _answer_all(colleague, made, _said(colleague, f"{part}modules/PRC1/"))
    check = _said(colleague, f"{part}check/")
    assert "에게 알리고 확인서를 드립니다" in check
    assert "진단을 제출하기 전까지, 늦어도" in check
    colleague.post(f"{part}check/")
    number = receipt_number(_read(made))
    assert "진단을 제출하기 전까지, 늦어도" in _said(colleague, part)
    with acting_as_system():
        Session.objects.filter(pk=session.pk).update(state="submitted", submitted_at=timezone.now())
    kept = _said(colleague, part)
    assert number in kept
    assert "진단이 제출되었고, 답도 함께 제출되었습니다" in kept
    assert "늦어도" not in kept


def test_each_handing_back_has_a_number_of_its_own() -> None:
    at, link = timezone.now(), Delegation()
    numbers = [receipt_number(Delegation(pk=link.pk, reported_at=at + timedelta(minutes=n))) for n in (0, 4)]
    assert len(set(numbers)) == 2
    assert {each[:8] for each in numbers} == {str(link.pk)[:8].upper()}


def test_answers_that_others_gave_are_not_called_the_holders_own(frameworks: Frameworks) -> None:
    owner, session, made = _given()
    for n in range(1, 5):
        item = f"PRC1-0{n}"
        sent = {item: "2", f"{item}.version": "0"}
        url = f"/assessments/{session.pk}/answers/{item}/"
        assert owner.post(url, sent, headers=HTMX).status_code == 200
    colleague = _taken(made)
    part = f"/assessments/parts/{made.pk}/"
    opened = _said(colleague, part)
    assert "모든 문항에 다른 사람이 먼저 답해 두었습니다" in opened
    assert "모든 문항에 답하셨습니다" not in opened
    assert _answer(colleague, made, "PRC1-01", "3", 1) == 200
    colleague.post(f"{part}check/")
    rows = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", _said(colleague, part), re.S))
    assert rows["이 가운데 다른 사람의 답"].strip() == "3문항"


def test_the_browser_that_lost_a_freed_link_reads_what_is_so_for_it(frameworks: Frameworks) -> None:
    owner, _session, made = _given()
    first, part = _taken(made), f"/assessments/parts/{made.pk}/"
    owner.post(f"{_own(made)}free/")
    gone = _said(first, part)
    assert "이도현 대표님이 이 부분을 다른 브라우저에서 열 수 있게 했습니다" in gone
    assert "처음 연 브라우저에서만" not in gone
    assert f'href="{_path(made)}"' in gone, "as long as nobody has opened it there"
    assert "여기에서 다시 열기" in gone
    assert "전에 이 브라우저에서 여셨던 링크입니다" in _said(first, _path(made))
    second = _taken(made)
    gone = _said(first, part)
    assert "이제 거기에서 이어집니다" in gone
    assert "여기에서 다시 열기" not in gone
    shown = _said(first, _path(made))
    assert "다른 브라우저로 옮겨진 부분입니다" in shown
    assert "처음 연 기기" not in shown
    assert "다른 브라우저에서 열 수 있게 했습니다" not in _said(Client(), part), "only to whoever had it"
    assert second.get(part).status_code == 200


def test_let_in_elsewhere_after_handing_back_with_gaps_one_button_goes_on(frameworks: Frameworks) -> None:
    owner, _first, _session, made = _returned_with_gaps()
    owner.post(f"{_own(made)}free/")
    second = Client()
    page = html.unescape(second.post(_path(made), follow=True).content.decode())
    assert "4문항 가운데 1문항의 답이 그대로" in page
    (go,) = re.findall(
        r'<a class="button[^"]*" href="([^"]*)"[^>]*>[^<]*비운 문항에 이어서 답하기 \(3\)', page
    )
    assert go.endswith("/modules/PRC1/#PRC1-02")


def test_a_plea_stands_on_the_home_and_on_the_draft_until_it_is_answered(frameworks: Frameworks) -> None:
    owner, session, made = _given()
    _taken(made)
    other = signed_in(member(company("다산테크", "2208162517"), "owner@dasan.example"))
    pages = ("/", f"/assessments/{session.pk}/")
    asks = "생산팀 김 과장님이 다른 브라우저에서 답하게 해 달라고 부탁합니다"
    assert all(asks not in _said(owner, page) for page in pages)
    Client().post(f"{_path(made)}ask/")
    for page in pages:
        shown = _said(owner, page)
        assert asks in shown
        assert framework_of(session.framework).nodes["PRC1"].title.ko in shown
        assert f'href="{_own(made)}#asked"' in shown
    for page in ("/", "/assessments/"):
        assert "동료의 부탁 있음" in _said(owner, page)
        assert "동료의 부탁 있음" not in _said(other, page)
    assert 'id="asked"' in _said(owner, _own(made))
    for browser in (other, Client()):
        assert browser.post(f"{_own(made)}decline/").status_code == 404
    assert asks in _said(owner, "/")
    owner.post(f"{_own(made)}decline/")
    assert all(asks not in _said(owner, page) for page in (*pages, _own(made)))
    assert _read(made).taken_at is not None, "it is as it was"
    assert Event.objects.filter(verb="delegation.declined", subject_id=str(session.pk)).count() == 1


def test_of_an_ended_link_the_plea_asks_to_open_it_again_and_its_words_fit_its_button(
    frameworks: Frameworks,
) -> None:
    owner, _session, made = _given()
    colleague, part = _taken(made), f"/assessments/parts/{made.pk}/"
    owner.post(f"{_own(made)}end/")
    ended = _said(colleague, part)
    assert "이도현 대표님에게 다시 열어 달라고 부탁하십시오" in ended
    assert "새 링크" not in ended
    assert "다시 열어 달라고 부탁하기" in ended
    colleague.post(f"{_path(made)}ask/")
    (told,) = Notice.objects.filter(about=f"link:{made.pk}")
    title, _body, _action = words(told.code, told.params)
    assert "끝난 링크를 다시 열어 달라고 부탁합니다" in title
    assert "끝난 링크를 다시 열어 달라고 부탁합니다" in _said(owner, "/")
    waits = _said(colleague, part)
    assert "부탁하셨습니다" in waits
    assert "부탁한 내용 보기" in waits
    owner.post(f"{_own(made)}prolong/")
    assert "부탁합니다" not in _said(owner, "/")
    assert colleague.get(part).status_code == 200


def test_a_link_in_force_is_made_to_last_by_the_day_its_page_offers_and_no_longer(
    frameworks: Frameworks,
) -> None:
    owner, session, made = _given()
    colleague = _taken(made)
    days = []
    for _time in range(2):
        (day,) = re.findall(r'name="until" value="([\d-]+)"', _said(owner, _own(made)))
        days.append(day)
        for _press in range(2):
            owner.post(f"{_own(made)}prolong/", {"until": day})
        assert _read(made).ends_at == end_on(date.fromisoformat(day)), "twice is once"
        _ends(made, ends_at=_read(made).ends_at - timedelta(3))
    assert days == [str(timezone.localdate() + timedelta(28))] * 2, (
        "no longer than twenty-eight days from now"
    )
    owner.post(f"{_own(made)}prolong/", {"until": days[0]})
    assert 'name="until"' not in _said(owner, _own(made)), "it is as long as it can be"
    late = str(timezone.localdate() + timedelta(60))
    assert owner.post(f"{_own(made)}prolong/", {"until": late}).status_code == 422
    assert _read(made).ends_at == end_on(date.fromisoformat(days[0]))
    assert colleague.get(f"/assessments/parts/{made.pk}/").status_code == 200
    assert Event.objects.filter(verb="delegation.prolonged", subject_id=str(session.pk)).count() == 3
    owner.post(f"{_own(made)}end/")
    assert owner.post(f"{_own(made)}prolong/", {"until": "0001-01-01"}).status_code == 422
    assert _read(made).revoked_at is not None


def test_the_invitation_says_who_asks_for_what_and_has_its_button_before_the_particulars(
    frameworks: Frameworks,
) -> None:
    owner = signed_in(member(company()))
    session = begin(owner)
    made = _shared(owner, session, "PRC1", sender="이도현", is_company_named="on")
    page = _said(Client(), _path(made))
    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.S)
    assert lead is not None
    title = framework_of(session.framework).nodes["PRC1"].title.ko
    assert "생산팀 김 과장님, 한빛정밀 이도현 님의 부탁입니다" in lead[1]
    assert f"‘{title}’" in lead[1]
    assert page.index("이 브라우저에서 답하기") < page.index("마지막 날")


@pytest.mark.parametrize("state", ["ended", "taken", "stranger"])
def test_no_page_of_a_link_that_opens_nothing_leads_a_colleague_to_the_diagnostics(
    frameworks: Frameworks, state: str
) -> None:
    owner, _session, made = _given()
    colleague, part = _taken(made), f"/assessments/parts/{made.pk}/"
    if state == "ended":
        owner.post(f"{_own(made)}end/")
    browser = colleague if state == "ended" else Client()
    page = _said(browser, _path(made) if state == "taken" else part)
    assert "진단 첫 화면으로" not in page
    assert "첫 화면으로 가기" in page


def test_an_ended_link_is_opened_again_with_one_press_and_its_holder_goes_on(frameworks: Frameworks) -> None:
    owner, session, made = _given()
    colleague = _taken(made)
    _answer(colleague, made, "PRC1-01", "2")
    there = owner.post(f"{_own(made)}end/")["Location"]
    page = _said(owner, there)
    assert f'action="{_own(made)}prolong/"' in page
    assert "다시 여시면 그대로 이어집니다" in page
    assert f"{date_text(end_of(timezone.now()))}까지 다시 열기" in page
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
    assert told.url == f"{_own(made)}#asked"
    title, body, _action = words(told.code, told.params)
    assert "생산팀 김 과장님이 다른 브라우저에서 답하게 해 달라고 부탁합니다" in title
    assert "맞는지 먼저 물어보십시오" in body
    assert "생산팀 김 과장님이 다른 브라우저에서 답하게 해 달라고" in _said(owner, _own(made))
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


def test_an_ended_link_that_was_prolonged_is_opened_again_to_the_day_it_had(frameworks: Frameworks) -> None:
    owner, _session, made = _given()
    _taken(made)
    long = end_on(timezone.localdate() + timedelta(28))
    owner.post(f"{_own(made)}prolong/", {"until": str(timezone.localdate() + timedelta(28))})
    assert _read(made).ends_at == long
    for body in ({}, {"until": str(timezone.localdate() + timedelta(14))}, None):
        page = _said(owner, owner.post(f"{_own(made)}end/")["Location"])
        assert f"{date_text(long)}까지 다시 열기" in page
        (day,) = re.findall(r'name="until" value="([\d-]+)"', page)
        assert (
            owner.post(f"{_own(made)}prolong/", {"until": day} if body is None else body).status_code == 302
        )
        assert _read(made).ends_at == long, "never shorter than it was"
        assert _read(made).revoked_at is None


def test_whoever_asks_in_reads_that_the_first_browser_closes_and_what_was_decided(
    frameworks: Frameworks,
) -> None:
    owner, _session, made = _given()
    _taken(made)
    second = Client()
    closes, kept = "지금까지 쓰던 브라우저에서는 열리지 않습니다", "링크를 그대로 두기로 했습니다"
    shown = _said(second, _path(made))
    assert closes in shown
    assert kept not in shown
    second.post(f"{_path(made)}ask/")
    shown = _said(second, _path(made))
    assert "지금까지 쓰던 브라우저에서는 닫힙니다" in shown
    assert "여기에서도" not in shown
    owner.post(f"{_own(made)}decline/")
    shown = _said(second, _path(made))
    assert kept in shown
    assert "열어 달라고 부탁하기" in shown, "they may ask again"
    second.post(f"{_path(made)}ask/")
    assert kept not in _said(second, _path(made)), "it is asked anew"
    owner.post(f"{_own(made)}decline/")
    owner.post(f"{_own(made)}end/")
    ended = _said(second, _path(made))
    assert kept not in ended
    assert "지금까지 쓰던 브라우저" not in ended, "no browser has an ended link"


def test_a_waiting_plea_stands_on_the_list_of_links_and_on_its_row(frameworks: Frameworks) -> None:
    owner, _colleague, session, made = _returned_with_gaps()
    shared, draft = f"/assessments/{session.pk}/shared/", f"/assessments/{session.pk}/"
    asks, badge = "다른 브라우저에서 답하게 해 달라고 부탁합니다", "동료의 부탁 있음"
    for page in (shared, draft):
        shown = _said(owner, page)
        assert asks not in shown
        assert badge not in shown
    Client().post(f"{_path(made)}ask/")
    for page in (shared, draft):
        shown = _said(owner, page)
        assert asks in shown
        assert badge in shown
        assert shown.count(f'href="{_own(made)}#asked"') == 2, "the notice and the row lead to the decision"
    owner.post(f"{_own(made)}decline/")
    assert badge not in _said(owner, shared)
    assert asks not in _said(owner, shared)


def test_the_owner_reads_parts_to_be_given_until_the_link_was_opened_and_given_ones_after(
    frameworks: Frameworks,
) -> None:
    owner, _session, made = _given()
    assert '<h2 id="parts">맡길 부분' in _said(owner, _own(made))
    assert "단추를 누르시면 이 링크는 이 브라우저에서만 열립니다" in _said(Client(), _path(made))
    _taken(made)
    assert '<h2 id="parts">맡긴 부분' in _said(owner, _own(made))


def _way(owner: Client, made: Delegation) -> list[str]:
    page = _said(owner, _own(made))
    (section,) = re.findall(r'<section[^>]*aria-labelledby="way">(.*?)</section>', page, re.DOTALL)
    return [
        re.sub(r"<[^>]+>", " ", each).split("\n")[0].strip() or re.sub(r"<[^>]+>|\s+", " ", each).strip()
        for each in re.findall(r"<li.*?>(.*?)</li>", section, re.DOTALL)
    ]


def test_the_way_of_a_link_forgets_no_step_when_it_is_freed_ended_and_opened_again(
    frameworks: Frameworks,
) -> None:
    owner, _colleague, _session, made = _returned_with_gaps()
    Client().post(f"{_path(made)}ask/")
    owner.post(f"{_own(made)}free/")
    before = ["링크를 만듦", "링크를 엶", "비운 채 넘김", "열어 달라는 부탁이 옴", "한 번 더 열 수 있게 함"]
    way = _way(owner, made)
    assert [each for each, said in zip(before, way, strict=False) if each in said] == before
    _taken(made)
    owner.post(f"{_own(made)}end/")
    ended = _way(owner, made)
    assert "링크가 끝남" in ended[-1]
    owner.post(f"{_own(made)}prolong/")
    way = _way(owner, made)
    after = [
        *before,
        "링크를 다시 엶",
        "링크가 끝남",
        f"끝난 링크를 {date_text(end_of(timezone.now()))}까지 다시 엶",
    ]
    assert [each for each, said in zip(after, way, strict=False) if each in said] == after


def test_the_browser_that_lost_the_link_reads_that_what_it_holds_is_saved_once_it_is_back(
    frameworks: Frameworks,
) -> None:
    owner, _session, made = _given()
    first = _taken(made)
    owner.post(f"{_own(made)}free/")
    said = "저장되지 못한 답이 있으면 이 기기에 남아 있고"
    assert said in _said(first, f"/assessments/parts/{made.pk}/")
    _taken(made)
    assert said in _said(first, f"/assessments/parts/{made.pk}/")
    assert said in _said(first, _path(made))
    assert said not in _said(Client(), _path(made)), "only to whoever had it"
