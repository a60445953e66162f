"""What an outcome asks of suppliers."""

from collections.abc import Iterator
from datetime import datetime

from assessments.scoring import ModuleGap, closing_domains, domain_needs, priorities
from assessments.scoring.result import Result
from matching.ranking import Gap, Need, Size
from matching.ranking.gap import MOST_GAPS

PRIORITY = 3
"""Under a policy that does not look at the gaps: of so many most needed domains a supplier must offer one."""


def need_for(
    outcome: Result,
    *,
    reference: str,
    sigungu: str,
    industry: str,
    size: str,
    asker: str,
    at: datetime,
    affiliations: frozenset[str] = frozenset(),
) -> Need | None:
    """The need of a plant with this outcome at an instant; None where nothing is left to improve.

    The need of a domain is its share of all gaps in basis points (assessments.scoring.domain_needs); the gaps
    are the modules a result page names, in its order, as far as some technology closes them.
    """
    needs = [each for each in domain_needs(outcome) if each.share > 0]
    if not needs:
        return None
    domains = {each.domain: each.share for each in needs}
    return Need(
        reference=reference,
        domains=domains,
        priority=frozenset(each.domain for each in needs[:PRIORITY]),
        gaps=tuple(_gaps(outcome, domains))[:MOST_GAPS],
        sido=sigungu[:2],
        sigungu=sigungu,
        industry=industry,
        size=Size(size) if size in Size.__members__ else None,
        asker=asker,
        affiliations=affiliations,
        as_of=at,
    )


def _gaps(outcome: Result, domains: dict[str, int]) -> Iterator[Gap]:
    for gap in (each.gap for each in priorities(outcome)):
        parts = {
            each.domain: each.share
            for each in closing_domains(outcome, gap)
            if each.share > 0 and each.domain in domains
        }
        if parts:
            yield Gap(code=gap.code, title=_title(outcome, gap), share=gap.share, domains=parts)


def _title(outcome: Result, gap: ModuleGap) -> dict[str, str]:
    title = outcome.framework.nodes[gap.code].title
    return {language: title.of(language) or gap.code for language in ("ko", "en")}
