"""The longest report that a company can get: every text as long as the framework and the forms allow."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from assessments.benchmark import Block, Group, Member, maxima_of, position, published, units_of
from assessments.queries.benchmark import Benchmark
from assessments.scoring import load, score
from assessments.scoring.framework import Framework, Item
from core.domains import DOMAINS
from portal.reports.bridged import Bridged, Crossed, Side
from portal.reports.build import Basis, Owner, content_from
from portal.reports.changed import Changed, Leg, Point, Row, Spent, Step
from portal.reports.content import Part, ReportContent, SupplierLine
from portal.reports.letterhead import Letterhead
from portal.reports.sample import sample_content
from portal.reports.verified import Verified, VerifiedChange, VerifiedNode

FRAMEWORK = Path(__file__).resolve().parents[3] / "assessments/frameworks/kr-smart-factory.yaml"
PLACES = 10
NAMES = {
    "ko": "주식회사 한빛정밀자동차부품제조기술연구소 창원국가산업단지 제2사업장 통합생산기술본부",
    "en": "Hanbit Precision Automotive Components Manufacturing and Engineering Company, Changwon",
}


def longest(language: str) -> ReportContent:
    """All questions answered with their longest sentence, ten suppliers and a newcomer."""
    framework = load(FRAMEWORK.read_text("utf-8"), name=FRAMEWORK.name)
    answers = {code: _longest_choice(item, language) for code, item in framework.items.items()}
    basis = Basis(
        outcome=score(framework, answers),
        answers=answers,
        owner=Owner(
            name=NAMES[language],
            business_number="1234567891",
            industry="303",
            size="SMALL",
            employees=1_234,
        ),
        plant_name=NAMES[language][:40],
        sigungu="48123",
        industry="303",
        size="SMALL",
        submitted_at=datetime(2026, 11, 21, 5, 3, tzinfo=UTC),
    )
    sample = sample_content(language)
    content = replace(
        content_from(basis, language, benchmark=_benchmark(framework)),
        number=sample.number,
        suppliers=_suppliers(sample, language),
        suppliers_note=sample.suppliers_note,
    )
    known = {section.title for section in sample.method.sections}
    sections = (
        *sample.method.sections,
        *(section for section in content.method.sections if section.title not in known),
    )
    return replace(
        content,
        glossary=max(content.glossary, sample.glossary, key=len),
        method=replace(content.method, sections=sections, contact=sample.method.contact),
    )


def _benchmark(framework: Framework) -> Benchmark:
    """Among made-up plants, in a group that had to be widened: everything there is to say."""
    wide = Group("30", "SMALL")
    members = tuple(Member(str(n), dict.fromkeys(maxima_of(framework), n * 9999)) for n in range(120))
    cells = published([Block(wide, members)], units_of(framework))
    found = position(Group("30", "SMALL", "48"), {}, {cell.group: cell for cell in cells})
    return Benchmark(found, datetime(2026, 11, 21, 5, 3, tzinfo=UTC))


def _longest_choice(item: Item, language: str) -> str:
    below_the_top = [choice for choice in item.choices if choice.points < item.maximum]
    return max(below_the_top, key=lambda choice: len(choice.label.of(language))).code


def _suppliers(sample: ReportContent, language: str) -> tuple[SupplierLine, ...]:
    reasons = sorted({each for line in sample.suppliers for each in line.reasons[:3]}, key=len)[-3:]
    preferences = [each for line in sample.suppliers for each in line.reasons[3:]]
    preference = max(preferences, key=len)
    titles = sorted({part.title for line in sample.suppliers for part in line.parts}, key=len)
    weakness = max((line.weakness for line in sample.suppliers), key=len)
    names = [domain.name_ko if language == "ko" else domain.name_en for domain in DOMAINS]
    domains = tuple(sorted(names, key=len)[-4:])
    home = max((line.home for line in sample.suppliers), key=len)
    return tuple(
        SupplierLine(
            place=place,
            name=NAMES[language][:40],
            home=home,
            score="52.9",
            reasons=(*reasons, preference) if language == "en" or place % 2 else tuple(reasons),
            domains=domains,
            weakness=weakness,
            parts=tuple(Part(title=title, points="12.5") for title in titles),
            is_newcomer=place > PLACES,
        )
        for place in range(1, PLACES + 2)
    )


def fullest(language: str) -> ReportContent:
    """The longest one, with every answer judged otherwise for the longest reason there may be, and with an
    older version in which every question was another one."""
    content = longest(language)
    reason = ("확인한 자료가 없습니다. " if language == "ko" else "Nothing was there to show it. ") * 80
    score = content.standing.score
    assert score is not None
    changes = tuple(
        VerifiedChange(
            code=line.code,
            title=line.title,
            claimed=line.chosen,
            verified=line.chosen,
            claimed_points="3",
            verified_points="2",
            reason=reason[:1000],
        )
        for line in content.answers
    )
    nodes = tuple(
        VerifiedNode(
            code=each.code,
            title=each.title,
            claimed=each.score,
            verified=each.score,
            gap=Decimal(0),
            maximum=each.maximum,
        )
        for each in (*content.areas, *content.modules)
    )
    verified = Verified(
        score=score,
        claimed=score,
        gap=Decimal(0),
        level=content.standing.level,
        level_title=content.standing.level_title,
        tier=content.standing.tier,
        tier_title=content.standing.tier_title,
        body=NAMES[language],
        verified_on=content.issued_on,
        confirmed=0,
        changes=changes,
        nodes=nodes,
    )
    side = Side(
        version="2026.1",
        submitted_on=content.submitted_on,
        score=score,
        level=content.standing.level,
        level_title=content.standing.level_title,
        tier_title=content.standing.tier_title,
    )
    crossings = tuple(
        Crossed(
            code=line.code,
            title=line.title,
            what={"ko": "다시 물었습니다", "en": "Asked again"}[language],
            question=line.question,
            before=line.chosen,
            after=line.chosen,
        )
        for line in content.answers
    )
    bridge = Bridged(
        old=side,
        new=side,
        headline=content.verdict.headline,
        questions=Decimal("1.234"),
        rules=Decimal("-12.345"),
        answers=Decimal("11.111"),
        difference=Decimal(0),
        kept=0,
        crossings=crossings,
    )
    sample = sample_content(language)
    return replace(
        content,
        verified=(verified,),
        bridge=bridge,
        change=_change(content),
        roadmap=sample.roadmap,  # a weaker plant has more to do
        plan=sample.plan,
        support=sample.support,
    )


def _change(content: ReportContent) -> Changed:
    """Five results of two versions with more investments in between than there is room for."""
    language, standing = content.language, content.standing
    score = standing.score
    assert score is not None
    words = content.verdict.headline
    points = tuple(
        Point(
            label={"ko": f"{place}차 진단", "en": f"Diagnostic {place}"}[language],
            result="00000000-0000-0000-0000-000000000001",
            submitted_on=content.submitted_on,
            title=content.framework.title,
            version="2026.1",
            score=score,
            low=standing.low,
            high=standing.high,
            maximum=standing.maximum,
            level=standing.level,
            level_title=standing.level_title,
            verified=score,
            is_this=place == 5,
        )
        for place in range(1, 6)
    )
    steps = tuple(
        Step(
            code=each.code,
            title=each.title,
            maximum=each.maximum,
            is_module=False,
            before=each.score,
            after=each.score,
            verdict="within",
            said={"ko": "측정 오차 안", "en": "Within the error of measuring"}[language],
            difference=Decimal("-0.25"),
            least=Decimal("-0.25"),
            most=Decimal("-0.25"),
            index=Decimal("-1.25"),
            limit=Decimal("1.5"),
            sd=Decimal("0.9"),
            reliability=Decimal("0.8"),
            formula="",
        )
        for each in content.areas
    )
    spent = Spent(
        id="00000000-0000-0000-0000-000000000001",
        month=content.submitted_on,
        what=NAMES[language],
        supplier=NAMES[language],
        amount={"ko": "1억 원 넘게 3억 원까지", "en": "Over 100 to 300 million won"}[language],
        paid="50%",
        is_whole_company=True,
    )
    legs = tuple(
        Leg(
            before=before,
            after=after,
            headline=f"{words} {words}",
            verdict="within",
            ground=f"{words} {words}",
            apart="",
            answers="",
            total=replace(steps[0], title=content.framework.title),
            areas=steps,
            modules=(),
            verified=None,
            verified_headline=words,
            spent=(spent, spent),
        )
        for before, after in reversed(list(pairwise(points)))
    )
    return Changed(
        points=points,
        rows=tuple(
            Row(
                code=each.code,
                title=each.title,
                maximum=each.maximum,
                is_module=False,
                scores=(each.score,) * 5,
            )
            for each in content.areas
        ),
        legs=legs,
        whole=replace(legs[0], before=points[0], spent=()),
        left_out=0,
        newest="",
        notice=content.framework.notice,
        source="",
    )


def dressed(content: ReportContent, logo: tuple[str, str] = ("", "")) -> ReportContent:
    """The content in a letterhead whose every text is as long as its form lets it be."""
    words = (
        "현장의 자료를 함께 읽고 다음 걸음을 정합니다. "
        if content.language == "ko"
        else "We read it together. "
    )
    sha256, kind = logo
    head = Letterhead(
        id="00000000-0000-0000-0000-000000000001",
        version=12,
        organisation=NAMES[content.language][:40],
        title=(words * 9)[:40],
        subtitle=(words * 9)[:60],
        colour="plum",
        foreword=(words * 20)[:200],
        contact=(words * 20)[:160],
        closing=(words * 20)[:160],
        logo=sha256,
        logo_kind=kind,
    )
    return replace(content, letterhead=head.sealed())
