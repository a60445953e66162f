"""Submitted diagnostics by the thousand: for the demonstration, and for measuring with a full database."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import orjson

from assessments.demo.copying import insert
from assessments.documents import framework_of
from assessments.given import to_row
from assessments.models import FrameworkVersion, Session, SessionState, SupportRules
from assessments.outcomes import result_row
from assessments.queries.support import rules_known
from assessments.scoring import Answer, Framework, check_answers
from core.web.wording import SEOUL

CHUNK = 1_000
TAKEN = timedelta(minutes=40)

_PLANT = (
    "id, organisation_id, name, sigungu, address, industry, size, employees, average_sales_won, created_at,"
    " changed_at"
)
_SESSION = (
    "id, framework_id, organisation_id, plant_id, draft_key, resumed_key, resume_hash, resume_count,"
    " plant_name, sigungu, industry, size, employees, average_sales_won, state, answers_version, started_at,"
    " changed_at, submitted_at"
)
_ANSWER = "session_id, item, choices, non_answer, comment, version, answered_at"
_RESULT = (
    "id, session_id, organisation_id, framework_id, plant_id, plant_name, sigungu, industry, size, score,"
    " low, high, coverage, level, tier, outcome, answers, answers_version, engine, submitted_at,"
    " support_rules_id, support_group, support_tracks"
)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """A submitted diagnostic to make: whose, of which plant, with which answers (as in an answers file)."""

    organisation_id: uuid.UUID
    session_id: uuid.UUID
    result_id: uuid.UUID
    sigungu: str
    industry: str
    size: str
    employees: int | None
    average_sales_won: int | None
    answers: Mapping[str, str | Sequence[str]]
    at: datetime
    plant_name: str = ""

    @property
    def plant_id(self) -> uuid.UUID:
        """The same for the same name and district of a company."""
        return uuid.uuid5(self.organisation_id, f"{self.plant_name}|{self.sigungu}")


def bulk_results(version: FrameworkVersion, rows: Iterable[DemoResult]) -> int:
    """Make sessions, answers and results as if each had been answered and submitted at its instant; how many.

    Runs as the system, in the caller's transaction; writes no audit events. Rows are checked, scored and
    streamed a thousand at a time. AnswerFaults names an answer that does not fit the framework.
    """
    framework = framework_of(version)
    known = rules_known(framework.code)
    made = 0
    stream = iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        checked = [(row, check_answers(framework, row.answers)) for row in chunk]
        insert("assessments_plant", _PLANT, (_plant(row) for row in chunk), keep=True)
        insert("assessments_session", _SESSION, (_session(version, row, given) for row, given in checked))
        insert(
            "assessments_answer", _ANSWER, (line for row, given in checked for line in _answers(row, given))
        )
        insert(
            "assessments_result",
            _RESULT,
            (_result(version, framework, row, given, known) for row, given in checked),
        )
        made += len(chunk)
    return made


def _plant(row: DemoResult) -> tuple[Any, ...]:
    return (
        row.plant_id,
        row.organisation_id,
        row.plant_name,
        row.sigungu,
        "",
        row.industry,
        row.size,
        row.employees,
        row.average_sales_won,
        row.at - TAKEN,
        row.at - TAKEN,
    )


def _session(version: FrameworkVersion, row: DemoResult, given: Mapping[str, Answer]) -> tuple[Any, ...]:
    return (
        row.session_id,
        version.pk,
        row.organisation_id,
        row.plant_id,
        "",
        "",
        "",
        0,
        row.plant_name,
        row.sigungu,
        row.industry,
        row.size,
        row.employees,
        row.average_sales_won,
        SessionState.SUBMITTED.value,
        len(given),
        row.at - TAKEN,
        row.at,
        row.at,
    )


def _answers(row: DemoResult, given: Mapping[str, Answer]) -> Iterator[tuple[Any, ...]]:
    for item, value in given.items():
        choices, non_answer = to_row(value)
        yield row.session_id, item, choices, non_answer, "", 1, row.at


def _result(
    version: FrameworkVersion,
    framework: Framework,
    row: DemoResult,
    given: Mapping[str, Answer],
    known: Sequence[SupportRules],
) -> tuple[Any, ...]:
    session = Session(
        id=row.session_id,
        framework=version,
        organisation_id=row.organisation_id,
        plant_id=row.plant_id,
        plant_name=row.plant_name,
        sigungu=row.sigungu,
        industry=row.industry,
        size=row.size,
        answers_version=len(given),
    )
    day = row.at.astimezone(SEOUL).date()
    support = next((rules for rules in known if rules.valid_from <= day), None)
    made = result_row(session, framework, given, row.at, support)
    return (
        row.result_id,
        row.session_id,
        row.organisation_id,
        version.pk,
        made.plant_id,
        made.plant_name,
        made.sigungu,
        made.industry,
        made.size,
        made.score,
        made.low,
        made.high,
        made.coverage,
        made.level,
        made.tier,
        orjson.dumps(made.outcome).decode(),
        orjson.dumps(made.answers).decode(),
        made.answers_version,
        made.engine,
        made.submitted_at,
        made.support_rules_id,
        made.support_group,
        made.support_tracks,
    )
