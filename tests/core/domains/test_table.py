import json
from typing import Any

import pytest

from core.domains import DOMAINS
from tests.core import reference


def taxonomy() -> dict[str, Any]:
    path = reference.FOLDER / "supplier_taxonomy.json"
    if not path.is_file():
        pytest.skip("the reference taxonomy is not on this machine (IEUM_REFERENCE)")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_the_domains_are_those_of_the_reference() -> None:
    expected = {
        entry["code"]: (entry["name_ko"], entry["area"], entry["in_7_strategic_fields"])
        for entry in taxonomy()["proposed_domains"]
    }
    assert {
        domain.code: (domain.name_ko, domain.area.name_ko, domain.is_strategic) for domain in DOMAINS
    } == expected


def test_the_strategic_fields_are_the_seven_of_the_plan() -> None:
    expected = {entry["field"] for entry in taxonomy()["verified"]["strategic_fields_7"]}
    assert {domain.strategic for domain in DOMAINS if domain.is_strategic} == expected


def test_there_are_24_domains_in_four_areas_with_texts_in_both_languages() -> None:
    assert (len(DOMAINS), len(DOMAINS.areas)) == (24, 4)
    for domain in DOMAINS:
        assert domain.what_ko.endswith("다.")
        assert domain.what_en.endswith(".")
        assert domain.synonyms
        assert len(domain.code) <= 12
        assert domain in DOMAINS.in_area(domain.area.code)


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("MES", ["MES"]),
        ("mes", ["MES"]),
        ("제조실행시스템", ["MES"]),
        ("생산관리 시스템", ["MES"]),
        ("인공지능", ["AI"]),
        ("공장에너지관리", ["FEMS"]),
        ("OPC UA", ["NETWORK"]),
        ("3D 프린팅", ["3DP"]),
        ("OT/산업보안", ["SECURITY"]),
        ("디지털 트윈", ["TWIN"]),
        ("목욕탕", []),
        ("", []),
    ],
)
def test_a_word_leads_to_what_it_stands_for(word: str, codes: list[str]) -> None:
    assert [domain.code for domain in DOMAINS.meant_by(word)] == codes


def test_synonyms_are_the_other_words_for_the_same() -> None:
    assert {"제조실행시스템", "생산관리시스템"} <= set(DOMAINS.synonyms("MES"))
    assert "MES" not in DOMAINS.synonyms("mes")
    assert DOMAINS.synonyms("목욕탕") == ()
