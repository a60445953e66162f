"""A result that can write itself down: as canonical JSON, and as a trace small enough to keep for each."""

import json
from typing import Any

from assessments.scoring import trace, writing
from assessments.scoring.result import Result


class Outcome(Result):
    """The result of scoring. The same answers and framework version give the same bytes, anywhere."""

    def to_json(self) -> bytes:
        """The whole result with its arithmetic as canonical JSON: sorted keys, every number a string."""
        data = writing.as_data(self)
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def trace(self) -> dict[str, Any]:
        """The compact trace, JSON-ready; `trace.expand` writes it out again. Layout: docs/scoring.md."""
        return trace.compact(self)
