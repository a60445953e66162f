"""Fills an empty portal: frameworks, policy, technoparks, suppliers, companies with results, accounts."""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone

from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result, Share
from core.accounts.demo import current_code
from core.accounts.roles import Kind, Role
from core.consents.document import sharing_with
from core.models import Consent, Organisation, User
from core.scope import acting_as_system
from matching.actions.recommend import recommend
from matching.demo import DemoCompany, companies, demo_answers, suppliers
from matching.loading import load_suppliers
from matching.models import Supplier
from portal.demo import (
    accounts,
    barriers,
    course,
    desk,
    dress,
    enquiries,
    inbox,
    levels,
    plants,
    projects,
    reviews,
    synthetic,
)
from programmes.models import Jurisdiction
from programmes.queries import technopark_of

SUPPLIERS = 300
COMPANIES = 300
FRAMEWORK = "kr-smart-factory"
_NAMESPACE = uuid.UUID("5d1c3a52-0b0e-4c59-9a46-1f3f5f0a2d11")


def identity(kind: str, key: str) -> uuid.UUID:
    """The same id for the same thing in every demonstration."""
    return uuid.uuid5(_NAMESPACE, f"{kind}:{key}")


def people() -> tuple[accounts.Account, ...]:
    """Everybody who can sign in."""
    hanbit, dasan = companies(2)
    mirae = suppliers(1)[0]
    return accounts.accounts(hanbit.business_number, dasan.business_number, mirae.business_number)


def account_lines(*, with_codes: bool = False) -> list[str]:
    """Who can sign in, and as what, a line each; the password of all stands first.

    Codes of the second step are good for this half minute.
    """
    lines = [f"password of all: {accounts.PASSWORD}"]
    for each in people():
        code = f"  code {current_code(accounts.totp_secret(each.email))}" if each.needs_code else ""
        lines.append(f"  {each.email:32}{each.role.value:26}{each.about}{code if with_codes else ''}")
    return [*lines, "  the page /dev/codes/ shows the codes of those who sign in with a second step"]


def populate(*, supplier_count: int = SUPPLIERS, company_count: int = COMPANIES) -> dict[str, int]:
    """Load everything that is missing and say how much there is; run again, it changes nothing.

    The first of many are the same as a few: smaller counts make a smaller demonstration, not another one.
    What is loaded is written as of today, so that no profile and no project is old on the first day.
    """
    today = timezone.localdate()
    call_command("load_documents", verbosity=0)
    with acting_as_system():
        _public_bodies()
        load_suppliers(suppliers(supplier_count, on=today))
    wanted = companies(company_count, on=today)
    is_whole = company_count >= COMPANIES
    if is_whole:
        served = Jurisdiction.objects.on(today).filter(technopark__code=desk.PARK)
        wanted = desk.neighbours(wanted, set(served.values_list("sigungu", flat=True)), today)
    made = _companies(wanted)
    with acting_as_system():
        for each in people():
            accounts.make(each, _organisation_of(each))
    _recommendations()
    with acting_as_system() as system:
        hanbit, dasan, mirae = (each.organisation for each in people()[:3])
        projects.begin(mirae=mirae, hanbit=hanbit, dasan=dasan, by=system, at=timezone.now())
        barriers.answer(by=system, at=timezone.now())
    _course()
    _enquiries()
    _reviews()
    _levels()
    _letterhead()
    if is_whole:
        _desk()
        synthetic.load(_version(), timezone.now())
    return {"suppliers": supplier_count, "companies": len(wanted), "results": made}


def _course() -> None:
    """How Hanbit's plant came to its result."""
    hanbit = people()[0]
    with acting_as_system():
        last = Result.objects.select_related("framework").get(pk=identity("result", hanbit.organisation))
        owner = User.objects.get(email=hanbit.email)
        version = _version()
    ids = {
        years: (
            identity("session", f"{hanbit.organisation}-{years}"),
            identity("result", f"{hanbit.organisation}-{years}"),
        )
        for years in (1, 2)
    }
    course.walk(last, version, owner, ids)


