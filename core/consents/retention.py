"""How long personal data is kept, declared per model in `retention.yaml` and shown on the privacy page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from core.consents.document import active_language

_FILE = Path(__file__).resolve().parent / "retention.yaml"


@dataclass(frozen=True, slots=True)
class Kept:
    """One row: the models (`app.Model`), and in both languages what they hold and how long.

    `days` is the period in days, which the daily job enforces; None where a person ends it, not a clock.
    """

    models: tuple[str, ...]
    days: int | None
    texts: dict[str, tuple[str, str]]

    @property
    def what(self) -> str:
        """What is kept, in the active language."""
        return self.texts[active_language()][0]

    @property
    def period(self) -> str:
        """How long, in the active language."""
        return self.texts[active_language()][1]


@cache
def retention() -> tuple[Kept, ...]:
    """All rows. Raises KeyError for a row without a language."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Kept(
            models=tuple(row["models"]),
            days=row.get("days"),
            texts={each: (row["what"][each], row["period"][each]) for each in ("ko", "en")},
        )
        for row in rows
    )
