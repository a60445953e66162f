"""Every number opens its arithmetic, and the arithmetic is right."""

from fractions import Fraction
from typing import Any

import pytest
from django.utils.translation import override

from assessments.models import Answer
from portal.results.why import why_of
from tests.core.accounts.people import signed_in
from tests.portal.results.world import AT, World, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


def exact(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def test_the_sum_of_every_node_gives_its_number(hanbit: World) -> None:
    basis = hanbit.basis
    for code, node in basis.framework.nodes.items():
        why = why_of(basis, code)
        counted = [line for line in why.lines if not line.left_out]
        products = sum((exact(line.value) * exact(line.weight) for line in counted), Fraction(0))
        assert abs(products - exact(why.subtotal)) < Fraction(1, 10), code
        assert exact(why.divisor) == sum((exact(line.weight) for line in counted), Fraction(0))
        value = exact(why.subtotal) / exact(why.divisor) * (exact(why.factor) if why.factor else 1)
        score = basis.outcome.nodes[node.code].score
        assert score is not None
        assert abs(value - score) < Fraction(1, 100), code


def test_an_answer_that_is_not_known_is_left_out_with_its_reason(hanbit: World) -> None:
    lines = {line.code: line for line in why_of(hanbit.basis, "STR1").lines}
    assert (lines["STR1-01"].left_out, lines["STR1-01"].product) == ("잘 모름", "")
    assert lines["STR1-03"].left_out == ""


def test_the_parts_of_all_answers_add_up_to_the_total(hanbit: World) -> None:
    basis = hanbit.basis
    points = sum((exact(why_of(basis, code).points) for code in basis.framework.items), Fraction(0))
    assert abs(points - exact(why_of(basis, "TOTAL").points)) < 1


def test_the_total_says_which_level_it_reaches_and_what_the_next_one_lacks(hanbit: World) -> None:
    why = why_of(hanbit.basis, "TOTAL")
    assert [level.is_current for level in why.levels].index(True) == hanbit.result.level
    above = why.levels[hanbit.result.level + 1]
    assert not above.is_start_met or not all(met for _words, met in above.gates)


def test_an_item_shows_the_chosen_sentence_and_the_next(hanbit: World) -> None:
    why = why_of(hanbit.basis, "PRC1-01")
    chosen = [place for place, option in enumerate(why.options) if option.is_chosen]
    assert [str(place) for place in chosen] == [hanbit.result.answers["PRC1-01"]]
    assert why.options[chosen[0] + 1].is_next
    assert why.lift


def test_the_page_opens_for_the_total_an_area_a_module_and_an_answer(hanbit: World) -> None:
    browser = hanbit.browser
    for code in ("TOTAL", "PRC", "PRC4", "PRC4-02", "STR1-01"):
        answer = browser.get(f"{hanbit.url}why/{code}/")
        assert answer.status_code == 200
        assert hanbit.basis.framework_checksum[:8] in answer.content.decode()


def test_another_code_is_not_found(hanbit: World) -> None:
    assert hanbit.browser.get(f"{hanbit.url}why/NOTHING/").status_code == 404
    assert hanbit.browser.get(f"{hanbit.url}why/%3Cscript%3E/").status_code == 404


def test_the_company_reads_who_answered_when_and_a_stranger_does_not(hanbit: World) -> None:
    given = Answer.objects.filter(session_id=hanbit.result.session_id, item="PRC1-01")
    given.update(answered_by=hanbit.owner, answered_at=AT)
    url = f"{hanbit.url}why/PRC1-01/"
    history = f"/assessments/{hanbit.result.session_id}/answers/PRC1-01/history/"
    mine = hanbit.browser.get(url).content.decode()
    assert "답한 사람: 나, 2026. 11. 20.(금) 14:03" in mine
    assert history in mine
    assert hanbit.browser.get(history).status_code == 200
    assert "재검토 요청" in mine
    theirs = signed_in(hanbit.officer).get(url).content.decode()
    assert history not in theirs
    assert "재검토 요청" not in theirs


def test_the_api_tells_the_same_tree_as_the_pages(hanbit: World) -> None:
    basis, address = hanbit.basis, f"/api/v1/explanations/{hanbit.result.pk}/"
    told = hanbit.browser.get(address).json()
    assert told["framework"]["checksum"] == basis.framework_checksum
    found = {}

    def walk(part: dict[str, Any]) -> None:
        found[part["code"]] = part
        for child in part.get("children", []):
            walk(child)

    walk(told["explanation"])
    assert set(found) == {*basis.framework.nodes, *basis.framework.items}
    with override("ko"):
        for code, part in found.items():
            why = why_of(basis, code)
            assert (part["shown"], part["rule"], part["formula"]) == (why.shown, why.rule, why.formula)
    assert hanbit.browser.get(found["PRC1-01"]["url"]).status_code == 200
    only = hanbit.browser.get(f"{address}?code=PRC1-01").json()["explanation"]
    assert [each["is_chosen"] for each in only["options"]].count(True) == 1
    for wrong in ("?code=NOTHING", "?levels=verified", "?levels=x"):
        assert hanbit.browser.get(address + wrong).status_code == 404
    assert signed_in(hanbit.officer_elsewhere).get(address).status_code == 404