def _reviews() -> None:
    """What Hanbit and Dasan asked an assessor to look at again."""
    hanbit, dasan, *_others = people()
    with acting_as_system():
        rows = [
            Result.objects.select_related("framework").get(pk=identity("result", each.organisation))
            for each in (hanbit, dasan)
        ]
        who = {each.role: User.objects.get(email=each.email) for each in people()}
        owners = (User.objects.get(email=hanbit.email), User.objects.get(email=dasan.email))
    reviews.begin(
        hanbit=rows[0],
        dasan=rows[1],
        owners=owners,
        assessor=who[Role.ASSESSOR],
        keeper=who[Role.PROGRAMME_ADMINISTRATOR],
    )


def _levels() -> None:
    """Applications for confirmed levels of the companies after the cast, at every step."""
    with acting_as_system():
        numbers = [each.business_number for each in companies(30)[4:]]
        rows = Result.objects.filter(
            pk__in=[identity("result", each) for each in numbers],
            level__gte=1,
            submitted_at__lt=timezone.now(),
        )
        found = list(rows.select_related("organisation").order_by("pk")[:8])
        who = {each.email: User.objects.get(email=each.email) for each in people()}
        members = tuple(who[each.email] for each in people() if each.kind is Kind.COMMITTEE)
        by_role = {each.role: who[each.email] for each in people()}
    staff = levels.People(
        by_role[Role.PROGRAMME_ADMINISTRATOR], by_role[Role.ASSESSOR], (members[0], members[1])
    )
    levels.begin(found, staff, at=timezone.now())


def _letterhead() -> None:
    """How the technopark dresses its reports."""
    with acting_as_system():
        email = next(each.email for each in people() if each.organisation == desk.PARK)
        officer = User.objects.get(email=email)
    dress.publish(officer, at=timezone.now())


def _enquiries() -> None:
    """What the first companies asked Mirae, and Hanbit the supplier after it."""
    with acting_as_system():
        numbers = [each.business_number for each in companies(4)]
        asking = Organisation.objects.filter(kind=Kind.COMPANY.value, business_number__in=numbers)
        rows = {row.business_number: row for row in asking}
        asked = Supplier.objects.listed().filter(slug__in=[each.slug for each in suppliers(40)])
        known = {row.slug: row for row in asked.select_related("organisation")}
        found = [known[each.slug] for each in suppliers(40) if each.slug in known]
        mirae = known.get(suppliers(1)[0].slug)
        other = next((row for row in found if row != mirae and row.is_accepting), None)
        if mirae is not None and other is not None:
            enquiries.ask([rows[each] for each in numbers if each in rows], mirae, other, timezone.now())


def _desk() -> None:
    """The technopark's work so far, and reports, Hanbit's among them, which the worker makes."""
    with acting_as_system() as system:
        officer = User.objects.get(
            email=next(each.email for each in people() if each.organisation == desk.PARK)
        )
        at = timezone.now()
        hanbit = next(each for each in people() if each.kind is Kind.COMPANY)
        desk.order(identity("result", hanbit.organisation), by=system, at=at)
        desk.work(officer, by=system, at=at)
        inbox.fill(at=at)


def _public_bodies() -> None:
    wanted = (
        (Kind.LOCAL_GOVERNMENT, "48", "경상남도", "Gyeongsangnam-do", "48123"),
        (Kind.MINISTRY, "MSS", "중소벤처기업부 (시연)", "Ministry of SMEs and Startups (demo)", "36110"),
        (Kind.ASSESSOR_BODY, "KAB", "이음심사원 (시연)", "Ieum Assessors (demo)", "30200"),
        (Kind.COMMITTEE, "LEVEL", "수준확인 심의위원회 (시연)", "Committee on Levels (demo)", "30110"),
    )
    for kind, code, name, name_en, sigungu in wanted:
        Organisation.objects.get_or_create(
            kind=kind.value,
            code=code,
            defaults={"name": name, "name_en": name_en, "sigungu": sigungu, "is_demo": True},
        )


def _organisation_of(account: accounts.Account) -> Organisation:
    key = "business_number" if account.kind in {Kind.COMPANY, Kind.SUPPLIER} else "code"
    return Organisation.objects.get(kind=account.kind.value, **{key: account.organisation})


