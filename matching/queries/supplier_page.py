"""One supplier as its page shows it, in the active language."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.accounts.actor import Actor
from core.domains import DOMAINS
from core.web.naming import domain_name, place_name, size_name
from matching.models import Solution, Supplier, TrackRecord
from matching.queries.wording import industry_title, language, level_title

EVERYWHERE = "all"
AMOUNT_BANDS = ("UNDER_50M", "50M_100M", "100M_200M", "200M_400M", "OVER_400M")


@dataclass(frozen=True, slots=True)
class Product:
    """A product or service; `language` is that of its name where it is not the page's ("ko"), else empty."""

    name: str
    description: str
    language: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A technology the supplier offers, how well that is shown, and its products."""

    code: str
    name: str
    area: str
    level: str
    level_title: str
    is_remote: bool
    builds: int
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """How far a project's confirmation is: a step of the workflow or "expired".

    `reason` is the last "no", which stays when it is asked anew.
    """

    state: str
    until: datetime
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether somebody is to act on it, so that the project stays as it is."""
        return self.state in {"asked", "confirmed"}


@dataclass(frozen=True, slots=True)
class Build:
    """A finished project. `is_confirmed`: the customer and an authority said so.

    `customer` is empty unless it agreed to be named; `request` is told to the supplier alone.
    """

    id: str
    anchor: str
    finished_on: date
    domain: str
    industry: str
    place: str
    size: str
    level_before: int | None
    level_after: int | None
    amount: str
    outcome: str
    is_confirmed: bool
    customer: str = ""
    request: Request | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPage:
    """What the page says. Contact data is given only to those who are signed in."""

    id: str
    slug: str
    name: str
    other_name: str
    summary: str
    home: str
    is_nationwide: bool
    regions: tuple[str, ...]
    offers: tuple[Offer, ...]
    industries: tuple[str, ...]
    sizes: tuple[str, ...]
    employees: int | None
    founded_year: int | None
    homepage: str
    is_accepting: bool
    free: int
    confirmed: tuple[Build, ...]
    unconfirmed: tuple[Build, ...]
    verified_at: datetime | None
    profile_confirmed_on: date
    answered: int
    received: int
    contact: tuple[str, str, str] | None
    is_listed: bool

    @property
    def dialled(self) -> str:
        """The contact's phone as a device dials it: digits and a leading +, without the extension."""
        phone = re.split("내선|ext", self.contact[2] if self.contact else "", flags=re.IGNORECASE)[0]
        return re.sub(r"[^0-9+]", "", phone)

    @property
    def description(self) -> str:
        """One line for search engines, at most 155 letters."""
        return self.summary[:155]


def supplier_page(slug: str, by: Actor) -> SupplierPage | None:
    """The page of a supplier the actor may see, None when there is none (three queries).

    A supplier under a participation ban is shown to itself alone; others are told nothing.
    """
    row = Supplier.objects.shown_to(by).filter(slug=slug).first()
    return page_of(row, by) if row else None


def page_of(row: Supplier, by: Actor) -> SupplierPage:
    """The page of a row (two queries)."""
    return pages_of([row], by)[0]


def pages_of(rows: Sequence[Supplier], by: Actor) -> list[SupplierPage]:
    """The pages of rows, in their order (two queries)."""
    korean = language() == "ko"
    products: dict[UUID, dict[str, list[Product]]] = defaultdict(lambda: defaultdict(list))
    for each in Solution.objects.filter(supplier__in=rows).order_by("name", "id"):
        texts = (each.description_ko, each.description_en or each.description_ko)
        foreign = "" if korean else language_of(each.name)
        found = Product(each.name, texts[0] if korean else texts[1], foreign)
        products[each.supplier_id][each.domain].append(found)
    builds: dict[UUID, list[Build]] = defaultdict(list)
    for record in TrackRecord.objects.filter(supplier__in=rows).order_by("-finished_on", "id"):
        builds[record.supplier_id].append(build_of(record))
    return [_page(row, products[row.pk], builds[row.pk], by) for row in rows]


