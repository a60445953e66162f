"""The words a reader may not know: those of the score, and the technologies this report names."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.domains import DOMAINS
from portal.reports.build.wording import language
from portal.reports.content import Term

TECHNOLOGIES = 10


def glossary_of(domains: Iterable[str]) -> tuple[Term, ...]:
    """The words of the score, then at most ten technologies by their codes, in the order given."""
    named = [DOMAINS.get(code) for code in dict.fromkeys(domains) if code in DOMAINS]
    korean = language() == "ko"
    return (
        *_words(),
        *(
            Term(word=d.name_ko if korean else d.name_en, meaning=d.what_ko if korean else d.what_en)
            for d in named[:TECHNOLOGIES]
        ),
    )


def _words() -> tuple[Term, ...]:
    return (
        Term(
            word=_("Level"),
            meaning=_("How far the plant has come, from 0 (no system) to 5 (runs by itself)."),
        ),
        Term(
            word=_("Smartness scale"),
            meaning=_("How smart the installed systems are. It is read from the level."),
        ),
        Term(
            word=_("Tier"),
            meaning=_("The coarse grade that support programmes ask for: basic or advanced."),
        ),
        Term(
            word=_("Condition"),
            meaning=_("A score that an area needs before a level counts, whatever the total."),
        ),
        Term(
            word=_("Coverage"),
            meaning=_("The share of the weight of all applicable questions that was answered with a choice."),
        ),
        Term(
            word=_("Range"),
            meaning=_("The total if everything not known were at its lowest, and at its highest."),
        ),
        Term(
            word=_("Gain"),
            meaning=_("By how many points the total rises if this one answer rises by one step."),
        ),
    )
