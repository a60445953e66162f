"""The cast at the regional desk: companies with shared results, technoparks, their officers."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from assessments.demo import DemoResult, bulk_results
from assessments.models import FrameworkVersion, Result, Share
from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, Organisation, User
from core.identifiers import fictitious_business_number
from core.models import Consent
from core.scope import enter
from programmes.models import Jurisdiction
from tests.core.accounts.people import organisation, person
from tests.published import published

AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
LONG_AGO = date(2000, 1, 1)
GOOD = {"PLAN-1": "2", "SHOP-1": "1", "SHOP-2": ["run", "count"], "SHOP-3": "dont_know"}
MINI = Path(__file__).resolve().parents[2] / "docs/examples/mini.yaml"


def framework() -> FrameworkVersion:
    """The small framework of the manual, published."""
    source = MINI.read_text(encoding="utf-8")
    return published(source, "mini.yaml", AT)


def technopark(code: str, name: str, *districts: str) -> Organisation:
    """A technopark that has always served the districts."""
    park = organisation("technopark", name, code=code)
    Jurisdiction.objects.bulk_create(
        Jurisdiction(technopark=park, sigungu=each, valid_from=LONG_AGO) for each in districts
    )
    return park


def officer(park: Organisation) -> User:
    """Somebody who works there."""
    return person(f"officer@{park.code.lower()}.example", park, "officer")


def company(name: str, number: int, sigungu: str = "48123") -> Organisation:
    """A company with a fictitious business number."""
    return organisation("company", name, fictitious_business_number(1_000 + number), sigungu=sigungu)


def result(
    owner: Organisation,
    sigungu: str = "48123",
    *,
    industry: str = "301",
    size: str = "SMALL",
    plant: str = "",
    at: datetime = AT,
) -> Result:
    """A submitted diagnostic of a plant there."""
    made = uuid.uuid4()
    bulk_results(
        framework(),
        [DemoResult(owner.pk, uuid.uuid4(), made, sigungu, industry, size, 20, None, GOOD, at, plant)],
    )
    return Result.objects.get(pk=made)


def share(given: Result, *recipients: Organisation) -> None:
    """The company agreed to show the result to each of them."""
    for recipient in recipients:
        consent = Consent.objects.create(
            document="share_technopark",
            version="1",
            wording={},
            organisation=given.organisation,
            recipient=recipient,
            subject_kind="result",
            subject_id=given.pk,
            given_at=AT,
        )
        Share.objects.create(
            result=given,
            organisation=given.organisation,
            recipient=recipient,
            consent=consent,
            shared_at=AT,
        )


def shared(name: str, number: int, sigungu: str, *recipients: Organisation, **more: str) -> Result:
    """A company with one result that it shared."""
    made = result(company(name, number, sigungu), sigungu, **more)  # type: ignore[arg-type]
    share(made, *recipients)
    return made


def as_portal() -> None:
    """From here on the test acts as the portal again; a request leaves its own actor behind."""
    enter(SYSTEM)


def end_membership(user: User) -> None:
    """The person no longer works there."""
    Membership.objects.filter(user=user).update(state="ended", ended_at=AT)


def many(count: int, park: Organisation, sigungu: str = "48123") -> Sequence[Result]:
    """That many companies with a shared result each."""
    owners = Organisation.objects.bulk_create(
        Organisation(
            kind="company",
            name=f"회사 {n:04}",
            business_number=fictitious_business_number(10_000 + n),
            sigungu=sigungu,
        )
        for n in range(count)
    )
    ids = {each.pk: uuid.uuid4() for each in owners}
    bulk_results(
        framework(),
        [
            DemoResult(each.pk, uuid.uuid4(), ids[each.pk], sigungu, "301", "SMALL", 20, None, GOOD, AT)
            for each in owners
        ],
    )
    consents = Consent.objects.bulk_create(
        Consent(
            document="share_technopark",
            version="1",
            wording={},
            organisation=each,
            recipient=park,
            subject_kind="result",
            subject_id=ids[each.pk],
            given_at=AT,
        )
        for each in owners
    )
    Share.objects.bulk_create(
        Share(
            result_id=each.subject_id,
            organisation_id=each.organisation_id,
            recipient=park,
            consent=each,
            shared_at=AT,
        )
        for each in consents
    )
    return Result.objects.filter(pk__in=ids.values())
