"""What stands beside a result over the API: its notes and the hints its answers raise."""

import uuid

import pytest
from django.core.management import call_command

from assessments.actions import answer_all
from assessments.given import Given
from assessments.models import FrameworkVersion
from core.accounts.actor import Actor
from core.scope import acting
from tests.assessments.api.caller import Caller
from tests.assessments.world import AT, FULL, SMALL, all_answers
from tests.core.uploads import files

pytestmark = pytest.mark.django_db
HINT, LOW, HIGH = "no-mes-but-live-results", "SYS1-03", "PRC3-02"


def _submitted(hanbit: Caller, session: str) -> str:
    call_command("load_policies", verbosity=0)
    return str(hanbit.call("POST", f"sessions/{session}/submit/")["id"])


def test_notes_stand_beside_the_submitted_answers(hanbit: Caller, dasan: Caller) -> None:
    session = hanbit.start(framework=SMALL)
    body = {"choice": "no", "comment": "두 대는 수동"}
    hanbit.call("PUT", f"sessions/{session}/answers/A.1/", body)
    hanbit.answer(session, "C1", ["a"])
    result = _submitted(hanbit, session)
    assert hanbit.get(f"results/{result}/notes/") == [{"item": "A.1", "comment": "두 대는 수동"}]
    assert hanbit.get(f"results/{result}/hints/") == []
    file = hanbit.upload(f"sessions/{session}/evidence/", "a.pdf", files.pdf(), item="A.1")
    assert hanbit.get(f"results/{result}/evidence/") == [file]
    for path in ("notes", "hints", "evidence"):
        dasan.get(f"results/{result}/{path}/", wanted=404)


def test_what_was_said_of_a_hint_stays_with_the_result(
    hanbit: Caller, owner: Actor, frameworks: dict[str, FrameworkVersion]
) -> None:
    session = hanbit.start()
    answers = all_answers(frameworks[FULL]) | {LOW: "0", HIGH: "4"}
    given = {item: Given(choice) for item, choice in answers.items()}
    with acting(owner):
        answer_all(session_id=uuid.UUID(session), given=given, by=owner, at=AT)
    hanbit.call("PUT", f"sessions/{session}/hints/{HINT}/", {"reason": "두 대만 보냅니다."})
    result = _submitted(hanbit, session)
    raised = {each["code"]: each for each in hanbit.get(f"results/{result}/hints/")}
    assert raised[HINT]["reply"]["reason"] == "두 대만 보냅니다."
