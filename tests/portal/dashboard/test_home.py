"""The home of every role: what waits, what to do next, numbers that open as many rows."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from assessments.actions import draft_framework, publish_framework
from assessments.actions.support import draft_support, publish_support
from assessments.documents import framework_of
from assessments.models import Answer, Appeal, Result, Session, SessionState, SupportRules
from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, MembershipState
from core.accounts.roles import Kind
from core.models import Organisation
from core.web.wording import date_text
from matching.models import Supplier
from tests.assessments.confirmation import world as levels
from tests.assessments.confirmation.world import world as level_world
from tests.assessments.world import BRANCHING, begin
from tests.core.accounts.people import organisation, person, signed_in
from tests.portal.results.world import AT, answers, framework, market, mirae, policy, result, world
from tests.programmes.world import as_portal, share, technopark
from tests.programmes.world import result as small_result

ASSIGNING = "/assessments/assigning/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


def page(browser: Client, url: str = "/") -> str:
    answer = browser.get(url)
    as_portal()
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def works_at(kind: Kind, role: str = "administrator", **fields: str) -> Client:
    place = organisation(kind.value, f"{kind.label}", **fields)
    return signed_in(person(f"{kind.value}@example.kr", place, role))


def test_a_visitor_sees_what_it_is_how_long_it_takes_and_where_to_begin() -> None:
    framework()
    framework("kr-quick-check")
    market(10)
    seen = page(Client())
    assert "/assessments/start/?framework=kr-smart-factory" in seen
    assert "/assessments/start/?framework=kr-quick-check" in seen
    assert "44문항, 약 40분" in seen
    assert "/reports/sample/" in seen
    assert f"{Supplier.objects.listed().count()}곳" in seen


def test_a_visitor_of_an_empty_portal_sees_no_broken_promise() -> None:
    seen = page(Client())
    assert "/assessments/start/" not in seen
    assert "None" not in seen


def test_a_company_carries_on_with_its_draft() -> None:
    hanbit = world()
    draft = Session.objects.create(
        framework=hanbit.result.framework, organisation=hanbit.hanbit, state=SessionState.DRAFT.value,
        plant_name="2공장", started_at=AT, changed_at=AT,
    )  # fmt: skip
    seen = page(hanbit.browser)
    assert f"/assessments/{draft.pk}/" in seen
    assert "지금 기초 단계이고" in seen
    assert hanbit.url in seen


def test_a_draft_that_is_answered_stands_ready_below_the_result() -> None:
    hanbit = world()
    draft = Session.objects.create(
        framework=hanbit.result.framework, organisation=hanbit.hanbit, state=SessionState.DRAFT.value,
        plant_name="2공장", started_at=AT, changed_at=AT,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(session=draft, item=code, non_answer="dont_know", answered_at=AT)
        for code in framework_of(hanbit.result.framework).items
    )
    seen = page(hanbit.browser)
    assert "제출 가능" in seen
    assert "drafts" not in seen
    assert seen.index('id="latest"') < seen.index('id="finished"') < seen.index(f"/{draft.pk}/check/")


def test_a_quick_check_whose_answers_went_on_is_not_offered_again() -> None:
    hanbit = world()
    quick = framework("kr-quick-check")
    codes = list(framework_of(quick).items)
    draft = Session.objects.create(
        framework=quick, organisation=hanbit.hanbit, state=SessionState.DRAFT.value,
        plant_name="2공장", started_at=AT, changed_at=AT,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(session=draft, item=code, choices=["1"], answered_at=AT) for code in codes
    )
    assert f"/assessments/{draft.pk}/" in page(hanbit.browser)
    full = begin(hanbit.browser, "kr-smart-factory", carry="1", carry_from=str(draft.pk))
    seen = page(hanbit.browser)
    assert f"/assessments/{draft.pk}/" not in seen
    assert f"/assessments/{full.pk}/" in seen


def test_a_company_without_anything_is_told_what_the_diagnostic_gives() -> None:
    assert "아직 진단 결과가 없습니다" in page(works_at(Kind.COMPANY))


def test_an_administrator_is_told_who_asks_to_join() -> None:
    hanbit = world()
    person("late@hanbit.example", hanbit.hanbit)
    Membership.objects.filter(user__email="late@hanbit.example").update(state=MembershipState.REQUESTED.value)
    assert "1명이 우리 회사에 가입을 요청했습니다." in page(hanbit.browser)


def test_every_number_of_a_technopark_opens_as_many_rows() -> None:
    hanbit = world()
    now = timezone.now()
    for number, days in enumerate((1, 3, 40)):
        owner = organisation("company", f"회사 {number}", f"12345678{number:02}")
        made = small_result(owner, at=now - timedelta(days=days))
        share(made, hanbit.gyeongnam)
    browser = signed_in(hanbit.officer)
    figures = re.findall(r'<dd><a href="(/regional/(?:\?[^"]*)?)">(\d+)</a></dd>', page(browser))
    total = Result.objects.count()
    of_today = Result.objects.filter(submitted_at__date=timezone.localdate()).count()
    shown = [int(number) for _url, number in figures]
    assert (shown[0], shown[2], shown[3], shown[5]) == (of_today, total, total, total)
    assert len(figures) == 8
    for url, number in figures:
        rows = re.findall(
            r'<a href="/results/[0-9a-f-]{36}/(?:\?in=[^"]*)?">', page(browser, url.replace("&amp;", "&"))
        )
        assert len(rows) == int(number), url


def test_a_technopark_without_shares_is_told_when_one_appears() -> None:
    seen = page(works_at(Kind.TECHNOPARK, "officer", code="NEW"))
    assert "/regional/districts/" in seen
    assert "empty" in seen
    assert "None" not in seen


def test_a_supplier_sees_whether_companies_find_it_and_if_not_why() -> None:
    market(10)
    supplier = mirae()
    browser = signed_in(person("sales@mirae.example", supplier.organisation))
    assert "기업이 우리 회사를 찾을 수 있습니다." in page(browser)
    Supplier.objects.filter(pk=supplier.pk).update(is_published=False)
    assert "프로필을 숨겨 두셨습니다." in page(browser)
    Supplier.objects.filter(pk=supplier.pk).update(verified_at=None, return_reason="실적을 적어 주십시오")
    assert "보완해 주십시오: 실적을 적어 주십시오" in page(browser)
    Supplier.objects.filter(pk=supplier.pk).update(return_reason="", verification_asked_at=AT)
    assert "프로필을 확인하고 있습니다." in page(browser)


def test_a_supplier_without_profile_is_led_to_write_one() -> None:
    assert "아직 프로필이 없습니다" in page(works_at(Kind.SUPPLIER))


def test_the_ministry_sees_what_waits_and_what_is_in_force() -> None:
    framework()
    market(20)
    waiting = Supplier.objects.filter(verification_asked_at__isnull=False, verified_at__isnull=True).count()
    seen = page(works_at(Kind.MINISTRY, "programme_administrator", code="MSS"))
    assert f'<a href="/suppliers/verification/">{waiting}</a>' in seen
    assert "공급기업 추천 기준 2026-11" in seen
    assert "kr-smart-factory" in seen


def test_a_programme_administrator_sees_every_queue_with_its_number_and_nearest_day() -> None:
    hanbit = world()
    hanbit.browser.post(
        f"/assessments/reviews/of/{hanbit.result.pk}/PRC1-01/", {"reason": "표준이 있습니다."}
    )
    as_portal()
    hanbit.browser.post(f"/assessments/verifications/of/{hanbit.result.pk}/")
    as_portal()
    due = Appeal.objects.get().due_on
    seen = page(works_at(Kind.MINISTRY, "programme_administrator", code="MSS"))
    assert f'<a href="{ASSIGNING}?kind=review">1</a>' in seen
    assert f'<a href="{ASSIGNING}?kind=verification">1</a>' in seen
    assert date_text(due) in seen
    assert '지금 할 일 <span class="subtle num">2</span>' in seen


def test_what_is_overdue_stands_first_on_the_administrators_list() -> None:
    market(20)
    hanbit = world()
    reasons = {"reason": "표준이 있습니다."}
    hanbit.browser.post(f"/assessments/reviews/of/{hanbit.result.pk}/PRC1-01/", reasons)
    as_portal()
    browser = works_at(Kind.MINISTRY, "programme_administrator", code="MSS")
    seen = page(browser).partition('id="todo"')[2]
    assert seen.index(ASSIGNING) < seen.index("/suppliers/verification/"), (
        "a day comes before what only waits"
    )
    Appeal.objects.update(due_on=Appeal.objects.get().asked_at.date() - timedelta(days=1))
    seen = page(browser).partition('id="todo"')[2]
    assert seen.index(ASSIGNING) < seen.index("/suppliers/verification/")
    assert "badge--danger" in seen


def test_days_that_run_with_others_stand_with_whom_and_by_when_the_overdue_first() -> None:
    cast = level_world()
    administrator = signed_in(cast.people["keeper"])
    assert 'id="watched"' not in page(administrator), "nothing runs, nothing is said"
    levels.reported(cast)
    as_portal()
    seen = page(administrator).partition('id="watched"')[2].partition("</section>")[0]
    assert ("심의위원회" in seen, "결정" in seen, "2026. 12. 4.(금)" in seen) == (True, True, True)
    assert "심의위원회" not in page(signed_in(cast.people["auditor"])).partition("<main")[2]


def test_each_queue_of_levels_opens_the_list_that_holds_as_many() -> None:
    cast = level_world()
    levels.submitted(cast)
    as_portal()
    administrator = signed_in(cast.people["keeper"])
    url = "/assessments/levels/?turn=submitted"
    assert f'<a href="{url}">1</a>' in page(administrator)
    assert len(administrator.get(url).context["waiting"]) == 1
    as_portal()


def test_a_level_whose_assessor_left_is_back_on_the_administrators_list() -> None:
    cast = level_world()
    levels.assessing(cast)
    as_portal()
    administrator = signed_in(cast.people["keeper"])
    assert "turn=left" not in page(administrator)
    Membership.objects.filter(user=cast.people["assessor"]).delete()
    assert '<a href="/assessments/levels/?turn=left">1</a>' in page(administrator)


def test_rules_in_force_and_the_next_ones_stand_with_their_days() -> None:
    framework()
    administrator = works_at(Kind.MINISTRY, "programme_administrator", code="MSS")
    assert "시행 중인 지원 기준이 없습니다" in page(administrator)
    call_command("load_support", verbosity=0)
    now_rules = SupportRules.objects.get()
    at = timezone.now()
    for version, year, is_out in (("far", 2099, True), ("soon", 2098, True), ("draft", 2097, False)):
        made = draft_support(
            version=version, valid_from=date(year, 1, 1), document=now_rules.document, by=SYSTEM, at=at
        )
        if is_out:
            publish_support(rules_id=made.pk, said=version, seen=1, by=SYSTEM, at=at)
    seen = page(administrator)
    rules = seen.partition('id="rules"')[2].partition("</section>")[0]
    order = [rules.index(f">{name}</a>") for name in (now_rules.version, "soon", "far")]
    assert order == sorted(order)
    assert ">draft</a>" not in rules
    drafts = seen.partition('id="drafts"')[2].partition("</section>")[0]
    assert "2097. 1. 1.(화)까지 게시" in drafts
    SupportRules.objects.filter(version="draft").update(valid_from=date(2020, 1, 1))
    assert "시작일을 다시 정해야 합니다" in page(administrator).partition('id="drafts"')[2]


def test_an_auditor_sees_the_same_numbers_without_doors_that_stay_shut() -> None:
    policy()
    seen = page(works_at(Kind.MINISTRY, "auditor", code="MSS"))
    assert "/suppliers/verification/" not in seen
    assert "/organisations/institutions/" not in seen


def test_the_ministrys_numbers_are_as_many_as_their_lists_hold() -> None:
    market(20)
    technopark("GYEONGNAM", "경남테크노파크", "48120", "48121", "48123", "48250")
    client = works_at(Kind.MINISTRY, "programme_administrator", code="MSS")
    seen = page(client)
    figures = dict(re.findall(r'<dt>([^<]*)</dt><dd><a href="([^"]*)">', seen))
    values = dict(re.findall(r'<dt>([^<]*)</dt><dd><a href="[^"]*">([^<]*)</a>', seen))
    assert len(figures) == 3
    waiting = client.get("/suppliers/verification/").context["page"].paginator.count
    as_portal()
    assert f'<a href="/suppliers/verification/">{waiting}</a>' in seen
    lists = {name: client.get(url).context for name, url in figures.items()}
    as_portal()
    counted = {
        "테크노파크가 맡은 시군구": lists["테크노파크가 맡은 시군구"]["total"],
    }
    assert {name: values[name] for name in counted} == {name: str(n) for name, n in counted.items()}
    assert values["테크노파크가 맡은 시군구"] == "3"
    rows = client.get("/regional/jurisdictions/GYEONGNAM/").context["rows"]
    as_portal()
    assert len(rows) == 3


def test_without_a_policy_the_ministry_is_warned() -> None:
    assert "시행 중인 추천 기준이 없습니다." in page(
        works_at(Kind.MINISTRY, "programme_administrator", code="MSS")
    )


@pytest.mark.parametrize("kind", [Kind.LOCAL_GOVERNMENT, Kind.ASSESSOR_BODY])
def test_who_has_no_work_here_yet_is_told_what_will_be_and_what_can_be_done_now(kind: Kind) -> None:
    seen = page(works_at(kind, code="X"))
    assert "지금 할 수 있는 일" in seen
    assert f"/organisations/{Organisation.objects.get().pk}/" in seen


def test_a_person_without_organisation_chooses_one() -> None:
    seen = page(signed_in(person("lonely@example.kr")))
    assert "/organisations/join/" in seen
    assert "/organisations/new/" in seen


@pytest.mark.parametrize("url", ["/about/method/", "/about/accessibility/", "/help/"])
def test_the_pages_about_the_portal_are_open_in_both_languages_with_and_without_data(url: str) -> None:
    for language in ("ko", "en"):
        browser = Client()
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert "None" not in page(browser, url)
    framework()
    policy()
    assert "None" not in page(Client(), url)


def test_the_method_shows_the_weights_that_are_in_force_and_they_sum_to_a_hundred() -> None:
    framework()
    policy()
    seen = page(Client(), "/about/method/").split('id="recommendation"')[1]
    weights = re.findall(r'data-label="만점">(\d+)</td>', seen)
    assert sum(map(int, weights)) == 100


def test_the_company_home_follows_the_newest_result() -> None:
    hanbit = world()
    result(hanbit.hanbit, answers(unknown=30), at=AT.replace(day=21))
    assert "아직 점수를 낼 수 없습니다." in page(hanbit.browser)


def test_a_visitor_who_comes_back_carries_on_with_the_draft_of_this_browser() -> None:
    framework()
    visitor = Client()
    begun = begin(visitor).pk
    for where in ("/", "/assessments/start/?framework=kr-smart-factory"):
        seen = visitor.get(where).content.decode()
        assert f'href="/assessments/{begun}/"' in seen
    assert "새 진단 시작하기" in visitor.get("/").content.decode()
    assert str(begun) not in Client().get("/").content.decode()


def test_a_local_government_reads_who_helps_its_companies_and_which_suppliers_are_near() -> None:
    technopark("GYEONGNAM", "경남테크노파크", "48123", "48250")
    technopark("SEOUL", "서울테크노파크", "11350")
    market(10)
    browser = works_at(Kind.LOCAL_GOVERNMENT, "officer", code="48")
    answer = browser.get("/")
    as_portal()
    view = answer.context["view"]
    assert [(each.park.name, each.districts, url != "") for each, url in view.parks] == [
        ("경남테크노파크", 2, True)
    ]
    near = Supplier.objects.listed().filter(home_sigungu__startswith="48").count()
    assert (view.suppliers.value, view.suppliers.url) == (near, "/suppliers/?home=48")
    seen = answer.content.decode()
    assert "경남테크노파크" in seen
    assert "서울테크노파크" not in seen


def test_a_local_government_without_a_known_region_still_has_a_home() -> None:
    assert "기관 정보와 구성원" in page(works_at(Kind.LOCAL_GOVERNMENT, "officer", code="x9"))


def test_the_administrators_home_has_drafts_ones_own_first_and_only_what_is_on_offer() -> None:
    publish_framework(source=BRANCHING, name="x", by=SYSTEM, at=AT)
    newer = BRANCHING.replace('version: "1"', 'version: "2"')
    publish_framework(source=newer, name="x", by=SYSTEM, at=AT + timedelta(days=1))
    first, last = (BRANCHING.replace('version: "1"', f'version: "{n}"') for n in (3, 4))
    browser = works_at(Kind.MINISTRY, "programme_administrator", code="MSS")
    assert browser.post("/assessments/frameworks/new/", {"source": first}).status_code == 302
    as_portal()
    draft_framework(source=last, name="x", by=SYSTEM, at=timezone.now())
    view = browser.get("/").context["view"]
    as_portal()
    assert [row.version for row in view.frameworks] == ["2"]
    assert view.replaced == 1
    assert [(each.title[-1], each.is_mine) for each in view.drafts] == [("3", True), ("4", False)]
    seen = page(browser)
    assert "게시하지 않은 초안" in seen
    assert "새 판으로 바뀐 1개를 포함한 모든 판" in seen


def test_a_committee_that_cannot_decide_is_said_before_a_report_waits_for_it() -> None:
    browser = works_at(Kind.MINISTRY, "programme_administrator", code="MSS")
    committee = organisation(Kind.COMMITTEE.value, "심의위원회")
    person("one@committee.example", committee, "committee_member")
    assert "심의위원이 1명입니다" in page(browser)
    person("two@committee.example", committee, "committee_member")
    assert "심의위원이" not in page(browser)
