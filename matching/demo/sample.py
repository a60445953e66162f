"""The fictitious companies and suppliers as ranking meets them: needs and profiles, without a database."""

from collections.abc import Iterable
from datetime import date, datetime, time

from assessments.scoring import Framework, check_answers, score
from core.regions import REGIONS, Level
from matching.demo.answers import demo_answers
from matching.demo.company import company_stream
from matching.demo.profile import DAY, DemoCompany, DemoSupplier
from matching.demo.supplier import suppliers
from matching.queries.need import need_for
from matching.ranking import Build, Need, Outcomes, Size, SupplierProfile
from matching.ranking.canonical import SEOUL
from matching.ranking.vocabulary import Level as Evidence


def everywhere(each: int, on: date = DAY) -> list[DemoCompany]:
    """The first so many companies of every province, however few factories it has."""
    found: dict[str, list[DemoCompany]] = {region.code: [] for region in REGIONS.at(on, Level.SIDO)}
    for company in company_stream(on=on):
        here = found[company.sigungu[:2]]
        if len(here) < each:
            here.append(company)
            if all(len(companies) == each for companies in found.values()):
                break
    return [company for companies in found.values() for company in companies]


def needs(framework: Framework, companies: Iterable[DemoCompany], on: date = DAY) -> list[Need]:
    """What the companies ask for at noon of a day; those with nothing left to improve are absent."""
    at = datetime.combine(on, time(12), SEOUL)
    found = (_need(framework, company, at) for company in companies)
    return [need for need in found if need is not None]


def _need(framework: Framework, company: DemoCompany, at: datetime) -> Need | None:
    items = framework.items
    answers = demo_answers(
        company,
        list(items),
        may_be_unknown=[code for code, item in items.items() if item.dont_know],
        may_not_apply=[code for code, item in items.items() if item.not_applicable],
    )
    return need_for(
        score(framework, check_answers(framework, answers)),
        reference=company.business_number,
        sigungu=company.sigungu,
        industry=company.industry,
        size=company.size,
        asker=company.business_number,
        at=at,
    )


def profiles(count: int, on: date = DAY) -> list[SupplierProfile]:
    """The verified among the first so many suppliers."""
    return [profile_of(each) for each in suppliers(count, on=on) if each.is_verified]


def profile_of(demo: DemoSupplier) -> SupplierProfile:
    """A fictitious supplier as ranking sees it, with its confirmed and checked projects."""
    return SupplierProfile(
        id=demo.slug,
        domains={code: Evidence(level) for code, level in demo.evidence},
        serves=frozenset(demo.regions),
        builds=tuple(
            Build(
                id=f"{demo.slug}/{index}",
                domain=record.domain,
                on=record.finished_on,
                industry=record.industry,
                size=Size(record.size),
            )
            for index, record in enumerate(demo.track_records)
            if record.is_confirmed and record.is_checked
        ),
        home_sido=demo.home_sido,
        home_sigungu=demo.home_sigungu,
        industries=frozenset(demo.industries),
        sizes=frozenset(Size(size) for size in demo.sizes),
        remote=frozenset(demo.remote_domains),
        capacity_free=demo.capacity_open,
        accepting=demo.is_accepting,
        verified=demo.is_verified,
        profile_confirmed_on=demo.profile_confirmed_on,
        affiliations=frozenset({demo.business_number}),
        quality=Outcomes(good=demo.projects_satisfied, total=demo.projects_rated),
        response=Outcomes(good=demo.requests_answered_in_time, total=demo.requests_received),
    )
