"""Before a version is published: which results would change, from what to what, and nobody is made out."""

import io
import re
from dataclasses import asdict

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessments.actions import draft_framework, publish_draft, retire_framework
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from assessments.queries.rehearsed import Moves, Step, kept_back, told_apart
from assessments.queries.versions import before
from assessments.support_words import FEW
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation
from core.audit.models import AccessRecord
from tests.assessments.test_framework_pages import AT, LIST, browser
from tests.core.accounts.people import NUMBERS, organisation
from tests.portal.results.world import framework, result
from tests.programmes.world import share

__all__ = ["browser"]
pytestmark = pytest.mark.usefixtures("as_system")


@pytest.fixture
def old() -> FrameworkVersion:
    """The diagnostic on offer."""
    return framework()


@pytest.fixture
def draft(old: FrameworkVersion) -> FrameworkVersion:
    """The next version, in which the first question weighs much more."""
    source = old.source.replace(f'version: "{old.version}"', 'version: "9999.1"')
    source = source.replace('weight: "25"', 'weight: "900"', 1)
    return draft_framework(source=source, name="x", by=SYSTEM, at=AT)


@pytest.fixture
def results(old: FrameworkVersion) -> list[Result]:
    """Six of Hanbit and one of Dasan, all of which lose by it."""
    items = list(framework_of(old).items)
    given = dict.fromkeys(items, "2") | {items[0]: "0"}
    hanbit = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")
    dasan = organisation("company", "다산기계", NUMBERS["dasan"], sigungu="11110")
    made = [result(hanbit, given, plant=f"{number}공장") for number in range(6)]
    return [*made, result(dasan, given, plant="본사공장")]


def _text(answer) -> str:
    return str(answer.content.decode())


def _page(draft: FrameworkVersion) -> str:
    return f"{LIST}{draft.pk}/rehearsal/"


def _ministry() -> Organisation:
    return Organisation.objects.get(kind="ministry")


def test_groups_too_small_to_be_told_apart_stand_together_and_all_come_to_the_total() -> None:
    stays, up, down = (
        Step((before, "basic"), (after, "basic")) for before, after in ((2, 2), (1, 2), (2, 1))
    )
    assert told_apart({stays: 400, up: 7, down: 2}, FEW) == ({stays: 400}, 9)
    assert told_apart({stays: 400, up: 5, down: 5}, FEW) == ({stays: 400, up: 5, down: 5}, 0)
    assert told_apart({up: 3}, FEW) == ({}, 3)
    assert told_apart({}, FEW) == ({}, 0)


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_no_number_under_five_of_a_line_can_be_worked_out_from_its_total(counts: list[int]) -> None:
    moves = Moves(*counts)
    hidden = kept_back(moves, FEW)
    kept = [n for name, n in asdict(moves).items() if name in hidden]
    assert all(n >= FEW or n == 0 or name in hidden for name, n in asdict(moves).items())
    if kept and len([n for n in counts if n]) > 1:
        assert len(kept) > 1
        assert sum(kept) >= FEW or sum(kept) == sum(counts)


def test_only_results_given_to_the_ministry_are_named(
    browser: Client, draft: FrameworkVersion, results: list[Result]
) -> None:
    share(results[0], _ministry())
    page = browser.get(_page(draft))
    seen = _text(page)
    (row,) = page.context["rows"]
    assert (row.company, row.plant, row.number) == ("한빛정밀", "0공장", str(results[0].pk)[:8].upper())
    assert row.score != row.new_score
    assert row.url in seen
    assert "다산기계" not in seen
    assert "1공장" not in seen
    assert "바뀌는 결과는 7건입니다" in seen
    looked = AccessRecord.objects.get(act="list", subject_kind="results")
    assert (looked.subject_organisation_id, looked.count) == (str(results[0].organisation_id), 1)


def test_without_a_result_given_only_counts_are_told(
    browser: Client, draft: FrameworkVersion, results: list[Result]
) -> None:
    page = browser.get(_page(draft))
    assert page.context["rows"] == []
    assert "이름을 보여 드릴 수 있는 결과가 없습니다" in _text(page)
    assert "한빛정밀" not in _text(page)
    assert "다산기계" not in _text(page)
    told = page.context["rehearsal"]
    assert sum(int(each.count) for each in told.steps) == int(told.total) == 7
    assert not AccessRecord.objects.exists()


def test_the_results_named_come_a_page_at_a_time_and_whole_in_the_file(
    browser: Client, draft: FrameworkVersion, results: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.views.frameworks.rehearsing.ROWS", 4)
    for each in results[:6]:
        share(each, _ministry())
    assert len(browser.get(_page(draft)).context["rows"]) == 4
    assert len(browser.get(_page(draft) + "?page=2").context["rows"]) == 2
    answer = browser.get(f"{_page(draft)}file/")
    book = load_workbook(io.BytesIO(answer.content))
    steps, rows = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets)
    assert sum(line[2] for line in steps) == 7
    assert {line[1] for line in rows} == {"한빛정밀"}
    assert len(rows) == 6
    taken = AccessRecord.objects.get(act="export", subject_kind="results")
    assert taken.count == 6


def test_no_two_regions_of_the_page_bear_one_name(
    browser: Client, draft: FrameworkVersion, results: list[Result]
) -> None:
    share(results[0], _ministry())
    names = re.findall(r'aria-labelledby="([^"]+)"', browser.get(_page(draft)).content.decode())
    assert {"rehearsal", "steps", "rows"} <= set(names)
    assert len(names) == len(set(names))


def test_a_rehearsal_without_results_says_so(browser: Client, draft: FrameworkVersion) -> None:
    assert "진단한 결과가 아직 없습니다" in _text(browser.get(_page(draft)))
    assert browser.get(f"{_page(draft)}file/").status_code == 404


def test_comparing_and_rehearsing_lead_to_each_other(
    browser: Client, draft: FrameworkVersion, old: FrameworkVersion, results: list[Result]
) -> None:
    difference = f"{LIST}{draft.pk}/difference/"
    assert f"{_page(draft)}?with={old.pk}" in _text(browser.get(difference))
    assert f"{difference}?with={old.pk}" in _text(browser.get(_page(draft)))
    assert _page(draft) in _text(browser.get(f"{LIST}{draft.pk}/publish/"))


def test_a_small_number_in_a_sentence_has_its_word(
    browser: Client, draft: FrameworkVersion, results: list[Result]
) -> None:
    Result.objects.filter(pk__in=[each.pk for each in results[2:]]).delete()
    for page in (_page(draft), f"{LIST}{draft.pk}/publish/"):
        seen = _text(browser.get(page))
        assert "5건 미만" in seen, page
        assert "5 미만건" not in seen, page


def test_a_draft_is_held_against_the_version_on_offer_not_against_a_retired_one(
    old: FrameworkVersion, draft: FrameworkVersion
) -> None:
    publish_draft(
        version_id=draft.pk, seen=draft.checksum, said=draft.version, sums_meant=True, by=SYSTEM, at=AT
    )
    later = draft_framework(
        source=old.source.replace(f'version: "{old.version}"', 'version: "9999.2"'),
        name="x",
        by=SYSTEM,
        at=AT,
    )
    assert before(later) == draft
    retire_framework(version_id=draft.pk, said=draft.version, by=SYSTEM, at=AT)
    assert before(later) == old
