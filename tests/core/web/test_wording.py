from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from core.templatetags.ui import particle
from core.web import wording
from core.web.naming import institution_name


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "—"),
        (0, "0원"),
        (9_999, "9,999원"),
        (10_000, "1만 원"),
        (12_345_678, "1,234만 5,678 원"),
        (100_000_000, "1억 원"),
        (312_000_000, "3억 1,200만 원"),
        (1_234_500_000_000, "12,345억 원"),
        (-50_000, "-5만 원"),
    ],
)
def test_won_is_read_in_korean_units_without_rounding(amount: int | None, text: str) -> None:
    with override("ko"):
        assert wording.won(amount) == text


def test_won_is_written_as_krw_in_english() -> None:
    with override("en"):
        assert wording.won(312_000_000) == "KRW 312,000,000"


def test_an_instant_is_shown_as_its_day_in_seoul() -> None:
    late = datetime(2026, 11, 20, 15, 3, tzinfo=UTC)
    with override("ko"):
        assert wording.datetime_text(late) == "2026. 11. 21.(토) 00:03"
        assert wording.date_text(late) == "2026. 11. 21.(토)"
    with override("en"):
        assert wording.date_text(date(2026, 11, 21)) == "Sat 21 Nov 2026"


@pytest.mark.parametrize(
    ("digits", "text"),
    [("1234567890", "123-45-67890"), ("123", "123"), ("", "—"), (None, "—"), ("12345678xx", "12345678xx")],
)
def test_only_ten_digits_are_written_as_a_business_number(digits: str | None, text: str) -> None:
    assert wording.business_number(digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "—"), (0, "0.0"), (Decimal("43.25"), "43.3"), (Decimal("43.249"), "43.2"), ("7.5", "7.5")],
)
def test_a_missing_score_is_a_dash_and_halves_are_rounded_up(value: object, text: str) -> None:
    assert wording.decimal_text(value) == text  # type: ignore[arg-type]


def test_particles_follow_the_word_in_korean_only() -> None:
    with override("ko"):
        assert particle("한빛정밀", "은/는") == "한빛정밀은"
        assert particle("다산금속회사", "을/를") == "다산금속회사를"
    with override("en"):
        assert particle("Hanbit", "은/는") == "Hanbit"


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("경남테크노파크", "Gyeongnam Technopark"),
        ("경기대진테크노파크", "Gyeonggi Daejin Technopark"),
        ("중소기업통합콜센터", "SME Integrated Call Center"),
        ("한빛정밀", "한빛정밀"),
    ],
)
def test_an_institution_is_called_by_its_english_name_in_english(name: str, english: str) -> None:
    with override("ko"):
        assert institution_name(name) == name
    with override("en"):
        assert institution_name(name) == english
