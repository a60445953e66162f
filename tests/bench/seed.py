"""Fills the database: suppliers, companies, diagnostics, shares and the people of the measurements."""

import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Session, Share
from core.accounts.models import Consent, Membership, MembershipState, Organisation, User
from core.accounts.roles import Kind, Role
from core.consents.document import sharing_with
from core.scope import acting_as_system
from integrity.models import Sanction
from matching.demo import DemoCompany, company_stream, demo_answers, supplier_stream
from matching.loading import load_suppliers
from matching.models import Supplier
from portal.demo.population import organisation_row
from programmes.models import Jurisdiction
from programmes.queries import today
from tests.bench.floor.models import Domain, Industry, Maker, Region, Seeded, Size
from tests.bench.scale import QUICK, Scale

FRAMEWORK = "kr-smart-factory"
LAYOUT = 3
"""Raised when the seed changes, so that an older one is made anew."""
PARK = "GYEONGNAM"
FEW = {"SEOUL": 1, "BUSAN": 3}
MANY = "DAEGU"
"""Technoparks with which one, three and many results are shared."""
_NAMESPACE = uuid.UUID("0d4f8a1e-55a5-5d57-8a3e-9b1f6f2f7c22")
_CHUNK = 5_000


def identity(kind: str, key: object) -> uuid.UUID:
    """The same id for the same thing in every run."""
    return uuid.uuid5(_NAMESPACE, f"{kind}:{key}")


def wanted(scale: Scale) -> dict[str, object]:
    """What the database must have been filled with to serve this scale."""
    return scale.seeded() | {
        "layout": LAYOUT,
        "framework": FrameworkVersion.objects.filter(code=FRAMEWORK)
        .order_by("-published_at")
        .values_list("checksum", flat=True)
        .first(),
    }


def documents() -> None:
    """Frameworks, policies, jurisdictions."""
    for command in ("load_frameworks", "load_policies", "load_jurisdictions"):
        call_command(command, verbosity=0)


def seed(scale: Scale) -> float:
    """Fill an empty database; the seconds it took."""
    began = time.monotonic()
    documents()
    version = FrameworkVersion.objects.published().get(code=FRAMEWORK)
    load_suppliers(islice(supplier_stream(), scale.suppliers))
    with acting_as_system():
        _sanctions()
        _makers()
    firms = list(islice(company_stream(), scale.companies))
    with acting_as_system():
        rows = (organisation_row(each, identity("company", each.business_number)) for each in firms)
        Organisation.objects.bulk_create(rows, batch_size=2_000)
    stream = _results(version, firms, scale)
    while chunk := list(islice(stream, _CHUNK)):
        with acting_as_system():
            bulk_results(version, chunk)
    _share(firms, scale)
    _people(version, firms, scale)
    Seeded.objects.create(scale=wanted(scale))
    return time.monotonic() - began


def is_seeded(scale: Scale) -> bool:
    """Whether the database was filled for this scale and framework; any filling will do for a quick look."""
    found, needed = Seeded.objects.first(), wanted(scale)
    if found is None or scale is not QUICK:
        return found is not None and found.scale == needed
    return all(found.scale.get(name) == needed[name] for name in ("layout", "framework"))


def _districts(code: str) -> list[str]:
    """The districts a technopark serves today."""
    rows = Jurisdiction.objects.on(today()).filter(technopark__code=code)
    return sorted(rows.values_list("sigungu", flat=True))


def placed(firms: list[DemoCompany], scale: Scale) -> Iterator[tuple[DemoCompany, str]]:
    """Every company with the technopark its results are shared with ("" for none), its plant moved there."""
    here = scale.shared // 2
    parks = [PARK] * here + [code for code, count in FEW.items() for _ in range(count)] + [MANY] * scale.many
    districts = {code: _districts(code) for code in {PARK, MANY, *FEW}}
    for index, company in enumerate(firms):
        park = parks[index] if index < len(parks) else ""
        if park:
            near = districts[park]
            yield replace(company, sigungu=near[index % len(near)]), park
        else:
            yield company, ""


def _at(company: DemoCompany, turn: int) -> datetime:
    """Within office hours; the second diagnostic lies half a year before the first."""
    minute = int(company.business_number) % (8 * 60)
    day = company.assessed_on - timedelta(days=180 * turn)
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Seoul")) + timedelta(
        minutes=minute
    )


def _results(version: FrameworkVersion, firms: list[DemoCompany], scale: Scale) -> Iterator[DemoResult]:
    framework = framework_of(version)
    items = list(framework.items)
    unknown = [code for code, item in framework.items.items() if item.dont_know]
    absent = [code for code, item in framework.items.items() if item.not_applicable]
    turns = scale.sessions // scale.companies
    for company, _park in placed(firms, scale):
        for turn in range(turns):
            yield DemoResult(
                organisation_id=identity("company", company.business_number),
                session_id=identity("session", f"{company.business_number}:{turn}"),
                result_id=identity("result", f"{company.business_number}:{turn}"),
                sigungu=company.sigungu,
                industry=company.industry,
                size=company.size,
                employees=company.employees,
                average_sales_won=company.average_sales_won,
                answers=demo_answers(
                    company, items, f"bench-{turn}", may_be_unknown=unknown, may_not_apply=absent
                ),
                at=_at(company, turn),
            )


