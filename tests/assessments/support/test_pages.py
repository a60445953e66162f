"""The administrator writes, tries and publishes rules; whoever submits afterwards is placed by them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from assessments.actions.support import draft_support, publish_support
from assessments.models import Result, SupportRules
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation, User
from core.audit.models import Event
from core.notices.models import Notice
from core.scope import enter
from core.web import Refused
from tests.core.accounts.people import NUMBERS, ministry, organisation, person, signed_in
from tests.portal.results.world import AT, framework, result

pytestmark = pytest.mark.usefixtures("as_system")
LIST = "/assessments/support-rules/"
RULES_DATA = yaml.safe_load(Path("assessments/support/2026.yaml").read_text("utf-8"))


@pytest.fixture
def rules() -> SupportRules:
    """The portal's own rules, in force, and the diagnostic they are about."""
    framework()
    call_command("load_support", verbosity=0)
    return SupportRules.objects.get()


@pytest.fixture
def browser() -> Client:
    """The programme administrator's."""
    return signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))


def _typed(page: Any, **changed: str) -> dict[str, str]:
    """What the forms of a page hold, with other words."""
    form, tracks = page.context["form"], page.context["tracks"]
    fields = [form, tracks.management_form, *tracks.forms]
    found = {
        each.html_name: "" if each.value() is None else str(each.value())
        for one in fields
        for each in one
        if each.name != "DELETE"
    }
    return found | changed


def _level(number: int) -> dict[str, str]:
    from assessments.documents import framework_of

    return dict.fromkeys(framework_of(framework()).items, str(number))


def test_rules_are_written_from_the_last_ones_tried_and_published(
    browser: Client, rules: SupportRules
) -> None:
    firm = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")
    for number, level in enumerate((1, 2, 2, 3)):
        result(firm, _level(level), plant=f"{number}공장")
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    day = timezone.localdate() + timedelta(days=1)
    typed = _typed(page, version="2027-1", valid_from=day.isoformat(), fair_from="500", strong_from="700")
    answer = browser.post(f"{LIST}new/", typed)
    assert answer.status_code == 302, answer.content.decode()
    enter(SYSTEM)
    draft = SupportRules.objects.get(version="2027-1")
    shown = browser.get(answer["Location"])
    assert (shown.context["shift"].results, shown.context["shift"].fallen) == (4, 3)
    assert [line.after for line in shown.context["lines"][:3]] == ["0", "5 미만", "5 미만"]
    assert "0건은 더 높은 그룹으로, 5건 미만은 더 낮은 그룹으로" in shown.content.decode()
    assert "2027-1" in shown.content.decode()
    seen = {"said": "2027-1", "seen": str(draft.revision)}
    assert browser.post(f"{LIST}{draft.pk}/publish/", seen | {"said": "2027"}).status_code == 422
    assert browser.post(f"{LIST}{draft.pk}/publish/", seen | {"seen": "9"}).status_code == 409
    assert browser.post(f"{LIST}{draft.pk}/publish/", seen).status_code == 302
    enter(SYSTEM)
    draft.refresh_from_db()
    assert draft.state == "published"
    assert browser.get(f"{LIST}{draft.pk}/edit/").status_code == 409
    assert "시행 예정" in browser.get(LIST).content.decode()
    enter(SYSTEM)
    verbs = Event.objects.filter(subject_id=str(draft.pk)).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["support-rules.drafted", "support-rules.published"]


def test_a_first_day_that_is_over_is_refused_with_all_other_faults_before_a_draft_is_stored(
    browser: Client, rules: SupportRules
) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    over = timezone.localdate() - timedelta(days=1)
    typed = _typed(page, version="", valid_from=over.isoformat(), fair_from="500", strong_from="700")
    answer = browser.post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"version", "valid_from"}
    assert "이미 지났습니다" in answer.content.decode() or "지났습니다" in answer.content.decode()
    enter(SYSTEM)
    assert SupportRules.objects.count() == 1


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(browser: Client, rules: SupportRules) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    typed = _typed(page, version="2099-1", valid_from="2099-01-01", fair_from="600", strong_from="500")
    typed["tracks-2-need_SYS"] = "1"
    answer = browser.post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "“우수”는 “보통”보다 높은 점수에서" in seen
    assert "“보통” 그룹에는 조건 없는 트랙이 하나는" in seen
    assert 'value="600"' in seen
    enter(SYSTEM)
    assert SupportRules.objects.count() == 1


