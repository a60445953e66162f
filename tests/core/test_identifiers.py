import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import identifiers
from core.identifiers import InvalidBusinessNumber, InvalidCorporateNumber


@pytest.mark.parametrize(
    "typed",
    [
        "124-81-00998",
        "1248100998",
        " 124 81 00998 ",
        "１２４－８１－００９９８",
        "124–81–00998",
        "124.81.00998",
        "124-81-00998\u200b\n",
    ],
)
def test_a_business_number_is_understood_in_any_form(typed: str) -> None:
    assert identifiers.parse_business_number(typed) == "1248100998"


@pytest.mark.parametrize("typed", ["124-81-00998", "220-81-62517", "120-81-47521", "123-45-67891"])
def test_published_numbers_are_valid_and_are_written_officially(typed: str) -> None:
    assert identifiers.format_business_number(identifiers.parse_business_number(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (" - - ", "empty"),
        ("사업자번호", "characters"),
        ("124-81-0099O", "characters"),
        ("١٢٤٨١٠٠٩٩٨", "characters"),
        ("<b>1248100998</b>", "characters"),
        ("124-81-0099", "length"),
        ("124-81-009988", "length"),
        ("000-00-00000", "unassigned"),
        ("124-00-00998", "unassigned"),
        ("123-45-67890", "checksum"),
        ("101-81-42945", "checksum"),
    ],
)
def test_a_wrong_business_number_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(InvalidBusinessNumber) as refusal:
        identifiers.parse_business_number(typed)
    assert (refusal.value.reason, refusal.value.typed) == (reason, typed)


@given(st.integers(0, 399_959), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_unless_the_rule_cannot(index: int, place: int, change: int) -> None:
    number = identifiers.fictitious_business_number(index)
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    if place < 8:
        with pytest.raises(InvalidBusinessNumber):
            identifiers.parse_business_number(wrong)


def test_fictitious_numbers_are_valid_and_never_repeat() -> None:
    numbers = [identifiers.fictitious_business_number(index) for index in range(0, 399_960, 37)]
    assert len(set(numbers)) == len(numbers)
    assert all(identifiers.parse_business_number(number) == number for number in numbers)
    assert all(identifiers.is_corporation(number) for number in numbers)
    for index in (-1, 399_960):
        with pytest.raises(ValueError, match="fictitious"):
            identifiers.fictitious_business_number(index)


def test_a_corporate_number_is_parsed_and_its_check_digit_only_reported() -> None:
    assert identifiers.parse_corporate_number("130111-0006246") == "1301110006246"
    assert identifiers.format_corporate_number("1301110006246") == "130111-0006246"
    assert identifiers.corporate_checksum_holds("1301110006246")
    assert identifiers.corporate_checksum_holds("1101111129497")
    assert not identifiers.corporate_checksum_holds(identifiers.parse_corporate_number("110111-0006246"))


@pytest.mark.parametrize(
    ("typed", "reason"), [("", "empty"), ("130111-000624", "length"), ("법인", "characters")]
)
def test_a_wrong_corporate_number_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(InvalidCorporateNumber) as refusal:
        identifiers.parse_corporate_number(typed)
    assert refusal.value.reason == reason


@given(st.text())
def test_any_text_is_parsed_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(InvalidBusinessNumber):
        assert len(identifiers.parse_business_number(text)) == 10
