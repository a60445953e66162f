"""What a draft is about is mended, taken over from before, and thrown away over the API."""

import pytest

from assessments.models import Session
from tests.assessments.api.caller import Caller

pytestmark = pytest.mark.django_db
FACTS = {"sigungu": "48170", "industry": "251", "size": "MEDIUM", "plant_name": "진주 공장"}


def test_a_plant_is_mended_over_what_was_seen_and_never_over_anything_else(hanbit: Caller) -> None:
    path = f"sessions/{hanbit.start()}/"
    etag = hanbit.response("GET", path)["ETag"]
    assert hanbit.call("PUT", path, FACTS, wanted=428)["code"] == "if_match_missing"
    mended = hanbit.response("PUT", path, FACTS, **{"If-Match": etag})
    assert mended.json() == mended.json() | FACTS
    assert mended["ETag"] != etag
    assert mended["ETag"] == hanbit.response("GET", path)["ETag"]
    stale = hanbit.response("PUT", path, FACTS | {"size": "LARGE"}, **{"If-Match": etag})
    assert (stale.status_code, stale["ETag"]) == (412, mended["ETag"])
    assert stale.json()["stored"]["plant_name"] == "진주 공장"
    assert hanbit.get(path)["size"] == "MEDIUM"


def test_the_etag_stays_while_answers_change(hanbit: Caller) -> None:
    session = hanbit.start()
    etag = hanbit.response("GET", f"sessions/{session}/")["ETag"]
    hanbit.answer(session, "STR1-01", "1")
    assert hanbit.response("GET", f"sessions/{session}/")["ETag"] == etag


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"sigungu": "29110"}, 409, "sigungu"),
        ({"industry": "zz"}, 409, "industry"),
        ({"size": "huge"}, 400, "size"),
        ({"plant_name": "가" * 81}, 400, "plant_name"),
        ({"employees": -1}, 400, "employees"),
    ],
)
def test_a_plant_that_cannot_be_names_its_field_and_changes_nothing(
    hanbit: Caller, changed: dict[str, object], status: int, field: str
) -> None:
    path = f"sessions/{hanbit.start()}/"
    before = hanbit.response("GET", path)
    told = hanbit.call("PUT", path, FACTS | changed, wanted=status, **{"If-Match": before["ETag"]})
    assert field in (told.get("field"), *told.get("errors", {}))
    assert hanbit.get(path) == before.json()


def test_a_draft_is_thrown_away_once_and_a_submitted_one_never(hanbit: Caller, dasan: Caller) -> None:
    path = f"sessions/{hanbit.start(framework='kr-quick-check')}/"
    dasan.call("PUT", path, FACTS, wanted=404, **{"If-Match": '"x"'})
    dasan.call("DELETE", path, wanted=404)
    hanbit.call("DELETE", path, wanted=204)
    hanbit.get(path, wanted=404)
    assert not Session.objects.exists()
    done = hanbit.start()
    Session.objects.update(state="submitted", submitted_at="2026-11-21T00:00:00Z")
    assert hanbit.call("DELETE", f"sessions/{done}/", wanted=409)["code"] == "closed"
    told = hanbit.call("PUT", f"sessions/{done}/", FACTS, wanted=409, **{"If-Match": '"x"'})
    assert told["code"] == "closed"


def test_a_quick_check_is_offered_to_the_full_diagnostic_and_taken_over(
    hanbit: Caller, dasan: Caller
) -> None:
    path = "sessions/carry-sources/?framework=kr-smart-factory"
    assert hanbit.get(path) == []
    quick = hanbit.start(framework="kr-quick-check")
    item = hanbit.get(f"sessions/{quick}/progress/")["unanswered"][0]
    hanbit.answer(quick, item, "1")
    (found,) = hanbit.get(path)
    assert (found["session"], found["framework"], found["is_older_version"]) == (
        quick,
        "kr-quick-check",
        False,
    )
    assert found["carried"] == 1
    full = hanbit.start(carry_from=quick)
    assert len(hanbit.get(f"sessions/{full}/answers/")) == 1
    assert dasan.get(path) == []
    hanbit.get("sessions/carry-sources/?framework=nope", wanted=404)
