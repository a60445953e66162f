import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import hangul


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("한빛정밀", "ㅎㅂㅈㅁ"),
        ("미래시스템", "ㅁㄹㅅㅅㅌ"),
        ("MES 솔루션", "MES ㅅㄹㅅ"),
        ("까치", "ㄲㅊ"),
        ("힣", "ㅎ"),
        ("", ""),
        (unicodedata.normalize("NFD", "한빛"), "ㅎㅂ"),
    ],
)
def test_initials_are_taken_from_syllables_and_the_rest_is_kept(text: str, initials: str) -> None:
    assert hangul.choseong(text) == initials


@pytest.mark.parametrize(
    ("text", "expected"), [("ㅎㅂ", True), ("ㅎㅂ ㅈㅁ", True), ("한ㅂ", False), ("ㅏ", False), ("", False)]
)
def test_a_query_of_initials_is_told_from_a_word(text: str, expected: bool) -> None:
    assert hangul.is_choseong(text) is expected


def test_jamo_takes_syllables_apart() -> None:
    assert [hex(ord(letter)) for letter in hangul.jamo("정밀")] == [
        "0x110c",
        "0x1165",
        "0x11bc",
        "0x1106",
        "0x1175",
        "0x11af",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "(주)한빛 정밀",
        "㈜한빛정밀",
        "한빛정밀 주식회사",
        "주식회사 한빛정밀",
        "（주）한빛정밀",
        "한빛-정밀(유)",
        "한빛정밀 Co., Ltd.",
    ],
)
def test_spellings_of_one_company_name_share_a_key(name: str) -> None:
    assert hangul.name_key(name) == "한빛정밀"


def test_a_legal_form_inside_a_word_is_not_cut_out() -> None:
    assert hangul.name_key("Incheon Precision Corporate") == "incheonprecisioncorporate"


def test_a_name_that_is_only_a_legal_form_keeps_it() -> None:
    assert hangul.name_key("주식회사") == "주식회사"


def test_normalising_keeps_initials_as_typed() -> None:
    assert hangul.normalised("  ＭＥＳ  ㅎㅂ ") == "mes ㅎㅂ"


@given(st.text())
def test_a_key_has_no_spaces_and_is_empty_only_for_text_without_a_word(text: str) -> None:
    key = hangul.name_key(text)
    assert " " not in key
    assert bool(key) == any(letter.isalnum() for letter in hangul.normalised(text))


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("한빛정밀", "은/는", "은"),
        ("다산테크", "은/는", "는"),
        ("미래시스템", "이/가", "이"),
        ("미래시스템", "가/이", "이"),
        ("다산테크", "을/를", "를"),
        ("한빛정밀", "(으)로", "로"),
        ("미래시스템", "(으)로", "으로"),
        ("다산테크", "으로/로", "로"),
        ("한빛정밀", "과/와", "과"),
        ("1", "(으)로", "로"),
        ("3", "이/가", "이"),
        ("2", "이/가", "가"),
        ("10", "은/는", "은"),
        ("1,000,000,000,000", "은/는", "는"),
        ("70%", "을/를", "를"),
        ("MES", "을/를", "를"),
        ("ERP", "은/는", "는"),
        ("PLM", "은/는", "은"),
        ("HTML", "(으)로", "로"),
        ("Robot", "을/를", "을"),
        ("Server", "을/를", "를"),
        ("Twin", "이/가", "이"),
        ("Line", "이/가", "이"),
        ("smart", "은/는", "는"),
        ("생산관리시스템(MES)", "을/를", "을"),
        ("'한빛정밀'", "은/는", "은"),
        ("한빛정밀.", "은/는", "은"),
        ("(주)", "은/는", "는"),
        ("漢", "은/는", "은(는)"),
        ("漢", "(으)로", "(으)로"),
        ("", "이/가", "이(가)"),
        ("미래시스템", "(이)며", "이며"),
        ("다산테크", "(이)", ""),
    ],
)
def test_the_particle_fits_the_end_of_the_word(word: str, pair: str, expected: str) -> None:
    assert hangul.particle(word, pair) == expected


def test_an_unknown_pair_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="하고"):
        hangul.particle("한빛", "하고")


@given(st.text(), st.sampled_from(["은/는", "(으)로", "이/가"]))
def test_a_particle_is_found_for_any_text(word: str, pair: str) -> None:
    assert hangul.with_particle(word, pair).startswith(word)


@pytest.mark.parametrize(
    ("typed", "name", "is_found"),
    [
        ("ㅎㅂ", "한빛정밀", True),
        ("ㅎ ㅂ", "한빛정밀", True),
        ("ㅎㅂ", "한 빛", True),
        ("한ㅂ", "한빛정밀", True),
        ("ㅂㅎ", "한빛정밀", False),
        ("ㄱ", "까치", False),
        ("ㄲ", "까치", True),
        ("ㅎ", "힣", True),
        ("ㅎ", "가", False),
        ("ㅎ.", "한빛", False),
    ],
)
def test_a_lone_initial_stands_for_its_syllables(typed: str, name: str, is_found: bool) -> None:
    assert bool(re.search(hangul.initials_pattern(typed.replace(" ", "")), name)) is is_found


def test_a_lone_initial_is_seen_inside_a_word() -> None:
    assert [hangul.has_lone_initials(each) for each in ("한ㅂ", "ㅎ", "한빛", "MES", "ㅏ")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_particles_written_both_ways_are_decided_by_the_word_before() -> None:
    said = '"MES"은(는) 있고 "가중치"이(가) 없습니다. 한빛을(를) 보십시오. !!은(는) 그대로'
    assert hangul.settled(said) == '"MES"는 있고 "가중치"가 없습니다. 한빛을 보십시오. !!은(는) 그대로'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("김설비 과장", "김설비 과장님"),
        ("이도현 대표", "이도현 대표님"),
        ("생산팀장", "생산팀장님"),
        ("김민수", "김민수 님"),
        ("Kim", "Kim 님"),
        ("김설비 과장님", "김설비 과장님"),
        (" ", ""),
    ],
)
def test_the_word_of_respect_joins_a_title_and_stands_apart_from_a_name(name: str, expected: str) -> None:
    assert hangul.with_honour(name) == expected
