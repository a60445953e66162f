"""A plant's place among others: the same on the result, its own page, in report and API; always marked."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.benchmark import tell
from assessments.benchmark import Block, Group, Member, published, series_of, units_of
from assessments.documents import framework_of
from assessments.models import BenchmarkCell
from portal.reports.build import content_for
from portal.reports.content import ReportContent
from portal.reports.document import html
from tests.portal.results.world import AT, World, world
from tests.programmes.world import as_portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
HERE = Group("30", "SMALL", "48")


@pytest.fixture
def hanbit() -> World:
    return world()


def others(hanbit: World, count: int, *, group: Group = HERE, is_synthetic: bool = False) -> None:
    """So many firms in a group, from 0 points upwards in equal steps; one number a measure."""
    framework = framework_of(hanbit.result.framework)
    units = units_of(framework)
    top = {code: 1_000_000_000 if code == "total" else 5_000_000 for code in units}
    members = tuple(
        Member(f"firm {place}", {code: top[code] * place // (count - 1) for code in units})
        for place in range(count)
    )
    cells = published([Block(group, members)], units)
    tell(series_of(framework), cells, is_synthetic=is_synthetic, at=AT)


def words(html_text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html_text))


def page(hanbit: World, part: str = "", language: str = "ko") -> str:
    answer = hanbit.browser.get(f"{hanbit.url}{part}", headers={"accept-language": language})
    as_portal()
    assert answer.status_code == 200
    return words(answer.content.decode())


def printed(content: ReportContent) -> str:
    return words(html(content)).replace("\u2060", "")


def test_without_others_every_place_says_so_and_nothing_is_drawn(hanbit: World) -> None:
    assert "아직 집계된 공장이 적어" in page(hanbit)
    assert "아직 비교할 공장이 모자랍니다" in page(hanbit, "benchmark/")
    content = content_for(hanbit.result, "ko")
    assert content.peers is None
    assert content.method.peers_n is None
    answer = hanbit.browser.get(f"/api/v1/results/{hanbit.result.pk}/benchmark/").json()
    assert (answer["group"], answer["measures"]) == (None, [])
    assert len(answer["widened"]) == 5


def test_the_place_is_the_same_on_every_page_in_the_report_and_in_the_api(hanbit: World) -> None:
    others(hanbit, 62)
    content = content_for(hanbit.result, "ko")
    assert content.peers is not None
    score = content.standing.score
    assert score is not None
    # 62 firms at equal distances: a score of s points has reached the percentile s / 10.
    steps = [each for each in (10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100) if each > score / 10]
    assert score < 500
    sentence = f"동종 업계 62개 공장 가운데 점수가 낮은 쪽 {steps[0]}%에 듭니다."
    assert content.peers.sentence == sentence
    assert all(sentence in text for text in (page(hanbit), page(hanbit, "benchmark/"), printed(content)))
    answer = hanbit.browser.get(f"/api/v1/results/{hanbit.result.pk}/benchmark/").json()
    total = answer["measures"][0]
    assert (total["within_percent"], total["end"], answer["plants"]) == (steps[0], "lower", 62)
    assert Decimal(total["score"]) == score
    codes = [each["code"] for each in answer["measures"]]
    assert sorted(codes) == sorted(line.code for line in content.peers.lines)
    by_code = {each["code"]: each for each in answer["measures"]}
    for line in content.peers.lines:
        measure = by_code[line.code]
        assert line.median == Decimal(measure["percentiles"]["50"])


def test_the_medians_are_drawn_and_the_number_is_always_beside_them(hanbit: World) -> None:
    others(hanbit, 62)
    content = content_for(hanbit.result, "ko")
    assert {area.peers_median for area in content.areas} == {Decimal("2.5")}
    assert (content.method.peers_n, content.method.peers_group) == (62, content.peers and content.peers.group)
    for text in (page(hanbit), page(hanbit, "benchmark/"), printed(content)):
        assert "비교 집단 중앙값 2.50" in text or "중앙값 2.50" in text
        assert "공장 62곳, 기업 62곳" in text


def test_a_small_group_is_widened_and_the_page_says_why(hanbit: World) -> None:
    others(hanbit, 12, group=Group("30", "SMALL", "SOUTHEAST"))
    seen = page(hanbit, "benchmark/")
    content = content_for(hanbit.result, "ko")
    assert content.peers is not None
    assert content.peers.widened in seen
    assert "10곳보다 적습니다" in content.peers.widened
    assert [group.plants for group in content.peers.groups] == [None, 12, 12, 12, 12]
    assert [group.is_used for group in content.peers.groups].index(True) == 1
    assert "5곳 미만" in seen


def test_with_five_to_nine_companies_only_means_are_told(hanbit: World) -> None:
    others(hanbit, 7)
    content = content_for(hanbit.result, "ko")
    assert content.peers is not None
    assert content.peers.total.mean == 500
    assert content.peers.total.median is None
    assert all(area.peers_median is None for area in content.areas)
    assert "평균은 500점이고" in content.peers.sentence
    seen = page(hanbit, "benchmark/")
    assert "spread-total" not in seen
    assert content.peers.sentence in seen


@pytest.mark.parametrize(("language", "word"), [("ko", "가상 공장"), ("en", "Made-up plants")])
def test_a_synthetic_population_is_marked_everywhere(hanbit: World, language: str, word: str) -> None:
    others(hanbit, 62, is_synthetic=True)
    content = content_for(hanbit.result, language)
    assert content.peers is not None
    assert content.peers.is_synthetic
    assert "가상 공장" in content.peers.sentence or "made-up" in content.peers.sentence
    for text in (page(hanbit, "", language), page(hanbit, "benchmark/", language), printed(content)):
        assert word in text
        assert content.peers.note in text
    assert hanbit.browser.get(f"/api/v1/results/{hanbit.result.pk}/benchmark/").json()["synthetic"] is True
    assert set(BenchmarkCell.objects.values_list("is_synthetic", flat=True)) == {True}


def test_real_plants_take_the_place_of_synthetic_ones_whole(hanbit: World) -> None:
    others(hanbit, 62, is_synthetic=True)
    others(hanbit, 11, group=Group(size="SMALL"))
    content = content_for(hanbit.result, "ko")
    assert content.peers is not None
    assert (content.peers.is_synthetic, content.peers.plants, content.peers.note) == (False, 11, "")
    assert [group.plants for group in content.peers.groups] == [None, None, None, 11, 11]
    assert "가상" not in page(hanbit, "benchmark/")


def test_a_report_says_as_of_when_the_newest_number_in_it_is(hanbit: World) -> None:
    before = content_for(hanbit.result, "ko").issued_on
    framework = framework_of(hanbit.result.framework)
    others(hanbit, 20)
    BenchmarkCell.objects.update(told_at=AT + timedelta(days=3))
    assert framework.code == content_for(hanbit.result, "ko").framework.code
    assert content_for(hanbit.result, "ko").issued_on == before + timedelta(days=3)


def test_the_comparison_costs_one_query(hanbit: World) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(hanbit)
        return [each["sql"] for each in found if "benchmark" in each["sql"]]

    page(hanbit)
    assert len(asked()) == 1
    others(hanbit, 62)
    others(hanbit, 62, is_synthetic=True)
    assert len(asked()) == 1


def test_a_content_frozen_before_there_were_peers_keeps_its_bytes(hanbit: World) -> None:
    content = content_for(hanbit.result, "ko")
    assert b'"peers"' not in content.to_json()
    others(hanbit, 20)
    content = content_for(hanbit.result, "ko")
    assert ReportContent.from_json(content.to_json()) == content
