"""Hints over the API: read, explained, and never over answers that changed."""

import pytest

from assessments.models import HintReply
from tests.assessments.api.caller import Caller

pytestmark = pytest.mark.django_db
HINT, LOW, HIGH = "no-mes-but-live-results", "SYS1-03", "PRC3-02"
WHY = "설비 두 대만 실적을 보내고 나머지는 손으로 적습니다."


@pytest.fixture
def hints(hanbit: Caller) -> str:
    session = hanbit.start()
    hanbit.answer(session, LOW, "0")
    hanbit.answer(session, HIGH, "4")
    return f"sessions/{session}/hints/"


def test_a_hint_names_its_answers_and_keeps_the_reply_until_one_changes(hanbit: Caller, hints: str) -> None:
    (raised,) = hanbit.get(hints)
    assert (raised["code"], raised["reply"]) == (HINT, None)
    assert {each["item"]: each["choice"] for each in raised["answers"]} == {LOW: "0", HIGH: "4"}
    assert raised["ask"]
    told = hanbit.call("PUT", f"{hints}{HINT}/", {"reason": f" {WHY}\n"})
    assert told["reply"]["reason"] == WHY
    assert hanbit.get(hints) == [told]
    session = hints.split("/")[1]
    hanbit.answer(session, HIGH, "3", seen=1)
    assert hanbit.get(hints)[0]["reply"] is None
    hanbit.answer(session, LOW, "dont_know", seen=1)
    assert hanbit.get(hints) == []
    assert hanbit.call("PUT", f"{hints}{HINT}/", {"reason": ""}, wanted=409)["code"] == "gone"


def test_the_same_key_replies_once(hanbit: Caller, hints: str) -> None:
    first, again = (
        hanbit.response("PUT", f"{hints}{HINT}/", {"reason": WHY}, **{"Idempotency-Key": "one"})
        for _time in range(2)
    )
    assert (first.json(), again["Idempotency-Replayed"]) == (again.json(), "true")
    other = hanbit.response("PUT", f"{hints}{HINT}/", {"reason": ""}, **{"Idempotency-Key": "one"})
    assert other.status_code == 422
    assert HintReply.objects.get().reason == WHY


def test_what_is_no_reply_names_its_field_and_leaves_the_last_one(hanbit: Caller, hints: str) -> None:
    hanbit.call("PUT", f"{hints}{HINT}/", {"reason": WHY})
    long = hanbit.call("PUT", f"{hints}{HINT}/", {"reason": "가" * 501}, wanted=409)
    assert (long["code"], long["field"]) == ("reason-length", "reason")
    assert set(hanbit.call("PUT", f"{hints}{HINT}/", {"reason": ["가"]}, wanted=400)["errors"]) == {"reason"}
    assert hanbit.get(hints)[0]["reply"]["reason"] == WHY


def test_another_company_neither_reads_nor_replies(hanbit: Caller, dasan: Caller, hints: str) -> None:
    dasan.get(hints, wanted=404)
    dasan.call("PUT", f"{hints}{HINT}/", {"reason": WHY}, wanted=404)
    assert not HintReply.objects.exists()
    assert hanbit.get(hints)[0]["reply"] is None
