"""Reasons as Korean and English sentences.

A template names facts in braces. In Korean `{domain|을/를}` adds the particle that fits; in English
`{builds|project|projects}` adds the noun that fits the number.
"""

import re
from collections.abc import Mapping
from typing import Literal

from core.hangul import with_particle

from .reason import Fact, Reason
from .reasons_en import ENGLISH
from .reasons_ko import KOREAN

Language = Literal["ko", "en"]
Names = Mapping[str, str]
"""Labels in the language of the sentence, by kind and code: "domain:MES", "gap:SYS2", "region:48120",
"industry:29", "size:SMALL", "preference:ai-twin-2026". A code without a label is shown as it is."""

TEMPLATES: Mapping[Language, Mapping[str, str]] = {"ko": KOREAN, "en": ENGLISH}

_KINDS = {
    "domain": "domain",
    "domains": "domain",
    "gap": "gap",
    "industry": "industry",
    "home": "region",
    "plant": "region",
    "size": "size",
    "preference": "preference",
}
_PLACE = re.compile(r"{(\w+)(?:\|([^{}]*))?}")


def sentence(reason: Reason, language: Language, names: Names) -> str:
    """The reason as one or two whole sentences. Raises KeyError for a reason without a template."""
    template = TEMPLATES[language][reason.code]

    def fill(place: re.Match[str]) -> str:
        fact, form = reason.facts[place[1]], place[2]
        words = _words(place[1], fact, names)
        if not form:
            return words
        if language == "ko":
            return with_particle(words, form)
        one, many = form.split("|")
        return f"{words} {one if fact == 1 else many}"

    return _PLACE.sub(fill, template)


def _words(name: str, fact: Fact, names: Names) -> str:
    if name == "tenths" and isinstance(fact, int):
        return f"{fact // 10}.{fact % 10}"
    if isinstance(fact, int):
        return str(fact)
    codes = fact if isinstance(fact, tuple) else (fact,)
    kind = _KINDS.get(name)
    return ", ".join(names.get(f"{kind}:{code}", code) if kind else code for code in codes)
