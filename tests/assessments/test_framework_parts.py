"""A draft changed question by question: at its field what is wrong, and nobody writes over anybody."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from assessments.actions import draft_framework, publish_framework
from assessments.authoring import part_of
from assessments.examples import example_source
from assessments.models import FrameworkVersion
from core.accounts.actor import SYSTEM
from core.audit.models import Event
from tests.assessments.world import BRANCHING
from tests.core.accounts.people import ministry, person, signed_in
from tests.portal.results.world import framework

pytestmark = pytest.mark.usefixtures("as_system")
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
LIST = "/assessments/frameworks/"


@pytest.fixture
def draft() -> FrameworkVersion:
    """The second version of the small framework."""
    publish_framework(source=BRANCHING, name="branching.yaml", by=SYSTEM, at=AT)
    source = BRANCHING.replace('version: "1"', 'version: "2"')
    return draft_framework(source=source, name="branching.yaml", by=SYSTEM, at=AT)


@pytest.fixture
def browser() -> Client:
    """The programme administrator's."""
    return signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))


def _text(answer) -> str:
    return str(answer.content.decode())


def _sent(form, **more: str) -> dict[str, str]:
    """What a browser would send of a form, with some fields typed anew."""
    found = {field.name: field.value() for field in form}
    sent = {
        name: "on" if value is True else str(value)
        for name, value in found.items()
        if value not in (False, None)
    }
    return sent | {name.replace("_", "-"): value for name, value in more.items()}


def _address(draft: FrameworkVersion, code: str = "A.1", kind: str = "item") -> str:
    return f"{LIST}{draft.pk}/parts/{kind}/{code}/"


def test_a_form_sent_as_it_came_changes_nothing(browser: Client, draft: FrameworkVersion) -> None:
    for kind, code in (("item", "A.1"), ("node", "M1"), ("head", "head")):
        address = _address(draft, code, kind)
        answer = browser.post(address, _sent(browser.get(address).context["form"]))
        assert answer.status_code == 302, _text(answer)
    before = draft.source
    draft.refresh_from_db()
    assert draft.source == before
    assert not Event.objects.filter(verb="framework.drafted", data__has_key="part").exists()


@pytest.mark.parametrize("code", ["impuls-like", "eu-dma-like"])
def test_every_part_of_the_examples_has_a_form_that_changes_nothing(browser: Client, code: str) -> None:
    source = example_source(code)
    version = draft_framework(source=source, name="x", by=SYSTEM, at=AT)
    page = browser.get(f"{LIST}{version.pk}/parts/")
    for row in [row for group in page.context["groups"] for row in group["rows"]][:10]:
        form = browser.get(row.url).context["form"]
        assert browser.post(row.url, _sent(form)).status_code == 302
    version.refresh_from_db()
    assert version.source == source


def test_one_question_is_changed_and_nothing_else(browser: Client, draft: FrameworkVersion) -> None:
    address = _address(draft)
    form = browser.get(address).context["form"]
    answer = browser.post(address, _sent(form, question_ko="설비를 갖추었습니까?", weight="2"))
    assert answer.status_code == 302
    before = draft.source.split("\n")
    draft.refresh_from_db()
    after = draft.source.split("\n")
    assert '          weight: "2"' in after
    assert len(set(after) - set(before)) == 2
    assert len(set(before) - set(after)) == 1
    assert "바뀜" in _text(browser.get(f"{LIST}{draft.pk}/parts/?changed=1"))
    event = Event.objects.filter(subject_id=str(draft.pk)).order_by("-pk")[0]
    assert event.data["part"] == "item A.1"


def test_what_is_wrong_stands_at_its_field_and_all_that_was_typed_stays(
    browser: Client, draft: FrameworkVersion
) -> None:
    address = _address(draft)
    form = browser.get(address).context["form"]
    sent = _sent(form, weight="많이", question_ko="", choices_1_points="둘")
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"weight", "question-ko", "choices-1-points"}
    assert answer.context["form"]["weight"].value() == "많이"
    assert 'href="#id_choices-1-points"' in _text(answer)
    assert "bad-number" not in _text(answer)


def test_a_choice_that_another_question_asks_for_cannot_go_unseen(
    browser: Client, draft: FrameworkVersion
) -> None:
    item = part_of(draft.source, "item", "A.1")
    assert item is not None
    address = _address(draft)
    choices = item.data["choices"]
    last = len(choices) - 1
    sent = _sent(browser.get(address).context["form"]) | {
        f"choices-{place}-remove": "on" for place in (0, last)
    }
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert part_of(draft.source, "item", "A.1") == item


