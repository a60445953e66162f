"""Under a policy that looks at gaps: who does what the result says is missing comes first, and is told so."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking import Build, Criterion, Level, Malformed, Need, explain, prepare, rank, score, sentence
from matching.ranking.reasons import TEMPLATES
from matching.ranking.vocabulary import MICRO

from . import world

POLICY, BEFORE = world.gap_policy(), world.policy()
NAMES = {
    "gap:SYS2": "설비 컨트롤",
    "gap:SYS1": "정보시스템",
    "domain:CONTROL": "설비 제어",
    "domain:MES": "생산관리시스템(MES)",
    "region:48": "경남",
}


def asked(**fields: object) -> Need:
    """Hanbit lacks control of its machines most, then information systems."""
    known = {
        "domains": {"MES": 3000, "ERP": 900, "CONTROL": 600, "NETWORK": 200},
        "priority": frozenset({"MES"}),
        "gaps": (
            world.gap("SYS2", 2_100, CONTROL=6_000, NETWORK=4_000),
            world.gap("SYS1", 1_700, MES=5_000, ERP=5_000),
        ),
    }
    return world.need(**(known | fields))


def maker(**domains: Level):
    """Mirae with other technologies and no builds."""
    return world.mirae(domains=domains, builds=())


def test_a_ranking_under_the_first_policy_still_comes_to_the_same_bytes():
    ranking = rank(world.need(priority=frozenset()), world.many(400, 1), BEFORE, limit=10)
    assert ranking.checksum == "f72f371c2f5cae2e8839b95390048d7d834b70f68f38d1b6aa0e22b9e5129a1d"
    assert BEFORE.checksum == "894f8312c738bc16bf62a3309d31234ad174ba4df56ca223d50fe5440bf6613c"
    assert '"engine":"1"' in ranking.to_json().decode()


def test_a_ranking_under_the_policy_of_gaps_still_comes_to_the_same_bytes():
    ranking = rank(asked(), world.many(400, 1), POLICY, limit=10)
    assert ranking.checksum == "0e1fa09c0c2560fcfddd3d749b9a9760db448bd87fb70a927de821ea0db59e55"
    assert POLICY.checksum == "f6f0f25625683f4df309f43e8e654a632748cdbdb84ede60b4d799b0daa767aa"


def test_the_arithmetic_of_gaps_is_a_version_of_its_own():
    assert b'"engine":"2"' in rank(asked(), [maker(CONTROL=Level.VERIFIED)], POLICY).to_json()


@given(world.profiles())
def test_a_policy_without_gaps_scores_a_need_with_gaps_as_one_without(supplier):
    plain = replace(asked(), gaps=())
    assert score(asked(), supplier, BEFORE) == score(plain, supplier, BEFORE)


def test_who_closes_the_biggest_gap_comes_before_who_closes_the_next():
    control, mes = maker(CONTROL=Level.DOCUMENTED), replace(maker(MES=Level.DOCUMENTED), id="mes")
    assert [item.supplier_id for item in rank(asked(), [mes, control], POLICY).items] == [control.id, "mes"]
    assert [item.supplier_id for item in rank(asked(), [mes, control], BEFORE).items] == ["mes"]


def test_the_foremost_technology_fully_shown_closes_the_gap():
    builds = tuple(Build(id=f"b{n}", domain="CONTROL", on=world.TODAY) for n in range(9))
    able = world.mirae(domains={"CONTROL": Level.VERIFIED}, builds=builds)
    value = score(asked(), able, POLICY).values[Criterion.DOMAIN]
    # Strength 1 x (1/2 + 1/2 x 9/10) in the foremost technology of the gap that counts 5/8 of the two.
    assert value == 950_000 * 5_000 // 8_000


@given(st.lists(st.sampled_from(tuple(Level)), min_size=4, max_size=4), st.integers(0, 3))
def test_more_evidence_never_closes_less(levels, which):
    domains = dict(zip(("CONTROL", "NETWORK", "MES", "ERP"), levels, strict=True))
    code = list(domains)[which]
    better = {**domains, code: Level.VERIFIED}
    assert (
        score(asked(), maker(**better), POLICY).values[Criterion.DOMAIN]
        >= score(asked(), maker(**domains), POLICY).values[Criterion.DOMAIN]
    )


@given(world.needs, world.profiles())
def test_closing_gaps_lies_on_its_scale(need, supplier):
    assert 0 <= score(need, supplier, POLICY).values[Criterion.DOMAIN] <= MICRO


def test_a_supplier_must_offer_a_main_technology_of_some_gap():
    ranking = rank(asked(), prepare([maker(QMS=Level.VERIFIED)]), POLICY)
    assert ranking.eligible == 0
    assert list(ranking.excluded.values()) == [("no_priority_domain",)]


def test_the_reason_names_the_gap_and_what_the_supplier_does_about_it():
    supplier = world.mirae(
        domains={"CONTROL": Level.VERIFIED, "MES": Level.DECLARED},
        builds=(Build(id="b1", domain="CONTROL", on=world.TODAY),),
    )
    found = explain(asked(), rank(asked(), [supplier], POLICY).items[0], POLICY)
    assert [sentence(reason, "ko", NAMES) for reason in found.strengths][:2] == [
        "첫째로 메울 격차(설비 컨트롤): 이 회사는 설비 제어 역량을 확인받았고, "
        "고객이 확인한 구축 실적이 1건 있습니다.",
        "둘째로 메울 격차(정보시스템): 이 회사는 생산관리시스템(MES)을 제공한다고 밝혔습니다. "
        "근거 자료는 아직 없습니다.",
    ]
    assert found.strengths[0].evidence == ("b1",)


def test_doing_nothing_about_the_biggest_gap_is_the_weakness():
    found = explain(asked(), rank(asked(), [maker(MES=Level.VERIFIED)], POLICY).items[0], POLICY)
    assert sentence(found.weakness, "ko", NAMES) == (
        "첫째로 메울 격차(설비 컨트롤)에 필요한 설비 제어는 제공하지 않습니다."
    )
    assert found.strengths[0].code == "gap2_verified"


@pytest.mark.parametrize("language", ["ko", "en"])
@given(need=world.needs, supplier=world.profiles())
def test_every_reason_is_true_and_can_be_said(language, need, supplier):
    ranking = rank(need, [supplier], POLICY)
    for item in ranking.items:
        found = explain(need, item, POLICY)
        for reason in (*found.strengths, *filter(None, [found.weakness])):
            assert "{" not in sentence(reason, language, {})
            if match := re.match(r"gap(\d)_(\w+)", reason.code):
                gap = need.gaps[int(match[1]) - 1]
                assert reason.facts["gap"] == gap.code
                level = supplier.level(str(reason.facts["domain"]))
                assert match[2].startswith(level.value)
                assert match[2] != "none" or not any(supplier.offers(code) for code in gap.foremost(3))
                assert reason.facts["domain"] in gap.foremost(3)


def test_both_languages_know_the_same_reasons():
    assert TEMPLATES["ko"].keys() == TEMPLATES["en"].keys()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"shares": {"first": 5000, "second": 3000, "third": 1000}}, "gaps.shares: sum to 9000, not 10000"),
        (
            {"shares": {"first": 3000, "second": 5000, "third": 2000}},
            "gaps.shares: a smaller gap counts more",
        ),
        ({"reach": 0}, "gaps.reach"),
        ({"speed": 1}, "gaps.speed: unknown field"),
    ],
)
def test_a_wrong_focus_is_refused_with_its_path(changes, message):
    document = POLICY.document()
    with pytest.raises(Malformed, match=re.escape(message)):
        type(POLICY).from_document(document | {"gaps": document["gaps"] | changes})


def test_a_gap_closed_by_what_nobody_needs_is_refused():
    with pytest.raises(Malformed, match=re.escape("need.gaps: not among the domains: ROBOT")):
        asked(gaps=(world.gap(ROBOT=1),))
    with pytest.raises(Malformed, match="at most 3"):
        asked(gaps=(world.gap(MES=1),) * 4)


def test_a_need_with_gaps_reads_back_the_same():
    assert Need.from_json(asked().to_json()) == asked()
    assert b"gaps" not in replace(asked(), gaps=()).to_json()
