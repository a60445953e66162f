"""Business registration numbers (사업자등록번호) and corporate registration numbers (법인등록번호). Pure.

People type them with spaces, any kind of dash, or full-width digits; what is kept is the digits alone.
"""

import unicodedata
from typing import Literal

from stdnum.exceptions import InvalidComponent
from stdnum.kr import brn

Reason = Literal["empty", "characters", "length", "unassigned", "checksum"]

_SEPARATORS = frozenset(" -‐‑‒–—―−ーｰ.·_/")
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_CORPORATE_WEIGHTS = (1, 2) * 6
_COMPANY_MIDDLES = ("81", "86", "87", "88")


class InvalidIdentifier(ValueError):
    """A typed number that cannot be one; `reason` says why, for the page to explain.

    empty: nothing typed. characters: something other than digits and separators. length: too few or too many
    digits. unassigned: no office gives out such numbers. checksum: the last digit does not fit,
    so some digit is wrong.
    """

    def __init__(self, reason: Reason, typed: str) -> None:
        super().__init__(f"{reason}: {typed!r}")
        self.reason: Reason = reason
        self.typed = typed


class InvalidBusinessNumber(InvalidIdentifier):
    """Not a business registration number."""


class InvalidCorporateNumber(InvalidIdentifier):
    """Not a corporate registration number."""


def parse_business_number(typed: str) -> str:
    """The ten digits of a business number typed in any form. Raises InvalidBusinessNumber.

    The last digit is checked by the rule of the National Tax Service, which python-stdnum leaves out.
    """
    digits = _digits(typed, 10, InvalidBusinessNumber)
    try:
        brn.validate(digits)
    except InvalidComponent:
        raise InvalidBusinessNumber("unassigned", typed) from None
    if _business_check_digit(digits[:9]) != digits[9]:
        raise InvalidBusinessNumber("checksum", typed)
    return digits


def format_business_number(digits: str) -> str:
    """The official form: "1248100998" gives "124-81-00998"."""
    return str(brn.format(digits))


def is_corporation(business_number: str) -> bool:
    """Whether the middle two digits say that a company for profit registered its main office."""
    return business_number[3:5] in _COMPANY_MIDDLES


def parse_corporate_number(typed: str) -> str:
    """The thirteen digits of a corporate number typed in any form. Raises InvalidCorporateNumber.

    The check digit is not enforced, because numbers given since 2025-01-31 may not follow the rule; ask
    `corporate_checksum_holds` and warn.
    """
    return _digits(typed, 13, InvalidCorporateNumber)


def format_corporate_number(digits: str) -> str:
    """The official form: "1301110006246" gives "130111-0006246"."""
    return f"{digits[:6]}-{digits[6:]}"


def corporate_checksum_holds(digits: str) -> bool:
    """Whether the last digit fits the rule for numbers given before 2025-01-31."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _CORPORATE_WEIGHTS, strict=False))
    return (10 - total % 10) % 10 == int(digits[12])


def fictitious_business_number(index: int) -> str:
    """A well-formed number for demo data, a different one for every index from 0 to 399,959.

    They begin with 990 to 999, a block no tax office is known to give out, so that demo data names nobody.
    Raises ValueError outside the range.
    """
    rest, serial = divmod(index, 9999)
    office, middle = divmod(rest, len(_COMPANY_MIDDLES))
    if not 0 <= office < 10:
        raise ValueError(f"no fictitious number {index}")
    body = f"{999 - office}{_COMPANY_MIDDLES[middle]}{serial + 1:04d}"
    return body + _business_check_digit(body)


def _digits(typed: str, length: int, error: type[InvalidIdentifier]) -> str:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", typed)
        if letter not in _SEPARATORS and not letter.isspace() and unicodedata.category(letter) != "Cf"
    )
    if not plain:
        raise error("empty", typed)
    if not (plain.isascii() and plain.isdigit()):
        raise error("characters", typed)
    if len(plain) != length:
        raise error("length", typed)
    return plain


def _business_check_digit(body: str) -> str:
    """The tenth digit: weights 1 3 7 1 3 7 1 3 5, and the tens of the ninth product added once more."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _BUSINESS_WEIGHTS, strict=True))
    total += int(body[8]) * 5 // 10
    return str((10 - total % 10) % 10)
