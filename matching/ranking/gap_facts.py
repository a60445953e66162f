"""What a supplier does about each gap that the result names."""

from .need import Need
from .policy import Policy
from .reason import Reason
from .supplier import SupplierProfile
from .values import strengths
from .vocabulary import Criterion


def gap_reasons(need: Need, supplier: SupplierProfile, policy: Policy) -> tuple[Reason, ...]:
    """One reason a gap, the biggest gap first; empty when the policy does not look at gaps.

    The code names the gap's place and the evidence: `gap1_verified_built`, `gap2_none`. The domain is
    the main one with which the supplier does most about the gap; for none, the one that would do most.
    """
    if not policy.focus:
        return ()
    found = strengths(need, supplier, policy)
    reasons = []
    for place, gap in enumerate(need.gaps, start=1):
        main = gap.foremost(policy.focus.main)
        best = max(main, key=lambda code: gap.domains[code] * found[code])
        if not found[best]:
            facts = {"gap": gap.code, "domain": main[0]}
            reasons.append(Reason(code=f"gap{place}_none", criterion=Criterion.DOMAIN, facts=facts))
            continue
        builds = [build for build in supplier.builds_by(need.day) if build.domain == best]
        suffix = "_built" if builds else ""
        reasons.append(
            Reason(
                code=f"gap{place}_{supplier.level(best)}{suffix}",
                criterion=Criterion.DOMAIN,
                facts={"gap": gap.code, "domain": best, "builds": len(builds)},
                evidence=tuple(build.id for build in reversed(builds))[:_EVIDENCE],
            )
        )
    return tuple(reasons)


def is_missing(reason: Reason) -> bool:
    """Whether the reason says that the supplier does nothing about a gap."""
    return reason.code.endswith("_none")


_EVIDENCE = 5
