"""Scoring many sessions from the database: rows read, answers assembled, scored, traces written as JSON."""

import resource
from time import perf_counter

import orjson

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Session, SessionState
from assessments.queries.answered import answers_of
from assessments.scoring import score
from core.scope import acting_as_system
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import FRAMEWORK


def run(scale: Scale) -> list[Row]:
    """Seconds, and the most memory this process ever held (Django included)."""
    with acting_as_system():
        version = FrameworkVersion.objects.published().filter(code=FRAMEWORK).latest("published_at")
        framework = framework_of(version)
        score(framework, {})
        submitted = Session.objects.filter(framework=version, state=SessionState.SUBMITTED.value)
        wanted = submitted[: scale.scored]
        began = perf_counter()
        scored, size = 0, 0
        for (answers,) in answers_of(framework, wanted):
            size += len(orjson.dumps(score(framework, answers).trace()))
            scored += 1
        seconds = perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = perf_counter()
        read = sum(1 for _ in answers_of(framework, wanted))
        reading = perf_counter() - began
        assert scored == read == wanted.count()
    label = f"score {scored:,} sessions from the database, traces included"
    note = f"reading alone, once more: {reading:.2f} s; {size / max(scored, 1):,.0f} bytes a trace"
    full = scored >= 25_000
    return [
        Row(act=label, figure=seconds, limit=3 if full else None, unit="s", note=note),
        Row(act="  peak memory", figure=peak, limit=300 if full else None, unit="MB"),
    ]