def test_a_new_choice_is_added_by_filling_in_its_fields(browser: Client, draft: FrameworkVersion) -> None:
    address = _address(draft)
    form = browser.get(address).context["form"]
    place = sum(name.endswith("-points") for name in form.fields) - 1
    more = {"code": "9", "points": "3", "label-ko": "더 있습니다.", "label-en": "There is more."}
    sent = _sent(form) | {
        f"choices-{place}-{key}": value
        for key, value in more.items()
        if f"choices-{place}-{key}" in form.fields
    }
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    draft.refresh_from_db()
    item = part_of(draft.source, "item", "A.1")
    assert item is not None
    assert item.data["choices"][-1]["code"] == "9"


def test_two_people_at_one_question_see_both_values(browser: Client, draft: FrameworkVersion) -> None:
    address = _address(draft)
    mine = _sent(browser.get(address).context["form"], title_ko="내 이름")
    theirs = _sent(browser.get(address).context["form"], title_ko="다른 이름")
    assert browser.post(address, theirs).status_code == 302
    answer = browser.post(address, mine)
    assert answer.status_code == 409
    assert "그사이 저장된 값: 다른 이름" in _text(answer)
    assert answer.context["form"]["title-ko"].value() == "내 이름"
    assert answer.context["last"][0]
    meant = browser.post(address, mine | {"seen": answer.context["form"]["seen"].value()})
    assert meant.status_code == 302
    draft.refresh_from_db()
    assert "내 이름" in draft.source


def test_two_people_at_two_questions_are_in_nobodys_way(browser: Client, draft: FrameworkVersion) -> None:
    first, second = _address(draft, "A.1"), _address(draft, "M1", "node")
    one = _sent(browser.get(first).context["form"], title_ko="가")
    other = _sent(browser.get(second).context["form"], title_ko="나")
    assert browser.post(first, one).status_code == 302
    assert browser.post(second, other).status_code == 302
    draft.refresh_from_db()
    assert part_of(draft.source, "item", "A.1").data["title"]["ko"] == "가"  # type: ignore[union-attr, index, call-overload]
    assert part_of(draft.source, "node", "M1").data["title"]["ko"] == "나"  # type: ignore[union-attr, index, call-overload]


def test_questions_are_found_by_their_words(browser: Client, draft: FrameworkVersion) -> None:
    page = browser.get(f"{LIST}{draft.pk}/parts/?q=설비")
    assert "A.1" in {row.part.code for group in page.context["groups"] for row in group["rows"]}
    assert "찾지 못했습니다" in _text(browser.get(f"{LIST}{draft.pk}/parts/?q=없는말"))


def test_a_published_version_has_no_form(browser: Client, draft: FrameworkVersion) -> None:
    first = FrameworkVersion.objects.get(version="1")
    assert browser.get(_address(first)).status_code == 409
    page = browser.get(f"{LIST}{first.pk}/parts/")
    assert "/preview/?page=" in _text(page)
    assert "/parts/item/" not in _text(page)


def test_the_next_version_begins_with_a_name_alone(browser: Client, draft: FrameworkVersion) -> None:
    first = FrameworkVersion.objects.get(version="1")
    address = f"{LIST}begin/?from={first.pk}"
    assert browser.get(address).context["form"].initial["version"] == "3"
    answer = browser.post(address, {"version": "2"})
    assert answer.status_code == 409
    assert browser.post(address, {"version": "??"}).context["form"].errors["version"]
    answer = browser.post(address, {"version": "3"})
    assert answer["Location"].endswith("/parts/")
    assert FrameworkVersion.objects.get(version="3").source == first.source.replace(
        'version: "1"', 'version: "3"'
    )
    assert browser.post(f"{LIST}begin/?example=eu-dma-like", {"version": "7"}).status_code == 302
    assert browser.get(f"{LIST}begin/?example=none").status_code == 404


def test_the_bounds_stand_under_the_name_of_their_scheme(browser: Client) -> None:
    source = framework().source.replace('version: "2026.3"', 'version: "9999.1"')
    version = draft_framework(source=source, name="x", by=SYSTEM, at=AT)
    form = browser.get(f"{LIST}{version.pk}/parts/bounds/bounds/").context["form"]
    titles = {section.title for section in form.sections}
    assert not titles & {"capability", "recollected"}


def test_a_text_with_a_byte_order_mark_is_changed_like_any_other(browser: Client) -> None:
    made = draft_framework(source="\ufeff" + BRANCHING, name="branching.yaml", by=SYSTEM, at=AT)
    sent = _sent(browser.get(_address(made)).context["form"], weight="3")
    assert browser.post(_address(made), sent).status_code == 302


