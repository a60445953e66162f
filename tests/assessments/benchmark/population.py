"""Small worlds of plants for the benchmark: groups that overlap, firms that come, go and answer again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from assessments.benchmark import Block, Group, Member, Waiting, is_over, seal, widening

SECRET = b"tests"
INDUSTRIES, SIZES, PROVINCES = ("10", "25"), ("SMALL",), ("48", "26")
UNITS = {"total": 1_000_000}

groups = st.builds(Group, st.sampled_from(INDUSTRIES), st.sampled_from(SIZES), st.sampled_from(PROVINCES))


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant: its firm, its group."""

    name: str
    firm: str
    group: Group


@dataclass
class World:
    """Results by key, the blocks that stand, the results that are spent; `views` is all that was ever told.

    A view is a set of results: which of them a number was made from.
    """

    plants: dict[str, Plant] = field(default_factory=dict)
    newest: dict[str, tuple[str, int]] = field(default_factory=dict)
    scores: dict[str, int] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    blocks: list[tuple[Group, frozenset[str], int]] = field(default_factory=list)
    spent: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    views: set[frozenset[str]] = field(default_factory=set)
    cells: list[dict[Group, frozenset[str]]] = field(default_factory=list)

    def answer(self, plant: Plant, score: int, day: int) -> None:
        """A new result of the plant."""
        key = f"{plant.name}@{len(self.scores)}"
        self.plants[plant.name] = plant
        self.newest[plant.name] = key, day
        self.scores[key] = score
        self.owner[key] = plant.name

    def refresh(self, day: int) -> None:
        """What the daily job does."""
        standing = []
        for group, keys, sealed in self.blocks:
            firms_left = any(self.firm(key) in self.left for key in keys)
            overtaken = sum(self.newest[self.owner[key]][0] != key for key in keys)
            if not is_over(
                firms_left=firms_left, size=len(keys), overtaken=overtaken, oldest_days=day - sealed
            ):
                standing.append((group, keys, sealed))
        counted = {self.owner[key] for _group, keys, _day in standing for key in keys}
        waiting = [
            Waiting(key, self.plants[plant].firm, self.plants[plant].group, day - since)
            for plant, (key, since) in self.newest.items()
            if plant not in counted and key not in self.spent and self.plants[plant].firm not in self.left
        ]
        for sealed in seal(waiting, SECRET):
            standing.append((sealed.group, frozenset(sealed.keys), day))
            self.spent.update(sealed.keys)
        self.blocks = standing
        told: dict[Group, frozenset[str]] = {}
        for group, keys, _day in self.blocks:
            for each in widening(group):
                told[each] = told.get(each, frozenset()) | keys
        self.cells.append(told)
        self.views.update(told.values())

    def firm(self, key: str) -> str:
        """The firm of a result."""
        return self.plants[self.owner[key]].firm

    def firms(self, keys: Iterable[str]) -> set[str]:
        """The firms of results."""
        return {self.firm(key) for key in keys}

    def as_blocks(self) -> list[Block]:
        """The blocks that stand, as `published` takes them."""
        return [
            Block(group, tuple(Member(self.firm(key), {"total": self.scores[key]}) for key in sorted(keys)))
            for group, keys, _day in self.blocks
        ]


def atoms(views: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The smallest sets that sums and differences of views can come down to: what they hold alike."""
    marks: dict[str, tuple[int, ...]] = {}
    for number, view in enumerate(views):
        for key in view:
            marks[key] = (*marks.get(key, ()), number)
    alike: dict[tuple[int, ...], set[str]] = {}
    for key, mark in marks.items():
        alike.setdefault(mark, set()).add(key)
    return [frozenset(each) for each in alike.values()]
