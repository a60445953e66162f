"""The fictitious: suppliers with their products and projects, and companies."""

from dataclasses import dataclass
from datetime import date

SEED = "ieum-demo-1"
"""What all chance of the demonstration starts from."""

DAY = date(2026, 11, 21)
"""The day as of which the demonstration is written, unless another is given."""

AMOUNT_BANDS = ("UNDER_50M", "50M_100M", "100M_200M", "200M_400M", "OVER_400M")
"""Contract amounts in won, as bands; a record never tells the exact price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRecord:
    """One finished project; it counts once the customer confirmed it and an authority checked it."""

    year: int
    finished_on: date
    domain: str
    industry: str
    sido: str
    size: str
    level_before: int
    level_after: int
    amount_band: str
    outcome_ko: str
    outcome_en: str
    is_confirmed: bool
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSolution:
    """One product of a supplier in one technology domain."""

    domain: str
    name: str
    description_ko: str
    description_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSupplier:
    """One supplier. `evidence` pairs each domain with declared, documented or verified, the strongest first.

    `regions` are 시도 codes or "all"; `industries` KSIC divisions; `sizes` values of SizeClass.
    """

    slug: str
    name: str
    name_en: str
    business_number: str
    home_sigungu: str
    home_sido: str
    regions: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    remote_domains: tuple[str, ...]
    solutions: tuple[DemoSolution, ...]
    industries: tuple[str, ...]
    sizes: tuple[str, ...]
    employees: int
    sales_won: int
    founded_on: date
    summary_ko: str
    summary_en: str
    homepage: str
    contact_name: str
    contact_email: str
    contact_phone: str
    capacity_total: int
    capacity_open: int
    is_accepting: bool
    is_verified: bool
    profile_confirmed_on: date
    track_records: tuple[DemoRecord, ...]
    requests_received: int
    requests_answered_in_time: int
    projects_rated: int
    projects_satisfied: int

    @property
    def domains(self) -> tuple[str, ...]:
        """Codes of the technology domains, the best shown first."""
        return tuple(domain for domain, _ in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is settled about a supplier before the rest follows by chance."""

    name: str
    name_en: str
    brand: str
    home: str
    regions: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    industries: tuple[str, ...]
    is_newcomer: bool = False
    is_eligible: bool = False
    """Verified, accepting, with free places and a fresh profile, whatever chance says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCompany:
    """One manufacturer. `industry` is a KSIC group, `capability` the mean level of answers in hundredths."""

    name: str
    name_en: str
    business_number: str
    sigungu: str
    industry: str
    size: str
    employees: int
    average_sales_won: int
    founded_on: date
    capability: int
    assessed_on: date
    shares_with_technopark: bool
    contact_name: str
    contact_email: str

    @property
    def division(self) -> str:
        """The KSIC division."""
        return self.industry[:2]
