"""How the two totals of a report come about from the answers behind it, for the committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.documents import framework_of
from assessments.models import LevelApplication
from assessments.queries.reported import ReportedAnswer
from assessments.scoring import Node, Outcome, explain, score
from assessments.scoring.number import text as exact
from assessments.views.wording import text

NOTHING, NONE = "—", Fraction(0)


@dataclass(frozen=True, slots=True)
class SumLine:
    """An area, or the total, as claimed and as found: each the sum in one line."""

    title: str
    claimed: str
    found: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """Both outcomes of a report, worked out anew from its answers."""

    claimed: Outcome
    found: Outcome
    answers: tuple[ReportedAnswer, ...]

    def points(self, code: str) -> tuple[str, str]:
        """What an item gave as claimed and as found; a dash where no points were counted."""
        before, after = self.claimed.items[code].points, self.found.items[code].points
        return _shown(before), _shown(after)

    @property
    def lines(self) -> list[SumLine]:
        """Each area in the order of the framework, what they come to together after them, the total last."""
        framework = self.found.framework
        above = [node for node in framework.nodes.values() if node not in framework.modules]
        return [self._line(node) for node in (*framework.modules, *reversed(above))]

    @property
    def sentence(self) -> str:
        """Why the total did not change although answers were found differently; empty where it did."""
        n = sum(each.differs for each in self.answers)
        if not n or self.claimed.exact is None or self.claimed.exact != self.found.exact:
            return ""
        down, up = self._moved()
        said = {"n": n, "down": exact(down), "up": exact(up), "total": exact(self.claimed.exact)}
        if down and up:
            return (
                _(
                    "%(n)s questions were found differently, and the total stays %(total)s:"
                    " some points went down by %(down)s together, others up by %(up)s."
                )
                % said
            )
        return (
            ngettext(
                "%(n)s question was found differently; the total stays %(total)s after rounding.",
                "%(n)s questions were found differently; the total stays %(total)s after rounding.",
                n,
            )
            % said
        )

    def _moved(self) -> tuple[Fraction, Fraction]:
        """How many points of items were lost and gained together, before weights."""
        before, after = self.claimed.items, self.found.items
        codes = [each.item.code for each in self.answers]
        steps = [(after[code].points or NONE) - (before[code].points or NONE) for code in codes]
        lost = [-each for each in steps if each < 0]
        return sum(lost, NONE), sum((each for each in steps if each > 0), NONE)

    def _line(self, node: Node) -> SumLine:
        claimed, found = explain(self.claimed, node.code).formula, explain(self.found, node.code).formula
        is_total = node.code == self.found.framework.tree.code
        title = _("Total") if is_total else text(node.title)
        return SumLine(title, claimed or NOTHING, found or NOTHING, claimed != found)


def sums_of(row: LevelApplication, answers: Sequence[ReportedAnswer]) -> Sums:
    """Both outcomes under the framework version of the application (no query but its document's)."""
    framework = framework_of(row.framework)
    claimed = {each.item.code: each.claimed for each in answers if each.claimed is not None}
    found = {each.item.code: each.verified for each in answers if each.verified is not None}
    return Sums(score(framework, claimed), score(framework, found), tuple(answers))


def _shown(points: Fraction | None) -> str:
    return NOTHING if points is None else exact(points)
