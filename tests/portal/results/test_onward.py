"""From a short diagnostic on to the longer one that takes its answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.documents import framework_of
from assessments.models import Result
from tests.portal.results.world import AT, World, framework, result, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


def _quick(hanbit: World) -> Result:
    quick = framework("kr-quick-check")
    items = framework_of(quick).items.values()
    given = {item.code: item.choices[1].code for item in items}
    framework()
    return result(hanbit.hanbit, given, version=quick, at=AT + timedelta(hours=1))


def _read(hanbit: World, url: str) -> str:
    return hanbit.browser.get(url).content.decode()


@pytest.mark.parametrize("name", ["results:result", "results:support", "results:benchmark"])
def test_a_quick_result_leads_to_the_full_diagnostic(hanbit: World, name: str) -> None:
    made = _quick(hanbit)
    seen = _read(hanbit, reverse(name, args=[made.pk]))
    assert "44문항으로 이어가기 (12개는 답함)" in seen
    assert f"{reverse('assessments:start')}?framework=kr-smart-factory" in seen
    assert "규칙 이전의 결과" not in seen


def test_the_home_leads_there_first(hanbit: World) -> None:
    _quick(hanbit)
    seen = _read(hanbit, "/")
    assert seen.index("44문항으로 이어가기") < seen.index("결과 보기")


def test_a_full_result_leads_to_nothing_longer(hanbit: World) -> None:
    assert "문항으로 이어가기" not in _read(hanbit, reverse("results:result", args=[hanbit.result.pk]))
