from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from core.web import charts

SVG = "{http://www.w3.org/2000/svg}"
ROWS = (
    charts.DotRow("정보시스템", Decimal("31.5"), 60, Decimal("38.2")),
    charts.DotRow("R&D <현장>", Decimal("66.0"), 60),
    charts.DotRow("자동화", None, 60),
)
PLOT = charts.DotPlot("영역별 점수", ROWS, "우리", "목표", "중앙값", none_label="점수 없음")


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text")]


def test_every_value_of_the_dot_plot_is_printed() -> None:
    words = texts(charts.dot_plot(PLOT))
    assert {"31.5", "66.0", "점수 없음", "목표 60.0 · 중앙값 38.2"} <= set(words)


def test_no_score_draws_no_dot() -> None:
    dots = list(parsed(charts.dot_plot(PLOT)).iter(f"{SVG}circle"))
    assert len(dots) == 1 + 2  # the legend's, and one for each row with a score


def test_the_drawing_says_itself_in_words_for_those_who_do_not_see_it() -> None:
    root = parsed(charts.dot_plot(PLOT))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "영역별 점수"
    assert description is not None
    assert "자동화: 우리 점수 없음" in (description.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_on_a_page_positions_are_shares_and_in_the_pdf_pixels() -> None:
    page, pdf = charts.dot_plot(PLOT), charts.dot_plot(replace(PLOT, width=640))
    assert 'cx="31.50%"' in page
    assert "%" not in pdf
    assert f'cx="{(2 + 96 * 0.315) * 6.4:.1f}"' in pdf


def test_a_value_beyond_the_axis_stays_on_it() -> None:
    beyond = replace(PLOT, rows=(charts.DotRow("가", 120, -5),))
    assert 'cx="100.00%"' in charts.dot_plot(beyond)
    assert 'x1="0.00%"' in charts.dot_plot(beyond)


def test_a_radar_of_two_areas_is_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        charts.radar(charts.Radar("둘", ROWS[:2], "우리", "목표"))


def test_a_radar_marks_only_areas_with_a_score() -> None:
    svg = charts.radar(charts.Radar("셋", ROWS, "우리", "목표"))
    assert len(list(parsed(svg).iter(f"{SVG}circle"))) == 2


def test_the_roadmap_bar_lies_over_its_months() -> None:
    items = (charts.RoadmapItem("MES 도입", 6, 12, "자부담"),)
    svg = charts.roadmap(charts.Roadmap("일정", items, ((0, "0–6개월"), (6, "6–12개월")), months=18))
    (bar,) = parsed(svg).iter(f"{SVG}rect")
    assert (bar.get("x"), bar.get("width")) == ("33.33%", "33.33%")
