"""Plants on the Korean diagnostic."""

from collections.abc import Mapping
from pathlib import Path

from assessments.planning import Plant, plant_of
from assessments.planning.reading import shipped
from assessments.scoring import load, score

ROOT = Path(__file__).resolve().parents[3]
FRAMEWORK = load(
    (ROOT / "assessments/frameworks/kr-smart-factory.yaml").read_text(encoding="utf-8"), name="kr.yaml"
)
CATALOGUE = shipped("kr-smart-factory") or shipped("")
assert CATALOGUE is not None


def plant(answers: Mapping[str, str]) -> Plant:
    """The plant that answered so."""
    return plant_of(score(FRAMEWORK, answers), dict(answers))


def all_at(choice: str, **others: str) -> Plant:
    """A plant with one answer everywhere, but for the items whose codes begin so."""
    given = dict.fromkeys(FRAMEWORK.items, choice)
    for start, other in others.items():
        given |= {code: other for code in given if code.replace("-", "_").startswith(start)}
    return plant(given)
