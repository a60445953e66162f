"""The table of technology domains with the words people use for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

import yaml

from core.hangul import normalised


@dataclass(frozen=True, slots=True)
class Area:
    """One of the four areas of the ministry's plan."""

    code: str
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Domain:
    """One technology domain.

    `strategic` names the strategic field of the ministry it lies in, "" when in none. `is_remote` says that
    it can be delivered without being near the plant. `synonyms` are other words for it, its code included.
    """

    code: str
    area: Area
    name_ko: str
    short_ko: str
    name_en: str
    what_ko: str
    what_en: str
    strategic: str
    is_remote: bool
    synonyms: tuple[str, ...]

    @property
    def is_strategic(self) -> bool:
        """Whether the domain lies in one of the seven strategic fields."""
        return bool(self.strategic)


class Table:
    """All domains of one version of the list."""

    def __init__(self, *, version: int, areas: Mapping[str, Area], domains: Mapping[str, Domain]) -> None:
        self.version = version
        self.areas = MappingProxyType(dict(areas))
        self._domains = MappingProxyType(dict(domains))
        words: dict[str, dict[str, None]] = {}
        for domain in self:
            for word in (domain.code, domain.name_ko, domain.short_ko, domain.name_en, *domain.synonyms):
                words.setdefault(_word(word), {})[domain.code] = None
        self._words = words

    def __iter__(self) -> Iterator[Domain]:
        """The domains in the order of the file."""
        return iter(self._domains.values())

    def __len__(self) -> int:
        return len(self._domains)

    def __contains__(self, code: object) -> bool:
        return code in self._domains

    def get(self, code: str) -> Domain:
        """The domain of a code. Raises KeyError when there is none."""
        return self._domains[code]

    def in_area(self, area: str) -> tuple[Domain, ...]:
        """The domains of an area."""
        return tuple(domain for domain in self if domain.area.code == area)

    def meant_by(self, word: str) -> tuple[Domain, ...]:
        """The domains a word stands for: "제조실행시스템" gives MES. Spaces and case do not matter."""
        return tuple(self._domains[code] for code in self._words.get(_word(word), {}))

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Every other word for what the word stands for, in the order of the file; () when there is none."""
        own = _word(word)
        found = dict.fromkeys(other for domain in self.meant_by(word) for other in domain.synonyms)
        return tuple(other for other in found if _word(other) != own)


def load() -> Table:
    """The table as the data file of this package has it."""
    document = yaml.safe_load((files(__package__) / "data" / "domains.yaml").read_text(encoding="utf-8"))
    areas = {
        code: Area(code, entry["name_ko"], entry["name_en"]) for code, entry in document["areas"].items()
    }
    domains = {
        code: Domain(
            code=code,
            area=areas[entry["area"]],
            name_ko=entry["name_ko"],
            short_ko=entry["short_ko"],
            name_en=entry["name_en"],
            what_ko=entry["what_ko"],
            what_en=entry["what_en"],
            strategic=entry["strategic"],
            is_remote=entry["remote"],
            synonyms=tuple(entry["synonyms"]),
        )
        for code, entry in document["domains"].items()
    }
    return Table(version=document["version"], areas=areas, domains=domains)


def _word(text: str) -> str:
    return "".join(letter for letter in normalised(text) if letter.isalnum())


DOMAINS = load()
