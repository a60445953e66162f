"""The pages: what they show, what they answer to bad input, what they cost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Session
from core.scope import acting_as_system
from tests.assessments.world import (
    FULL,
    PLANT_FORM,
    QUICK,
    SMALL,
    begin,
    company,
    member,
    signed_in,
    stored,
)

Frameworks = dict[str, FrameworkVersion]
_FLOOR = ("set_config", '"django_session"', '"core_user"', '"core_membership"', "SAVEPOINT")


class Cost:
    """How many queries a request took beyond session, user, membership and `set_config`."""

    queries: int = 0
    statements: tuple[str, ...] = ()


@contextmanager
def costs() -> Iterator[Cost]:
    """Counts the queries of what is done inside."""
    cost = Cost()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        yield cost
    cost.statements = tuple(
        each["sql"] for each in captured.captured_queries if not any(part in each["sql"] for part in _FLOOR)
    )
    cost.queries = len(cost.statements)


def _save(browser: Client, session: Session, item: str, choice: str, version: int) -> Any:
    return browser.post(
        f"/assessments/{session.pk}/answers/{item}/",
        {item: choice, f"{item}.version": str(version), f"{item}.comment": ""},
        headers={"HX-Request": "true"},
    )


def test_saving_an_answer_costs_at_most_six_queries_however_many_there_are(frameworks: Frameworks) -> None:
    for browser in (Client(), signed_in(member(company()))):
        session = begin(browser)
        _save(browser, session, "STR1-01", "1", 0)
        with costs() as early:
            assert _save(browser, session, "STR1-01", "2", 1).status_code == 200
        for number in range(1, 5):
            _save(browser, session, f"PRC1-0{number}", "3", 0)
        with costs() as late:
            assert _save(browser, session, "STR1-01", "3", 2).status_code == 200
        assert early.queries == late.queries <= 6, late.statements


def test_a_question_page_costs_at_most_ten_queries_however_much_is_answered(frameworks: Frameworks) -> None:
    for browser in (Client(), signed_in(member(company()))):
        session = begin(browser)
        url = f"/assessments/{session.pk}/modules/PRC4/"
        browser.get(url)
        with costs() as empty:
            assert browser.get(url).status_code == 200
        for number in range(1, 7):
            _save(browser, session, f"PRC4-0{number}", "3", 0)
        with costs() as full:
            assert browser.get(url).status_code == 200
        assert empty.queries == full.queries <= 10, full.statements


@pytest.mark.parametrize("page", ["", "check/", "submit/"])
def test_the_other_pages_cost_the_same_with_one_and_many_answers(frameworks: Frameworks, page: str) -> None:
    browser = Client()
    session = begin(browser)
    url = f"/assessments/{session.pk}/{page}"
    browser.get(url)
    _save(browser, session, "STR1-01", "1", 0)
    with costs() as one:
        assert browser.get(url).status_code == 200
    for number in range(1, 5):
        _save(browser, session, f"PRC1-0{number}", "3", 0)
    with costs() as many:
        assert browser.get(url).status_code == 200
    assert one.queries == many.queries <= 10, many.statements


def test_the_start_page_costs_the_same_with_one_and_with_three_drafts(frameworks: Frameworks) -> None:
    browser = Client()
    begin(browser)
    browser.get("/assessments/")
    with costs() as one:
        browser.get("/assessments/")
    begin(browser, QUICK)
    begin(browser)
    with costs() as three:
        page = browser.get("/assessments/").content.decode()
    assert page.count("작성 중") >= 3
    assert one.queries == three.queries <= 10, three.statements


def test_a_saved_answer_is_a_small_fragment_with_version_and_counts(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    response = _save(browser, session, "STR1-01", "1", 0)
    page = response.content.decode()
    assert 'name="STR1-01.version" value="1" data-hx-swap-oob="true"' in page
    assert "<strong>1</strong> / 44" in page
    assert len(response.content) < 2_000
    assert "되돌리기" not in page
    assert "되돌리기" in _save(browser, session, "STR1-01", "2", 1).content.decode()


def test_a_first_answer_brings_its_way_back_and_the_last_takes_the_next_open_question_away(
    frameworks: Frameworks,
) -> None:
    browser = Client()
    session = begin(browser, SMALL)
    page = browser.get(f"/assessments/{session.pk}/modules/M1/").content.decode()
    assert re.search(r'id="clear-A_1"[^>]* hidden>', page)
    assert re.search(r'id="go-open"[^>]* value="open">', page)
    first = _save(browser, session, "A.1", "yes", 0).content.decode()
    assert re.search(r'id="clear-A_1"[^>]* value="A.1" data-hx-swap-oob="true">', first)
    assert "go-open" not in first
    again = _save(browser, session, "A.1", "no", 1).content.decode()
    assert "clear-" not in again
    last = _save(browser, session, "C1", "a", 0).content.decode()
    assert re.search(r'id="go-open"[^>]* hidden data-hx-swap-oob="true">', last)
    assert re.search(
        r'id="go-open"[^>]* hidden>', browser.get(f"/assessments/{session.pk}/modules/M1/").content.decode()
    )


def test_an_answer_taken_back_can_be_brought_back_with_its_note_by_one_press(frameworks: Frameworks) -> None:
    for browser in (Client(), signed_in(member(company()))):
        session = begin(browser, SMALL)
        url = f"/assessments/{session.pk}/modules/M1/"
        given = {"A.1": "yes", "A.1.version": "0", "A.1.comment": "두 라인만"}
        browser.post(f"/assessments/{session.pk}/answers/A.1/", given, headers={"HX-Request": "true"})
        sent = {"A.1": "yes", "A.1.version": "1", "A.1.comment": "두 라인만", "clear": "A.1"}
        after = browser.post(url, sent)
        assert after["Location"] == f"{url}?cleared=A.1"
        assert stored(session.pk)["A.1"].choices == []
        page = browser.get(after["Location"]).content.decode()
        said = page[page.index("답을 지웠습니다.") :].split("</form>")[0]
        assert "되돌리기" in said
        assert 'href="#A.1"' in said
        history = f"/assessments/{session.pk}/answers/A.1/history/"
        assert f'method="post" action="{history}"' in page
        fields = dict(re.findall(r'name="(seen|version)" value="(\d+)"', said))
        assert fields == {"seen": "2", "version": "1"}
        assert browser.post(history, fields)["Location"] == f"{url}#A.1"
        row = stored(session.pk)["A.1"]
        assert (row.choices, row.comment) == (["yes"], "두 라인만")
        assert history not in browser.get(after["Location"]).content.decode().split('id="answers"')[0]


def test_a_question_that_was_never_answered_offers_nothing_to_undo(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser, SMALL)
    for code in ("A.1", "NOPE", "C1"):
        page = browser.get(f"/assessments/{session.pk}/modules/M1/?cleared={code}").content.decode()
        assert "답을 지웠습니다" not in page


def test_a_stale_save_shows_both_values_and_changes_nothing(frameworks: Frameworks) -> None:
    owner = member(company())
    browser = signed_in(owner)
    session = begin(browser)
    _save(browser, session, "STR1-01", "4", 0)
    response = _save(browser, session, "STR1-01", "1", 0)
    page = response.content.decode()
    assert response.status_code == 409
    assert "경영자가 투자 효과를 미리 예측하고" in page
    assert "경영자가 필요성을 직원들에게 말하고" in page
    assert "다른 창에서 직접" in page
    assert "내가 고른 답 저장하기" in page
    # The panel reaches its place also from a button that swaps nothing, as "undo" does.
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#said-STR1-01", "innerHTML")
    assert 'id="said-STR1-01"' in browser.get(f"/assessments/{session.pk}/modules/STR1/").content.decode()
    assert stored(session.pk)["STR1-01"].choices == ["4"]
    theirs = browser.get(f"/assessments/{session.pk}/answers/STR1-01/", headers={"HX-Request": "true"})
    assert re.search(r'value="4" checked', theirs.content.decode())


def test_a_save_draws_the_questions_that_became_asked(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser, SMALL)
    page = _save(browser, session, "A.1", "yes", 0).content.decode()
    assert '<div id="slot-B1" data-hx-swap-oob="true">' in page
    assert "설비를 점검합니까" in page
    gone = _save(browser, session, "A.1", "no", 1).content.decode()
    assert '<div id="slot-B1" data-hx-swap-oob="true"></div>' in gone


@pytest.mark.parametrize(
    ("item", "data", "status", "said"),
    [
        ("STR1-01", {"STR1-01": "9"}, 422, ""),
        ("STR1-01", {"STR1-01": "1", "STR1-01.version": "x"}, 422, "오래된 화면"),
        ("STR1-01", {}, 422, "답을 먼저"),
        ("STR1-01", {"STR1-01": "1", "STR1-01.comment": "가" * 2_001}, 422, "2,001자"),
        ("STR1-01", {"STR1-01": "1", "STR1-01.comment": "a\0b"}, 422, "저장할 수 없는 글자"),
        ("STR1-01", {"STR1-01": "not_applicable"}, 422, ""),
        ("NOPE", {"NOPE": "1"}, 422, "이 진단에 없는 문항"),
    ],
)
def test_a_bad_answer_gets_a_clear_word_and_leaves_the_database(
    frameworks: Frameworks, item: str, data: dict[str, str], status: int, said: str
) -> None:
    browser = Client()
    session = begin(browser)
    response = browser.post(f"/assessments/{session.pk}/answers/{item}/", data)
    assert response.status_code == status
    assert said in response.content.decode()
    assert not stored(session.pk)


def test_ten_megabytes_are_refused_without_a_crash(frameworks: Frameworks) -> None:
    browser = Client(raise_request_exception=False)
    session = begin(browser)
    response = browser.post(
        f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": "1", "STR1-01.comment": "x" * 10_000_000}
    )
    assert response.status_code in (400, 413, 422)
    assert not stored(session.pk)


def test_a_file_instead_of_text_is_no_answer(frameworks: Frameworks) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = Client()
    session = begin(browser)
    response = browser.post(
        f"/assessments/{session.pk}/answers/STR1-01/", {"STR1-01": SimpleUploadedFile("a.txt", b"1")}
    )
    assert response.status_code == 422


@pytest.mark.parametrize("code", ["NOPE", "STR", "STR1-01", "..", "%00"])
def test_a_page_that_is_not_there_is_a_404(frameworks: Frameworks, code: str) -> None:
    browser = Client()
    session = begin(browser)
    assert browser.get(f"/assessments/{session.pk}/modules/{code}/").status_code == 404


def test_a_note_with_html_shows_as_text(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    browser.post(
        f"/assessments/{session.pk}/answers/STR1-01/",
        {"STR1-01": "1", "STR1-01.comment": "</textarea><img src=//x>"},
    )
    page = browser.get(f"/assessments/{session.pk}/modules/STR1/").content.decode()
    assert "&lt;/textarea&gt;&lt;img src=//x&gt;" in page
    assert "<img src=//x>" not in page


def test_the_start_form_keeps_everything_on_error(frameworks: Frameworks) -> None:
    sent = PLANT_FORM | {"industry": "", "plant_name": "<b>2공장</b>", "sales": "팔억"}
    response = Client().post(f"/assessments/start/?framework={FULL}", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "목록에서 업종을 골라 주십시오" in page
    assert "만 원 단위의 숫자로" in page
    assert 'value="팔억"' in page
    assert "&lt;b&gt;2공장&lt;/b&gt;" in page
    assert '<option value="48123" selected>' in page
    with acting_as_system():
        assert not Session.objects.exists()


def test_a_merged_district_is_answered_with_its_successor_chosen(frameworks: Frameworks) -> None:
    response = Client().post(f"/assessments/start/?framework={FULL}", PLANT_FORM | {"sigungu": "46110"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "전남광주통합특별시 목포시" in page
    assert '<option value="12110" selected>' in page


def test_the_size_is_worked_out_from_figures_and_read_back(frameworks: Frameworks) -> None:
    session = begin(Client())
    assert (session.size, session.average_sales_won, session.employees) == ("SMALL", 840_000_000, 42)
    query = {"industry": "303", "employees": "9", "sales": "8억 4,000만", "size": "auto"}
    page = Client().get(reverse("assessments:size"), query).content.decode()
    assert "연평균 매출 8억 4,000만 원, 직원 9명 → 소상공인" in page


@pytest.mark.parametrize(
    ("typed", "won"),
    [
        ("84000", 840_000_000),
        ("84,000", 840_000_000),
        ("８４０００ 만 원", 840_000_000),
        ("8.4억", 840_000_000),
        ("8억4000", 840_000_000),
        ("8억 4천", 840_000_000),
        ("8억 4천만원", 840_000_000),
        ("8천4백만", 84_000_000),
        ("840백만 원", 840_000_000),
        ("1조 2억", 1_000_200_000_000),
        ("0", 0),
    ],
)
def test_sales_are_understood_in_any_form(frameworks: Frameworks, typed: str, won: int) -> None:
    assert begin(Client(), sales=typed).average_sales_won == won


@pytest.mark.parametrize("typed", ["-1", "만", "1e9", "1" * 39, "NaN", "1억2억", "8천", "천만", "1조 2천억"])
def test_what_is_no_amount_is_said(frameworks: Frameworks, typed: str) -> None:
    response = Client().post(f"/assessments/start/?framework={FULL}", PLANT_FORM | {"sales": typed})
    assert response.status_code == 422


def test_a_form_sent_twice_is_one_draft(frameworks: Frameworks) -> None:
    browser = Client()
    browser.get(f"/assessments/start/?framework={FULL}")
    first, second = (
        browser.post(f"/assessments/start/?framework={FULL}", PLANT_FORM | {"once": "t0ken"})
        for _each in "12"
    )
    assert first["Location"] == second["Location"]
    with acting_as_system():
        assert Session.objects.count() == 1


def test_an_unknown_diagnostic_is_a_404_in_words(frameworks: Frameworks) -> None:
    response = Client().get("/assessments/start/?framework=nope")
    assert response.status_code == 404
    assert "없는 진단입니다" in response.content.decode()


def test_the_start_page_has_words_when_nothing_is_offered(db: None) -> None:
    page = Client().get("/assessments/").content.decode()
    assert "지금은 할 수 있는 진단이 없습니다" in page


def test_the_details_of_a_plant_can_be_mended(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    page = browser.get(f"/assessments/{session.pk}/plant/").content.decode()
    assert '<option value="48123" selected>' in page
    assert 'value="84,000"' in page
    browser.post(f"/assessments/{session.pk}/plant/", PLANT_FORM | {"sigungu": "48250", "size": "MEDIUM"})
    with acting_as_system():
        session.refresh_from_db()
    assert (session.sigungu, session.size) == ("48250", "MEDIUM")


def test_districts_are_narrowed_to_a_province(frameworks: Frameworks) -> None:
    page = Client().get(reverse("assessments:districts"), {"sido": "48"}).content.decode()
    assert "창원시 성산구" in page
    assert "강남구" not in page
    assert Client().get(reverse("assessments:districts"), {"sido": "99"}).status_code == 200


def test_last_years_answer_is_shown_beside_the_question(frameworks: Frameworks) -> None:
    from assessments.documents import framework_of

    browser = signed_in(member(company()))
    session = begin(browser, QUICK)
    for item in framework_of(frameworks[QUICK]).items:
        _save(browser, session, item, "2", 0)
    assert browser.post(f"/assessments/{session.pk}/submit/").status_code == 302
    again = begin(browser, QUICK)
    module = framework_of(frameworks[QUICK]).modules[0].code
    page = browser.get(f"/assessments/{again.pk}/modules/{module}/").content.decode()
    assert "지난 진단의 답:" in page
    elsewhere = begin(browser, QUICK, plant="new", plant_name="사천 2공장")
    other = browser.get(f"/assessments/{elsewhere.pk}/modules/{module}/").content.decode()
    assert "지난 진단의 답:" not in other
    closed = browser.post(f"/assessments/{session.pk}/answers/Q01/", {"Q01": "5"})
    assert closed.status_code == 409
    assert "이미 제출한 진단" in closed.content.decode()


def _parts(html: str) -> dict[str, tuple[bool, str]]:
    """By title: whether a part of the check page is unfolded, and its count."""
    return {
        match["title"]: (bool(match["open"]), match["count"].strip())
        for match in re.finditer(
            r'<details class="details"(?P<open> open)?><summary><span>(?P<title>[^<]+)</span> '
            r'<span class="details__count">(?:<span class="visually-hidden">[^<]*</span>)?(?P<count>[^<]+)<',
            html,
        )
    }


def test_the_check_page_opens_what_is_not_finished_unless_too_much_is_open(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    for number in range(1, 5):
        _save(browser, session, f"STR1-0{number}", "1", 0)
    url = f"/assessments/{session.pk}/check/"
    html = browser.get(url).content.decode()
    parts = _parts(html)
    assert len(parts) == 10
    assert parts["리더십·전략"] == (False, "4/4")
    assert parts["품질관리"] == (False, "6개 남음"), "with forty open ones a list of all would be no help"
    assert html.count("아직 답하지 않음") == 40
    for code in framework_of(session.framework).items:
        if not code.startswith(("STR1", "PRC4")):
            _save(browser, session, code, "1", 0)
    parts = _parts(browser.get(url).content.decode())
    assert parts["품질관리"] == (True, "6개 남음")
    assert [title for title, (is_open, _count) in parts.items() if is_open] == ["품질관리"]


def test_the_check_page_counts_alike_and_lists_first_what_has_no_level(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    items = framework_of(session.framework).items
    skipped = next(code for code, item in items.items() if item.not_applicable)
    unknown = next(reversed(items))
    for code in items:
        _save(browser, session, code, {skipped: "not_applicable", unknown: "dont_know"}.get(code, "1"), 0)
    html = browser.get(f"/assessments/{session.pk}/check/").content.decode()
    counts = [count.split("/") for _open, count in _parts(html).values()]
    most = len(items) - 1
    assert sum(int(done) for done, _total in counts) == sum(int(total) for _done, total in counts) == most
    assert f"{most}/{most}" in re.sub(r"<[^>]+>|\s", "", html)
    unsure = html.split('id="unsure"')[1].split("</section>")[0]
    assert unsure.index(f"#{unknown}") < unsure.index(f"#{skipped}")
    assert "제출하면 답을 바꿀 수 없습니다" in html


def test_each_answer_of_a_question_keeps_its_example_in_the_page(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    html = browser.get(f"/assessments/{session.pk}/modules/STR1/").content.decode()
    assert html.count("답마다 예시 보기") == 4
    assert html.count('class="level__example"') == 24
