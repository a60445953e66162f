"""The plan as every rendering says it: page, PDF and API show the value built here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from assessments.planning import (
    Catalogue,
    Placed,
    Plan,
    Plant,
    Reason,
    Stage,
    Wish,
    best_plan,
    catalogue_of,
    cheapest_plan,
    not_yet,
    plant_of,
    reasons,
    usual_wish,
    with_less,
)
from core.web.naming import domain_name
from portal.reports.build.basis import Basis
from portal.reports.build.plan_words import (
    assumed_words,
    band_words,
    beyond,
    cheapest_words,
    goal_words,
    headline,
    less_words,
    level_title,
    months_words,
    move_words,
    phase_title,
    waiting_words,
    why,
)
from portal.reports.build.wording import exact, level_name, said
from portal.reports.planned import Action, Move, Phase, PlanSummary


@dataclass(frozen=True)
class Planning:
    """A plant, what its owner wants, and the plan for it. Nothing is stored: the same facts give the same.

    `is_assumed` where the own money is what is usual for the size, as nobody named it.
    """

    basis: Basis
    wish: Wish
    catalogue: Catalogue
    plant: Plant
    is_assumed: bool = False

    @cached_property
    def plan(self) -> Plan:
        """The best plan for the money."""
        return best_plan(self.plant, self.catalogue, self.wish)

    @cached_property
    def reasons(self) -> Mapping[str, Reason]:
        """Why each step is in it."""
        return reasons(self.plant, self.catalogue, self.plan)

    @cached_property
    def roadmap(self) -> tuple[Phase, ...]:
        """The phases with their steps, in the active language; one without a step is left out."""
        phases = [self._phase(place, stage) for place, stage in enumerate(self.plan.stages)]
        if phases:
            phases[-1] = replace(phases[-1], beyond=beyond(self.basis, self.plan))
        return tuple(phases)

    @cached_property
    def summary(self) -> PlanSummary:
        """What the plan comes to, the cheapest way, what less money does, and what should wait."""
        wish, plan = self.wish, self.plan
        cheapest = cheapest_plan(self.plant, self.catalogue, wish)
        less = with_less(self.plant, self.catalogue, wish, plan) if plan.steps else None
        return PlanSummary(
            headline=headline(self.basis, self.catalogue, wish, plan),
            own=wish.own,
            rate=wish.rate,
            ceiling=wish.ceiling,
            target=wish.target,
            target_title=level_title(self.basis.outcome, wish.target),
            reaches=plan.reaches,
            cost=plan.cost,
            grant=plan.grant,
            paid=plan.own,
            running=plan.running,
            cheapest=cheapest_words(self.basis, self.catalogue, wish, cheapest),
            cheapest_cost=cheapest.cost if cheapest else None,
            less=less_words(self.basis, plan, less) if less else "",
            not_yet=tuple(
                waiting_words(self.basis, each) for each in not_yet(self.plant, self.catalogue)[:MOST_WAITING]
            ),
            catalogue=f"{self.catalogue.code} {self.catalogue.version}",
            notice=said(self.catalogue.notice),
            assumed=assumed_words(wish) if self.is_assumed else "",
        )

    def _phase(self, place: int, stage: Stage) -> Phase:
        after = stage.after
        return Phase(
            title=phase_title(place),
            from_month=stage.span.start,
            to_month=stage.span.end or 0,
            goal=goal_words(place),
            actions=tuple(self._action(step) for step in stage.steps),
            expected_score=after.score,
            expected_level_title=level_name(after.level) if after.level else "",
            expected_tier_title=said(after.tier.title) if after.tier else "",
        )

    def _action(self, step: Placed) -> Action:
        solution, items = step.solution, self.basis.framework.items
        domain = solution.domain
        return Action(
            code=solution.code,
            title=said(solution.title),
            step=said(solution.what),
            now="",
            goal=move_words(self.basis, step),
            lift=exact(step.lift) or Decimal(0),
            effort=months_words(solution.months),
            cost=band_words(solution.cost),
            domains=(domain_name(domain),) if domain else (),
            why=why(self.basis, self.wish, step, self.reasons[solution.code]),
            moves=tuple(
                Move(code=code, title=said(items[code].title), before=low, after=high)
                for code, low, high in step.moves
            ),
            domain_codes=(domain,) if domain else (),
            from_month=step.start,
            to_month=step.end,
            price=solution.price,
            running=solution.running or None,
        )


MOST_WAITING = 5


def planning_of(basis: Basis, wish: Wish | None = None, *, is_assumed: bool | None = None) -> Planning:
    """The plan of a plant for a wish; without one for the money usual for its size, to the next tier.

    `is_assumed` says that the wish's own money is the usual one because nobody named another.
    """
    catalogue = catalogue_of(basis.framework)
    return Planning(
        basis=basis,
        wish=wish or usual_wish(basis.outcome, catalogue, basis.size),
        catalogue=catalogue,
        plant=plant_of(basis.outcome, basis.answers),
        is_assumed=wish is None if is_assumed is None else is_assumed,
    )
