"""The trace of a result: stored small, written out when somebody asks how a number came about."""

from typing import Any

from assessments.scoring import document, writing
from assessments.scoring.compiled import compiled
from assessments.scoring.framework import Framework
from assessments.scoring.result import Result
from assessments.scoring.total import total_of
from assessments.scoring.value import Value

FORMAT = "ieum.trace/1"


class ForeignTrace(ValueError):
    """A trace that was not made with this framework version."""


def compact(result: Result) -> dict[str, Any]:
    """The trace of an outcome as small JSON-ready data.

    `answers` holds, for each item in document order, the place of its choice, a list of places for a
    multiple item, or -1 not asked, -2 not started, -3 don't know, -4 not applicable. `nodes` holds, for
    each node (children before parents, the root last), its exact score "n/d" when it is certain, [] when it
    is not applicable, else [score or null, low, high, coverage].
    """
    total = result.total
    return {
        "format": FORMAT,
        "framework": result.framework.derived(_identity),
        "scheme": result.scheme.code if result.scheme is not None else None,
        "answers": [slot if slot.__class__ is int else list(slot) for slot in result.slots],  # type: ignore[arg-type]
        "nodes": [_packed(value) for value in result.values],
        "total": None if total.score is None else f"{total.score[0]}/{total.score[1]}",
        "rung": total.rung,
    }


def _identity(framework: Framework) -> str:
    return f"{framework.code} {framework.version} {document.checksum(framework)}"


def _packed(value: Value) -> str | list[str | None]:
    score, score_of, low, low_of, high, high_of, answered, answered_of = value
    if answered == answered_of:
        return f"{score}/{score_of}" if answered_of else []
    return [
        f"{score}/{score_of}" if score_of else None,
        f"{low}/{low_of}",
        f"{high}/{high_of}",
        f"{answered}/{answered_of}",
    ]


def restore(framework: Framework, trace: dict[str, Any]) -> Result:
    """The outcome a trace was made from, its numbers as stored. ForeignTrace for another framework."""
    if trace.get("format") != FORMAT or trace.get("framework") != framework.derived(_identity):
        raise ForeignTrace(str(trace.get("framework")))
    values = [_unpacked(packed) for packed in trace["nodes"]]
    scheme = framework.scheme(trace["scheme"]) if trace["scheme"] else None
    slots = tuple(slot if isinstance(slot, int) else tuple(slot) for slot in trace["answers"])
    return Result(framework, scheme, total_of(compiled(framework), values, scheme), slots, tuple(values))


def _unpacked(packed: str | list[str | None]) -> Value:
    if isinstance(packed, str):
        score = _pair(packed)
        return Value(*score, *score, *score, 1, 1)
    if not packed:
        return Value(0, 0, 0, 0, 0, 0, 0, 0)
    score, low, high, coverage = (_pair(part) for part in packed)
    return Value(*score, *low, *high, *coverage)


def _pair(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, 0
    left, _, right = text.partition("/")
    return int(left), int(right)


def expand(framework: Framework, trace: dict[str, Any]) -> dict[str, Any]:
    """A stored trace written out: every answer with its points, every node with its arithmetic."""
    return writing.as_data(restore(framework, trace))
