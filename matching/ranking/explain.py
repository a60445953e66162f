"""Why a supplier stands where it stands, as reasons that can be said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass

from .canonical import SEOUL
from .facts import is_known, strength, weakness
from .gap_facts import gap_reasons, is_missing
from .gate import gate
from .need import Need
from .policy import Policy
from .ranking import Ranked
from .reason import Fact, Reason
from .supplier import SupplierProfile
from .vocabulary import MICRO, TENTH, Code, Criterion

_GOOD = MICRO // 2
"""A criterion is a strength from half its scale upwards."""

_GAPS = 2
"""So many of the named gaps a supplier does something about are told, the biggest first."""

_WEAK = 10 * TENTH
"""A criterion is worth calling a weakness when it costs a whole point or more."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The reasons for one supplier.

    `contributions` and `bonuses` are tenths of a point and sum exactly to `shown`. `strengths` come with the
    most points first; `unknown` are the criteria about which nothing is known yet ("정보 없음");
    `preferences` say which dated policy lines added points.
    """

    supplier_id: str
    shown: int
    contributions: Mapping[Criterion, int]
    bonuses: Mapping[str, int]
    strengths: tuple[Reason, ...]
    weakness: Reason | None
    unknown: tuple[Reason, ...]
    preferences: tuple[Reason, ...]

    def document(self) -> dict[str, object]:
        """The explanation as plain data, ready for canonical JSON."""
        return {
            "supplier": self.supplier_id,
            "shown": self.shown,
            "contributions": dict(self.contributions),
            "bonuses": dict(self.bonuses),
            "strengths": [reason.document() for reason in self.strengths],
            "weakness": self.weakness and self.weakness.document(),
            "unknown": [reason.document() for reason in self.unknown],
            "preferences": [reason.document() for reason in self.preferences],
        }


def explain(need: Need, item: Ranked, policy: Policy, *, most: int = 3) -> Explanation:
    """The reasons for a ranked supplier: its `most` top strengths, one weakness, what is not known.

    A record with half its points is enough and never the weakness: its sentence says what is short of that.
    Under a policy that looks at gaps, what it does about the two biggest it can close comes first; to do
    nothing about the biggest of all is its weakness.
    """
    supplier = item.supplier
    weighed = [criterion for criterion in policy.criteria if policy.weight(criterion)]
    known = [criterion for criterion in weighed if is_known(criterion, need, supplier)]
    points = {criterion: policy.weight(criterion) * item.values[criterion] for criterion in known}
    lost = {criterion: policy.weight(criterion) * (MICRO - item.values[criterion]) for criterion in known}
    strong = sorted(
        (criterion for criterion in known if item.values[criterion] >= _GOOD),
        key=lambda criterion: -points[criterion],
    )[:most]
    named = gap_reasons(need, item.supplier, policy)
    done = [reason for reason in named if not is_missing(reason)]
    if done:
        strong = [Criterion.DOMAIN, *(each for each in strong if each is not Criterion.DOMAIN)][:most]
    elif not strong and points.get(Criterion.DOMAIN):
        strong = [Criterion.DOMAIN]
    weak = max(
        (
            criterion
            for criterion in known
            if criterion not in strong
            and not (criterion is Criterion.RECORD and item.values[criterion] >= _GOOD)
        ),
        key=lambda criterion: lost[criterion],
        default=None,
    )
    weakest = weakness(weak, need, supplier, policy) if weak and lost[weak] >= _WEAK else None
    if named and is_missing(named[0]):
        weakest = named[0]
    return Explanation(
        supplier_id=supplier.id,
        shown=item.shown,
        contributions=item.contributions,
        bonuses=item.bonuses,
        strengths=tuple(
            reason
            for criterion in strong
            for reason in (
                done[:_GAPS]
                if done and criterion is Criterion.DOMAIN
                else (strength(criterion, need, supplier, policy),)
            )
        ),
        weakness=weakest,
        unknown=tuple(
            Reason(code=f"{criterion}_unknown", criterion=criterion)
            for criterion in weighed
            if criterion not in known
        ),
        preferences=tuple(
            Reason(code="preference", facts={"preference": code, "tenths": tenths})
            for code, tenths in item.bonuses.items()
        ),
    )


def refusals(need: Need, supplier: SupplierProfile, policy: Policy) -> tuple[Reason, ...]:
    """The gate's codes for a supplier with the facts behind each; empty when it passes."""
    return tuple(
        Reason(code=code, facts=_refused(code, need, supplier, policy))
        for code in gate(need, supplier, policy)
    )


def _refused(code: Code, need: Need, supplier: SupplierProfile, policy: Policy) -> dict[str, Fact]:
    if code is Code.BANNED:
        ends = [ban.ends_at for ban in supplier.bans if ban.covers(need.as_of)]
        last = None if None in ends else max(end for end in ends if end)
        return {"until": last.astimezone(SEOUL).date().isoformat() if last else ""}
    if code is Code.PROFILE_STALE:
        return {"days": policy.profile_days}
    if code is Code.NO_PRIORITY_DOMAIN:
        return {"domains": tuple(sorted(policy.gating(need)))}
    if code is Code.REGION_NOT_SERVED:
        return {"plant": need.sigungu or need.sido}
    return {}
