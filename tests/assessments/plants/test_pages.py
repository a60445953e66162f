"""The pages of the plants, and choosing one where a diagnostic begins."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import actions
from assessments.models import FrameworkVersion, Plant, Session
from core.accounts.actor import SYSTEM
from core.scope import acting, acting_as_system, enter
from tests.assessments.world import AT, FULL, PLANT, PLANT_FORM, begin, company, member, signed_in
from tests.portal.results.world import answers, result

Frameworks = dict[str, FrameworkVersion]
DETAILS = PLANT_FORM | {"address": "성산구 웅남로 1"}


def test_a_company_without_a_plant_is_told_what_to_do(frameworks: Frameworks) -> None:
    text = signed_in(member(company())).get("/plants/").content.decode()
    assert "아직 공장이 없습니다" in text
    assert 'href="/assessments/start/"' in text


def test_plants_stand_side_by_side_with_their_newest_results(as_system: None) -> None:
    hanbit, dasan, given = company(), company("다산기공", "2048100999"), answers()
    result(dasan, given, plant="남의 카나리 공장")
    result(hanbit, dict.fromkeys(given, "1"), at=AT - timedelta(days=400))
    newest = result(hanbit, given, at=AT)
    second = result(hanbit, dict.fromkeys(given, "4"), plant="진해 공장", sigungu="48129")
    by = member(hanbit)
    with acting(by):
        known = replace(PLANT, name="진해 공장", sigungu="48129")
        draft = actions.start(
            framework_id=newest.framework_id, plant=known, by=by, at=AT, plant_id=second.plant_id
        )
        actions.add_plant(facts=replace(PLANT, name="빈 공장"), by=by, at=AT)
    text = signed_in(by).get("/plants/").content.decode()
    assert text.count("<tr>") == 4  # the head and three plants
    assert (
        text.count("/ 1,000</span>") == 3
    )  # where the scale of the total ends: in the head and at each score
    assert text.count("/ 5</span>") == 3 * 4
    for shown in (
        f"/results/{newest.pk}/",
        f"/results/{second.pk}/",
        f"/assessments/{draft.pk}/",
        "추진전략",
    ):
        assert shown in text, shown
    assert "카나리" not in text
    assert "아직 결과가 없습니다" in text
    places = [text.index(f">{name}<") for name in ("진해 공장", "창원 제1공장", "빈 공장")]
    assert places == sorted(places)  # those without a result last
    enter(SYSTEM)
    plant = Plant.objects.get(name="빈 공장")
    assert f"/assessments/start/?plant={plant.pk}" in text


def test_many_plants_cost_no_more_queries_than_one(as_system: None) -> None:
    hanbit, given = company(), answers()
    result(hanbit, given)
    browser = signed_in(member(hanbit))
    browser.get("/plants/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/plants/")
    enter(SYSTEM)
    for number in range(3):
        result(hanbit, given, plant=f"{number}공장")
    with CaptureQueriesContext(connection) as many:
        assert "2공장" in browser.get("/plants/").content.decode()
    assert len(many) == len(one)


def test_a_plant_is_added_corrected_retired_and_used_again(frameworks: Frameworks) -> None:
    browser = signed_in(member(company()))
    assert browser.post("/plants/new/", DETAILS | {"sigungu": ""}).status_code == 422
    made = browser.post("/plants/new/", DETAILS)
    assert made.status_code == 302
    url = made["Location"]
    twice = browser.post("/plants/new/", DETAILS)
    assert twice.status_code == 409
    assert "같은 이름의 공장이 이미 있습니다" in twice.content.decode()
    assert "성산구 웅남로 1" in browser.get(url).content.decode()
    assert "성산구 웅남로 1" in browser.get(f"{url}edit/").content.decode()
    assert browser.post(f"{url}edit/", DETAILS | {"industry": ""}).status_code == 422
    assert browser.post(f"{url}edit/", DETAILS | {"plant_name": "본공장"}).status_code == 302
    assert "본공장" in browser.get("/plants/").content.decode()
    assert browser.post(f"{url}retire/").status_code == 302
    assert "쓰지 않는 공장" in browser.get("/plants/").content.decode()
    assert "다시 쓰기" in browser.get(url).content.decode()
    assert browser.post(f"{url}bring-back/").status_code == 302
    assert "이 공장 쓰지 않기" in browser.get(url).content.decode()


def test_a_plant_with_an_open_diagnostic_says_why_it_stays(frameworks: Frameworks) -> None:
    browser = signed_in(member(company()))
    session = begin(browser)
    url = f"/plants/{session.plant_id}/"
    assert "아직 끝나지 않았습니다" in browser.get(url).content.decode()
    assert browser.post(f"{url}retire/").status_code == 409


def test_the_history_of_a_renamed_plant_says_what_it_was_called(as_system: None) -> None:
    hanbit = company()
    made = result(hanbit)
    by = member(hanbit)
    assert made.plant_id is not None
    with acting(by):
        facts = replace(PLANT, name="본공장", sigungu="48129")
        actions.change_plant(plant_id=made.plant_id, facts=facts, address="", by=by, at=AT)
    browser = signed_in(by)
    text = browser.get(f"/plants/{made.plant_id}/").content.decode()
    assert "본공장" in text
    assert "그때: 창원 제1공장" in text
    listed = browser.get("/results/").content.decode()
    assert "본공장" in listed


@pytest.mark.usefixtures("frameworks")
def test_a_second_diagnostic_begins_with_what_is_known_of_the_plant() -> None:
    browser = signed_in(member(company()))
    first = begin(browser)
    text = browser.get("/assessments/start/").content.decode()
    assert f'name="plant" value="{first.plant_id}"' in text
    assert 'value="창원 공장"' in text
    assert "마지막으로 적은 내용" in text
    again = begin(browser, plant=str(first.plant_id), employees="55")
    assert again.plant_id == first.plant_id
    with acting_as_system():
        assert Plant.objects.get().employees == 55


@pytest.mark.usefixtures("frameworks")
def test_with_several_plants_one_is_chosen_first_and_a_new_one_must_be_new() -> None:
    browser = signed_in(member(company()))
    first = begin(browser)
    second = begin(browser, plant="new", plant_name="창원 2공장")
    assert first.plant_id != second.plant_id
    text = browser.get("/assessments/start/").content.decode()
    assert "어느 공장을 진단합니까?" in text
    assert 'name="sigungu"' not in text
    chosen = browser.get(f"/assessments/start/?plant={second.plant_id}").content.decode()
    assert 'value="창원 2공장"' in chosen
    assert f'href="/assessments/{second.pk}/"' in chosen  # the open diagnostic of this plant
    assert f'href="/assessments/{first.pk}/"' not in chosen
    fresh = browser.get("/assessments/start/?plant=new").content.decode()
    assert 'name="plant" value="new"' in fresh
    refused = browser.post("/assessments/start/", PLANT_FORM | {"plant": "new"})
    assert refused.status_code == 422
    assert "같은 이름의 공장이 이미 있습니다" in refused.content.decode()
    with acting_as_system():
        assert Session.objects.count() == 2


@pytest.mark.usefixtures("frameworks")
def test_a_plant_of_another_company_is_not_chosen() -> None:
    theirs = begin(signed_in(member(company("다산기공", "2048100999"), "owner@dasan.example")))
    browser = signed_in(member(company()))
    refused = browser.post("/assessments/start/", PLANT_FORM | {"plant": str(theirs.plant_id)})
    assert refused.status_code == 422
    assert "우리 회사의 공장 가운데" in refused.content.decode()
    for path in ("", "edit/"):
        assert browser.get(f"/plants/{theirs.plant_id}/{path}").status_code == 404


@pytest.mark.usefixtures("frameworks")
def test_answers_are_carried_over_from_the_same_plant_only() -> None:
    browser = signed_in(member(company()))
    quick = begin(browser, "kr-quick-check")
    with acting_as_system():
        item = next(iter(_items(quick)))
    browser.post(f"/assessments/{quick.pk}/answers/{item}/", {item: "1", f"{item}.version": "0"})
    url = f"/assessments/start/?framework={FULL}"
    assert str(quick.pk) in browser.get(f"{url}&plant={quick.plant_id}").content.decode()
    assert str(quick.pk) not in _form(browser.get(f"{url}&plant=new").content.decode())


def _items(session: Session) -> list[str]:
    from assessments.documents import framework_of

    return list(framework_of(FrameworkVersion.objects.get(pk=session.framework_id)).items)


def _form(text: str) -> str:
    return text[text.index("<form class=") :]


def test_a_name_that_is_too_long_once_composed_is_refused_by_the_form(frameworks: Frameworks) -> None:
    browser = signed_in(member(company()))
    for url, sent in (
        ("/plants/new/", DETAILS | {"plant_name": "\u0958" * 80}),
        ("/plants/new/", DETAILS | {"address": "\u0958" * 200}),
        (f"/assessments/start/?framework={FULL}", PLANT_FORM | {"plant_name": "\u0958" * 80}),
    ):
        assert browser.post(url, sent).status_code == 422
    enter(SYSTEM)
    assert not Plant.objects.exists()
