"""Exposure debt: times shown beyond a fair share of the places given away where one works."""

from hypothesis import given
from hypothesis import strategies as st

from matching.ranking.exposure import debts

ALL = frozenset({"all"})
GYEONGNAM = frozenset({"48"})


def test_places_of_a_province_are_shared_among_those_who_serve_it() -> None:
    serving = {"mirae": GYEONGNAM, "other": ALL, "far": frozenset({"50"})}
    assert debts({"mirae": 6}, {"48": 6}, serving) == {"mirae": 3, "other": -3, "far": 0}


def test_a_share_is_the_sum_over_provinces_rounded_down() -> None:
    serving = {"mirae": frozenset({"48", "26"}), "other": GYEONGNAM, "third": GYEONGNAM}
    assert debts({}, {"48": 10, "26": 2}, serving) == {"mirae": -5, "other": -3, "third": -3}


def test_who_had_no_share_keeps_what_was_shown() -> None:
    assert debts({"away": 4}, {"48": 4}, {"mirae": GYEONGNAM}) == {"away": 4, "mirae": -4}


def test_places_that_nobody_serves_owe_nobody() -> None:
    assert debts({}, {"11": 9}, {"mirae": GYEONGNAM}) == {"mirae": 0}


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 500)),
    st.dictionaries(st.sampled_from(["11", "26", "48"]), st.integers(0, 5_000)),
    st.dictionaries(
        st.sampled_from("abcdef"), st.frozensets(st.sampled_from(["11", "26", "48", "all"]), min_size=1)
    ),
)
def test_to_be_shown_once_more_is_one_more_and_shares_are_never_more_than_was_given(
    shown: dict[str, int], places: dict[str, int], serving: dict[str, frozenset[str]]
) -> None:
    found = debts(shown, places, serving)
    for supplier in found:
        again = debts(shown | {supplier: shown.get(supplier, 0) + 1}, places, serving)
        assert again == found | {supplier: found[supplier] + 1}
    assert sum(shown.get(each, 0) - debt for each, debt in found.items()) <= sum(places.values())
