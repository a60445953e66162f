"""What is told of blocks: firms, and how strong each barrier is on average."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.barriers.kinds import BARRIERS, STRONG
from assessments.benchmark import FIRMS_FOR_MEAN, Group


@dataclass(frozen=True, slots=True)
class Answered:
    """One firm's answers for a plant: barrier -> strength."""

    firm: str
    strengths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Answers that count together, of plants in `group`; `size` is how many it was sealed with."""

    group: Group
    size: int
    members: tuple[Answered, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nobody has left; a block that somebody left counts no more, for good."""
        return len(self.members) == self.size


@dataclass(frozen=True, slots=True)
class Line:
    """A group: how many firms and plants answered, each barrier from 0 (none) to 100 (strong), rounded."""

    code: str
    firms: int
    plants: int
    strengths: Mapping[str, int]


def line(code: str, blocks: Iterable[Block]) -> Line | None:
    """What is told of these blocks together; None for fewer than five firms."""
    members = [member for block in blocks if block.is_whole for member in block.members]
    firms = len({member.firm for member in members})
    if firms < FIRMS_FOR_MEAN:
        return None
    most = STRONG * len(members)
    return Line(
        code,
        firms,
        len(members),
        {each: _rounded(100 * sum(one.strengths[each] for one in members), most) for each in BARRIERS},
    )


def by_region(blocks: Sequence[Block]) -> list[Line]:
    """The provinces in which whole blocks lie, in order of their codes."""
    return _told(blocks, lambda group: group.region if group.region.isdigit() else "")


def by_industry(blocks: Sequence[Block]) -> list[Line]:
    """The industries (divisions) of which whole blocks are, in order of their codes."""
    return _told(blocks, lambda group: group.industry)


def _told(blocks: Sequence[Block], code_of: Callable[[Group], str]) -> list[Line]:
    found: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        if code := code_of(block.group):
            found[code].append(block)
    lines = (line(code, found[code]) for code in sorted(found))
    return [each for each in lines if each is not None]


def _rounded(number: int, divisor: int) -> int:
    return (2 * number + divisor) // (2 * divisor)
