"""Which versions of a framework can be compared: those that ask and count alike, whatever their words.

A question whose meaning changes gets a new code (docs/frameworks.md), so that it counts as another one here.
"""

import hashlib
import json
from typing import Any

from assessments.scoring import Framework, to_json

COUNTING = ("code", "policies", "tree")
"""What of a document decides a score; levels and tiers only name it."""

WORDS = frozenset({
    *("title", "summary", "question", "why", "evidence", "label", "example", "next_step"),
    *("domains", "maps_from"),
})  # fmt: skip
LENGTH = 16


def series_of(framework: Framework) -> str:
    """The name of all versions that ask and count the same (16 hexadecimal digits)."""
    return framework.derived(_series)


def _series(framework: Framework) -> str:
    document = to_json(framework)
    bare = _without_words({key: document[key] for key in COUNTING})
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]


def _without_words(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_words(value) for key, value in data.items() if key not in WORDS}
    if isinstance(data, list):
        return [_without_words(value) for value in data]
    return data
