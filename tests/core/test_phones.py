"""Numbers that can be dialled come out in groups; anything else is refused in words."""

import pytest
from django.core.exceptions import ValidationError

from core.phones import InvalidPhone, parse_phone
from core.web.fields import PhoneField


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0552111234", "055-211-1234"),
        ("055) 211-1234", "055-211-1234"),
        ("02-312-3456", "02-312-3456"),
        ("0231234567", "02-3123-4567"),
        ("010 1234 5678", "010-1234-5678"),
        ("+82 10-1234-5678", "010-1234-5678"),
        ("+82 (0)2 312 3456", "02-312-3456"),
        ("070.4123.4567", "070-4123-4567"),
        ("0505-123-4567", "0505-123-4567"),
        ("1588-1234", "1588-1234"),
        ("15881234", "1588-1234"),
        ("055-211-1234 (내선 12)", "055-211-1234 내선 12"),
        ("055-211-1234 ext. 7", "055-211-1234 내선 7"),
        ("+49 30 1234567", "+49301234567"),
    ],
)
def test_a_number_is_written_in_groups_however_it_was_typed(typed: str, written: str) -> None:
    assert parse_phone(typed) == written
    assert parse_phone(written) == written


@pytest.mark.parametrize(
    "typed",
    ["전화없음", "abc", "123", "0000000000", "010-123-456", "055-211-12345678", "1188-1234", "+82"],
)
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        parse_phone(typed)
    with pytest.raises(ValidationError, match="1588-1234"):
        PhoneField().clean(typed)


def test_a_field_that_may_be_empty_stays_empty_and_one_takes_no_more_than_its_column() -> None:
    assert PhoneField(required=False).clean("  ") == ""
    with pytest.raises(ValidationError):
        PhoneField().clean("0505-1234-5678 내선 12345")
