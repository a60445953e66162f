"""BM25 with frozen statistics, in integers.

The statistics are part of the policy, so that adding a supplier changes nobody's score.
Robertson, Zaragoza: The Probabilistic Relevance Framework (2009), with ln(1 + (N - n + 0.5) / (n + 0.5)).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from . import canonical
from .reading import Reader
from .vocabulary import MICRO

if TYPE_CHECKING:
    from .pool import Ints

K1 = 1_200
B = 750
"""BM25's two constants, in thousandths."""


@dataclass(frozen=True, kw_only=True)
class TextStatistics:
    """What was frozen: each term's rarity in micro-units, and the average text length in thousandths."""

    idf: Mapping[str, int]
    average_length: int

    @classmethod
    def freeze(cls, texts: Iterable[Mapping[str, int]]) -> Self:
        """The statistics of a collection of term frequencies; exact decimals, the same everywhere."""
        documents = length = 0
        holding: dict[str, int] = {}
        for terms in texts:
            documents += 1
            length += sum(terms.values())
            for term in terms:
                holding[term] = holding.get(term, 0) + 1
        return cls(
            idf=canonical.frozen({term: _rarity(documents, count) for term, count in holding.items()}),
            average_length=max(1, length * 1_000 // max(1, documents)),
        )

    def term(self, term: str, count: int, length: int) -> int:
        """The BM25 share of one term found `count` times in a text of `length` terms, in micro-units."""
        saturation = K1 * (1_000 - B) // 1_000 + K1 * B * length // self.average_length
        return self.idf.get(term, 0) * count * (1_000 + K1) // (count * 1_000 + saturation)

    def terms(self, term: str, counts: "Ints", lengths: "Ints") -> "Ints":
        """`term` for many texts at once."""
        saturation = K1 * (1_000 - B) // 1_000 + K1 * B * lengths // self.average_length
        return self.idf.get(term, 0) * counts * (1_000 + K1) // (counts * 1_000 + saturation)

    def relevance(self, wanted: Collection[str], terms: Mapping[str, int], length: int) -> int:
        """The BM25 sum over the wanted terms that the text has, in micro-units."""
        return sum(self.term(term, terms[term], length) for term in wanted if term in terms)

    def document(self) -> dict[str, Any]:
        """The statistics as they stand in a policy document."""
        return {"idf": dict(self.idf), "average_length": self.average_length}

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """The statistics in a policy document; faults stay with the reader."""
        statistics = cls(
            idf=canonical.frozen(reader.numbers("idf", 0, 50 * MICRO)),
            average_length=reader.number("average_length", 1, 10**9),
        )
        reader.close()
        return statistics


def _rarity(documents: int, holding: int) -> int:
    ratio = 1 + Decimal(2 * (documents - holding) + 1) / Decimal(2 * holding + 1)
    return int(ratio.ln() * MICRO)
