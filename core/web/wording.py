"""How numbers, dates and codes are written for people."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.hangul import with_honour
from core.web.components import BadgeKind

SEOUL = ZoneInfo("Asia/Seoul")
NOTHING = "—"
_DAYS_KO = "월화수목금토일"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EOK = 100_000_000
_MAN = 10_000


def _is_korean() -> bool:
    return (get_language() or "ko").startswith("ko")


def honoured(name: str) -> str:
    """A person's name with the word of respect in Korean ("김 과장님"), elsewhere the name alone."""
    return with_honour(name) if _is_korean() else name


def won(amount: int | None) -> str:
    """Integer won, exact: "1억 2,300만 원", "12,345원", in English "KRW 123,000,000". None gives a dash."""
    if amount is None:
        return NOTHING
    if not _is_korean():
        return f"KRW {amount:,}"
    sign, rest = ("-" if amount < 0 else ""), abs(amount)
    if rest < _MAN:
        return f"{sign}{rest:,}원"
    eok, rest = divmod(rest, _EOK)
    man, rest = divmod(rest, _MAN)
    parts = [f"{eok:,}억"] if eok else []
    if man:
        parts.append(f"{man:,}만")
    if rest:
        parts.append(f"{rest:,}")
    return f"{sign}{' '.join(parts)} 원"


def date_text(day: date | datetime | None) -> str:
    """ "2026. 11. 21.(토)", in English "Sat 21 Nov 2026". An instant is shown as its day in Seoul."""
    if day is None:
        return NOTHING
    if isinstance(day, datetime):
        day = day.astimezone(SEOUL).date()
    if _is_korean():
        return f"{day.year}. {day.month}. {day.day}.({_DAYS_KO[day.weekday()]})"
    return f"{_DAYS_EN[day.weekday()]} {day.day} {day:%b %Y}"


def time_text(at: datetime | None) -> str:
    """ "14:03" in Seoul."""
    return NOTHING if at is None else f"{at.astimezone(SEOUL):%H:%M}"


def datetime_text(at: datetime | None) -> str:
    """The day and the time in Seoul: "2026. 11. 21.(토) 14:03"."""
    return NOTHING if at is None else f"{date_text(at)} {time_text(at)}"


def business_number(digits: str | None) -> str:
    """Ten digits as 123-45-67890; anything else as it is, nothing as a dash."""
    if not digits:
        return NOTHING
    if len(digits) == 10 and digits.isascii() and digits.isdigit():
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    return digits


def decimal_text(value: Decimal | int | float | str | None, places: int = 1) -> str:
    """The number with so many decimals, halves away from zero. None, which is not zero, gives a dash."""
    if value is None or value == "":
        return NOTHING
    step = Decimal(1).scaleb(-places)
    return f"{Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP):,}"


def scale_text(value: Decimal | int | float | str | None, maximum: Decimal | int | float | str) -> str:
    """The number with the decimals its scale asks for: none on a scale of 100 or more, one from 10, else two.

    The one rule for every score and every part of a score: page, sentences, drawings and report agree.
    """
    most = abs(Decimal(str(maximum)))
    return decimal_text(value, 0 if most >= 100 else 1 if most >= 10 else 2)


def tier_name(tier: str) -> str:
    """The name of a tier in the reader's language; an unknown code as it is."""
    return {"basic": _("Basic tier"), "advanced": _("Advanced tier")}.get(tier, tier)


def tier_kind(tier: str) -> BadgeKind:
    """The badge of a tier."""
    if tier == "basic":
        return "basic"
    return "advanced" if tier == "advanced" else "plain"


def months_text(start: int, end: int) -> str:
    """Months of a plan in words, after `start` to the end of `end`: "첫 6개월", "7개월째", "7~18개월째"."""
    if not start:
        return ngettext("the first month", "the first %(end)s months", end) % {"end": end}
    if end - start == 1:
        return _("month %(end)s") % {"end": end}
    return _("months %(first)s to %(end)s") % {"first": start + 1, "end": end}
