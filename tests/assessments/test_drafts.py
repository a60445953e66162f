"""A visitor's draft: whose it is, on which device, and when it ends."""

import hashlib
import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.http import Http404
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.actions import PlantFacts
from assessments.actions.delegate import link_of
from assessments.documents import framework_of
from assessments.models import Answer, Delegation, FrameworkVersion, Session
from core.accounts.actor import SYSTEM
from core.scope import acting, acting_as_system
from core.web import Refused
from tests.assessments.world import AT, FULL, PLANT, QUICK, begin, company, member, signed_in, stored, visitor

Frameworks = dict[str, FrameworkVersion]


def _seen(session_id: uuid.UUID) -> Session:
    with acting_as_system():
        return Session.objects.get(pk=session_id)


def test_a_visitor_starts_a_draft_that_belongs_to_a_signed_cookie(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    assert session.organisation_id is None
    assert "ieum_draft" in browser.cookies
    assert browser.cookies["ieum_draft"]["httponly"]
    assert session.draft_key not in browser.cookies["ieum_draft"].value
    assert session.expires_at is not None
    assert session.expires_at - session.started_at == timedelta(days=30)


def test_a_draft_cannot_be_opened_by_its_address_alone(frameworks: Frameworks) -> None:
    session = begin(Client())
    stranger = Client()
    begin(stranger)
    for browser in (Client(), stranger, signed_in(member(company()))):
        for page in (
            "",
            "check/",
            "plant/",
            "link/",
            "discard/",
            "submit/",
            "modules/STR1/",
            "answers/STR1-01/",
        ):
            assert browser.get(f"/assessments/{session.pk}/{page}").status_code == 404, page
        # Who is not signed in is asked to sign in again, so that it keeps what was typed.
        answer = browser.post(f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": "5"})
        assert answer.status_code == (404 if "ieum_session" in browser.cookies else 401)
        assert browser.post(f"/assessments/{session.pk}/discard/").status_code == 404
    assert not stored(session.pk)


def test_a_forged_cookie_opens_nothing(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    forger = Client()
    forger.cookies["ieum_draft"] = browser.cookies["ieum_draft"].value[:-1] + "x"
    assert forger.get(f"/assessments/{session.pk}/").status_code == 404


def test_a_mailed_link_opens_the_draft_on_a_second_device_and_both_keep_it(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    pc, phone = Client(), Client()
    session = begin(pc)
    assert pc.post(f"/assessments/{session.pk}/link/", {"email": "owner@hanbit.example"}).status_code == 302
    (mail,) = mailoutbox
    assert mail.recipients() == ["owner@hanbit.example"]
    path = re.search(r"/assessments/resume/[\w-]+/", mail.body)
    assert path is not None
    token = path[0].split("/")[3]
    assert _seen(session.pk).resume_hash == hashlib.sha256(token.encode()).hexdigest()

    assert phone.get(path[0]).status_code == 200
    assert phone.get(f"/assessments/{session.pk}/").status_code == 404, (
        "opening the link alone changes nothing"
    )
    assert phone.post(path[0]).status_code == 302
    assert phone.get(f"/assessments/{session.pk}/").status_code == 200
    assert pc.get(f"/assessments/{session.pk}/").status_code == 200
    phone.post(f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": "3", "STR1-01.version": "0"})
    assert stored(session.pk)["STR1-01"].choices == ["3"]


def test_a_newer_link_ends_the_one_before_and_links_are_few(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    by = visitor()
    with acting(by):
        session = actions.start(framework_id=frameworks[FULL].pk, plant=PLANT, by=by, at=AT)
        at = AT
        for _each in range(5):
            actions.resume_link(session_id=session.pk, email="a@b.example", by=by, at=at)
            with pytest.raises(Refused):
                actions.resume_link(
                    session_id=session.pk, email="a@b.example", by=by, at=at + timedelta(seconds=60)
                )
            at += timedelta(minutes=3)
        with pytest.raises(Refused):
            actions.resume_link(session_id=session.pk, email="a@b.example", by=by, at=at)
    tokens = re.findall(r"resume/([\w-]+)/", "".join(str(mail.body) for mail in mailoutbox))
    other = visitor("o" * 64)
    with acting(other), pytest.raises(Refused) as refused:
        actions.resume(token=tokens[0], by=other, at=at)
    assert refused.value.status == 410
    with acting(other):
        assert actions.resume(token=tokens[-1], by=other, at=at).pk == session.pk


def _linked(session_id: uuid.UUID, mailoutbox: list[EmailMessage]) -> str:
    """The path of the link that was mailed last."""
    found = re.search(r"/assessments/resume/[\w-]+/", str(mailoutbox[-1].body))
    assert found is not None
    return found[0]


def test_a_link_ends_with_the_thirty_days_of_its_draft(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    session = begin(pc := Client())
    pc.post(f"/assessments/{session.pk}/link/", {"email": "owner@hanbit.example"})
    path = _linked(session.pk, mailoutbox)
    with acting_as_system():
        Session.objects.filter(pk=session.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    phone = Client()
    assert (phone.get(path).status_code, phone.post(path).status_code) == (410, 410)
    assert phone.get(f"/assessments/{session.pk}/").status_code == 404


def test_the_link_used_again_moves_the_draft_to_the_newest_device_and_leaves_the_first(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    session = begin(pc := Client())
    pc.post(f"/assessments/{session.pk}/link/", {"email": "owner@hanbit.example"})
    path, url = _linked(session.pk, mailoutbox), f"/assessments/{session.pk}/"
    phone, tablet = Client(), Client()
    assert phone.post(path).status_code == tablet.post(path).status_code == 302
    assert [each.get(url).status_code for each in (pc, phone, tablet)] == [200, 404, 200]


def test_nobody_takes_a_draft_over_once_it_belongs_to_a_company(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    session = begin(pc := Client())
    pc.post(f"/assessments/{session.pk}/link/", {"email": "thief@dasan.example"})
    path = _linked(session.pk, mailoutbox)
    thief = Client()
    assert thief.post(path).status_code == 302
    owner = member(company())
    with acting_as_system():
        key = Session.objects.get(pk=session.pk).draft_key
    by = replace(owner, draft_key=key)
    with acting(by):
        assert [each.pk for each in actions.adopt_drafts(by=by, at=AT)] == [session.pk]
    assert thief.get(f"/assessments/{session.pk}/").status_code == 404
    assert (thief.get(path).status_code, thief.post(path).status_code) == (410, 410)
    thief.post(f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": "1", "STR1-01.version": "0"})
    assert stored(session.pk) == {}


def test_a_stranger_cannot_have_a_link_to_a_draft_mailed_to_themselves(
    frameworks: Frameworks, mailoutbox: list[EmailMessage]
) -> None:
    session = begin(Client())
    answer = Client().post(f"/assessments/{session.pk}/link/", {"email": "thief@dasan.example"})
    assert answer.status_code == 404
    assert mailoutbox == []


@pytest.mark.parametrize("token", ["x", "a" * 43, "한글", "%00"])
def test_a_wrong_link_says_so(frameworks: Frameworks, token: str) -> None:
    response = Client().get(f"/assessments/resume/{token}/")
    assert response.status_code == 410
    assert "더 이상 쓸 수 없는 링크입니다" in response.content.decode()


def test_an_expired_draft_says_so_and_is_destroyed_by_the_purge(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    browser.post(f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": "3", "STR1-01.version": "0"})
    kept = begin(browser, QUICK)
    with acting_as_system():
        Session.objects.filter(pk=session.pk).update(expires_at=AT - timedelta(days=400))
    response = browser.get(f"/assessments/{session.pk}/")
    assert response.status_code == 410
    html = response.content.decode()
    assert "기한이 지났습니다" in html
    assert 'href="/assessments/"' in html.split("<main")[1]
    assert "아무것도 바뀌지 않았습니다" not in html
    with acting_as_system():
        assert actions.purge_drafts(by=SYSTEM, at=AT) == 1
        assert not Answer.objects.filter(session_id=session.pk).exists()
        assert list(Session.objects.values_list("pk", flat=True)) == [kept.pk]


def test_drafts_follow_a_person_into_their_company_and_the_cookie_lets_go(frameworks: Frameworks) -> None:
    by = visitor()
    with acting(by):
        session = actions.start(framework_id=frameworks[FULL].pk, plant=PLANT, by=by, at=AT)
    owner = member(company())
    with acting(owner):
        assert actions.adopt_drafts(by=owner, at=AT) == [], "another browser has nothing to adopt"
    owner = replace(owner, draft_key=by.draft_key)
    with acting(owner):
        assert [each.pk for each in actions.adopt_drafts(by=owner, at=AT)] == [session.pk]
    adopted = _seen(session.pk)
    assert adopted.organisation_id == owner.organisation_ids[0]
    assert (adopted.draft_key, adopted.resumed_key, adopted.resume_hash, adopted.expires_at) == (
        "",
        "",
        "",
        None,
    )
    with acting(by), pytest.raises(Http404):
        actions.clear(session_id=session.pk, item="STR1-01", expected_version=0, by=by, at=AT)


def test_only_a_company_adopts(frameworks: Frameworks) -> None:
    with acting(visitor()), pytest.raises(Refused):
        actions.adopt_drafts(by=visitor(), at=AT)


def test_the_quick_check_carries_its_answers_into_the_full_diagnostic(frameworks: Frameworks) -> None:
    browser = Client()
    quick = begin(browser, QUICK)
    for number, choice in enumerate(["3", "dont_know", "1"], start=1):
        item = f"Q{number:02}"
        browser.post(f"/assessments/{quick.pk}/answers/{item}/", {item: choice, f"{item}.comment": "메모"})
    page = browser.get(f"/assessments/start/?framework={FULL}").content.decode()
    assert "답 3개" in page
    full = begin(browser, FULL, carry="1", carry_from=str(quick.pk))
    rows = stored(full.pk)
    assert {code: row.choices or row.non_answer for code, row in rows.items()} == {
        "STR1-01": ["3"],
        "PRC1-03": "dont_know",
        "PRC2-01": ["1"],
    }
    assert all(row.comment == "메모" for row in rows.values())
    assert full.answers_version == 3


def test_nobody_carries_over_what_they_may_not_see(frameworks: Frameworks) -> None:
    theirs = begin(Client(), QUICK)
    with acting(visitor()), pytest.raises(Http404):
        actions.start(
            framework_id=frameworks[FULL].pk, plant=PLANT, by=visitor(), at=AT, carry_from=theirs.pk
        )


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"sigungu": "46110"}, "sigungu"), ({"industry": "99"}, "industry"), ({"size": "huge"}, "size")],
)
def test_a_plant_that_cannot_be_is_refused(
    frameworks: Frameworks, changed: dict[str, str], field: str
) -> None:
    plant: PlantFacts = replace(PLANT, **changed)
    with acting(visitor()), pytest.raises(Refused) as refused:
        actions.start(framework_id=frameworks[FULL].pk, plant=plant, by=visitor(), at=AT)
    assert refused.value.field == field


def test_a_discarded_draft_is_gone_with_its_answers(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    browser.post(f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": "3"})
    assert browser.get(f"/assessments/{session.pk}/discard/").status_code == 200
    assert browser.post(f"/assessments/{session.pk}/discard/").status_code == 302
    with acting_as_system():
        assert not Session.objects.filter(pk=session.pk).exists()
        assert not Answer.objects.exists()


def test_a_draft_that_is_not_open_here_says_why_and_what_to_do(frameworks: Frameworks) -> None:
    session = begin(Client())
    pages = ["", "plant/", "check/", "link/", "discard/", "submit/", "modules/STR1/"]
    for address in [f"/assessments/{session.pk}/{page}" for page in pages] + [
        f"/assessments/{uuid.uuid4()}/"
    ]:
        answer = Client().get(address)
        html = answer.content.decode()
        assert answer.status_code == 404
        assert "이 진단은 여기서 열 수 없습니다" in html, address
        assert "새 진단 시작하기" in html
        assert "로그인하면 이 화면으로 돌아옵니다" in html


def test_the_result_with_the_most_answers_is_offered_first_and_another_can_be_chosen(
    frameworks: Frameworks,
) -> None:
    by = member(company())
    browser = signed_in(by)
    full = begin(browser)
    at = timezone.now()
    with acting_as_system():
        Answer.objects.bulk_create(
            Answer(session=full, item=code, choices=["1"], answered_at=at)
            for code in framework_of(full.framework).items
        )
        Session.objects.filter(pk=full.pk).update(state="submitted", submitted_at=at)
    quick = begin(browser, QUICK)
    browser.post(f"/assessments/{quick.pk}/answers/Q01/", {"Q01": "3"})
    page = browser.get(f"/assessments/start/?framework={FULL}").content.decode()
    assert re.findall(r'name="carry_from" value="([^"]+)" checked', page) == [str(full.pk)]
    assert f'value="{quick.pk}"' in page
    again = begin(browser, FULL, carry="1", carry_from=str(full.pk))
    assert len(stored(again.pk)) == 44
    small = begin(browser, FULL, carry="1", carry_from=str(quick.pk))
    assert len(stored(small.pk)) == 1


def test_a_complete_quick_check_gives_a_rough_range_without_an_account(frameworks: Frameworks) -> None:
    browser = Client()
    quick = begin(browser, QUICK)
    for number in range(1, 12):
        browser.post(f"/assessments/{quick.pk}/answers/Q{number:02}/", {f"Q{number:02}": "2"})
    assert "대략 이만큼입니다" not in browser.get(f"/assessments/{quick.pk}/").content.decode()
    browser.post(f"/assessments/{quick.pk}/answers/Q12/", {"Q12": "2"})
    for page in ("", "check/", "submit/"):
        html = browser.get(f"/assessments/{quick.pk}/{page}").content.decode()
        low, high = re.findall(r"1,000점 가운데 약 (\d+)~(\d+)점", html)[0]
        assert int(low) < 400 < int(high)
        assert "44문항으로 이어가기" in html
        assert "답하신 12개는 그대로 가져갑니다. 가입하지 않고 이어서 하실 수 있습니다." in html
        assert "레벨 2 모니터링</b> – " in html
        if page != "submit/":
            assert html.index("대략 이만큼입니다") < html.index("44문항으로") < html.index("간이 진단 그대로")
    again = begin(browser, FULL, carry="1", carry_from=str(quick.pk))
    assert len(stored(again.pk)) == 12
    home = browser.get("/").content.decode()
    assert "제출 가능" not in home
    assert "으로 옮김" in home


def test_a_phone_hears_that_its_draft_went_on_with_the_company(frameworks: Frameworks) -> None:
    pc, phone = Client(), Client()
    session = begin(pc)
    sent = pc.post(f"/assessments/{session.pk}/phone/")
    assert sent.status_code == 302
    with acting_as_system():
        link = link_of(Delegation.objects.get(session_id=session.pk))
    phone.post(re.sub(r"^https?://[^/]+", "", link))
    with acting_as_system():
        Session.objects.filter(pk=session.pk).update(
            organisation=company(), draft_key="", resumed_key="", expires_at=None
        )
    told = phone.get(f"/assessments/{session.pk}/")
    assert told.status_code == 404
    assert "이 진단은 이제 회사에 있습니다" in told.content.decode()
