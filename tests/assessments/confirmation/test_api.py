"""The API does what the pages do, by the same actions."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assessments import actions
from core.accounts.actor import SYSTEM
from core.scope import enter
from tests.assessments.confirmation.world import SUMMARY, WHY, World, world
from tests.core.accounts.people import signed_in
from tests.core.uploads import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
ROOT = "/api/v1/level-applications/"


def test_from_the_application_to_the_certificate_over_the_api() -> None:
    hanbit: World = world()
    who = {name: signed_in(user) for name, user in hanbit.people.items()}

    def post(name: str, path: str, wanted: int = 200, **sent: Any) -> Any:
        answer = who[name].post(f"{ROOT}{path}", sent, content_type="application/json")
        enter(SYSTEM)
        assert answer.status_code == wanted, answer.content.decode()
        return answer.json()

    case = post("owner", "", 201, result=str(hanbit.result.pk))["id"] + "/"
    assert post("owner", f"{case}submit/", 409)["code"] == "gaps"
    for number, kind in enumerate(("form", "self_assessment", "business", "taxes")):
        upload = SimpleUploadedFile(f"{kind}.pdf", files.pdf(b"%%%d" % number))
        answer = who["owner"].post(f"{ROOT}{case}documents/", {"kind": kind, "file": upload})
        enter(SYSTEM)
        assert (answer.status_code, answer.json()["name"]) == (201, f"{kind}.pdf")
    assert post("owner", f"{case}submit/", shows_name=True)["state"] == "submitted"
    post("owner", f"{case}accept/", 404)
    post("first", f"{case}accept/", 404)
    asked = post("keeper", f"{case}supplement/", documents=["taxes"], reason=WHY)
    assert (asked["state"], asked["missing"], asked["reason"]) == ("supplement", ["taxes"], WHY)
    again = SimpleUploadedFile("b.pdf", files.pdf(b"%new"))
    who["owner"].post(f"{ROOT}{case}documents/", {"kind": "taxes", "file": again})
    enter(SYSTEM)
    post("owner", f"{case}submit/")
    post("keeper", f"{case}accept/")
    post("keeper", f"{case}assign/", assessor_id=str(hanbit.people["assessor"].pk))
    post("owner", f"{case}agree/")
    key = hanbit.row().verification_id
    said = {"has_interest": False}
    answer = who["assessor"].post(
        f"/api/v1/verifications/{key}/declare/", said, content_type="application/json"
    )
    assert answer.status_code == 204
    enter(SYSTEM)
    post("assessor", f"{case}visit/", on=timezone.localdate().isoformat())
    hanbit.do("assessor", actions.finish, verification_id=hanbit.row().verification_id, confirms_rest=True)
    post("assessor", f"{case}report/", summary=SUMMARY)
    closed = who["first"].get(f"{ROOT}{case}").json()
    assert (closed["summary"], closed["report"]) == ("", {})
    assert post("first", f"{case}vote/", 409, is_for=True)["code"] == "declare"
    for name in ("first", "second"):
        sent = who[name].post(f"{ROOT}{case}declare/", said, content_type="application/json")
        assert sent.status_code == 204
        enter(SYSTEM)
    post("first", f"{case}vote/", is_for=True)
    done = post("second", f"{case}vote/", is_for=True)
    assert done["state"] == "confirmed"
    public = Client().get(f"/api/v1/level-certificates/{done['certificate']}/").json()
    assert (public["company"], public["standing"]) == ("한빛정밀", "valid")
    assert public["level"] == done["report"]["verified"]["level"]
    enter(SYSTEM)
    assert post("keeper", f"{case}revoke/", reason="서류가 거짓이었습니다.")["state"] == "revoked"
    listed = who["owner"].get(ROOT).json()["results"]
    assert [each["state"] for each in listed] == ["revoked"]
    assert Client().get("/api/v1/level-certificates/2026-99999/").status_code == 404