def _page(
    row: Supplier, products: Mapping[str, list[Product]], builds: list[Build], by: Actor
) -> SupplierPage:
    korean = language() == "ko"
    confirmed = tuple(each for each in builds if each.is_confirmed)
    built: dict[str, int] = defaultdict(int)
    for build in confirmed:
        built[build.domain] += 1
    other = row.name_en if korean else row.name
    name = row.name if korean else row.name_en or row.name
    return SupplierPage(
        id=str(row.pk),
        slug=row.slug,
        name=name,
        other_name=other if other != name else "",
        summary=row.summary_ko if korean else row.summary_en or row.summary_ko,
        home=place_name(row.home_sigungu),
        is_nationwide=EVERYWHERE in row.regions,
        regions=tuple(place_name(code) for code in row.regions if code != EVERYWHERE),
        offers=tuple(_offers(row, products, built)),
        industries=tuple(industry_title(code) for code in row.industries),
        sizes=tuple(size_name(code) for code in row.sizes),
        employees=row.employees,
        founded_year=row.founded_on.year if row.founded_on else None,
        homepage=row.homepage if row.homepage.startswith(("https://", "http://")) else "",
        is_accepting=row.is_accepting,
        free=row.capacity_open,
        confirmed=confirmed,
        unconfirmed=tuple(each for each in builds if not each.is_confirmed),
        verified_at=row.verified_at,
        profile_confirmed_on=row.profile_confirmed_on,
        answered=row.requests_answered_in_time,
        received=row.requests_received,
        contact=(row.contact_name, row.contact_email, row.contact_phone) if by.user_id else None,
        is_listed=row.is_published,
    )


_RANK = {"verified": 0, "documented": 1, "declared": 2}


def _offers(row: Supplier, products: Mapping[str, list[Product]], built: Mapping[str, int]) -> list[Offer]:
    korean = language() == "ko"
    offers = []
    for code in row.domains:
        level = row.evidence.get(code, "declared")
        area = DOMAINS.get(code).area if code in DOMAINS else None
        name = domain_name(code)
        offers.append(
            Offer(
                code=code,
                name=name,
                area=(area.name_ko if korean else area.name_en) if area else "",
                level=level,
                level_title=level_title(level),
                is_remote=code in row.remote_domains,
                builds=built.get(name, 0),
                products=tuple(products.get(code, ())),
            )
        )
    return sorted(offers, key=lambda offer: (_RANK.get(offer.level, 3), -offer.builds, offer.name))


def amount_title(band: str) -> str:
    """A contract amount as a band, in words; empty for none."""
    korean = language() == "ko"
    return {
        "UNDER_50M": "5천만 원 미만" if korean else "under KRW 50 million",
        "50M_100M": "5천만~1억 원" if korean else "KRW 50 to 100 million",
        "100M_200M": "1억~2억 원" if korean else "KRW 100 to 200 million",
        "200M_400M": "2억~4억 원" if korean else "KRW 200 to 400 million",
        "OVER_400M": "4억 원 이상" if korean else "KRW 400 million or more",
    }.get(band, "")


def language_of(text: str) -> str:
    """ "ko" for a text with Hangul in it, else empty: for the `lang` of what stands on an English page."""
    return "ko" if re.search("[가-힣]", text) else ""


def build_of(row: TrackRecord) -> Build:
    """A project as pages show it."""
    korean = language() == "ko"
    return Build(
        id=str(row.pk),
        anchor=f"record-{row.pk}",
        finished_on=row.finished_on,
        domain=domain_name(row.domain),
        industry=industry_title(row.industry),
        place=place_name(row.sido),
        size=size_name(row.size),
        level_before=row.level_before,
        level_after=row.level_after,
        amount=amount_title(row.amount_band),
        outcome=row.outcome_ko if korean else row.outcome_en or row.outcome_ko,
        is_confirmed=row.customer_confirmed_at is not None and row.checked_at is not None,
        customer=row.customer_name,
    )
