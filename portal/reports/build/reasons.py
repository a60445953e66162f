"""One sentence on why a step is in the plan: the first that holds."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.scoring import aim as aim_at
from assessments.scoring import attainable, named_gaps
from assessments.scoring.ladder import Distance
from core.hangul import with_particle
from portal.reports.build.areas import points_factors
from portal.reports.build.basis import Basis
from portal.reports.build.choosing import Need
from portal.reports.build.steps import Step, total
from portal.reports.build.wording import language, level_name, number, said, scaled, with_case


@dataclass(frozen=True)
class Aim:
    """What a plan goes for: the distance from a basis to a tier or level; None above all levels.

    `begun` are the items that an earlier phase has raised.
    """

    basis: Basis
    distance: Distance | None
    is_tier: bool = False
    begun: Collection[str] = ()

    @property
    def title(self) -> str:
        """The tier or level in words; empty without one."""
        if self.distance is None:
            return ""
        tier = self.distance.tier if self.is_tier else None
        return said(tier.title) if tier else level_name(self.distance.level)

    @property
    def need(self) -> Need:
        """What is missing, exactly: the total before rounding, and what conditions lack, in its points."""
        if self.distance is None:
            return Need(points=Fraction(0), conditions={})
        factors = points_factors(self.basis.outcome)
        return Need(
            points=max(self.distance.level.start - total(self.basis.outcome), Fraction(0)),
            conditions={
                gate.node: (gate.at_least - (gate.value or 0)) * factors[gate.node]
                for gate in self.distance.gates
            },
        )

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """The modules that the result names as its gaps."""
        return tuple(each.gap.code for each in named_gaps(self.basis.outcome))

    @cached_property
    def _conditions(self) -> frozenset[str]:
        return frozenset(gate.node for gate in self.distance.gates) if self.distance else frozenset()

    def condition_of(self, step: Step) -> str:
        """The node of the unmet condition that stands above the step's item; empty without one."""
        code, parents = step.item.code, self.basis.framework.parents
        while (above := parents.get(code)) is not None:
            if above.code in self._conditions:
                return above.code
            code = above.code
        return ""


def aim_of(basis: Basis, begun: Collection[str] = ()) -> Aim:
    """What comes next: the next tier, on the highest tier the next level."""
    return Aim(basis, aim_at(basis.outcome), basis.outcome.next_tier is not None, begun)


def why(aim: Aim, step: Step) -> str:
    """Why the plan has the step, in the active language."""
    if step.item.code in aim.begun:
        return _("It goes on from what the first half year begins.")
    if condition := aim.condition_of(step):
        return _condition(aim, condition)
    if step.module in aim.lacking:
        return _("%(module)s is one of the gaps to close first.") % {
            "module": with_case(said(aim.basis.framework.nodes[step.module].title), "은/는")
        }
    if step.band == 0:
        return _("It needs little time and money, and the total rises at once.")
    return _("It brings %(points)s points of what is missing in one step.") % {
        "points": scaled(step.lift, attainable(aim.basis.framework.tree)[1])
    }


def _condition(aim: Aim, code: str) -> str:
    gate = next(each for each in aim.distance.gates if each.node == code) if aim.distance else None
    area = said(aim.basis.framework.nodes[code].title)
    return _("The %(aim)s asks for %(least)s points in %(area)s, and this brings them nearer.") % {
        "aim": with_particle(aim.title, "은/는") if language() == "ko" else aim.title,
        "least": number(gate.at_least, 2) if gate else "",
        "area": area,
    }
