"""Files that show answers: put in, used again, taken away, seen by nobody else, destroyed in time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessments.actions import attach
from assessments.models import Evidence, EvidenceFile, FrameworkVersion, Session
from assessments.retention import evidence as destroy_evidence
from core.accounts.actor import SYSTEM, Actor
from core.audit.models import Event
from core.scope import acting, acting_as_system, enter
from core.uploads import checked
from core.web import Refused
from tests.assessments.world import begin, company, member, signed_in
from tests.core.uploads import files

pytestmark = pytest.mark.django_db
Frameworks = dict[str, FrameworkVersion]
ITEM = "STR1-01"


def _url(session: Session, item: str = ITEM) -> str:
    return f"/assessments/{session.pk}/evidence/{item}/"


def _put(browser: Client, session: Session, *sent: tuple[str, bytes], item: str = ITEM) -> Any:
    uploads = [SimpleUploadedFile(name, data) for name, data in sent]
    return browser.post(_url(session, item), {"file": uploads}, follow=True)


def _rows() -> list[Evidence]:
    enter(SYSTEM)
    return list(Evidence.objects.select_related("file").order_by("attached_at"))


def _on_disk(file: EvidenceFile) -> Path:
    return Path(settings.MEDIA_ROOT) / file.stored_name


@pytest.fixture
def owner(frameworks: Frameworks) -> Actor:
    return member(company())


@pytest.fixture
def browser(owner: Actor) -> Client:
    return signed_in(owner)


@pytest.fixture
def session(browser: Client) -> Session:
    return begin(browser)


def test_a_file_is_put_to_a_question_and_comes_back_as_it_is_stored(
    browser: Client, session: Session
) -> None:
    page = _put(browser, session, ("회의록.hwp", files.pdf()))
    assert "회의록.pdf" in page.content.decode()
    (row,) = _rows()
    assert (row.item, row.file.kind, row.file.size_bytes) == (ITEM, "pdf", len(files.pdf()))
    saved = browser.get(f"/assessments/evidence/{row.pk}/")
    assert saved.content == files.pdf()
    assert saved["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert saved["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(verb="evidence.attached", subject_id=str(row.pk)).exists()


def test_of_several_files_the_good_ones_are_stored_and_each_other_is_named_with_its_reason(
    browser: Client, session: Session
) -> None:
    page = _put(
        browser, session, ("a.png", files.picture("PNG")), ("문서.docx", b"MZ"), ("b.pdf", files.pdf())
    )
    assert page.status_code == 200
    assert "문서.docx: 이름과 상관없이 이 종류의 파일은" in page.content.decode()
    assert [row.file.name for row in _rows()] == ["a.png", "b.pdf"]


def test_when_nothing_can_be_taken_the_page_says_why_and_nothing_is_stored(
    browser: Client, session: Session
) -> None:
    page = _put(browser, session, ("매크로.docx", files.office(**{"word/vbaProject.bin": b"x"})))
    assert page.status_code == 422
    assert "매크로.docx: 파일에 매크로나 스크립트가" in page.content.decode()
    empty = browser.post(_url(session))
    assert (empty.status_code, "먼저 파일을 고르고" in empty.content.decode()) == (422, True)
    assert _rows() == []


def test_with_a_scanner_that_is_away_no_file_is_stored_and_the_page_says_so(
    browser: Client, session: Session, settings: Any
) -> None:
    settings.UPLOAD_SCANNER = "clamd://127.0.0.1:1"
    page = _put(browser, session, ("a.pdf", files.pdf()))
    assert "바이러스 검사기가 답하지 않아" in page.content.decode()
    assert _rows() == []


def test_the_same_file_twice_is_stored_and_counted_once(browser: Client, session: Session) -> None:
    for item in (ITEM, ITEM, "STR1-02"):
        _put(browser, session, ("a.pdf", files.pdf()), item=item)
    assert [row.item for row in _rows()] == [ITEM, "STR1-02"]
    assert EvidenceFile.objects.count() == 1


def test_a_file_that_was_taken_away_comes_back(browser: Client, session: Session) -> None:
    _put(browser, session, ("a.pdf", files.pdf()))
    (row,) = _rows()
    for step, is_gone in (("remove", True), ("remove", True), ("restore", False)):
        assert browser.post(f"/assessments/evidence/{row.pk}/{step}/").status_code == 302
        assert (_rows()[0].removed_at is not None) == is_gone
    verbs = Event.objects.filter(subject_id=str(row.pk)).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["evidence.attached", "evidence.removed", "evidence.restored"]


def test_next_year_the_file_of_the_same_question_is_offered_and_used_by_one_press(
    browser: Client, session: Session
) -> None:
    _put(browser, session, ("작년.pdf", files.pdf()))
    (row,) = _rows()
    later = begin(browser)
    assert "지난 진단의 파일 1개를" in browser.get(f"/assessments/{later.pk}/evidence/").content.decode()
    assert "작년.pdf" in browser.get(_url(later)).content.decode()
    assert "작년.pdf" not in browser.get(_url(later, "STR1-02")).content.decode()
    assert browser.post(f"{_url(later)}again/", {"file": str(row.file_id)}).status_code == 302
    assert [each.session_id for each in _rows()] == [session.pk, later.pk]
    assert EvidenceFile.objects.count() == 1
    wrong = browser.post(f"/assessments/{later.pk}/evidence/STR1-02/again/", {"file": str(row.file_id)})
    assert wrong.status_code == 404


def test_nobody_else_sees_uses_or_takes_away_a_companys_file(browser: Client, session: Session) -> None:
    _put(browser, session, ("HANBIT.pdf", files.pdf(b"% HANBITCANARY")))
    (row,) = _rows()
    dasan = member(company("다산테크", "2208162517"), "owner@dasan.example")
    other = signed_in(dasan)
    theirs = begin(other)
    _put(other, theirs, ("HANBIT-like.pdf", files.pdf(b"% HANBITCANARY")))
    for address in (
        f"/assessments/evidence/{row.pk}/",
        _url(session),
        f"/assessments/{session.pk}/evidence/",
    ):
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code in {302, 404}
    for step in ("remove", "restore"):
        assert other.post(f"/assessments/evidence/{row.pk}/{step}/").status_code == 404
    assert other.post(f"{_url(theirs)}again/", {"file": str(row.file_id)}).status_code == 404
    assert "HANBIT.pdf" not in other.get(_url(theirs)).content.decode()
    with acting(dasan), connection.cursor() as cursor:  # the second wall, without any queryset
        cursor.execute("SELECT count(*) FROM assessments_evidence")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT array_agg(name) FROM assessments_evidencefile")
        assert cursor.fetchone() == (["HANBIT-like.pdf"],)


def test_a_questions_page_says_how_many_files_show_it_and_its_button_saves_first(
    browser: Client, session: Session
) -> None:
    _put(browser, session, ("a.pdf", files.pdf()))
    page = f"/assessments/{session.pk}/modules/STR1/"
    assert "증빙 파일 1개" in browser.get(page).content.decode()
    gone = browser.post(page, {ITEM: "2", f"{ITEM}.version": "0", "go": f"proof:{ITEM}"})
    assert gone["Location"] == _url(session)
    assert "증빙 파일 1개" in browser.get(f"/assessments/{session.pk}/check/").content.decode()
    enter(SYSTEM)
    assert session.answers.get().choices == ["2"]
    visitor = Client()
    drafted = begin(visitor)
    assert "증빙" not in visitor.get(f"/assessments/{drafted.pk}/modules/STR1/").content.decode()


def test_one_question_and_one_company_hold_so_much_and_no_more(
    owner: Actor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.actions.evidence.FILES_AN_ITEM", 1)
    monkeypatch.setattr("assessments.actions.evidence.BYTES_A_COMPANY", 600)
    at = timezone.now()

    def put(item: str, mark: bytes) -> None:
        taken = checked(files.pdf(mark), name="a.pdf")
        attach(session_id=session.pk, item=item, taken=taken, by=owner, at=at)

    with acting(owner):
        put(ITEM, b"1")
        for item, mark, code in ((ITEM, b"2", "too-many"), ("STR1-02", b"3" * 600, "too-much")):
            with pytest.raises(Refused) as refused:
                put(item, mark)
            assert refused.value.code == code


def test_what_is_refused_leaves_nothing_on_the_disk(
    browser: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.actions.evidence.FILES_AN_ITEM", 1)
    _put(browser, session, ("a.pdf", files.pdf(b"1")))
    before = [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]
    page = _put(browser, session, ("b.pdf", files.pdf(b"2")))
    assert page.status_code == 422
    assert [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()] == before


def test_files_that_come_back_count_as_well(
    browser: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.actions.evidence.FILES_AN_ITEM", 1)
    _put(browser, session, ("a.pdf", files.pdf(b"1")))
    (first,) = _rows()
    browser.post(f"/assessments/evidence/{first.pk}/remove/")
    _put(browser, session, ("b.pdf", files.pdf(b"2")))
    said = browser.post(f"/assessments/evidence/{first.pk}/restore/")
    assert said.status_code == 422
    assert [row.file.name for row in _rows() if row.removed_at is None] == ["b.pdf"]


def test_of_more_files_than_a_question_takes_the_others_are_not_even_looked_at(
    browser: Client, session: Session
) -> None:
    page = _put(browser, session, *((f"{n}.exe", b"MZ") for n in range(12)))
    shown = page.content.decode()
    assert ["한 번에" in shown.split(f"{n}.exe:")[1][:60] for n in (8, 9, 10, 11)] == [
        False,
        False,
        True,
        True,
    ]


def test_what_was_taken_away_is_destroyed_with_its_bytes_and_what_another_answer_uses_stays(
    browser: Client, session: Session
) -> None:
    _put(browser, session, ("one.pdf", files.pdf(b"1")), ("two.pdf", files.pdf(b"2")))
    _put(browser, session, ("two.pdf", files.pdf(b"2")), item="STR1-02")
    now = timezone.now()
    enter(SYSTEM)
    Evidence.objects.filter(item=ITEM).update(removed_at=now - timedelta(days=31))
    EvidenceFile.objects.update(uploaded_at=now - timedelta(days=60))
    one, two = EvidenceFile.objects.order_by("name")
    assert _on_disk(one).exists()
    with acting_as_system():
        counts = [destroy_evidence(SYSTEM, now) for _ in range(3)]
    assert counts == [2, 1, 0]
    enter(SYSTEM)
    assert [file.name for file in EvidenceFile.objects.all()] == ["two.pdf"]
    assert (_on_disk(one).exists(), _on_disk(two).exists()) == (False, True)


def test_a_file_that_was_changed_on_disk_is_not_handed_out(browser: Client, session: Session) -> None:
    _put(browser, session, ("a.pdf", files.pdf()))
    (row,) = _rows()
    _on_disk(row.file).write_bytes(files.pdf(b"changed"))
    answer = browser.get(f"/assessments/evidence/{row.pk}/")
    assert answer.status_code == 503
    assert b"changed" not in answer.content
    _on_disk(row.file).unlink()
    assert browser.get(f"/assessments/evidence/{row.pk}/").status_code == 503
