"""The cast around suppliers: Mirae and others like it, Hanbit's result, who works where."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation, User
from core.identifiers import fictitious_business_number
from integrity.models import Sanction
from matching.actions import publish_policy
from matching.models import MatchingPolicy, Solution, Supplier, TrackRecord
from matching.queries.keys import search_keys
from tests.core.accounts.people import organisation, person
from tests.published import published

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 21, 5, 3, tzinfo=UTC)
DAY = date(2026, 11, 21)
_numbers = iter(range(200_000, 400_000))
_FLOOR = ("set_config", '"django_session"', '"core_user"', '"core_membership"', "SAVEPOINT")


def supplier(name: str, slug: str = "", **fields: Any) -> Supplier:
    """A verified, published supplier in Changwon that offers MES, unless told otherwise."""
    texts = fields.pop("texts", ())
    keys = search_keys(name, [fields.get("name_en", ""), fields.get("summary_ko", ""), *texts])
    home = fields.pop("home_sigungu", "48123")
    domains = fields.pop("domains", ["MES"])
    owner = fields.pop("organisation", None) or organisation(
        "supplier", name[:120], fictitious_business_number(next(_numbers)), sigungu=home
    )
    values: dict[str, Any] = {
        "organisation": owner,
        "slug": slug or f"s-{uuid.uuid4().hex[:12]}",
        "name": name,
        "name_key": keys.name_key,
        "name_initials": keys.name_initials,
        "search_text": keys.search_text,
        "summary_ko": "기계 가공 공장에 생산관리시스템을 구축하고 함께 운영합니다.",
        "home_sigungu": home,
        "home_sido": home[:2],
        "regions": ["48"],
        "domains": domains,
        "evidence": fields.pop("evidence", dict.fromkeys(domains, "declared")),
        "industries": ["30"],
        "sizes": ["SMALL"],
        "contact_name": "김미래",
        "contact_email": "hello@mirae.example",
        "contact_phone": "055-000-0000",
        "is_published": True,
        "verified_at": AT,
        "capacity_said_at": AT,
        "profile_confirmed_on": timezone.localdate() - timedelta(days=10),
        "changed_at": AT,
        **fields,
    }
    return Supplier.objects.create(**values)


def mirae(**fields: Any) -> Supplier:
    """Mirae System: MES verified, POP documented, one product, one confirmed project."""
    made = supplier(
        "미래시스템",
        "mirae-system",
        name_en="Mirae System",
        domains=["MES", "POP"],
        evidence={"MES": "verified", "POP": "documented"},
        confirmed_records=1,
        texts=["미래 MES", "바코드로 실적을 모읍니다."],
        **fields,
    )
    Solution.objects.create(
        supplier=made, domain="MES", name="미래 MES", description_ko="바코드로 실적을 모읍니다."
    )
    record(made, is_confirmed=True)
    return made


def record(row: Supplier, *, is_confirmed: bool, domain: str = "MES") -> TrackRecord:
    """A project that ended in spring."""
    return TrackRecord.objects.create(
        supplier=row,
        year=2026,
        finished_on=date(2026, 4, 30),
        domain=domain,
        industry="303",
        sido="48",
        size="SMALL",
        level_before=1,
        level_after=2,
        amount_band="50M_100M",
        outcome_ko="불량률이 3.2%에서 1.1%로 줄었습니다.",
        customer_confirmed_at=AT if is_confirmed else None,
        checked_at=AT if is_confirmed else None,
    )


def works_for(row: Supplier, email: str = "kim@mirae.example") -> User:
    """Somebody of the supplier."""
    return person(email, row.organisation)


def banned(row: Supplier) -> Sanction:
    """The supplier may not take part: at `AT`, now, and for a year from now."""
    return Sanction.objects.create(
        organisation=row.organisation,
        ground=1,
        from_at=AT - timedelta(days=1),
        until_at=datetime.now(UTC) + timedelta(days=365),
    )


def policy() -> MatchingPolicy:
    """The policy that comes with the portal."""
    return publish_policy(file=ROOT / "matching/policies/2026-11.yaml", by=SYSTEM, at=AT)[0]


def framework() -> FrameworkVersion:
    """The Korean diagnostic."""
    file = ROOT / "assessments/frameworks/kr-smart-factory.yaml"
    return published(file.read_text("utf-8"), file.name, AT)


def hanbit_result(owner: Organisation, choice: str = "1") -> Result:
    """Hanbit answered everything with the same level; the plant stands in Changwon."""
    version, made = framework(), uuid.uuid4()
    answers = dict.fromkeys(framework_of(version).items, choice)
    bulk_results(
        version,
        [
            DemoResult(
                owner.pk, uuid.uuid4(), made, "48123", "303", "SMALL", 42, None, answers, AT, "창원 공장"
            )
        ],
    )
    return Result.objects.select_related("framework", "organisation").get(pk=made)


@contextmanager
def costs() -> Iterator[list[str]]:
    """The statements of what is done inside, beyond session, user, membership and `set_config`."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [
        each["sql"] for each in captured.captured_queries if not any(part in each["sql"] for part in _FLOOR)
    ]
