"""Submitted diagnostics by the thousand are what submitting one by one would have made."""

import uuid

import pytest

from assessments.demo import DemoResult, bulk_results
from assessments.models import Answer, FrameworkVersion, Result, Session
from assessments.outcomes import outcome_of
from assessments.scoring import AnswerFaults
from core.scope import acting_as_system
from tests.assessments.world import AT, SMALL, company

Frameworks = dict[str, FrameworkVersion]


def _row(organisation: uuid.UUID, **answers: object) -> DemoResult:
    return DemoResult(
        organisation_id=organisation,
        session_id=uuid.uuid4(),
        result_id=uuid.uuid4(),
        sigungu="48123",
        industry="303",
        size="SMALL",
        employees=42,
        average_sales_won=840_000_000,
        answers={name.replace("_", "."): value for name, value in answers.items()},  # type: ignore[misc]
        at=AT,
    )


def test_each_row_becomes_a_session_its_answers_and_a_scored_result(frameworks: Frameworks) -> None:
    there = company().pk
    rows = [
        _row(there, A_1="yes", B1="not_applicable", C1=["b", "a"]),
        _row(there, A_1="dont_know", C1=["none"]),
    ]
    with acting_as_system():
        assert bulk_results(frameworks[SMALL], rows) == 2
        results = {row.pk: row for row in Result.objects.select_related("framework", "session")}
        first, second = results[rows[0].result_id], results[rows[1].result_id]
        assert (str(first.score), first.session.state, first.submitted_at) == ("1.5000", "submitted", AT)
        assert outcome_of(first).score == first.score
        assert first.answers == {"A.1": "yes", "B1": "not_applicable", "C1": ["a", "b"]}
        assert second.score is not None
        assert second.low < second.high
        stored = Answer.objects.filter(session=first.session).values_list("item", "choices", "non_answer")
        assert sorted(stored) == [("A.1", ["yes"], ""), ("B1", [], "not_applicable"), ("C1", ["a", "b"], "")]
        assert Session.objects.count() == 2


def test_an_answer_that_does_not_fit_stops_everything(frameworks: Frameworks) -> None:
    there = company().pk
    with acting_as_system(), pytest.raises(AnswerFaults):
        bulk_results(frameworks[SMALL], [_row(there, A_1="maybe")])
