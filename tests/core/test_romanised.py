"""Addresses made of Korean names."""

import pytest

from core.romanised import latin_slug, romanised


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("(주)누리엠이에스", "nuriemieseu"),
        ("미래시스템", "miraesiseutem"),
        ("㈜한빛 정밀", "hanbit-jeongmil"),
        ("Saegil Info Co., Ltd.", "saegil-info"),
        ("Café MES", "cafe-mes"),
        ("東洋", ""),
        ("", ""),
    ],
)
def test_a_name_becomes_a_part_of_an_address(name: str, slug: str) -> None:
    assert latin_slug(name) == slug


def test_two_rieul_in_a_row_are_two_l() -> None:
    assert romanised("울릉") == "ulleung"
