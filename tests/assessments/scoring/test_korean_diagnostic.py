"""The default framework keeps its promises."""

from pathlib import Path

import pytest

from assessments.scoring import attainable, carried, dump, load, score

FOLDER = Path(__file__).parents[3] / "assessments" / "frameworks"
DOCUMENTS = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def diagnostic():
    path = FOLDER / "kr-smart-factory.yaml"
    if not path.exists():
        pytest.skip("the default framework is not there")
    return load(path.read_text("utf-8"), name=path.name)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_shipped_document_loads_and_writes_back(path):
    framework = load(path.read_text("utf-8"), name=path.name)
    assert load(dump(framework), name=path.name) == framework


@pytest.mark.parametrize("level", range(6))
def test_answering_k_everywhere_is_200_k_points_and_level_k(diagnostic, level):
    outcome = score(diagnostic, dict.fromkeys(diagnostic.items, str(level)))
    assert outcome.score == 200 * level
    assert outcome.level.level == level
    assert outcome.tier.code == ("basic" if level < 3 else "advanced")


def test_four_areas_ten_modules_forty_four_items_a_thousand_points(diagnostic):
    areas = diagnostic.tree.children
    assert [(area.code, int(area.weight)) for area in areas] == [
        ("STR", 100),
        ("PRC", 400),
        ("SYS", 400),
        ("PRF", 100),
    ]
    assert (len(diagnostic.modules), len(diagnostic.items)) == (10, 44)
    assert attainable(diagnostic.tree) == (0, 1000)


def test_leadership_cannot_buy_automation(diagnostic):
    answers = dict.fromkeys(diagnostic.items, "5") | {
        code: "1" for code in diagnostic.items if code.startswith("SYS")
    }
    outcome = score(diagnostic, answers)
    assert outcome.score > 500
    assert outcome.tier.code == "basic"
    assert {gate.node for gate in outcome.next_tier.gates} == {"SYS"}


def test_a_stricter_scheme_can_be_chosen(diagnostic):
    answers = dict.fromkeys(diagnostic.items, "2")
    other = next(scheme.code for scheme in diagnostic.schemes if scheme.code != diagnostic.default_scheme)
    assert score(diagnostic, answers, scheme=other).level.level < score(diagnostic, answers).level.level


def test_the_quick_check_carries_into_the_diagnostic():
    quick, full = (FOLDER / f"{name}.yaml" for name in ("kr-quick-check", "kr-smart-factory"))
    if not (quick.exists() and full.exists()):
        pytest.skip("the frameworks are not there")
    source, target = (load(path.read_text("utf-8"), name=path.name) for path in (quick, full))
    answers = {code: item.choices[-1].code for code, item in source.items.items()}
    there = carried(target, source=source.code, answers=answers)
    assert len(there) == len(source.items)
