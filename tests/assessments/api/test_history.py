"""The history of an answer over the API, and the way back to each of its versions."""

import pytest

from tests.assessments.api.caller import Caller
from tests.assessments.world import stored

pytestmark = pytest.mark.django_db
ITEM = "STR1-01"


def _given(caller: Caller, versions: int = 3) -> str:
    session = caller.start()
    for version in range(versions):
        caller.answer(session, ITEM, str(version), seen=version)
    return session


def test_the_history_says_what_was_there_who_gave_it_and_how(hanbit: Caller) -> None:
    session = _given(hanbit)
    path = f"sessions/{session}/answers/{ITEM}/"
    answer = hanbit.call("POST", f"{path}restore/", {"version": 1}, **{"If-Match": '"3"'})
    assert (answer["choice"], answer["version"]) == ("0", 4)
    found = hanbit.get(f"{path}history/")
    assert [(each["version"], each["choice"], each["origin"]) for each in found] == [
        (4, "0", "undone"),
        (3, "2", ""),
        (2, "1", ""),
        (1, "0", ""),
    ]
    assert {each["person"] for each in found} == {"owner@hanbit.example"}
    assert [each["link"] for each in found] == [""] * 4


def test_nothing_is_brought_back_over_a_change_that_was_not_seen(hanbit: Caller) -> None:
    session = _given(hanbit)
    path = f"sessions/{session}/answers/{ITEM}/restore/"
    assert hanbit.call("POST", path, {"version": 1}, wanted=428)["code"] == "if_match_missing"
    stale = hanbit.call("POST", path, {"version": 1}, wanted=412, **{"If-Match": '"2"'})
    assert (stale["stored"]["choice"], stale["yours"]["choice"]) == ("2", "0")
    assert stored(session)[ITEM].version == 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"version": 9}, 404),
        ({"version": 0}, 400),
        ({"version": "x"}, 400),
        ({}, 400),
        ({"version": 2**40}, 400),
    ],
)
def test_a_version_that_never_was_cannot_come_back(
    hanbit: Caller, body: dict[str, object], status: int
) -> None:
    session = _given(hanbit)
    path = f"sessions/{session}/answers/{ITEM}/restore/"
    told = hanbit.call("POST", path, body, wanted=status, **{"If-Match": '"3"'})
    assert status == 404 or set(told["errors"]) == {"version"}
    assert stored(session)[ITEM].version == 3


def test_the_same_key_brings_back_once(hanbit: Caller) -> None:
    session = _given(hanbit)
    path = f"sessions/{session}/answers/{ITEM}/restore/"
    headers = {"If-Match": '"3"', "Idempotency-Key": "back"}
    first, again = (hanbit.response("POST", path, {"version": 1}, **headers) for _time in range(2))
    assert (first.json(), first["ETag"]) == (again.json(), again["ETag"])
    assert stored(session)[ITEM].version == 4


def test_another_company_reads_no_history_and_brings_nothing_back(hanbit: Caller, dasan: Caller) -> None:
    path = f"sessions/{_given(hanbit)}/answers/{ITEM}/"
    dasan.get(f"{path}history/", wanted=404)
    dasan.call("POST", f"{path}restore/", {"version": 1}, wanted=404, **{"If-Match": '"3"'})
    hanbit.get(path.replace(ITEM, "NOPE") + "history/", wanted=404)


def test_a_longer_history_costs_no_more_queries(hanbit: Caller) -> None:
    short, long = (f"sessions/{_given(hanbit, n)}/answers/{ITEM}/history/" for n in (2, 4))
    assert hanbit.queries(short) == hanbit.queries(long)