@pytest.fixture
def weighed() -> FrameworkVersion:
    """A draft of the portal's own diagnostic."""
    first = framework()
    source = first.source.replace(f'version: "{first.version}"', 'version: "next"', 1)
    return draft_framework(source=source, name="x", by=SYSTEM, at=AT)


def _weights(version: FrameworkVersion, code: str = "STR1") -> str:
    return f"{LIST}{version.pk}/weights/{code}/"


def test_all_weights_of_an_area_are_saved_at_once_and_taken_back_at_once(
    browser: Client, weighed: FrameworkVersion
) -> None:
    before, address = weighed.source, _weights(weighed)
    assert address in _text(browser.get(f"{LIST}{weighed.pk}/parts/"))
    sent = _sent(browser.get(address).context["form"])
    names = [name for name in sent if name.startswith("weight-")]
    assert browser.post(address, sent | dict.fromkeys(names, "30")).status_code == 302
    page = browser.get(address)
    assert {field.value() for _part, field in page.context["form"].rows} == {"30"}
    assert (page.context["total"], page.context["meant"]) == (str(30 * len(names)), "100")
    assert "많음" in _text(page)
    undone = browser.post(f"{LIST}{weighed.pk}/undo/", {"change": page.context["undo"]})
    assert undone["Location"] == address
    weighed.refresh_from_db()
    assert weighed.source == before


