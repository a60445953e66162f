"""Policies for the yardstick: the product's own kind of document, with Portugal's places in it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from matching.ranking import Policy
from matching.ranking.text import TextStatistics
from matching.ranking.vocabulary import ALL_CRITERIA

from .contract import Contract

_BORDERS = """
Viana do Castelo: Braga
Braga: Porto, Vila Real
Porto: Vila Real, Viseu, Aveiro
Vila Real: Viseu, Braganca
Braganca: Viseu, Guarda
Aveiro: Viseu, Coimbra
Viseu: Coimbra, Guarda
Guarda: Coimbra, Castelo Branco
Coimbra: Castelo Branco, Leiria
Castelo Branco: Leiria, Santarém, Portalegre
Leiria: Santarém, Lisboa
Santarém: Portalegre, Évora, Setúbal, Lisboa
Lisboa: Setúbal
Setúbal: Évora, Beja
Portalegre: Évora
Évora: Beja
Beja: Faro
"""
_MACROS = {
    "Norte": ["Viana do Castelo", "Braga", "Porto", "Vila Real", "Braganca"],
    "Centro": ["Aveiro", "Viseu", "Guarda", "Coimbra", "Castelo Branco", "Leiria"],
    "Lisboa": ["Lisboa", "Setúbal"],
    "Alentejo": ["Santarém", "Évora", "Beja", "Portalegre"],
    "Algarve": ["Faro"],
}

HAND: Mapping[str, int] = {
    "text": 2_000,
    "closest": 2_000,
    "domain": 1_500,
    "category": 1_000,
    "place": 1_000,
    "closest_three": 500,
    "region": 500,
    "alike_near": 500,
    "alike_amount": 500,
    "alike_procedure": 500,
}
"""Weights as one would set them without looking at a single choice; the rest is 0."""


def policy(known: Sequence[Contract], weights: Mapping[str, int], like: Policy) -> Policy:
    """A policy with these weights, everything else as in the portal's own, but for places, words and ties.

    The statistics are frozen over the contracts known.
    """
    idf = TextStatistics.freeze(Counter(contract.words) for contract in known)
    texts: dict[str, Counter[str]] = {}
    for contract in known:
        texts.setdefault(contract.winner, Counter()).update(contract.words)
    whole = TextStatistics(idf=idf.idf, average_length=TextStatistics.freeze(texts.values()).average_length)
    document = like.document()
    document.pop("gaps", None)
    places = {"values": document["regions"]["values"], "remote_floor": 0, "remote_domains": []}
    return Policy.from_document(
        document
        | {
            "code": "awards",
            "weights": dict.fromkeys(ALL_CRITERIA, 0) | dict(weights),
            "scales": document["scales"] | {"domain_half": 2, "text_half": 35},
            "statistics": whole.document(),
            "projects": {
                "statistics": idf.document(),
                "category": {"3": 5_000, "4": 6_000, "5": 7_000, "6": 8_500, "8": 10_000},
                "category_half": 4,
                "amount_half": 12,
            },
            "band_tenths": 1,
            "preferences": [],
            "regions": places | {"macros": _MACROS, "borders": _borders(), "parents": {}, "successors": {}},
        }
    )


def _borders() -> list[list[str]]:
    lines = (line.split(": ") for line in _BORDERS.strip().splitlines())
    return [[here, there] for here, others in lines for there in others.split(", ")]
