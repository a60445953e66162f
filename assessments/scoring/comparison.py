"""What a firm claims beside what an assessor verified: two results of one framework version."""

from dataclasses import dataclass

from assessments.scoring.result import ItemOutcome, Result


@dataclass(frozen=True, slots=True)
class Change:
    """An item that the assessor judged differently."""

    code: str
    claimed: ItemOutcome
    verified: ItemOutcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """The claimed result, and the verified one once there is one. The two are never mixed into one."""

    claimed: Result
    verified: Result | None = None

    def __post_init__(self) -> None:
        if self.verified is not None and self.verified.framework != self.claimed.framework:
            raise ValueError("results of two framework versions cannot be compared")

    @property
    def changes(self) -> tuple[Change, ...]:
        """The items whose answers differ, in the order of the document; none before verification."""
        if self.verified is None:
            return ()
        pairs = zip(self.claimed.items.values(), self.verified.items.values(), strict=True)
        return tuple(Change(mine.code, mine, theirs) for mine, theirs in pairs if mine != theirs)
