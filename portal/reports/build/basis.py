"""What a content is made from: an outcome and whose it is, out of the database or out of files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from assessments.models import Result
from assessments.outcomes import outcome_of
from assessments.scoring import (
    Answer,
    Framework,
    Outcome,
    checksum,
    dump_answers,
    score,
)
from assessments.scoring.result import Result as Scored
from core.web.wording import SEOUL


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The company as registered: codes of industry and size, the business number as ten digits or empty."""

    name: str
    business_number: str = ""
    industry: str = ""
    size: str = ""
    employees: int | None = None


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Everything a content follows from, but for the recommendation.

    `answers` are the counted answers the outcome was scored from. `sigungu`, `industry` and `size` are codes.
    """

    outcome: Scored
    answers: Mapping[str, Answer]
    owner: Owner
    plant_name: str
    sigungu: str
    industry: str
    size: str
    submitted_at: datetime

    @property
    def framework(self) -> Framework:
        """The framework version that was answered."""
        return self.outcome.framework

    @cached_property
    def framework_checksum(self) -> str:
        """SHA-256 of the framework document."""
        return checksum(self.framework)

    @cached_property
    def answers_checksum(self) -> str:
        """SHA-256 of the answers in their canonical form."""
        return hashlib.sha256(dump_answers(self.framework, self.answers).encode()).hexdigest()

    @cached_property
    def outcome_checksum(self) -> str:
        """SHA-256 of the whole result with its arithmetic."""
        outcome = self.outcome
        whole = Outcome(outcome.framework, outcome.scheme, outcome.total, outcome.slots, outcome.values)
        return hashlib.sha256(whole.to_json()).hexdigest()

    @property
    def submitted_on(self) -> date:
        """The day of submission in Seoul."""
        return self.submitted_at.astimezone(SEOUL).date()

    def rescored(self, changes: Mapping[str, tuple[str, ...]]) -> Scored:
        """The outcome if these items were answered with these choices, everything else unchanged."""
        scheme = self.outcome.scheme.code if self.outcome.scheme else None
        return score(self.framework, self._changed(changes), scheme=scheme)

    def after(self, changes: Mapping[str, tuple[str, ...]]) -> "Basis":
        """The basis if these items were answered with these choices, everything else unchanged."""
        return replace(self, outcome=self.rescored(changes), answers=self._changed(changes))

    def _changed(self, changes: Mapping[str, tuple[str, ...]]) -> dict[str, Answer]:
        changed = {item: self._answer(item, choices) for item, choices in changes.items()}
        return {**self.answers, **changed}

    def _answer(self, item: str, choices: tuple[str, ...]) -> Answer:
        return choices[0] if self.framework.items[item].kind == "single" else choices


def basis_of(result: Result) -> Basis:
    """The basis of a stored result; its organisation and framework should come with it (select_related)."""
    company = result.organisation
    return Basis(
        outcome=outcome_of(result),
        answers={
            item: value if isinstance(value, str) else tuple(value) for item, value in result.answers.items()
        },
        owner=Owner(
            name=company.name,
            business_number=company.business_number,
            industry=company.industry,
            size=company.size,
            employees=company.employees,
        ),
        plant_name=result.plant_name,
        sigungu=result.sigungu,
        industry=result.industry,
        size=result.size,
        submitted_at=result.submitted_at,
    )
