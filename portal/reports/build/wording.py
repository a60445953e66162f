"""How the content's sentences write numbers and codes, in the active language."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.scoring import Text
from assessments.scoring.framework import Level
from assessments.scoring.number import rounded, shown
from core.hangul import with_particle
from core.web.wording import scale_text


def language() -> str:
    """ "ko" or "en"."""
    return "en" if (get_language() or "ko").startswith("en") else "ko"


def said(text: Text | None) -> str:
    """A text of the framework in the active language; empty for None."""
    return "" if text is None else text.of(language())


def with_case(word: str, pair: str) -> str:
    """The word with the Korean particle that fits ("은/는"); in English the word alone."""
    return with_particle(word, pair) if language() == "ko" else word


def exact(value: Fraction | None) -> Decimal | None:
    """The number as content holds it: at most six decimals. None stays None."""
    return None if value is None else shown(value)


def number(value: Fraction | Decimal, places: int = 1) -> str:
    """At most so many decimals, thousands grouped, no empty decimals: "1,000", "27.5"."""
    written = shown(Fraction(value), places)
    return f"{written:,}"


def cut(value: Fraction, places: int = 1) -> str:
    """The number cut, not rounded: what misses a threshold by little never looks as if it met it."""
    up, down = rounded(value.numerator, value.denominator, "floor", places)
    return number(Fraction(up, down), places)


def scaled(value: Fraction | Decimal, maximum: Fraction | Decimal) -> str:
    """The number with the decimals its scale asks for: "205" of 1,000 points, "1.15" of 5."""
    return scale_text(shown(Fraction(value)), shown(Fraction(maximum)))


def missed(value: Fraction, bound: Fraction, maximum: Fraction) -> str:
    """As `scaled`, for a value below a bound: cut where rounding would look as if it met it."""
    written = scaled(value, maximum)
    return written if written != scaled(bound, maximum) else cut(value, 2)


def percent(share: Fraction | Decimal) -> str:
    """A share (0-1) in percent without decimals, cut: 100 % means all."""
    return cut(Fraction(share) * 100, 0) + "%"


def level_name(level: Level) -> str:
    """ "Level 2 · Monitoring"."""
    return _("Level %(level)s · %(title)s") % {"level": level.level, "title": said(level.title)}
