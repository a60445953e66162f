"""The documents one can consent to, read from `texts/*.yaml`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

TEXTS = Path(__file__).resolve().parent / "texts"
LANGUAGES = ("ko", "en")
Bilingual = Mapping[str, str]
OF_ONE_RESULT = frozenset({"sharing", "publication", "survey"})
"""Kinds of consent that are given where their result is, never at sign-up nor in general."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A document in one language: what a person reads before agreeing, and what the ledger shows later."""

    title: str
    purpose: str
    items: tuple[str, ...]
    period: str
    refusal: str
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One consent text: `kind` is agreement, collection, sharing, publication or survey; new words, new
    version.

    `recipients` are the kinds of organisation a sharing consent may name; `kinds` those whose members it
    concerns, empty for everybody.
    """

    code: str
    version: str
    kind: str
    required: bool
    recipients: frozenset[str]
    kinds: frozenset[str]
    texts: Mapping[str, Wording]

    @property
    def wording(self) -> Wording:
        """The text in the active language."""
        return self.texts[active_language()]

    def frozen(self, recipient: str = "") -> dict[str, Any]:
        """Both languages whole, as the ledger keeps them, with the recipient's name at the time."""
        return {
            "language": active_language(),
            **{
                language: {
                    "title": text.title,
                    "purpose": text.purpose,
                    "items": list(text.items),
                    "period": text.period,
                    "refusal": text.refusal,
                    "recipient": recipient,
                }
                for language, text in self.texts.items()
            },
        }


def active_language() -> str:
    """`ko` or `en`."""
    return "en" if (get_language() or "ko").startswith("en") else "ko"


def wording_of(stored: Mapping[str, Any]) -> Wording:
    """What a ledger line agreed to, in the active language."""
    text = stored.get(active_language()) or stored["ko"]
    return Wording(**{**text, "items": tuple(text["items"])})


@cache
def documents() -> Mapping[str, Document]:
    """All documents by code, required ones first. Raises KeyError or ValueError for a faulty file."""
    found = [_read(path) for path in sorted(TEXTS.glob("*.yaml"))]
    found.sort(key=lambda each: (not each.required, each.kind, each.code))
    return {each.code: each for each in found}


def document(code: str) -> Document:
    """The document in force. Raises KeyError for an unknown code."""
    return documents()[code]


def offered_to(kinds: Collection[str], given: Collection[str]) -> tuple[Document, ...]:
    """What somebody in organisations of these kinds may still agree to; in none yet, everything."""
    return tuple(
        each
        for each in documents().values()
        if each.kind == "collection"
        and each.code not in given
        and (not kinds or not each.kinds or each.kinds & set(kinds))
    )


def asked_at_sign_up() -> tuple[Document, ...]:
    """What is asked when somebody signs up, required ones first; never what concerns one result."""
    return tuple(each for each in documents().values() if each.kind not in OF_ONE_RESULT)


def sharing_with(kind: str) -> Document:
    """The consent needed to give a result to an organisation of this kind. Raises KeyError if none."""
    for each in documents().values():
        if kind in each.recipients:
            return each
    raise KeyError(kind)


def _read(path: Path) -> Document:
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    if row["code"] != path.stem:
        raise ValueError(f"{path.name}: code is {row['code']!r}")
    return Document(
        code=row["code"],
        version=row["version"],
        kind=row["kind"],
        required=bool(row["required"]),
        recipients=frozenset(row.get("recipients", ())),
        kinds=frozenset(row.get("kinds", ())),
        texts={
            language: Wording(
                title=row["title"][language],
                purpose=row["purpose"][language],
                items=tuple(each[language] for each in row["items"]),
                period=row["period"][language],
                refusal=row["refusal"][language],
            )
            for language in LANGUAGES
        },
    )
