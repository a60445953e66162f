"""All submitted diagnostics scored again: read in bulk, compared with what was stored."""

import uuid
from collections.abc import Mapping
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from assessments.documents import framework_of
from assessments.given import of_rows, to_row
from assessments.models import Answer, FrameworkVersion, Result, Session, SessionState
from assessments.outcomes import result_row
from assessments.queries.answered import answers_of
from assessments.scoring import Answer as Value
from core.accounts.models import Organisation
from core.scope import acting, acting_as_system
from tests.assessments.world import AT, FULL, SMALL, all_answers, company, member

Frameworks = dict[str, FrameworkVersion]


def submitted(
    version: FrameworkVersion, answers: Mapping[str, Value], organisation: Organisation
) -> tuple[Session, Result]:
    """A submitted session with these answers, and its result, as the system stores them."""
    with acting_as_system():
        session = Session.objects.create(
            framework=version,
            organisation=organisation,
            sigungu="48123",
            industry="303",
            size="SMALL",
            state=SessionState.SUBMITTED.value,
            started_at=AT,
            changed_at=AT,
            submitted_at=AT,
        )
        for item, value in answers.items():
            choices, non_answer = to_row(value)
            Answer.objects.create(
                session=session, item=item, choices=choices, non_answer=non_answer, answered_at=AT
            )
        result = result_row(session, framework_of(version), answers, AT)
        result.save()
    return session, result


def in_bulk(version: FrameworkVersion) -> dict[uuid.UUID, dict[str, Value]]:
    """What `answers_of` reads, by session."""
    return dict(answers_of(framework_of(version), Session.objects.filter(framework=version), "pk"))


def test_answers_read_in_bulk_are_those_read_one_by_one(frameworks: Frameworks) -> None:
    version, hanbit = frameworks[SMALL], company()
    given: list[dict[str, Value]] = [
        {"A.1": "yes", "B1": "not_applicable", "C1": ("a", "b")},
        {"A.1": "dont_know", "C1": ("none",)},
        {"A.1": "no"},
        {},
    ]
    sessions = [submitted(version, each, hanbit)[0] for each in given]
    with acting_as_system():
        Answer.objects.create(session=sessions[2], item="C1", comment="메모만\t있다\n", answered_at=AT)
        Answer.objects.create(session=sessions[3], item="GONE", choices=["a"], answered_at=AT)
        found = in_bulk(version)
        assert found == {session.pk: each for session, each in zip(sessions, given, strict=True)}
        for session in sessions:
            rows = session.answers.values_list("item", "choices", "non_answer")
            assert found[session.pk] == of_rows(framework_of(version), rows)


def test_one_reads_only_ones_own(frameworks: Frameworks) -> None:
    version, hanbit = frameworks[SMALL], company()
    session, _ = submitted(version, {"A.1": "yes"}, hanbit)
    with acting(member(hanbit)):
        assert in_bulk(version) == {session.pk: {"A.1": "yes"}}
    with acting(member(company("다산", "2208139938"), "owner@dasan.example")):
        assert in_bulk(version) == {}


def test_many_sessions_are_read_in_one_query(
    frameworks: Frameworks, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version, hanbit = frameworks[SMALL], company()
    for _ in range(3):
        submitted(version, {"A.1": "yes"}, hanbit)
    with acting_as_system(), django_assert_num_queries(1):
        assert len(in_bulk(version)) == 3


def test_every_result_is_what_its_answers_come_to(frameworks: Frameworks) -> None:
    hanbit = company()
    submitted(frameworks[FULL], all_answers(frameworks[FULL]), hanbit)
    submitted(frameworks[SMALL], {"A.1": "yes", "B1": "no", "C1": ("a",)}, hanbit)
    said = StringIO()
    call_command("rescore", stdout=said)
    assert f"{frameworks[FULL]}: 1 scored again" in said.getvalue()
    assert "branching 1: 1 scored again" in said.getvalue()


def test_a_result_that_its_answers_do_not_come_to_is_named(frameworks: Frameworks) -> None:
    session, result = submitted(frameworks[SMALL], {"A.1": "no", "C1": ("a",)}, company())
    with acting_as_system():
        Answer.objects.filter(session=session, item="A.1").update(choices=["yes"], version=F("version") + 1)
    with pytest.raises(CommandError, match=f"1 differ: {result.pk}"):
        call_command("rescore", stdout=StringIO())
