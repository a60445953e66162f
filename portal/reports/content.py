"""What a report says, frozen: the result page and the PDF are two renderings of this one value.

Pure: no Django, no clock, no translation. Texts are already resolved in `language`; every number is exact.
Whoever builds a content leaves `number` empty; `numbered` gives it one that follows from everything else.
"""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

from portal.reports import codec
from portal.reports.bridged import Bridged
from portal.reports.changed import Changed
from portal.reports.letterhead import Letterhead
from portal.reports.peers import Peers
from portal.reports.planned import Action, Phase, PlanSummary
from portal.reports.support import Support
from portal.reports.verified import Verified

SCHEMA = "ieum.report-content/1"
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: none of them can be misread


@dataclass(frozen=True, kw_only=True)
class Company:
    """Whose report it is. `business_number` is written with hyphens, or empty."""

    name: str
    business_number: str = ""
    industry: str = ""
    size: str = ""
    employees: int | None = None


@dataclass(frozen=True, kw_only=True)
class Plant:
    """The diagnosed plant: its name (may be empty), its place in words, and the codes behind them."""

    name: str
    place: str
    industry: str
    size: str
    sigungu: str = ""
    industry_code: str = ""
    size_code: str = ""


@dataclass(frozen=True, kw_only=True)
class FrameworkLine:
    """The framework version the result stands on. `notice` is shown beside every score ("예시 기준 …")."""

    code: str
    version: str
    title: str
    notice: str
    licence: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One level of the ladder: where it begins, its names, and whether the plant stands on it."""

    level: int
    start: Decimal
    title: str
    scale: str
    tier: str
    is_reached: bool
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Distance:
    """How far the next level or tier is. `points` is 0 when only `gates` (sentences) stand in the way."""

    title: str
    points: Decimal
    sentence: str
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The total and what it means. Points are the framework's (0-1,000 for the Korean diagnostic).

    `score` is None when coverage is too low; then `why_no_score` says so and level, scale and tier are empty.
    `coverage` and `minimum_coverage` are shares from 0 to 1. `range_sentence` is written only when the lowest
    and the highest possible total lie in different tiers or levels. `ladder` is ascending.
    """

    score: Decimal | None
    low: Decimal
    high: Decimal
    maximum: Decimal
    coverage: Decimal
    minimum_coverage: Decimal = Decimal(0)
    level: int | None = None
    level_title: str = ""
    level_meaning: str = ""
    scale_title: str = ""
    scale_meaning: str = ""
    tier: str = ""
    tier_title: str = ""
    tier_meaning: str = ""
    why_no_score: str = ""
    range_sentence: str = ""
    next_level: Distance | None = None
    next_tier: Distance | None = None
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The one sentence, in parts so that a page can weigh them: `headline` stands alone; `strongest`,
    `weakest`, `next_step` and `nearest` (the next level, where it comes before the next tier) are whole
    sentences, each may be empty."""

    headline: str
    strongest: str = ""
    weakest: str = ""
    next_step: str = ""
    nearest: str = field(default="", metadata=codec.SPARSE)


@dataclass(frozen=True, kw_only=True)
class Area:
    """A row of the dot plot. `score`, `low`, `high`, `target`, `peers_median` share the scale 0..`maximum`.

    `target` is the condition of the next tier (on the highest tier: of the next level), None where it asks
    nothing of the area. `points` of `points_maximum` is its share of the total, both in points. Areas that
    miss a condition come first, then the weakest. `arithmetic` is a line that shows how the score came about.
    """

    code: str
    title: str
    score: Decimal | None
    low: Decimal
    high: Decimal
    maximum: Decimal
    points: Decimal
    points_maximum: Decimal
    coverage: Decimal
    target: Decimal | None = None
    peers_median: Decimal | None = None
    sentence: str = ""
    arithmetic: str = ""


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module's score, in the order of the framework; like Area, on a scale of 0..`maximum`."""

    code: str
    title: str
    area: str
    area_title: str
    score: Decimal | None
    low: Decimal
    high: Decimal
    maximum: Decimal
    points: Decimal
    points_maximum: Decimal
    coverage: Decimal
    peers_median: Decimal | None = None
    sentence: str = ""
    arithmetic: str = ""


@dataclass(frozen=True, kw_only=True)
class Cause:
    """An answer behind a gap: what was chosen and the first step from there."""

    code: str
    title: str
    question: str
    chosen: str
    points: str
    next_step: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One of the gaps to close first. `lift` is what closing it by one step adds to the total, in points;
    `why_here` is a sentence on why it is named."""

    code: str
    title: str
    area_title: str
    score: Decimal | None
    maximum: Decimal
    lost_points: Decimal
    lift: Decimal
    sentence: str
    why_it_matters: str
    causes: tuple[Cause, ...]
    domains: tuple[str, ...] = ()
    why_here: str = field(default="", metadata=codec.SPARSE)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A share of a supplier's score: criterion and points ("12.5")."""

    title: str
    points: str


