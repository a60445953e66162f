"""Builds what a report says: `content_for` a stored result, `content_of` with its recommendation in hand.

The result page, the PDF and the API render the value built here, so their numbers cannot disagree.
"""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assessments.models import Result, SupportRules, VerifiedResult
from assessments.queries.benchmark import Benchmark, benchmark_of
from assessments.scoring import domain_needs
from assessments.scoring.writing import ENGINE as SCORING_ENGINE
from core.web.naming import industry_name, place_name, size_name
from core.web.wording import SEOUL, business_number
from matching.queries.recommendations import RecommendationView, latest
from portal.reports.bridged import Bridged
from portal.reports.build.answers import answers_of
from portal.reports.build.areas import areas_of, modules_of
from portal.reports.build.basis import Basis, Owner, basis_of
from portal.reports.build.bridge import bridge_of
from portal.reports.build.evidence import Shown, shown_by
from portal.reports.build.gaps import gaps_of
from portal.reports.build.glossary import glossary_of
from portal.reports.build.method import method_of
from portal.reports.build.peers import peers_of, with_medians
from portal.reports.build.plan import planning_of
from portal.reports.build.standing import standing_of
from portal.reports.build.suppliers import suppliers_note, suppliers_of
from portal.reports.build.support import support_of
from portal.reports.build.verdict import verdict_of
from portal.reports.build.verified import verified_of
from portal.reports.build.wording import said
from portal.reports.content import Checksums, Company, FrameworkLine, Plant, ReportContent
from programmes.queries import technopark_of

VERSION = "1.0"
__all__ = ["Basis", "Owner", "basis_of", "content_for", "content_from", "content_of", "shown_by"]


def content_for(
    result: Result, language: str, *, shown: Shown | None = None, before: Result | None = None
) -> ReportContent:
    """The content of a stored result in "ko" or "en", with its newest recommendation, without a number.

    The result should come with its organisation and framework; the caller has found it, and the one `before`,
    through `visible_to`, and asked `shown_by` for the files.
    """
    with translation.override(language):
        return content_of(result, language, latest(result), shown=shown, before=before)


def content_of(
    result: Result,
    language: str,
    recommendation: RecommendationView | None,
    *,
    shown: Shown | None = None,
    before: Result | None = None,
) -> ReportContent:
    """The content of a stored result with a recommendation that was read in the same language."""
    with translation.override(language):
        authority = technopark_of(result.sigungu, result.submitted_at.astimezone(SEOUL).date())
        return content_from(
            basis_of(result),
            language,
            recommendation,
            benchmark_of(result, timezone.localdate()),
            authority=authority.name if authority else "",
            verified=getattr(result, "verified", None),
            support=result.support_rules,
            shown=shown,
            bridge=bridge_of(before, result),
        )


def content_from(
    basis: Basis,
    language: str,
    recommendation: RecommendationView | None = None,
    benchmark: Benchmark | None = None,
    *,
    authority: str = "",
    verified: VerifiedResult | None = None,
    support: SupportRules | None = None,
    shown: Shown | None = None,
    bridge: Bridged | None = None,
) -> ReportContent:
    """The content of any basis, without a number; `authority` is who serves the plant's district, as a name,
    `verified` what an assessor made of the same answers, `support` the rules that placed the result, `shown`
    by which files the answers are shown, `bridge` what lies between an older version and this one.

    Everything follows from the arguments: the same give the same bytes.
    """
    with translation.override(language):
        standing = standing_of(basis)
        peers = peers_of(basis, benchmark)
        areas = with_medians(areas_of(basis), peers)
        gaps = gaps_of(basis)
        planning = planning_of(basis)
        roadmap = planning.roadmap
        days = [basis.submitted_on]
        if recommendation is not None:
            days.append(recommendation.made_at.astimezone(SEOUL).date())
        if verified is not None:
            days.append(verified.verified_at.astimezone(SEOUL).date())
        if shown is not None and shown.newest is not None:
            days.append(shown.newest)
        if peers is not None:
            days.append(peers.told_on)
        return ReportContent(
            language=language,
            version=VERSION,
            issued_on=max(days),
            submitted_on=basis.submitted_on,
            confidentiality=_("Confidential: only for the company and those it shares this with"),
            company=_company(basis.owner),
            plant=_plant(basis),
            framework=_framework(basis),
            verdict=verdict_of(basis.outcome, standing, areas, gaps, roadmap),
            standing=standing,
            areas=areas,
            modules=modules_of(basis),
            gaps=gaps,
            roadmap=roadmap,
            plan=planning.summary,
            suppliers=suppliers_of(recommendation),
            suppliers_note=suppliers_note(recommendation, has_gaps=bool(gaps)),
            method=method_of(basis, recommendation, authority, peers, verified),
            answers=answers_of(basis, shown, verified),
            glossary=glossary_of(_domains(basis, recommendation)),
            checksums=_checksums(basis, recommendation),
            peers=peers,
            verified=verified_of(basis, verified),
            support=support_of(basis, support),
            bridge=bridge,
        )


def _company(owner: Owner) -> Company:
    return Company(
        name=owner.name,
        business_number=business_number(owner.business_number) if owner.business_number else "",
        industry=industry_name(owner.industry),
        size=size_name(owner.size),
        employees=owner.employees,
    )


def _plant(basis: Basis) -> Plant:
    return Plant(
        name=basis.plant_name,
        place=place_name(basis.sigungu),
        industry=industry_name(basis.industry),
        size=size_name(basis.size),
        sigungu=basis.sigungu,
        industry_code=basis.industry,
        size_code=basis.size,
    )


def _framework(basis: Basis) -> FrameworkLine:
    framework = basis.framework
    return FrameworkLine(
        code=framework.code,
        version=framework.version,
        title=said(framework.title),
        notice=said(framework.notice),
        licence=framework.licence,
        source=said(framework.source),
    )


def _domains(basis: Basis, recommendation: RecommendationView | None) -> list[str]:
    """Codes of technologies the report names: the needs first, then those of the biggest gaps."""
    needs = [need.code for need in recommendation.needs] if recommendation else []
    return needs + [need.domain for need in domain_needs(basis.outcome)]


def _checksums(basis: Basis, recommendation: RecommendationView | None) -> Checksums:
    return Checksums(
        framework=basis.framework_checksum,
        answers=basis.answers_checksum,
        outcome=basis.outcome_checksum,
        engine=SCORING_ENGINE,
        policy=recommendation.policy.code if recommendation else "",
        ranking_engine=recommendation.engine if recommendation else "",
        recommendation=recommendation.checksum if recommendation else "",
    )
