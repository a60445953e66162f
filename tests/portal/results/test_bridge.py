"""A published diagnostic is changed in 7 of 44 questions: the company answers 7 and sees both scores."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from assessments.actions import answer_all, publish_framework, start, submit
from assessments.documents import framework_of
from assessments.given import Given
from assessments.models import Answer, FrameworkVersion, Result, Session
from assessments.outcomes import outcome_of
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation
from core.scope import enter
from portal.reports.codec import plain
from tests.assessments.world import PLANT
from tests.core.accounts.people import NUMBERS, actor, organisation, person, signed_in

pytestmark = pytest.mark.usefixtures("as_system")
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
LATER = datetime(2027, 11, 22, 5, 3, tzinfo=UTC)
FILE = Path("assessments/frameworks/kr-smart-factory.yaml")


def _versions() -> tuple[FrameworkVersion, FrameworkVersion]:
    """The diagnostic and its next version: seven questions in other words, a weight and a bound moved."""
    source = FILE.read_text("utf-8")
    old = publish_framework(source=source, name="old.yaml", by=SYSTEM, at=AT)[0]
    framework = framework_of(old)
    text = source.replace(f'version: "{old.version}"', 'version: "2027.1"', 1)
    for code in _changed(old):
        words = framework.items[code].question.ko
        text = text.replace(words, f"올해 기준으로, {words}", 1)
    text = text.replace('weight: "25"', 'weight: "20"', 1).replace('from: "500"', 'from: "480"', 1)
    return old, publish_framework(source=text, name="new.yaml", by=SYSTEM, at=LATER)[0]


def _changed(version: FrameworkVersion) -> list[str]:
    """Every sixth question: seven of 44."""
    return list(framework_of(version).items)[::6][:7]


def _row(result: Result) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM assessments_result r WHERE id = %s", [result.pk])
        found: str = cursor.fetchone()[0]
    return found


def _submitted(version: FrameworkVersion, by, at: datetime, given, carry_from=None) -> Result:
    session = start(framework_id=version.pk, plant=PLANT, by=by, at=at, carry_from=carry_from)
    answer_all(session_id=session.pk, given={k: Given(v) for k, v in given.items()}, by=by, at=at)
    return submit(session_id=session.pk, by=by, at=at)[0]


@pytest.fixture
def hanbit() -> Organisation:
    return organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")


def test_seven_of_44_questions_are_answered_and_both_scores_are_shown(hanbit: Organisation) -> None:
    owner = person("owner@hanbit.example", hanbit)
    by = actor(owner)
    enter(SYSTEM)
    old_version, new_version = _versions()
    changed = _changed(old_version)
    old = _submitted(old_version, by, AT, dict.fromkeys(framework_of(old_version).items, "2"))
    before = _row(old)
    browser = signed_in(owner)

    form = browser.get("/assessments/start/?framework=kr-smart-factory")
    (source,) = form.context["sources"]
    assert (source["carried"], source["left"]) == (37, 7)
    enter(SYSTEM)
    session = start(framework_id=new_version.pk, plant=PLANT, by=by, at=LATER, carry_from=old.session_id)
    carried = set(Answer.objects.filter(session=session).values_list("item", flat=True))
    assert carried == set(framework_of(new_version).items) - set(changed)
    given = {code: Given("3") for code in changed} | {_other(new_version, changed): Given("4", None, 1)}
    answer_all(session_id=session.pk, given=given, by=by, at=LATER)
    new = submit(session_id=session.pk, by=by, at=LATER)[0]

    page = browser.get(f"/results/{new.pk}/bridge/")
    shown = page.context["shown"]
    assert shown.questions + shown.rules + shown.answers == shown.difference == new.score - old.score
    assert (shown.old.score, shown.new.score) == (old.score, new.score)
    assert sum(each.what == "다시 물음" for each in shown.crossings) == 7
    assert sum(each.what == "답이 달라짐" for each in shown.crossings) == 1
    assert shown.kept == 36
    assert f"/results/{new.pk}/bridge/" in browser.get(f"/results/{new.pk}/").content.decode()
    told = browser.get(f"/api/v1/bridges/{new.pk}/").json()
    assert (told["result"], told["before"]) == (str(new.pk), str(old.pk))
    assert told["bridge"] == plain(shown)
    first = {"result": str(old.pk), "before": None, "bridge": None}
    assert browser.get(f"/api/v1/bridges/{old.pk}/").json() == first
    enter(SYSTEM)
    assert _row(Result.objects.get(pk=old.pk)) == before
    assert outcome_of(Result.objects.select_related("framework").get(pk=old.pk)).exact == old.score


def _other(version: FrameworkVersion, changed: list[str]) -> str:
    return next(code for code in framework_of(version).items if code not in changed)


def test_carrying_over_by_the_form_leaves_only_what_changed(hanbit: Organisation) -> None:
    owner = person("owner@hanbit.example", hanbit)
    by = actor(owner)
    old_version, new_version = _versions()
    old = _submitted(old_version, by, AT, dict.fromkeys(framework_of(old_version).items, "2"))
    form = {
        "sigungu": "48123",
        "industry": "303",
        "employees": "42",
        "sales": "84,000",
        "size": "auto",
        "plant_name": "창원 공장",
        "carry": "1",
        "carry_from": str(old.session_id),
    }
    answer = signed_in(owner).post("/assessments/start/?framework=kr-smart-factory", form, follow=True)
    assert "새로 생기거나 바뀐 7문항에 답해 주십시오" in answer.content.decode()
    enter(SYSTEM)
    session = Session.objects.get(framework=new_version)
    assert session.answers_version == 37


def test_a_first_result_has_nothing_to_compare_with(hanbit: Organisation) -> None:
    owner = person("owner@hanbit.example", hanbit)
    version = publish_framework(source=FILE.read_text("utf-8"), name="x", by=SYSTEM, at=AT)[0]
    result = _submitted(version, actor(owner), AT, dict.fromkeys(framework_of(version).items, "2"))
    browser = signed_in(owner)
    assert "견줄 결과가 없습니다" in browser.get(f"/results/{result.pk}/bridge/").content.decode()
    assert f"/results/{result.pk}/bridge/" not in browser.get(f"/results/{result.pk}/").content.decode()


def test_nobody_else_sees_the_way_between_two_results(hanbit: Organisation) -> None:
    owner = person("owner@hanbit.example", hanbit)
    version = publish_framework(source=FILE.read_text("utf-8"), name="x", by=SYSTEM, at=AT)[0]
    result = _submitted(version, actor(owner), AT, dict.fromkeys(framework_of(version).items, "2"))
    dasan = person("owner@dasan.example", organisation("company", "다산", NUMBERS["dasan"]))
    assert signed_in(dasan).get(f"/results/{result.pk}/bridge/").status_code == 404
    assert signed_in(dasan).get(f"/api/v1/bridges/{result.pk}/").status_code == 404
    assert Client().get(f"/results/{result.pk}/bridge/").status_code == 302
