"""How a level is confirmed (스마트공장 수준확인): from the company's application to a certificate. Pure.

The steps are those of the confirmation procedure: application, document check, assignment of an assessor,
visit, report, committee, certificate (Smart Manufacturing Innovation Act, article 11; decree, article 10).
Who may do what in which step stands in `MOVES` and nowhere else.
"""

import re
from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    ASSESSING = "assessing"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REVOKED = "revoked"


class Act(StrEnum):
    """What somebody does with it."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ASK_MORE = "ask_more"
    ACCEPT = "accept"
    REJECT = "reject"
    LAPSE = "lapse"
    ASSIGN = "assign"
    AGREE = "agree"
    PLAN_VISIT = "plan_visit"
    REPORT = "report"
    STEP_BACK = "step_back"
    VOTE = "vote"
    TAKE_BACK = "take_back"
    CONFIRM = "confirm"
    DECLINE = "decline"
    REVOKE = "revoke"


class Party(StrEnum):
    """Who acts."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    ASSESSOR = "assessor"
    COMMITTEE = "committee"
    CLOCK = "clock"


MOVES: dict[tuple[Step, Act], tuple[Party, Step]] = {
    (Step.DRAFT, Act.SUBMIT): (Party.OWNER, Step.SUBMITTED),
    (Step.SUPPLEMENT, Act.SUBMIT): (Party.OWNER, Step.SUBMITTED),
    (Step.DRAFT, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.SUBMITTED, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.SUPPLEMENT, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.ACCEPTED, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.ASSIGNED, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.ASSESSING, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.REPORTED, Act.WITHDRAW): (Party.OWNER, Step.WITHDRAWN),
    (Step.SUBMITTED, Act.ASK_MORE): (Party.ADMINISTRATOR, Step.SUPPLEMENT),
    (Step.SUBMITTED, Act.ACCEPT): (Party.ADMINISTRATOR, Step.ACCEPTED),
    (Step.SUBMITTED, Act.REJECT): (Party.ADMINISTRATOR, Step.REJECTED),
    (Step.SUPPLEMENT, Act.LAPSE): (Party.CLOCK, Step.LAPSED),
    (Step.ACCEPTED, Act.ASSIGN): (Party.ADMINISTRATOR, Step.ASSIGNED),
    (Step.ASSIGNED, Act.ASSIGN): (Party.ADMINISTRATOR, Step.ASSIGNED),
    (Step.ASSIGNED, Act.AGREE): (Party.OWNER, Step.ASSESSING),
    (Step.ASSESSING, Act.ASSIGN): (Party.ADMINISTRATOR, Step.ASSIGNED),
    (Step.ASSESSING, Act.PLAN_VISIT): (Party.ASSESSOR, Step.ASSESSING),
    (Step.ASSESSING, Act.STEP_BACK): (Party.ASSESSOR, Step.ACCEPTED),
    (Step.ASSESSING, Act.REPORT): (Party.ASSESSOR, Step.REPORTED),
    (Step.REPORTED, Act.VOTE): (Party.COMMITTEE, Step.REPORTED),
    (Step.REPORTED, Act.TAKE_BACK): (Party.COMMITTEE, Step.REPORTED),
    (Step.REPORTED, Act.CONFIRM): (Party.COMMITTEE, Step.CONFIRMED),
    (Step.REPORTED, Act.DECLINE): (Party.COMMITTEE, Step.REJECTED),
    (Step.CONFIRMED, Act.REVOKE): (Party.ADMINISTRATOR, Step.REVOKED),
}
"""Whose act leads from a step to which. The committee's vote decides as soon as enough of them agree. An
application that is assessed goes to another assessor only when the one it had cannot go on."""

ENDED = frozenset({Step.REJECTED, Step.WITHDRAWN, Step.LAPSED, Step.REVOKED})
"""A result may be applied for anew after these."""

LIVE = frozenset(Step) - ENDED
"""A result has at most one application in these."""

CHANGEABLE = frozenset({Step.DRAFT, Step.SUPPLEMENT})
"""The company may change its documents."""

SEEN_BY_COMMITTEE = frozenset({Step.REPORTED, Step.CONFIRMED, Step.REJECTED, Step.REVOKED})
"""The committee sees an application once its assessor has reported."""

DECIDED_BY_COMMITTEE = SEEN_BY_COMMITTEE - {Step.REPORTED}
"""From here on its members see how each of them voted."""

SEEN_BY_ASSESSOR = frozenset({Step.ASSESSING}) | SEEN_BY_COMMITTEE
"""The assessor sees it once the company has agreed."""

VALID_YEARS = 3
REMIND_DAYS = 60
VOTES_NEEDED = 2
"""So many equal votes decide; the third member breaks a tie of the first two."""
SUPPLEMENT_WORKING_DAYS = 10
SUPPLEMENT_WARNING_DAYS = 3
"""Our own clocks: so long a company has for what is missing, and so early it is reminded."""


def after(step: str, act: Act, party: Party) -> Step | None:
    """The step that a party's act leads to; None when this party cannot do this there."""
    who, following = MOVES.get((Step(step), act), (None, None))
    return following if who is party else None


def acts(step: str, party: Party) -> tuple[Act, ...]:
    """What a party can do in a step, in the order of `Act`."""
    return tuple(act for act in Act if after(step, act, party) is not None)


def decision(for_it: int, against: int) -> Act | None:
    """What the committee's votes come to; None while neither side has enough."""
    if for_it >= VOTES_NEEDED:
        return Act.CONFIRM
    return Act.DECLINE if against >= VOTES_NEEDED else None


def expires_on(issued_on: date) -> date:
    """The last day of a certificate: the same day three years later; of 29 February, the 28th."""
    year = issued_on.year + VALID_YEARS
    try:
        return issued_on.replace(year=year)
    except ValueError:
        return issued_on.replace(year=year, day=28)


def remind_from(expiry: date) -> date:
    """The first day on which the company is reminded of the last day."""
    return expiry - timedelta(days=REMIND_DAYS)


class Standing(StrEnum):
    """What a certificate is worth on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


def standing(expiry: date, on: date, *, is_revoked: bool) -> Standing:
    """What it is worth: revoked for good, else valid until its last day is over."""
    if is_revoked:
        return Standing.REVOKED
    return Standing.VALID if on <= expiry else Standing.EXPIRED


def number_of(year: int, serial: int) -> str:
    """The number of the year's so-manyeth certificate: "2026-00001"."""
    return f"{year}-{serial:05d}"


_NUMBER = re.compile(r"(?:확인서)?제?(\d{4})(?:[-‐‑–—−－ー_./·ㅡ](\d{1,10})|(\d{5,10}))호?")
_SPACED = re.compile(r"(\d{4})\s+(?=\d)")


def _typed(typed: str) -> re.Match[str] | None:
    """What can be the number of a certificate; a space after the year does for the line."""
    return _NUMBER.fullmatch("".join(_SPACED.sub(r"\1-", typed, count=1).split()))


def normalised(typed: str) -> str:
    """A number as people type it ("2026-3", "제 2026-00003 호"), as it is stored; all else as it was, cut."""
    found = _typed(typed)
    return number_of(int(found[1]), int(found[2] or found[3])) if found else typed.strip()[:20]


def is_number(typed: str) -> bool:
    """Whether this can be the number of a certificate."""
    return _typed(typed) is not None