def _instant(company: DemoCompany) -> datetime:
    """Within office hours of the company's day of assessment, never in the future."""
    minute = int(company.business_number) % (8 * 60)
    moment = datetime.combine(
        company.assessed_on, time(9), tzinfo=timezone.get_current_timezone()
    ) + timedelta(minutes=minute)
    return min(moment, timezone.now())


def _version() -> FrameworkVersion:
    """The newest version of the diagnostic."""
    return FrameworkVersion.objects.published().filter(code=FRAMEWORK).order_by("-published_at")[0]


def _companies(wanted: list[DemoCompany]) -> int:
    """The companies, a result each, and the shares of those who consented."""
    with acting_as_system():
        version = _version()
        framework = framework_of(version)
        items = list(framework.items)
        unknown = [code for code, item in framework.items.items() if item.dont_know]
        absent = [code for code, item in framework.items.items() if item.not_applicable]
        known = set(
            Organisation.objects.filter(kind=Kind.COMPANY.value, is_demo=True).values_list("id", flat=True)
        )
        fresh = [each for each in wanted if identity("company", each.business_number) not in known]
        rows = [organisation_row(each, identity("company", each.business_number)) for each in fresh]
        Organisation.objects.bulk_create(rows, batch_size=1_000)
        made = bulk_results(
            version,
            (
                DemoResult(
                    organisation_id=identity("company", each.business_number),
                    session_id=identity("session", each.business_number),
                    result_id=identity("result", each.business_number),
                    sigungu=each.sigungu,
                    industry=each.industry,
                    size=each.size,
                    employees=each.employees,
                    average_sales_won=each.average_sales_won,
                    answers=demo_answers(each, items, may_be_unknown=unknown, may_not_apply=absent),
                    at=_instant(each),
                )
                for each in fresh
            ),
        )
        hanbit = companies(1)[0].business_number
        for each in fresh:
            if each.business_number == hanbit:
                owner, like = identity("company", hanbit), companies(8)[6:]
                made += bulk_results(version, plants.more(each, owner, like, framework, _instant(each)))
        _shares(each for each in fresh if each.shares_with_technopark)
    return made


def organisation_row(company: DemoCompany, identifier: uuid.UUID) -> Organisation:
    """The unsaved organisation of a fictitious company."""
    return Organisation(
        id=identifier,
        kind=Kind.COMPANY.value,
        name=company.name,
        name_en=company.name_en,
        business_number=company.business_number,
        sigungu=company.sigungu,
        industry=company.industry,
        size=company.size,
        employees=company.employees,
        average_sales_won=company.average_sales_won,
        is_demo=True,
    )


def _shares(consenting: Iterable[DemoCompany]) -> None:
    """A consent with its recipient and a share of the result, for each company that agreed."""
    document = sharing_with(Kind.TECHNOPARK.value)
    consents, shares = [], []
    for each in consenting:
        park = technopark_of(each.sigungu)
        if park is None:
            continue
        number = each.business_number
        at = _instant(each)
        consent = Consent(
            id=identity("consent", number),
            document=document.code,
            version=document.version,
            wording=document.frozen(park.name),
            organisation_id=identity("company", number),
            recipient=park,
            subject_kind="result",
            subject_id=identity("result", number),
            given_at=at,
        )
        consents.append(consent)
        shares.append(
            Share(
                id=identity("share", number),
                result_id=identity("result", number),
                organisation_id=identity("company", number),
                recipient=park,
                consent=consent,
                shared_at=at,
            )
        )
    Consent.objects.bulk_create(consents, batch_size=1_000)
    Share.objects.bulk_create(shares, batch_size=1_000)


def _recommendations() -> None:
    """Recommendations for every result of the demonstration that has none."""
    with acting_as_system() as system:
        rows = Result.objects.filter(organisation__is_demo=True, recommendations__isnull=True)
        for result in rows.select_related("organisation", "framework").order_by("id"):
            recommend(by=system, at=timezone.now(), result=result)
