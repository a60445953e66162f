"""The documents, votes and possible assessors of an application over the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions import confirmation
from assessments.models import ApplicationDocument, EvidenceFile, LevelApplication
from core.accounts.actor import SYSTEM
from core.audit.models import AccessRecord
from core.scope import enter
from tests.assessments.confirmation.world import World, begun, world
from tests.core.accounts.people import signed_in
from tests.core.uploads import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
ROOT = "/api/v1/level-applications/"


@pytest.fixture
def hanbit() -> World:
    return world()


def _browser(hanbit: World, name: str) -> Client:
    enter(SYSTEM)
    return signed_in(hanbit.people[name])


def _documents(row: LevelApplication) -> str:
    return f"{ROOT}{row.pk}/documents/"


def test_the_files_are_listed_saved_and_taken_away(hanbit: World) -> None:
    row, owner = begun(hanbit), _browser(hanbit, "owner")
    listed = owner.get(_documents(row)).json()
    assert sorted(each["kind"] for each in listed) == ["business", "form", "self_assessment", "taxes"]
    one = listed[0]
    assert owner.get(f"/api/v1/level-documents/{one['id']}/").json() == one
    saved = owner.get(one["url"])
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved.content.startswith(b"%PDF")
    assert owner.delete(f"/api/v1/level-documents/{one['id']}/").status_code == 204
    assert owner.delete(f"/api/v1/level-documents/{one['id']}/").status_code == 404
    assert one["id"] not in [each["id"] for each in owner.get(_documents(row)).json()]
    enter(SYSTEM)
    assert not AccessRecord.objects.exists(), "one's own"


def test_who_checks_the_documents_reads_them_with_a_record_and_takes_none_away(hanbit: World) -> None:
    row = begun(hanbit)
    hanbit.do("owner", confirmation.submit_application, application_id=row.pk)
    keeper = _browser(hanbit, "keeper")
    (one, *_rest) = keeper.get(_documents(row)).json()
    assert keeper.get(one["url"]).status_code == 200
    enter(SYSTEM)
    assert AccessRecord.objects.get().subject_kind == "level_document"
    assert keeper.delete(f"/api/v1/level-documents/{one['id']}/").status_code == 403
    late = _browser(hanbit, "owner").delete(f"/api/v1/level-documents/{one['id']}/")
    assert (late.status_code, late.json()["code"]) == (409, "closed")
    enter(SYSTEM)
    assert ApplicationDocument.objects.count() == 4


def test_strangers_find_no_file_and_the_committee_none_before_its_turn(hanbit: World) -> None:
    row = begun(hanbit)
    one = _browser(hanbit, "owner").get(_documents(row)).json()[0]["id"]
    for name in ("other", "assessor", "first"):
        stranger = _browser(hanbit, name)
        assert stranger.get(_documents(row)).status_code == 404
        for path in (f"{one}/", f"{one}/file/"):
            assert stranger.get(f"/api/v1/level-documents/{path}").status_code == 404
    assert _browser(hanbit, "other").delete(f"/api/v1/level-documents/{one}/").status_code == 404


def test_a_document_that_cannot_be_taken_is_named_and_leaves_nothing(hanbit: World) -> None:
    row = hanbit.do("owner", confirmation.apply_for_level, result_id=hanbit.result.pk)
    owner = _browser(hanbit, "owner")
    answer = owner.post(_documents(row), {"kind": "nope", "file": SimpleUploadedFile("a.pdf", files.pdf())})
    assert set(answer.json()["errors"]) == {"kind"}
    answer = owner.post(_documents(row), {"kind": "form", "file": SimpleUploadedFile("a.pdf", b"MZ")})
    assert (answer.status_code, answer.json()["field"]) == (409, "file")
    enter(SYSTEM)
    assert not EvidenceFile.objects.exists()


def test_who_assigns_sees_every_assessor_with_their_tie_and_nobody_else_does(hanbit: World) -> None:
    row = begun(hanbit)
    hanbit.do("owner", confirmation.submit_application, application_id=row.pk)
    hanbit.do("keeper", confirmation.accept, application_id=row.pk)
    path = f"{ROOT}{row.pk}/assessors/"
    found = _browser(hanbit, "keeper").get(path).json()
    assert [(each["name"], each["tie"]) for each in found] == [("assessor", ""), ("colleague", "")]
    assert _browser(hanbit, "owner").get(path).status_code == 403
    assert _browser(hanbit, "other").get(path).status_code == 404


def test_more_documents_cost_no_more_queries(hanbit: World) -> None:
    row, counts = begun(hanbit), []
    owner = _browser(hanbit, "owner")
    for _time in range(2):
        with CaptureQueriesContext(connection) as counted:
            assert owner.get(_documents(row)).status_code == 200
        counts.append(len(counted))
        for number in range(2):
            more = SimpleUploadedFile("c.pdf", files.pdf(b"%%more%d" % number))
            assert owner.post(_documents(row), {"kind": "form", "file": more}).status_code == 201
    assert counts[0] == counts[1]
