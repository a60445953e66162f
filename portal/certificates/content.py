"""What a printed certificate says: pure, and the same words give the same file."""

import hashlib
from dataclasses import dataclass
from datetime import date

from portal.reports import codec


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """A certificate in one language. `place` is the district of the plant, `scale` the name of the level on
    the scale of the ministry; `plant`, `scale` and `committee` are empty where there is none.
    The assessor was there on `visited_on`. `judged` of the `asked` questions were looked at one by one; None
    where the report does not say."""

    language: str
    number: str
    company: str
    plant: str
    place: str
    level: int
    level_title: str
    scale: str
    framework: str
    version: str
    issued_on: date
    last_day_on: date
    committee: str
    visited_on: date | None = None
    judged: int | None = None
    asked: int | None = None

    @property
    def rest(self) -> int:
        """How many questions stand as the company answered them."""
        return (self.asked or 0) - (self.judged or 0)

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it."""
        return hashlib.sha256(codec.dumps(self)).hexdigest()
