"""What is wrong with a document, said so that its writer can find and mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.scoring.messages import MESSAGES

MOST = 500  # faults told of one file


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which file, at which path inside it, on which line (from 1), and what to do.

    `code` names the kind of fault and never changes; `message` is English, `message_ko` Korean.
    """

    file: str
    path: str
    line: int
    code: str
    message: str
    message_ko: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"


class Faults(Exception):
    """Everything that is wrong with one file, in the order of its lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.line, f.path, f.code, f.message)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DocumentFaults(Faults):
    """A framework document that cannot be used."""


class AnswerFaults(Faults):
    """Answers that do not fit their framework."""


class FaultList:
    """Collects the faults of one file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def add(self, code: str, path: str, line: int, **values: object) -> None:
        """Note a fault; `values` fill the places in the message of `code`."""
        if self.is_full:
            return
        if len(self.faults) == MOST:
            code, values = "more-faults", {"most": MOST}
        english, korean = MESSAGES[code]
        self.faults.append(
            Fault(self.file, path or ".", line, code, english.format(**values), korean.format(**values))
        )

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that looking further helps nobody."""
        return len(self.faults) > MOST

    def __bool__(self) -> bool:
        return bool(self.faults)
