"""Hanbit's submitted diagnostic, its technopark and suppliers; Dasan and Seoul beside them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.test import Client

from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result, Share
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation, User
from matching.actions import publish_policy
from matching.actions.recommend import recommend
from matching.demo import companies, demo_answers, suppliers
from matching.loading import load_suppliers
from matching.models import Supplier
from portal.reports.build import Basis, basis_of
from tests.core.accounts.people import NUMBERS, organisation, person, signed_in
from tests.programmes.world import officer, share, technopark
from tests.published import published

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
PLACE = "48123"


def framework(code: str = "kr-smart-factory") -> FrameworkVersion:
    """A framework of the portal, published."""
    source = (ROOT / f"assessments/frameworks/{code}.yaml").read_text(encoding="utf-8")
    return published(source, code, AT)


def answers(unknown: int = 2, version: FrameworkVersion | None = None) -> dict[str, str]:
    """Hanbit's answers, the first so many of them "I do not know"."""
    items = list(framework_of(version or framework()).items)
    given = demo_answers(companies(1)[0], items)
    return given | dict.fromkeys(items[:unknown], "dont_know")


def result(
    owner: Organisation,
    given: Mapping[str, str] | None = None,
    *,
    at: datetime = AT,
    plant: str = "창원 제1공장",
    sigungu: str = PLACE,
    version: FrameworkVersion | None = None,
) -> Result:
    """A submitted diagnostic of a plant."""
    version, made = version or framework(), uuid.uuid4()
    row = DemoResult(
        owner.pk, uuid.uuid4(), made, sigungu, "303", "SMALL", 42, None, given or answers(), at, plant
    )
    bulk_results(version, [row])
    return Result.objects.select_related("organisation", "framework").get(pk=made)


@dataclass(frozen=True)
class World:
    """Hanbit with its owner and result; a technopark that sees it, another that does not."""

    hanbit: Organisation
    owner: User
    result: Result
    gyeongnam: Organisation
    officer: User
    seoul: Organisation
    officer_elsewhere: User

    @property
    def url(self) -> str:
        """The result's page."""
        return f"/results/{self.result.pk}/"

    @property
    def browser(self) -> Client:
        """A browser in which the owner is signed in."""
        return signed_in(self.owner)

    @property
    def basis(self) -> Basis:
        """What the result's content is made from."""
        return basis_of(self.result)


def world(*, shares: bool = True, given: Mapping[str, str] | None = None) -> World:
    """The cast; needs the scope of the system."""
    hanbit = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu=PLACE)
    gyeongnam = technopark("GYEONGNAM", "경남테크노파크", PLACE, "48121")
    seoul = technopark("SEOUL", "서울테크노파크", "11530")
    made = result(hanbit, given)
    if shares:
        share(made, gyeongnam)
    return World(
        hanbit=hanbit,
        owner=person("owner@hanbit.example", hanbit, name="김민재"),
        result=made,
        gyeongnam=gyeongnam,
        officer=officer(gyeongnam),
        seoul=seoul,
        officer_elsewhere=officer(seoul),
    )


def market(count: int = 60) -> None:
    """Suppliers of the demonstration and the policy that ranks them."""
    load_suppliers(suppliers(count))
    policy()


def policy() -> None:
    """The portal's policy, in force."""
    publish_policy(file=ROOT / "matching/policies/2026-11.yaml", by=SYSTEM, at=AT)


def recommended(made: Result) -> None:
    """The result with suppliers recommended for it."""
    recommend(by=SYSTEM, at=AT, result=made)


def mirae() -> Supplier:
    """Mirae System, of the demonstration's suppliers."""
    return Supplier.objects.select_related("organisation").get(slug="mirae-system")


def shares_of(made: Result) -> list[Share]:
    """The shares in force."""
    return list(Share.objects.filter(result=made, withdrawn_at__isnull=True))