def _share(firms: list[DemoCompany], scale: Scale) -> None:
    """Consents and shares: both results of the first companies with one, single ones with others."""
    parks = dict(Organisation.objects.filter(kind=Kind.TECHNOPARK.value).values_list("code", "id"))
    pairs = [
        (company, turn, parks[park])
        for company, park in placed(firms, scale)
        if park
        for turn in range(2 if park == PARK else 1)
    ]
    for start in range(0, len(pairs), _CHUNK):
        with acting_as_system():
            chunk = pairs[start : start + _CHUNK]
            Consent.objects.bulk_create((_consent(*each) for each in chunk), batch_size=2_000)
            Share.objects.bulk_create((_shared(*each) for each in chunk), batch_size=2_000)


def _consent(company: DemoCompany, turn: int, park: uuid.UUID) -> Consent:
    key = f"{company.business_number}:{turn}"
    text = sharing_with(Kind.TECHNOPARK.value)
    return Consent(
        id=identity("consent", key),
        document=text.code,
        version=text.version,
        wording=text.frozen(),
        organisation_id=identity("company", company.business_number),
        recipient_id=park,
        subject_kind="result",
        subject_id=identity("result", key),
        given_at=_at(company, turn),
    )


def _shared(company: DemoCompany, turn: int, park: uuid.UUID) -> Share:
    key = f"{company.business_number}:{turn}"
    return Share(
        id=identity("share", key),
        result_id=identity("result", key),
        organisation_id=identity("company", company.business_number),
        recipient_id=park,
        consent_id=identity("consent", key),
        shared_at=_at(company, turn),
    )


def _people(version: FrameworkVersion, firms: list[DemoCompany], scale: Scale) -> None:
    """Who acts: people of companies with a draft each, officers, owners of few and of many results."""
    now = timezone.now()
    with acting_as_system():
        for number, company in enumerate(firms[-scale.people :]):
            user = _user(f"person{number}", identity("company", company.business_number), Role.ADMINISTRATOR)
            Session.objects.create(
                id=identity("draft", number),
                framework=version,
                organisation_id=identity("company", company.business_number),
                sigungu=company.sigungu,
                industry=company.industry,
                size=company.size,
                started_at=now,
                changed_at=now,
                created_by=user,
            )
        for park in Organisation.objects.filter(kind=Kind.TECHNOPARK.value, code__in=[PARK, MANY, *FEW]):
            _user(f"officer-{park.code}", park.pk, Role.OFFICER)
    framework = framework_of(version)
    sample = firms[0]
    for name, count in (("one", 1), ("three", 3), ("many", scale.many)):
        with acting_as_system():
            owner = Organisation.objects.create(
                id=identity("company", name), kind=Kind.COMPANY.value, name=f"공장 {name}", is_demo=True
            )
            _user(f"owner-{name}", owner.pk, Role.ADMINISTRATOR)
            bulk_results(version, _series(owner.pk, name, count, sample, list(framework.items)))


def _series(
    owner: uuid.UUID, name: str, count: int, sample: DemoCompany, items: list[str]
) -> Iterable[DemoResult]:
    for number in range(count):
        key = f"{name}:{number}"
        yield DemoResult(
            organisation_id=owner,
            session_id=identity("session", key),
            result_id=identity("result", key),
            sigungu=sample.sigungu,
            industry=sample.industry,
            size=sample.size,
            employees=sample.employees,
            average_sales_won=sample.average_sales_won,
            answers=demo_answers(sample, items, key),
            at=_at(sample, 0) - timedelta(hours=number),
        )


def _user(name: str, organisation_id: uuid.UUID, role: Role) -> User:
    user = User.objects.create(
        id=identity("user", name), email=f"{name}@bench.example", name=name, password="!"
    )
    Membership.objects.create(
        id=identity("membership", name),
        organisation_id=organisation_id,
        user=user,
        role=role.value,
        state=MembershipState.ACTIVE.value,
        started_at=timezone.now(),
    )
    return user


def _sanctions() -> None:
    now = timezone.now()
    banned = Supplier.objects.order_by("slug").values_list("organisation_id", flat=True)[10:30]
    Sanction.objects.bulk_create(
        Sanction(organisation_id=each, ground=1, from_at=now, until_at=now + timedelta(days=365))
        for each in banned
    )


_MAKER = (
    *("id", "organisation_id", "slug", "name", "name_en", "summary_ko", "summary_en", "home_sido"),
    *("home_sigungu", "evidence", "capacity_open", "is_accepting", "verified_at", "profile_confirmed_on"),
    "confirmed_records",
)


def _makers() -> None:
    """The suppliers again, with their relations in tables of their own."""
    rows = list(Supplier.objects.public())
    Maker.objects.bulk_create(
        (Maker(**{field: getattr(row, field) for field in _MAKER}) for row in rows), batch_size=1_000
    )
    for field, model in (("regions", Region), ("domains", Domain), ("industries", Industry), ("sizes", Size)):
        known = _coded(model, {code for row in rows for code in getattr(row, field)})
        through = getattr(Maker, field).through
        column = f"{model._meta.model_name}_id"
        through.objects.bulk_create(
            (
                through(maker_id=row.pk, **{column: known[code]})
                for row in rows
                for code in dict.fromkeys(getattr(row, field))
            ),
            batch_size=5_000,
        )


def _coded(model: type[Model], codes: set[str]) -> dict[str, int]:
    model.objects.bulk_create(model(code=code, name=f"이름 {code}") for code in sorted(codes))
    return dict(model.objects.values_list("code", "pk"))
