"""The closed lists of the engine: levels of evidence, size classes, criteria, gate codes; and its units."""

from enum import StrEnum

ENGINE = "3"
"""Version of the arithmetic; stored with every recommendation. A changed formula is a new version: since 2
a policy may look at the named gaps, since 3 at what past projects were about. Policies that do neither are
computed, and replayed, as in 1, those that look at gaps only as in 2."""

ENGINE_BEFORE_PROJECTS = "2"

ENGINE_BEFORE_GAPS = "1"

MICRO = 1_000_000
"""A value of one. Every criterion is an integer between 0 and MICRO."""

WEIGHTS = 10_000
"""The weights are basis points and sum to this; a full score is WEIGHTS * MICRO units = 100 points."""

TENTH = WEIGHTS * MICRO // 1_000
"""Units of one tenth of a point, the unit in which scores are shown."""

MAX_PREFERENCE = 300
"""No policy may add more than this many basis points (3 points), all its preference lines together."""


MOST_AMOUNT = 10**15
"""The largest amount of a project."""


class Level(StrEnum):
    """How well a supplier's claim to a domain is supported, weakest first."""

    NONE = "none"
    DECLARED = "declared"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


LEVELS = tuple(Level)


class Size(StrEnum):
    """Size classes of Korean firms by law, smallest first."""

    MICRO = "MICRO"
    SMALL = "SMALL"
    MEDIUM = "MEDIUM"
    MIDSIZE = "MIDSIZE"
    LARGE = "LARGE"


SIZES = tuple(Size)


class Criterion(StrEnum):
    """What a score is made of, in the order in which it is shown.

    From CLOSEST on they compare past projects with what is asked; only policies with `projects` have them.
    """

    DOMAIN = "domain"
    RECORD = "record"
    QUALITY = "quality"
    RESPONSE = "response"
    REGION = "region"
    INDUSTRY = "industry"
    SIZE = "size"
    SLACK = "slack"
    FRESHNESS = "freshness"
    TEXT = "text"
    CLOSEST = "closest"
    CLOSEST_THREE = "closest_three"
    CATEGORY = "category"
    PLACE = "place"
    ALIKE_NEAR = "alike_near"
    ALIKE_AMOUNT = "alike_amount"
    ALIKE_PROCEDURE = "alike_procedure"
    ALIKE_NEAR_AMOUNT = "alike_near_amount"


ALL_CRITERIA = tuple(Criterion)
CRITERIA = ALL_CRITERIA[: ALL_CRITERIA.index(Criterion.CLOSEST)]
PROJECT_CRITERIA = ALL_CRITERIA[len(CRITERIA) :]


class Code(StrEnum):
    """Why a supplier is not in a list, in the order in which it is told."""

    NOT_VERIFIED = "not_verified"
    BANNED = "banned"
    AFFILIATED = "affiliated"
    NOT_ACCEPTING = "not_accepting"
    NO_CAPACITY = "no_capacity"
    PROFILE_STALE = "profile_stale"
    NO_PRIORITY_DOMAIN = "no_priority_domain"
    REGION_NOT_SERVED = "region_not_served"


CODES = tuple(Code)


class Proximity(StrEnum):
    """Where a supplier is at home, seen from the plant, nearest first."""

    SAME_SIGUNGU = "same_sigungu"
    SAME_SIDO = "same_sido"
    BORDERING = "bordering"
    SAME_MACRO = "same_macro"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