def test_two_administrators_do_not_overwrite_each_other(browser: Client, rules: SupportRules) -> None:
    draft = draft_support(
        version="next", valid_from=date(2099, 1, 1), document=rules.document, by=SYSTEM, at=AT
    )
    page = browser.get(f"{LIST}{draft.pk}/edit/")
    assert browser.post(f"{LIST}{draft.pk}/edit/", _typed(page, fair_from="310")).status_code == 302
    late = browser.post(f"{LIST}{draft.pk}/edit/", _typed(page, fair_from="320"))
    assert late.status_code == 409
    assert 'value="320"' in late.content.decode()
    enter(SYSTEM)
    draft.refresh_from_db()
    assert draft.document["fair_from"] == "310"
    assert browser.post(f"{LIST}{draft.pk}/discard/").status_code == 302
    enter(SYSTEM)
    assert not SupportRules.objects.filter(pk=draft.pk).exists()


def test_rules_never_reach_back_and_published_ones_never_change(rules: SupportRules) -> None:
    draft = draft_support(
        version="late", valid_from=date(2026, 11, 19), document=rules.document, by=SYSTEM, at=AT
    )
    with pytest.raises(Refused) as refused:
        publish_support(rules_id=draft.pk, said="late", seen=1, by=SYSTEM, at=AT)
    assert refused.value.code == "past"
    for change in (
        "UPDATE assessments_supportrules SET version = 'x'",
        "DELETE FROM assessments_supportrules",
    ):
        with (
            pytest.raises(DatabaseError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{change} WHERE id = %s", [rules.pk])


def test_the_rules_of_the_day_place_a_result_and_new_ones_leave_it(rules: SupportRules) -> None:
    firm = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")
    before = result(firm, _level(2), at=datetime(2025, 12, 31, 14, 59, tzinfo=UTC), plant="옛 공장")
    first = result(firm, _level(2), at=datetime(2025, 12, 31, 15, 0, tzinfo=UTC))
    strict = rules.document | {"fair_from": "500", "strong_from": "700"}
    draft = draft_support(version="next", valid_from=date(2026, 11, 20), document=strict, by=SYSTEM, at=AT)
    publish_support(rules_id=draft.pk, said="next", seen=1, by=SYSTEM, at=AT)
    second = result(firm, _level(2), at=AT, plant="새 공장")
    rows = {
        row.pk: (row.support_rules, row.support_group, row.support_tracks) for row in Result.objects.all()
    }
    assert rows[before.pk] == (None, "", [])
    assert rows[first.pk] == (rules, "fair", ["advanced"])
    assert rows[second.pk] == (draft, "weak", ["foundation", "robots"])
    browser = signed_in(person("owner@hanbit.example", firm))
    page = browser.get(f"/results/{first.pk}/").content.decode()
    assert "지원 그룹 “보통”: 고도화" in page
    told = browser.get(f"/results/{first.pk}/support/").content.decode()
    assert "총점 400점은 300점 이상 500점 미만" in told
    assert "총점 100점을 더 얻으면" in told
    assert "예시 기준" in told
    assert "규칙 이전" in browser.get(f"/results/{before.pk}/").content.decode()
    assert "규칙 이전" in browser.get(f"/results/{before.pk}/support/").content.decode()
    data = browser.get(f"/api/v1/results/{first.pk}/").json()["support"]
    assert data == {"rules": rules.version, "group": "fair", "tracks": ["advanced"]}
    assert browser.get(f"/api/v1/results/{before.pk}/").json()["support"] is None


def test_the_api_does_what_the_pages_do(browser: Client, rules: SupportRules) -> None:
    url, kind = "/api/v1/support-rules/", {"content_type": "application/json"}
    body = {"version": "api", "valid_from": "2099-01-01", "document": rules.document}
    assert browser.post(url, body | {"document": {"tracks": []}}, **kind).status_code == 400
    made = browser.post(url, body, **kind)
    assert made.status_code == 201, made.content
    one = f"{url}{made.json()['id']}/"
    assert Client().get(one).status_code == 404
    assert browser.put(one, body | {"revision": 7}, **kind).status_code == 409
    assert browser.put(one, body | {"revision": 1}, **kind).json()["revision"] == 2
    assert browser.get(f"{one}preview/").json()["results"] == 0
    said = {"version": "api", "revision": 2}
    assert browser.post(f"{one}publish/", said, **kind).json()["state"] == "published"
    assert browser.delete(one).status_code == 404
    assert Client().get(one).json()["version"] == "api"
    owner = signed_in(person("owner@hanbit.example", organisation("company", "한빛", NUMBERS["hanbit"])))
    assert owner.post(url, body, **kind).status_code == 403


def test_rules_are_loaded_once_and_not_with_another_content(rules: SupportRules) -> None:
    call_command("load_support", verbosity=0)
    assert SupportRules.objects.count() == 1


def test_points_that_no_result_has_are_refused_at_their_fields(browser: Client, rules: SupportRules) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    assert "0점부터 1,000점까지" in page.content.decode()
    typed = _typed(page, version="2099-1", valid_from="2099-01-01", strong_from="1200")
    typed["tracks-1-need_SYS"] = "7"
    answer = browser.post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"strong_from"}
    assert set(answer.context["tracks"].forms[1].errors) == {"need_SYS"}
    enter(SYSTEM)
    wide = rules.document | {"strong_from": "1200"}
    body = {"version": "api", "valid_from": "2099-01-01", "document": wide}
    refused = browser.post("/api/v1/support-rules/", body, content_type="application/json")
    assert (refused.status_code, "strong_from" in refused.content.decode()) == (400, True)
    enter(SYSTEM)
    assert SupportRules.objects.count() == 1


def test_rules_are_withdrawn_until_their_first_day_and_published_anew(
    browser: Client, rules: SupportRules
) -> None:
    day = timezone.localdate() + timedelta(days=2)
    draft = draft_support(
        version="next", valid_from=day, document=rules.document, by=SYSTEM, at=timezone.now()
    )
    publish_support(rules_id=draft.pk, said="next", seen=1, by=SYSTEM, at=timezone.now())
    assert "거두어 고쳐 쓰기" in browser.get(f"{LIST}{draft.pk}/").content.decode()
    assert "거두어 고쳐 쓰기" not in browser.get(f"{LIST}{rules.pk}/").content.decode()
    assert browser.post(f"{LIST}{rules.pk}/withdraw/").status_code == 409
    answer = browser.post(f"{LIST}{draft.pk}/withdraw/")
    assert answer["Location"] == f"{LIST}{draft.pk}/edit/"
    enter(SYSTEM)
    draft.refresh_from_db()
    assert (draft.state, draft.published_at, draft.revision) == ("draft", None, 2)
    assert Event.objects.filter(subject_id=str(draft.pk), verb="support-rules.withdrawn").count() == 1
    again = browser.get(f"{LIST}{draft.pk}/edit/")
    assert browser.post(f"{LIST}{draft.pk}/edit/", _typed(again, fair_from="310")).status_code == 302


def test_the_database_lets_rules_go_back_before_their_first_day_and_in_no_other_way(
    rules: SupportRules,
) -> None:
    day = timezone.localdate() + timedelta(days=2)
    draft = draft_support(version="next", valid_from=day, document=rules.document, by=SYSTEM, at=AT)
    publish_support(rules_id=draft.pk, said="next", seen=1, by=SYSTEM, at=timezone.now())
    back = "UPDATE assessments_supportrules SET state = 'draft', published_at = NULL"
    for change, key in ((back, rules.pk), (f"{back}, version = 'x'", draft.pk)):
        with (
            pytest.raises(DatabaseError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{change} WHERE id = %s", [key])
    with connection.cursor() as cursor:
        cursor.execute(f"{back} WHERE id = %s", [draft.pk])
        assert cursor.rowcount == 1


def test_an_empty_group_and_a_great_move_are_pointed_out() -> None:
    from assessments.support import Shift, read
    from assessments.support_words import advice, count_lines

    after = read(RULES_DATA)
    moves = {("fair", "weak"): 30, ("fair", "fair"): 70}
    found = Shift(100, moves, {}, {})
    said = advice(found, after, after)
    assert len(said) == 2
    assert "우수" in said[0]
    assert "30%" in said[1]
    assert [line.difference for line in count_lines(found, after, after)[:3]] == ["0", "−30", "+30"]
    assert advice(Shift(19, {("fair", "weak"): 19}, {}, {}), after, after) == []


def test_every_fault_is_said_at_once_also_when_the_first_day_is_missing(
    browser: Client, rules: SupportRules
) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    typed = _typed(page, version=rules.version, valid_from="", fair_from="600", strong_from="500")
    typed["tracks-0-code"] = "Nicht So"
    typed["tracks-2-need_SYS"] = "9999"
    answer = browser.post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"version", "valid_from", "strong_from", "__all__"}
    targets = {problem.url for problem in answer.context["problems"]}
    assert {"#id_valid_from", "#id_tracks-0-code", "#id_tracks-2-need_SYS"} <= targets
    seen = answer.content.decode()
    assert 'href="#id_tracks-2-need_SYS"' in seen
    assert 'value="9999"' in seen
    assert "같은 이름" in seen or "이미" in seen


def test_a_fault_that_hangs_on_what_cannot_be_read_is_not_guessed(
    browser: Client, rules: SupportRules
) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    typed = _typed(page, version="2099-1", valid_from="2099-01-01", fair_from="", strong_from="500")
    answer = browser.post(f"{LIST}new/", typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"fair_from"}


def test_the_other_administrators_are_told_what_was_published_and_taken_back_and_by_whom(
    browser: Client, rules: SupportRules
) -> None:
    place = Organisation.objects.get(kind="ministry")
    other = person("other@ministry.example", place, "programme_administrator")
    User.objects.filter(email="programme@ministry.example").update(name="김사업")
    draft = draft_support(
        version="next", valid_from=date(2099, 1, 1), document=rules.document, by=SYSTEM, at=AT
    )
    seen = {"said": "next", "seen": str(draft.revision)}
    assert browser.post(f"{LIST}{draft.pk}/publish/", seen).status_code == 302
    assert "김사업" in browser.get(f"{LIST}{draft.pk}/").content.decode()
    assert browser.post(f"{LIST}{draft.pk}/withdraw/").status_code == 302
    enter(SYSTEM)
    told = Notice.objects.order_by("created_at", "pk")
    assert [(each.user_id, each.code) for each in told] == [
        (other.pk, "support_published"),
        (other.pk, "support_withdrawn"),
    ]
    inbox = signed_in(other).get("/inbox/").content.decode()
    assert "지원 기준 next 게시" in inbox
    assert "김사업 님이 게시했습니다. 2099. 1. 1." in inbox


def test_before_rules_are_withdrawn_a_page_says_what_follows_and_who_is_told(
    browser: Client, rules: SupportRules
) -> None:
    place = Organisation.objects.get(kind="ministry")
    person("other@ministry.example", place, "programme_administrator")
    draft = draft_support(
        version="next", valid_from=date(2099, 1, 1), document=rules.document, by=SYSTEM, at=AT
    )
    one = f"{LIST}{draft.pk}/"
    assert browser.get(f"{one}withdraw/")["Location"] == one, "a draft has nothing to take back"
    enter(SYSTEM)
    publish_support(rules_id=draft.pk, said="next", seen=1, by=SYSTEM, at=timezone.now())
    assert f'href="{one}withdraw/"' in browser.get(one).content.decode()
    asked = browser.get(f"{one}withdraw/").content.decode()
    assert "2099. 1. 1.(목)에 시작할" in asked
    assert f"기준 {rules.version}에 따라 계속" in asked
    assert "다른 사업 관리자 1명에게" in asked
    enter(SYSTEM)
    assert SupportRules.objects.get(pk=draft.pk).state == "published", "asking changes nothing"
    assert browser.get(f"{LIST}{rules.pk}/withdraw/")["Location"] == f"{LIST}{rules.pk}/", "these have begun"


def test_before_publishing_stands_who_is_told_how_long_it_can_be_taken_back_and_what_it_replaces(
    browser: Client, rules: SupportRules
) -> None:
    day, soon = date(2099, 1, 1), timezone.now()
    for version, begins in (("same", day), ("later", date(2099, 6, 1))):
        made = draft_support(version=version, valid_from=begins, document=rules.document, by=SYSTEM, at=AT)
        publish_support(rules_id=made.pk, said=version, seen=1, by=SYSTEM, at=soon)
    draft = draft_support(version="next", valid_from=day, document=rules.document, by=SYSTEM, at=AT)
    seen = browser.get(f"{LIST}{draft.pk}/").content.decode().partition('id="publish"')[2]
    assert "같은 날 시작하는 기준 same도 있습니다" in seen
    assert "다음 기준 later의 시작일인 2099. 6. 1.(월) 전까지" in seen
    assert "2099. 1. 1.(목) 전까지는 거둘 수 있습니다" in seen
    assert "다른 사업 관리자가 없고" in seen
    enter(SYSTEM)
    SupportRules.objects.filter(pk=draft.pk).update(valid_from=timezone.localdate())
    seen = browser.get(f"{LIST}{draft.pk}/").content.decode().partition('id="publish"')[2]
    assert "바로 시행되어 거둘 수 없습니다" in seen
    assert "같은 날 시작하는 기준" not in seen


def test_points_are_read_as_people_write_them_and_what_is_no_number_is_shown_again(
    browser: Client, rules: SupportRules
) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    typed = _typed(page, version="2099-1", valid_from="kein Tag", fair_from="삼백", strong_from="1,00")
    answer = browser.post(f"{LIST}new/", typed | {"tracks-2-need_SYS": "-5"})
    seen = answer.content.decode()
    assert answer.status_code == 422
    for name, words in (
        ("fair_from", "점수를 450이나 1,000처럼 수로 적어 주십시오."),
        ("strong_from", "점수를 450이나 1,000처럼 수로 적어 주십시오."),
        ("valid_from", "2026-11-22처럼"),
        ("tracks-2-need_SYS", "점수는 0 이상이어야 합니다."),
    ):
        said = {problem.url: problem.message for problem in answer.context["problems"]}[f"#id_{name}"]
        assert words in said, said
        assert f'id="id_{name}_error"' in seen
    assert all(f'value="{each}"' in seen for each in ("삼백", "1,00", "-5"))
    enter(SYSTEM)
    good = typed | {"valid_from": "2099-01-01", "fair_from": "1", "strong_from": "1,000"}
    assert browser.post(f"{LIST}new/", good).status_code == 302
    enter(SYSTEM)
    assert SupportRules.objects.get(version="2099-1").document["strong_from"] == "1000"


def test_each_fault_is_the_same_sentence_in_the_summary_and_at_its_field(
    browser: Client, rules: SupportRules
) -> None:
    page = browser.get(f"{LIST}new/?from={rules.pk}")
    typed = _typed(page, version="", valid_from="2020-01-01", fair_from="", source_ko="")
    answer = browser.post(f"{LIST}new/", typed | {"tracks-0-title_ko": "", "tracks-1-about_ko": ""})
    seen = answer.content.decode()
    problems = answer.context["problems"]
    assert len(problems) == 6
    for problem in problems:
        at_field = seen.partition(f'id="{problem.url.removeprefix("#")}_error"')[2].partition("</p>")[0]
        assert problem.message.rpartition(" · ")[2].rpartition(": ")[2] in at_field, problem
    assert "빠뜨린 항목입니다" not in seen


def test_a_second_press_publishes_and_withdraws_nothing_twice_and_says_so(
    browser: Client, rules: SupportRules
) -> None:
    draft = draft_support(
        version="next", valid_from=date(2099, 1, 1), document=rules.document, by=SYSTEM, at=AT
    )
    one = f"{LIST}{draft.pk}/"
    for press, verb, said in (
        ("publish", "published", "이미 게시되었습니다"),
        ("withdraw", "withdrawn", "이미 초안입니다"),
    ):
        for _twice in range(2):
            answer = browser.post(f"{one}{press}/", {"said": "next", "seen": "1"})
            enter(SYSTEM)
            assert answer.status_code == 302
        assert said in browser.get(one).content.decode()
        enter(SYSTEM)
        acts = Event.objects.filter(subject_id=str(draft.pk), verb=f"support-rules.{verb}")
        assert acts.count() == 1
