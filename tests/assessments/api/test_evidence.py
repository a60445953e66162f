"""Files over the API: taken in by the same checks, handed out, used again, taken away, brought back."""

import pytest

from assessments.models import Evidence, EvidenceFile
from core.accounts.actor import Actor
from core.audit.models import Event
from tests.assessments.api.caller import Caller
from tests.core.uploads import files

pytestmark = pytest.mark.django_db
ITEM, OTHER = "STR1-01", "STR1-02"


@pytest.fixture
def session(hanbit: Caller) -> str:
    return hanbit.start()


def _of(session: str) -> str:
    return f"sessions/{session}/evidence/"


def test_a_file_goes_in_and_comes_back_and_is_listed_in_the_order_of_the_questions(
    hanbit: Caller, session: str
) -> None:
    second = hanbit.upload(_of(session), "b.pdf", files.pdf(b"b"), item=OTHER)
    first = hanbit.upload(_of(session), "회의록.hwp", files.pdf(), item=ITEM)
    assert (first["name"], first["kind"], first["item"]) == ("회의록.pdf", "pdf", ITEM)
    assert [each["id"] for each in hanbit.get(_of(session))] == [first["id"], second["id"]]
    assert hanbit.get(f"evidence/{first['id']}/") == first
    saved = hanbit.client.get(first["url"])
    assert (saved.content, saved["Content-Security-Policy"]) == (files.pdf(), "default-src 'none'; sandbox")
    assert saved["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(verb="evidence.attached", subject_id=first["id"]).exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.pdf", b"", "empty"),
        ("x.pdf", b"MZ\x90\x00" * 10, "unknown"),
        ("x.pdf", b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024), "large"),
        ("x.docx", files.package({"word/vbaProject.bin": "x"}), "unknown"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_leaves_nothing(
    hanbit: Caller, session: str, name: str, data: bytes, code: str
) -> None:
    told = hanbit.upload(_of(session), name, data, wanted=409, item=ITEM)
    assert (told["code"], told["field"]) == (code, "file")
    assert not EvidenceFile.objects.exists()


def test_what_is_missing_in_the_form_is_named(hanbit: Caller, session: str) -> None:
    told = hanbit.call("POST", _of(session), {"item": ITEM, "file": "no file"}, wanted=400)
    assert set(told["errors"]) == {"file"}
    told = hanbit.upload(_of(session), "a.pdf", files.pdf(), wanted=400)
    assert set(told["errors"]) == {"item"}
    hanbit.upload(_of(session), "a.pdf", files.pdf(), wanted=404, item="NOPE")
    hanbit.get(f"{_of(session)}NOPE/", wanted=404)


def test_with_a_scanner_that_is_away_nothing_is_stored(
    hanbit: Caller, session: str, settings: object
) -> None:
    settings.UPLOAD_SCANNER = "clamd://127.0.0.1:1"
    told = hanbit.upload(_of(session), "a.pdf", files.pdf(), wanted=503, item=ITEM)
    assert told["code"] == "scanner-away"
    assert not EvidenceFile.objects.exists()


def test_a_large_file_with_a_key_goes_in_once_and_another_file_with_that_key_is_refused(
    hanbit: Caller, session: str
) -> None:
    data = files.pdf(b"%" + b"0" * (2 * 1024 * 1024))
    sent = {"item": ITEM, "Idempotency-Key": "file"}
    first, again = (hanbit.upload(_of(session), "a.pdf", data, **sent) for _time in range(2))
    assert first == again
    told = hanbit.upload(_of(session), "a.pdf", files.pdf(b"other"), wanted=422, **sent)
    assert told["code"] == "idempotency_key_reused"
    assert Evidence.objects.count() == 1


def test_a_file_is_taken_away_and_comes_back(hanbit: Caller, session: str) -> None:
    path = f"evidence/{hanbit.upload(_of(session), 'a.pdf', files.pdf(), item=ITEM)['id']}/"
    for _time in range(2):
        hanbit.call("DELETE", path, wanted=204)
    found = hanbit.get(f"{_of(session)}{ITEM}/")
    assert (found["standing"], len(found["removed"])) == ([], 1)
    assert found["removed"][0]["removed_at"]
    assert hanbit.get(_of(session)) == []
    for _time in range(2):
        assert hanbit.call("POST", f"{path}restore/")["removed_at"] is None
    assert len(hanbit.get(_of(session))) == 1


def test_next_year_the_file_is_offered_for_the_same_question_and_used_again(
    hanbit: Caller, session: str
) -> None:
    file = hanbit.upload(_of(session), "a.pdf", files.pdf(), item=ITEM)["file_id"]
    later = hanbit.start()
    assert [each["file_id"] for each in hanbit.get(f"{_of(later)}{ITEM}/")["offered"]] == [file]
    assert hanbit.get(f"{_of(later)}{OTHER}/")["offered"] == []
    hanbit.call("POST", f"{_of(later)}{OTHER}/reuse/", {"file_id": file}, wanted=404)
    told = hanbit.call("POST", f"{_of(later)}{ITEM}/reuse/", {"file_id": "x"}, wanted=400)
    assert set(told["errors"]) == {"file_id"}
    used = hanbit.call("POST", f"{_of(later)}{ITEM}/reuse/", {"file_id": file}, wanted=201)
    assert (used["file_id"], EvidenceFile.objects.count()) == (file, 1)
    assert hanbit.get(f"{_of(later)}{ITEM}/")["offered"] == []


def test_another_company_reads_puts_uses_and_takes_away_nothing(
    hanbit: Caller, dasan: Caller, session: str
) -> None:
    row = hanbit.upload(_of(session), "a.pdf", files.pdf(), item=ITEM)
    path = f"evidence/{row['id']}/"
    for address in (_of(session), f"{_of(session)}{ITEM}/", path, f"{path}file/"):
        dasan.get(address, wanted=404)
    dasan.upload(_of(session), "b.pdf", files.pdf(b"b"), wanted=404, item=ITEM)
    dasan.call("DELETE", path, wanted=404)
    dasan.call("POST", f"{path}restore/", wanted=404)
    own = dasan.start()
    dasan.call("POST", f"{_of(own)}{ITEM}/reuse/", {"file_id": row["file_id"]}, wanted=404)
    assert Evidence.objects.get().removed_at is None


def test_more_files_cost_no_more_queries(hanbit: Caller, owner: Actor, session: str) -> None:
    hanbit.upload(_of(session), "a.pdf", files.pdf(), item=ITEM)
    paths = [_of(session), f"{_of(session)}{ITEM}/"]
    one = [hanbit.queries(path) for path in paths]
    for number in range(2):
        hanbit.upload(_of(session), "b.pdf", files.pdf(b"%%%d" % number), item=ITEM)
    assert [hanbit.queries(path) for path in paths] == one
