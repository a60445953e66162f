"""Scoring many sessions from the database: rows read, answers assembled, scored, traces written as JSON."""

import resource
import uuid
from collections.abc import Iterator
from time import perf_counter

import orjson
from django.db import connection

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Session, SessionState
from assessments.scoring import Answer, Framework, score
from core.scope import acting_as_system
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import FRAMEWORK

ANSWERS = """
SELECT session_id, array_agg(item), array_agg(non_answer), array_agg(choices[1]),
  bool_or(cardinality(choices) > 1)
FROM assessments_answer WHERE session_id = ANY(%s) GROUP BY session_id
"""
CHUNK = 1_000


def run(scale: Scale) -> list[Row]:
    """Seconds, and the most memory this process ever held (Django included)."""
    with acting_as_system():
        version = FrameworkVersion.objects.get(code=FRAMEWORK, state="published")
        framework = framework_of(version)
        score(framework, {})
        rows = Session.objects.filter(framework=version, state=SessionState.SUBMITTED.value)
        began = perf_counter()
        wanted = list(rows.order_by("id").values_list("id", flat=True)[: scale.scored])
        reading, scored, size = 0.0, 0, 0
        for chunk in range(0, len(wanted), CHUNK):
            read = perf_counter()
            given = list(answers(framework, wanted[chunk : chunk + CHUNK]))
            reading += perf_counter() - read
            for answer in given:
                size += len(orjson.dumps(score(framework, answer).trace()))
                scored += 1
        seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert scored == len(wanted)
    label = f"score {scored:,} sessions from the database, traces included"
    note = f"{reading:.2f} s of it reading; {size / max(scored, 1):,.0f} bytes a trace"
    full = scored >= 25_000
    return [
        Row(act=label, figure=seconds, limit=3 if full else None, unit="s", note=note),
        Row(act="  peak memory", figure=peak, limit=300 if full else None, unit="MB"),
    ]


def answers(framework: Framework, sessions: list[uuid.UUID]) -> Iterator[dict[str, Answer]]:
    """The answers of each session, as the engine reads them."""
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS, [sessions])
        for session_id, items, spoken, first, several in cursor.fetchall():
            if several:
                raise ValueError(f"{session_id}: this framework has no questions with several choices")
            yield {
                item: non_answer or choice
                for item, non_answer, choice in zip(items, spoken, first, strict=True)
                if non_answer or choice
            }
