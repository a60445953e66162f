"""A row of an award file, and its words."""

import csv
import gzip
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from matching.ranking.vocabulary import MOST_AMOUNT

_COMMON = "de da do das dos e a o as os em para no na nos nas com por ao aos um uma que se ou n"
_STOP = frozenset(_COMMON.split())
_STEM = 6
_MOST_WORDS = 1_000
_NOWHERE = frozenset({"Distrito não determinado", "Portugal Continental"})


@dataclass(frozen=True, kw_only=True)
class Contract:
    """One contract and one winner; `winner` is empty where it is not to be known.

    `cents` are 0 where the amount is unknown or a correction downwards.
    """

    id: str
    buyer: str
    winner: str
    day: date
    text: str
    category: str
    category_text: str
    procedure: str
    cents: int
    district: str
    municipality: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its text, cut to stems."""
        return tuple(words(self.text))

    @property
    def terms(self) -> frozenset[str]:
        """Its different words; of a text beyond all measure the first thousand."""
        return frozenset(list(dict.fromkeys(self.words))[:_MOST_WORDS])

    @property
    def told(self) -> "Contract":
        """The contract with the name of its class among its words."""
        return replace(self, text=f"{self.text} {self.category_text}")

    @property
    def place(self) -> str:
        """Its municipality with the district before it: names come twice in the country."""
        return f"{self.district}/{self.municipality}" if self.municipality else ""


def read(path: Path, *, winners: bool) -> list[Contract]:
    """The rows of a file, in its order. Without `winners` that column is not looked at."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [_contract(row, winners=winners) for row in csv.DictReader(file)]


def _contract(row: dict[str, str], *, winners: bool) -> Contract:
    return Contract(
        id=row["contract_id"],
        buyer=row["buyer_id"],
        winner=row["supplier_id"] if winners else "",
        day=date.fromisoformat(row["published"][:10]),
        text=row["object"],
        category=row["cpv8"],
        category_text=row["cpv_text"],
        procedure=row["procedure"],
        cents=_cents(row["price_eur"]),
        district="" if row["district"] in _NOWHERE else row["district"],
        municipality=row["municipality"],
    )


def _cents(amount: str) -> int:
    try:
        cents = int(Decimal(amount) * 100)
    except (ArithmeticError, ValueError):
        return 0
    return max(0, min(cents, MOST_AMOUNT))


def words(text: str) -> list[str]:
    """Lower case, without accents and common words; long ones cut to six letters, plurals to the singular."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each)
    )
    return [_stem(word) for word in re.findall(r"[a-z]{2,}|\d{2,}", plain) if word not in _STOP]


def _stem(word: str) -> str:
    if len(word) > _STEM:
        return word[:_STEM]
    return word[:-1] if word.endswith("s") and len(word) > 4 else word
