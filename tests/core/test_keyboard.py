"""What was typed on the wrong keyboard."""

import pytest

from core.keyboard import as_hangul, as_latin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("alfotltmxpa", "미래시스템"),
        ("todtksrhksfl", "생산관리"),
        ("gksqlcwjdalf", "한빛정밀"),
        ("rkqt", "값"),
        ("dhksfy", "완료"),
        ("ekfrqkf", "닭발"),
    ],
)
def test_latin_letters_are_read_as_the_hangul_of_the_same_keys(typed: str, meant: str) -> None:
    assert as_hangul(typed) == meant


@pytest.mark.parametrize("typed", ["MES", "sensor", "erp", "", "12", "plc gateway"])
def test_what_makes_no_syllables_stays_what_it_is(typed: str) -> None:
    assert as_hangul(typed) == ""


@pytest.mark.parametrize(("typed", "meant"), [("ㅡㄷㄴ", "mes"), ("ㄷ게", "erp"), ("ㅔㅣㅊ", "plc")])
def test_hangul_is_read_as_the_latin_letters_of_the_same_keys(typed: str, meant: str) -> None:
    assert as_latin(typed) == meant


def test_what_holds_no_hangul_has_no_other_reading() -> None:
    assert as_latin("MES 3") == ""