def test_the_sum_is_counted_without_saving_and_weights_are_made_to_come_to_it(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _weights(weighed)
    sent = _sent(browser.get(address).context["form"])
    names = [name for name in sent if name.startswith("weight-")]
    counted = browser.get(address, sent | dict.fromkeys(names, "1") | {"sum": "1"})
    assert (counted.context["total"], counted.context["is_right"]) == (str(len(names)), False)
    assert "<html" not in _text(counted)
    fitted = browser.post(address, sent | dict.fromkeys(names, "1") | {"go": "fit"})
    assert (fitted.status_code, fitted.context["total"], fitted.context["is_right"]) == (200, "100", True)
    before = weighed.source
    weighed.refresh_from_db()
    assert weighed.source == before


def test_every_weight_that_is_no_number_is_said_at_once_and_stays(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _weights(weighed)
    sent = _sent(browser.get(address).context["form"])
    first, second, third = [name for name in sent if name.startswith("weight-")][:3]
    answer = browser.post(address, sent | {first: "많이", second: "-1", third: ""})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {first, second, third}
    assert answer.context["form"][first].value() == "많이"
    assert f'href="#id_{first}"' in _text(answer)


def test_two_who_weigh_one_area_do_not_overwrite_each_other(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _weights(weighed)
    sent = _sent(browser.get(address).context["form"])
    first, second = [name for name in sent if name.startswith("weight-")][:2]
    assert browser.post(address, sent | {first: "26"}).status_code == 302
    late = browser.post(address, sent | {second: "27"})
    assert late.status_code == 409
    assert late.context["form"][second].value() == "27"
    assert set(late.context["form"].errors) == {"__all__", first, second}


def test_the_last_change_of_a_part_is_taken_back_and_had_again(
    browser: Client, draft: FrameworkVersion
) -> None:
    address, undo = _address(draft), f"{LIST}{draft.pk}/undo/"
    assert browser.post(undo, {"change": "item A.1"}).status_code == 409
    assert browser.post(undo, {"change": "everything"}).status_code == 404
    before = draft.checksum
    form = browser.get(address).context["form"]
    browser.post(address, _sent(form, question_ko="설비를 갖추었습니까?", weight="2"))
    page = browser.get(address)
    assert [then for _label, _now, then in page.context["undone"]] == ["설비가 있습니까?", "1"]
    assert "되돌리기" in _text(page)
    draft.refresh_from_db()
    after = draft.checksum
    assert browser.post(undo, {"change": "item A.1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.checksum == before
    assert browser.post(undo, {"change": "item A.1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.checksum == after


def test_points_unlike_all_others_are_said_on_saving_and_before_publishing(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _address(weighed, "STR1-01")
    form = browser.get(address).context["form"]
    assert browser.post(address, _sent(form, choices_1_points="9")).status_code == 302
    said = "다른 문항은 거의 모두 0점에서 5점까지입니다"
    for page in (address, f"{LIST}{weighed.pk}/parts/", f"{LIST}{weighed.pk}/publish/"):
        assert said in _text(browser.get(page)), page


def test_a_sum_of_shares_that_is_not_1_is_said_and_published_only_when_it_is_meant(browser: Client) -> None:
    source = example_source("impuls-like")
    version = draft_framework(source=source, name="x", by=SYSTEM, at=AT)
    address, publish = _weights(version, "TOTAL"), f"{LIST}{version.pk}/publish/"
    page = browser.get(address)
    assert page.context["is_right"]
    sent = _sent(page.context["form"])
    first = next(name for name in sent if name.startswith("weight-"))
    assert "sums_meant" not in browser.get(publish).context["form"].fields
    long = browser.post(address, sent | {first: "1" * 31})
    assert "30자까지 쓸 수 있습니다" in _text(long)
    assert browser.post(address, sent | {first: "0.9"}).status_code == 302
    assert "비율대로 합계 1에 맞추기”" in _text(browser.get(address))
    assert "그대로 두어도 게시할 수 있습니다" not in _text(browser.get(publish))
    assert "합계를 고치거나, 게시할 때 뜻한 값이라고 표시하십시오." in _text(browser.get(publish))
    assert 'href="#id_sums_meant"' in _text(browser.get(publish))
    assert any(each.is_sum for each in browser.get(f"{LIST}{version.pk}/parts/").context["advice"])
    version.refresh_from_db()
    said = {"said": version.version, "seen": version.checksum}
    assert set(browser.post(publish, said).context["form"].errors) == {"sums_meant"}
    wrong = browser.post(publish, said | {"said": "2099"})
    assert set(wrong.context["form"].errors) == {"sums_meant", "said"}
    assert wrong.context["form"]["said"].value() == "2099"
    assert browser.post(publish, said | {"sums_meant": "on"}).status_code == 302


def test_a_sum_is_said_in_one_sentence_everywhere_and_leads_to_its_field(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _weights(weighed, "STR1")
    form = browser.get(address).context["form"]
    assert browser.post(address, _sent(form, weight_STR1_01="30")).status_code == 302
    said = "“리더십·전략”에 속한 비중을 더하면 105입니다. 맞는 합계는 100입니다."
    part, parts = _address(weighed, "STR1-01"), f"{LIST}{weighed.pk}/parts/"
    for page in (address, part, parts, f"{LIST}{weighed.pk}/publish/"):
        assert said in _text(browser.get(page)), page
    assert browser.get(part).context["form"].fields["weight"].help_text.startswith(said)
    assert 'href="#id_weight"' in _text(browser.get(part))
    assert f"{address}#id_weight-STR1-01" in _text(browser.get(parts))


def test_advice_about_points_and_languages_stands_at_its_field_as_well(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _address(weighed, "STR1-01")
    form = browser.get(address).context["form"]
    sent = _sent(form, choices_1_points="9", choices_2_label_ko="방침을 글로 적었습니다.")
    assert browser.post(address, sent).status_code == 302
    page = browser.get(address)
    fields = page.context["form"].fields
    said = dict(page.context["advice"])
    points = next(each for each in said if "다른 문항은 거의 모두" in each)
    words = next(each for each in said if "한국어 글은 바뀌었는데" in each)
    assert (said[points], said[words]) == ("#id_choices-0-points", "#id_choices-2-label-en")
    assert fields["choices-0-points"].help_text.startswith(points)
    assert fields["choices-2-label-en"].help_text.startswith(words)
    noted = [each.code for each in page.context["form"].sections if each.is_noted]
    assert len(noted) == 2


def test_a_weight_left_out_is_said_at_its_field_as_in_the_summary(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _weights(weighed, "STR1")
    answer = browser.post(address, _sent(browser.get(address).context["form"], weight_STR1_01=""))
    assert answer.status_code == 422
    assert _text(answer).count("25나 0.25처럼 비중을 적어 주십시오.") == 2


def test_taking_weights_back_says_each_of_them_before_and_after(
    browser: Client, weighed: FrameworkVersion
) -> None:
    address = _weights(weighed, "STR1")
    form = browser.get(address).context["form"]
    assert browser.post(address, _sent(form, weight_STR1_01="30", weight_STR1_03="20")).status_code == 302
    page = browser.get(address)
    assert page.context["undone"] == [("리더십", "30", "25"), ("실행관리", "20", "25")]
    assert "리더십: 30 → <b>25</b>" in _text(page)
    taken = browser.post(f"{LIST}{weighed.pk}/undo/", {"change": "weights STR1"}, follow=True)
    assert "“리더십·전략”에서 되돌렸습니다: 리더십 30 → 25, 실행관리 20 → 25." in _text(taken)
    assert taken.context["undone"] == [("리더십", "25", "30"), ("실행관리", "25", "20")]
