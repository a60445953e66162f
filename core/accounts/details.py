"""Cleaning what is typed about an organisation; every fault is a Refused with its field."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.accounts.roles import Kind
from core.identifiers import InvalidBusinessNumber, parse_business_number
from core.industries import INDUSTRIES, SUPPLIER_INDUSTRIES, SizeClass
from core.regions import REGIONS, Level, Resolved, explain
from core.web.refusal import Refused

NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Details:
    """What an organisation says about itself, cleaned. Codes are those valid on the day; money in won."""

    name: str
    sigungu: str = ""
    industry: str = ""
    size: str = ""
    employees: int | None = None
    average_sales_won: int | None = None
    name_en: str = ""
    homepage: str = ""


def clean_name(typed: str, field: str = "name", *, required: bool = True) -> str:
    """One line of composed Unicode without control characters. Raises Refused when empty or too long."""
    text = "".join(
        letter if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} else " "
        for letter in unicodedata.normalize("NFC", typed)
    )
    text = " ".join(text.split())
    if required and not text:
        raise Refused(_("Type the name."), code="empty", field=field)
    if len(text) > NAME_LENGTH:
        raise Refused(
            _("The name may have at most %(count)d characters.") % {"count": NAME_LENGTH},
            code="too_long",
            field=field,
        )
    return text


def clean_business_number(typed: str, field: str = "business_number") -> str:
    """The ten digits. Raises Refused that says what is wrong with the number."""
    try:
        return parse_business_number(typed)
    except InvalidBusinessNumber as invalid:
        messages = {
            "empty": _("Type the business registration number."),
            "characters": _("A business registration number has digits only, such as 124-81-00998."),
            "length": _("A business registration number has ten digits. Count them once more."),
            "unassigned": _("No tax office gives out this number. Check it against the certificate."),
            "checksum": _("One digit of the number does not fit. Check it against the certificate."),
        }
        raise Refused(messages[invalid.reason], code=invalid.reason, field=field) from None


def clean_sigungu(code: str, on: date, *, required: bool = False) -> str:
    """The code of a district that exists on the day; an old code is followed. Raises Refused."""
    if not code:
        if required:
            raise Refused(_("Choose the city, county or district."), code="empty", field="sigungu")
        return ""
    found = REGIONS.resolve(code, on, Level.SIGUNGU)
    if isinstance(found, Resolved) and REGIONS.is_selectable(found.region.code, on):
        return found.region.code
    why = explain(found, get_language() or "ko")
    raise Refused(
        why or _("Choose a city, county or district from the list."), code="sigungu", field="sigungu"
    )


def clean_industry(code: str, *, required: bool = False, kind: str = "") -> str:
    """The code of a division or group of manufacturing; of a supplier's trade as well. Raises Refused."""
    if not code:
        if required:
            raise Refused(_("Choose the industry."), code="empty", field="industry")
        return ""
    found = INDUSTRIES.resolve(code)
    if found is None and kind == Kind.SUPPLIER.value:
        found = SUPPLIER_INDUSTRIES.resolve(code)
    if found is None:
        raise Refused(_("Choose a manufacturing industry from the list."), code="industry", field="industry")
    return found.code


def clean_size(code: str) -> str:
    """A legal size class or nothing. Raises Refused."""
    if not code:
        return ""
    try:
        return SizeClass(code).value
    except ValueError:
        raise Refused(_("Choose a size class from the list."), code="size", field="size") from None


def clean_details(on: date, typed: Details, kind: str = "") -> Details:
    """All of it cleaned for the day and the kind of organisation. Raises Refused for the first fault."""
    for field, value in (("employees", typed.employees), ("average_sales_won", typed.average_sales_won)):
        if value is not None and not 0 <= value < (10**7 if field == "employees" else 10**16):
            raise Refused(_("This number cannot be right. Check it once more."), code="range", field=field)
    if typed.homepage and not typed.homepage.startswith(("http://", "https://")):
        raise Refused(_("An address begins with https:// or http://."), code="homepage", field="homepage")
    return Details(
        name=clean_name(typed.name),
        sigungu=clean_sigungu(typed.sigungu, on),
        industry=clean_industry(typed.industry, kind=kind),
        size=clean_size(typed.size),
        employees=typed.employees,
        average_sales_won=typed.average_sales_won,
        name_en=clean_name(typed.name_en, "name_en", required=False),
        homepage=typed.homepage[:200],
    )
