"""The catalogue: complete for the diagnostic, sound in itself, every fault named with its place."""

import random
from pathlib import Path

import pytest
import yaml

from assessments.planning import reading
from assessments.planning.derived import catalogue_of
from assessments.planning.posing import open_to
from assessments.planning.reading import Faulty, faults_against, load
from assessments.scoring import load as load_framework
from core.domains import DOMAINS
from tests.assessments.planning.plants import CATALOGUE, FRAMEWORK, ROOT, all_at, plant

SOURCE = Path(reading.__file__).parent / "catalogues/kr-smart-factory.yaml"


def test_every_item_can_be_lifted_from_every_level_and_every_domain_has_a_step() -> None:
    assert faults_against(CATALOGUE, FRAMEWORK) == []
    assert {each.domain for each in CATALOGUE.solutions} == {each.code for each in DOMAINS}
    assert len(CATALOGUE.solutions) <= 100


def test_it_says_that_its_values_are_our_own() -> None:
    assert CATALOGUE.notice.ko.startswith("예시 값")
    assert CATALOGUE.notice.en.startswith("Example values")


def test_what_comes_first_is_cheaper_than_everything_that_waits_for_it() -> None:
    for solution in CATALOGUE.solutions:
        for code in solution.waits:
            assert CATALOGUE.by_code[CATALOGUE.rule[code].first].price < solution.price


def test_a_plan_counts_with_the_middle_of_the_band() -> None:
    assert CATALOGUE.by_code["lead-team"].price == 1_000_000
    assert CATALOGUE.by_code["erp-cloud"].price == 13_000_000
    assert all(each.cost[0] <= each.price <= each.cost[1] for each in CATALOGUE.solutions)


def test_texts_are_sentences_in_both_languages() -> None:
    for each in CATALOGUE.solutions:
        assert each.what.ko.endswith("다."), each.code
        assert each.what.en.endswith("."), each.code
    assert len({each.title.ko for each in CATALOGUE.solutions}) == len(CATALOGUE.solutions)


def test_a_system_the_plant_has_is_not_offered_a_practice_that_still_helps_is() -> None:
    codes = {each.code for each in open_to(all_at("1", SYS1_03="3"), CATALOGUE)}
    assert "mes-cloud" not in codes
    assert "mes-own" not in codes
    assert "standard-work" in {each.code for each in open_to(all_at("1", PRC4_04="2"), CATALOGUE)}


def test_what_waits_for_an_item_nobody_knows_is_not_offered() -> None:
    given = dict.fromkeys(FRAMEWORK.items, "2") | {"PRC2-01": "dont_know"}
    codes = {each.code for each in open_to(plant(given), CATALOGUE)}
    assert codes
    assert not any("master-data" in each.waits for each in CATALOGUE.solutions if each.code in codes)


def test_no_plant_has_more_than_a_hundred_candidates() -> None:
    of = random.Random(3)
    for _plant in range(20):
        assert (
            len(open_to(plant({code: str(of.randint(0, 5)) for code in FRAMEWORK.items}), CATALOGUE)) <= 100
        )


def test_a_framework_without_a_catalogue_gets_one_of_its_own_choices() -> None:
    path = ROOT / "assessments/frameworks/kr-quick-check.yaml"
    quick = load_framework(path.read_text(encoding="utf-8"), name="quick.yaml")
    made = catalogue_of(quick)
    assert made.is_derived
    assert faults_against(made, quick) == []
    assert catalogue_of(FRAMEWORK) is CATALOGUE


def _step(document: dict, **change: object) -> None:
    document["steps"][0] |= change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d.update(schema="x"), "schema: must be"),
        (lambda d: d.update(extra=1), "extra: unknown"),
        (lambda d: d.pop("rules"), "rules: missing"),
        (lambda d: _step(d, cost=[5, 1]), "steps[0]: cost"),
        (lambda d: _step(d, cost=[0, 1_500_000]), "steps[0]: cost"),
        (lambda d: _step(d, domain="X"), "steps[0]: domain"),
        (lambda d: _step(d, kind="x"), "steps[0]: kind"),
        (lambda d: _step(d, window=[2, 2]), "steps[0]: window"),
        (lambda d: _step(d, lifts={}), "steps[0]: lifts"),
        (lambda d: _step(d, lifts={"STR1-01": 0}), "steps[0]: 0 is no whole number"),
        (lambda d: _step(d, title={"ko": "가"}), "steps[0]: a text needs"),
        (lambda d: _step(d, colour="red"), "steps[0]: unknown"),
        (lambda d: d["steps"][0].pop("months"), "steps[0]: missing 'months'"),
        (lambda d: _step(d, months=13), "steps[0].months: no phase holds 13"),
        (lambda d: _step(d, waits=["nothing"]), "steps[0].waits: there is no rule nothing"),
        (lambda d: _step(d, waits=["network"]), "steps[0].waits: wired-network is no cheaper first step"),
        (lambda d: _step(d, code=d["steps"][1]["code"]), "steps: step-plan twice"),
        (lambda d: d["rules"][0].update(first="aps"), "rules[0].first: aps does not lead there"),
        (lambda d: d["rules"][0].update(first="x"), "rules[0].first: there is no step x"),
        (lambda d: d["rules"][0].update(level=3), "rules[0].first: master-data lifts PRC2-01 too little"),
        (lambda d: d["phases"][0].update(to=0), "phases[0]"),
        (lambda d: d["money"].update(rate=101), "money[0]: a rate"),
    ],
)
def test_a_fault_is_named_with_its_place(change: object, fault: str) -> None:
    document = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    change(document)  # type: ignore[operator]
    with pytest.raises(Faulty) as raised:
        load(yaml.safe_dump(document, allow_unicode=True))
    assert any(each.startswith(fault) for each in raised.value.faults), raised.value.faults


def test_what_is_no_yaml_is_said() -> None:
    with pytest.raises(Faulty, match="YAML"):
        load("{")
