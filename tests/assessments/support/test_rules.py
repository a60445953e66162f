"""The rules of support: every bound at -1, 0 and +1, and what holds for all results."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.scoring.framework import Text
from assessments.support import (
    FAIR,
    GROUPS,
    STRONG,
    WEAK,
    Malformed,
    Measures,
    Need,
    Rules,
    Track,
    document,
    place,
    read,
    shift_of,
)

DATA = yaml.safe_load(Path("assessments/support/2026.yaml").read_text("utf-8"))
RULES = read(DATA)
FIRST = DATA["tracks"][0]
ONE = Fraction(1)
AREAS = {"STR": Fraction(3), "PRC": Fraction(3), "SYS": Fraction(3), "PRF": Fraction(3)}


def _measures(total: Fraction | int | None, **areas: Fraction | None) -> Measures:
    exact = None if total is None else Fraction(total)
    return Measures(exact, exact, exact, AREAS | areas)


@pytest.mark.parametrize(
    ("total", "group"),
    [
        (0, WEAK),
        (RULES.fair_from - 1, WEAK),
        (RULES.fair_from - Fraction(1, 10**9), WEAK),
        (RULES.fair_from, FAIR),
        (RULES.fair_from + 1, FAIR),
        (RULES.strong_from - 1, FAIR),
        (RULES.strong_from - Fraction(1, 10**9), FAIR),
        (RULES.strong_from, STRONG),
        (RULES.strong_from + 1, STRONG),
        (1000, STRONG),
    ],
)
def test_a_group_begins_exactly_at_its_bound(total: Fraction, group: str) -> None:
    assert place(RULES, _measures(total)).group == group


CONDITIONS = [(track, need) for track in RULES.tracks for need in track.needs]


@pytest.mark.parametrize(("track", "need"), CONDITIONS, ids=lambda each: getattr(each, "measure", ""))
@pytest.mark.parametrize(("step", "is_open"), [(-ONE, False), (Fraction(0), True), (ONE, True)])
def test_a_track_opens_exactly_at_its_condition(
    track: Track, need: Need, step: Fraction, is_open: bool
) -> None:
    enough = {each.measure: each.at_least for each in track.needs}
    areas = enough | {need.measure: need.at_least + step}
    placed = place(RULES, _measures(RULES.starts(track.group), **areas))
    assert (track.code in placed.open_tracks) is is_open


def test_without_a_total_there_is_no_group_and_an_area_without_a_score_opens_nothing() -> None:
    assert place(RULES, _measures(None)).open_tracks == ()
    assert place(RULES, _measures(None)).group is None
    assert "autonomous" not in place(RULES, _measures(900, SYS=None)).open_tracks


def test_what_is_not_known_shows_both_groups() -> None:
    placed = place(RULES, Measures(Fraction(310), Fraction(280), Fraction(520), AREAS))
    assert (placed.low_group, placed.group, placed.high_group) == (WEAK, FAIR, STRONG)


def test_the_rules_of_the_portal_are_marked_as_examples_and_name_every_track_of_the_programmes() -> None:
    assert {track.code: track.group for track in RULES.tracks} == {
        "autonomous": STRONG,
        "collaboration": STRONG,
        "advanced": FAIR,
        "foundation": WEAK,
        "robots": WEAK,
    }
    assert "예시 기준" in RULES.source.ko


CALM = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
NUMBERS = st.integers(0, 500).map(lambda number: Fraction(number, 100))
SETS = st.builds(
    lambda low, gap, needs: Rules(
        "x",
        Fraction(low),
        Fraction(low + gap),
        tuple(
            Track(f"{group}-{number}", group, Text("트랙"), Text(""), need)
            for group in GROUPS
            for number, need in enumerate([(), needs])
        ),
        Text("예시"),
    ),
    st.integers(1, 900),
    st.integers(1, 99),
    st.lists(st.tuples(st.sampled_from(sorted(AREAS)), NUMBERS).map(lambda drawn: Need(*drawn)), max_size=3)
    .map(lambda found: tuple({need.measure: need for need in found}.values())),
)  # fmt: skip
RESULTS = st.tuples(st.integers(0, 1_000_000), *[NUMBERS] * len(AREAS)).map(
    lambda drawn: _measures(Fraction(drawn[0], 1000), **dict(zip(AREAS, drawn[1:], strict=True)))
)


@CALM
@given(SETS, RESULTS)
def test_every_result_has_one_group_and_at_least_one_open_track(rules: Rules, measures: Measures) -> None:
    placed = place(rules, measures)
    assert placed.group in GROUPS
    assert placed.open_tracks
    assert all(track.track.group == placed.group for track in placed.tracks)


@CALM
@given(SETS, RESULTS, NUMBERS, st.integers(0, 300))
def test_more_points_never_lower_the_group_or_close_a_track(
    rules: Rules, measures: Measures, more: Fraction, points: int
) -> None:
    assert measures.total is not None
    better = replace(
        measures,
        total=measures.total + points,
        areas={code: score + more for code, score in measures.areas.items() if score is not None},
    )
    before, after = place(rules, measures), place(rules, better)
    assert GROUPS.index(after.group) >= GROUPS.index(before.group)  # type: ignore[arg-type]
    if after.group == before.group:
        assert set(before.open_tracks) <= set(after.open_tracks)


@CALM
@given(SETS, RESULTS)
def test_the_way_up_is_exactly_what_is_missing(rules: Rules, measures: Measures) -> None:
    onward = place(rules, measures).onward
    assert measures.total is not None
    if onward is None:
        assert place(rules, measures).group == STRONG
        return
    assert onward.points > 0
    assert place(rules, replace(measures, total=measures.total + onward.points)).group == onward.group
    short = measures.total + onward.points - Fraction(1, 10**6)
    assert place(rules, replace(measures, total=short)).group != onward.group


@CALM
@given(SETS)
def test_a_document_comes_back_as_it_went(rules: Rules) -> None:
    assert read(document(rules)) == rules


@CALM
@given(SETS, SETS, st.lists(RESULTS, max_size=20))
def test_a_preview_counts_every_result_once_before_and_after(
    before: Rules, after: Rules, results: list[Measures]
) -> None:
    found = shift_of(before, after, results)
    assert found.results == len(results)
    assert sum(found.before(group) for group in GROUPS) == len(results)
    assert sum(found.after(group) for group in GROUPS) == len(results)
    assert shift_of(after, after, results).risen == 0
    assert shift_of(after, after, results).fallen == 0
    assert found.risen == shift_of(after, before, results).fallen


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"fair_from": "500"}, ("strong_from", "bounds")),
        ({"fair_from": "0"}, ("strong_from", "bounds")),
        ({"strong_from": "many"}, ("fair_from", "number")),
        ({"tracks": [each for each in DATA["tracks"] if each["group"] != "fair"]}, ("tracks", "open-fair")),
        ({"tracks": DATA["tracks"] + DATA["tracks"][:1]}, ("tracks.5.code", "twice")),
        ({"tracks": [FIRST | {"needs": {"SYS": "-1"}}, *DATA["tracks"]]}, ("tracks.0.needs.SYS", "number")),
        ({"tracks": [FIRST | {"group": "best"}, *DATA["tracks"]]}, ("tracks.0.group", "group")),
    ],
)  # fmt: skip
def test_a_faulty_document_is_refused_with_the_place(
    change: dict[str, object], fault: tuple[str, str]
) -> None:
    with pytest.raises(Malformed) as refused:
        read(DATA | change)
    assert fault in refused.value.faults


@pytest.mark.parametrize("said", [None, 5, [], {"ko": "가"}, "가" * 61, "가\0"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_text_that_no_page_could_show_is_refused(said: object, language: str) -> None:
    track = FIRST | {"title": FIRST["title"] | {language: said}}
    with pytest.raises(Malformed) as refused:
        read(DATA | {"tracks": [track, *DATA["tracks"][1:]]})
    assert (f"tracks.0.title.{language}", "text") in refused.value.faults