@dataclass(frozen=True, kw_only=True)
class SupplierLine:
    """A recommended supplier. `score` is out of 100, with one digit; `parts` sum exactly to it."""

    place: int
    name: str
    home: str
    score: str
    reasons: tuple[str, ...]
    domains: tuple[str, ...] = ()
    weakness: str = ""
    unknown: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    slug: str = ""
    is_newcomer: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled run of paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """How the numbers came about, how sure they are, as of when, and whom to ask. `peers_n` None: too few.

    `answered + dont_know + not_started + not_applicable + not_asked` is the number of items."""

    sections: tuple[Section, ...]
    uncertainty: tuple[str, ...]
    data_date: date
    answered: int
    dont_know: int
    not_started: int
    not_applicable: int
    not_asked: int = 0
    peers_group: str = ""
    peers_n: int | None = None
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One item and its answer. `state` is answered, dont_know, not_applicable, not_started or not_asked.

    `chosen` is the sentence that was chosen, or the words for the non-answer; `points` as shown ("2", "–").
    `proof` says how well it is shown (declared, documented, verified), `proof_title` in words; both are empty
    where the reader may not know. `files` counts the files that show it, None where there is none to know of.
    `note` is what the company wrote beside it, empty for whoever may not read it.
    """

    code: str
    title: str
    area: str
    area_title: str
    module: str
    module_title: str
    question: str
    chosen: str
    points: str
    maximum: str
    state: str = "answered"
    proof: str = field(default="", metadata=codec.SPARSE)
    proof_title: str = field(default="", metadata=codec.SPARSE)
    files: int | None = field(default=None, metadata=codec.SPARSE)
    note: str = field(default="", metadata=codec.SPARSE)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A glossary entry."""

    word: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Checksums:
    """SHA-256 (hexadecimal) or versions of everything the content was computed from; empty where absent."""

    framework: str
    answers: str
    outcome: str
    engine: str
    policy: str = ""
    policy_checksum: str = ""
    ranking_engine: str = ""
    recommendation: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """Everything a report says, in one language ("ko" or "en").

    `issued_on` is the day (Asia/Seoul) of the newest fact in it, not of printing, so that the same facts give
    the same bytes. `version` counts the reports of a session ("1.0"). `gaps` are the three to close first, in
    that order. `suppliers_note` says why there are none, or on which policy they stand. No `peers`: too few.
    No `bridge`: no result of another version came before.
    No `change`: no result of the plant came before. No `letterhead`: the portal's own cover.
    """

    language: str
    version: str
    issued_on: date
    submitted_on: date
    confidentiality: str
    company: Company
    plant: Plant
    framework: FrameworkLine
    verdict: Verdict
    standing: Standing
    areas: tuple[Area, ...]
    modules: tuple[Module, ...]
    gaps: tuple[Gap, ...]
    roadmap: tuple[Phase, ...]
    suppliers: tuple[SupplierLine, ...]
    method: Method
    answers: tuple[AnswerLine, ...]
    glossary: tuple[Term, ...]
    checksums: Checksums
    number: str = ""
    suppliers_note: str = ""
    verified: tuple[Verified, ...] = field(default=(), metadata=codec.SPARSE)
    peers: Peers | None = field(default=None, metadata=codec.SPARSE)
    support: Support | None = field(default=None, metadata=codec.SPARSE)
    plan: PlanSummary | None = field(default=None, metadata=codec.SPARSE)
    bridge: Bridged | None = field(default=None, metadata=codec.SPARSE)
    change: Changed | None = field(default=None, metadata=codec.SPARSE)
    letterhead: Letterhead | None = field(default=None, metadata=codec.SPARSE)
    schema: str = SCHEMA

    def numbered(self, key: bytes) -> Self:
        """The same content with its public number, "IE-2026-7K3M9-QXD2A".

        The number is 50 bits of a keyed hash of everything else: the same facts keep their number, and it
        tells nothing to who does not hold the key.
        """
        digest = hmac.new(key, codec.dumps(replace(self, number="")), hashlib.sha256).digest()
        bits = int.from_bytes(digest[:7], "big") >> 6
        letters = "".join(_DIGITS[bits >> shift & 31] for shift in range(45, -1, -5))
        return replace(self, number=f"IE-{self.issued_on.year}-{letters[:5]}-{letters[5:]}")

    def to_json(self) -> bytes:
        """Canonical JSON: the form that is stored, hashed and compared."""
        return codec.dumps(self)

    def document(self) -> dict[str, object]:
        """The content as plain JSON data, for a JSON column; `from_document` reads it back."""
        return dict(codec.plain(self))

    def offering(self, action: Action) -> tuple[SupplierLine, ...]:
        """The recommended suppliers with a technology of the action, those with its closest one first."""
        offers = [line for line in self.suppliers if set(line.domains) & set(action.domains)]
        return tuple(sorted(offers, key=lambda line: action.domains[0] not in line.domains))

    @classmethod
    def from_json(cls, text: bytes | str) -> Self:
        """The content written by `to_json`. Raises ValueError, naming the place."""
        return cls.from_document(codec.loads(text))

    @classmethod
    def from_document(cls, document: object) -> Self:
        """The content in parsed JSON. Raises ValueError, naming the place."""
        content = codec.read(cls, document)
        if content.schema != SCHEMA:
            raise ValueError(f"schema: {content.schema!r} is not {SCHEMA!r}")
        return content

    @cached_property
    def sha256(self) -> str:
        """The checksum printed in the report and shown on its verification page (hexadecimal)."""
        return hashlib.sha256(self.to_json()).hexdigest()
