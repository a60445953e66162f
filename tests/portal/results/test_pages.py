"""The result's pages: the same numbers everywhere, only for whom they are meant, at a fixed price."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer, HintReply, Session, SessionState, Share
from assessments.queries.notes import notes_of
from core.audit.models import AccessRecord, Event
from core.limits import Limit
from core.models import Notice, Organisation
from core.notices.telling import tell
from core.scope import enter
from matching.models import Recommendation
from portal.reports.build import content_for
from portal.results.receipt import receipt_number
from portal.submission.actions import submit_and_recommend
from tests.core.accounts.people import NUMBERS, actor, organisation, person, signed_in
from tests.portal.results.world import (
    AT,
    World,
    answers,
    market,
    mirae,
    policy,
    recommended,
    result,
    world,
)
from tests.programmes.world import as_portal, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


def page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    as_portal()
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


PARTS = ("plan", "benchmark", "suppliers", "method", "answers")
HTML_BYTES = 40 * 1024


def test_the_pages_say_what_the_report_says(hanbit: World) -> None:
    market()
    recommended(hanbit.result)
    content = content_for(hanbit.result, "ko")
    first = words(page(hanbit.browser, hanbit.url))
    assert content.verdict.headline in first
    parts = [words(page(hanbit.browser, f"{hanbit.url}{part}/")) for part in PARTS]
    seen = " ".join([first, *parts])
    assert f"{content.standing.score:,} / 1,000" in seen
    for gap in content.gaps:
        assert gap.sentence in seen
        assert all(f"“{cause.chosen}”" in seen and cause.next_step in seen for cause in gap.causes)
    for action in (action for phase in content.roadmap for action in phase.actions):
        assert action.title in seen
        assert action.step in seen
        assert f"+{action.lift:.0f}" in seen
    for supplier in content.suppliers:
        assert supplier.name in seen
        assert all(reason in seen for reason in supplier.reasons)
    for line in content.answers:
        assert line.question in seen
    assert content.framework.notice == "예시 기준 · KS 공식 문항이 아님"
    assert seen.count(content.framework.notice) >= 2
    assert content.checksums.framework[:16] in seen


def test_the_verdict_comes_first_and_the_rest_in_the_order_of_questions(hanbit: World) -> None:
    html = page(hanbit.browser, hanbit.url)
    places = [
        html.index(f'id="{name}"')
        for name in ["verdict", "areas", "gaps", "actions", "suppliers", "method", "answers"]
    ]
    assert places == sorted(places)


def test_the_first_page_is_light_and_leads_to_every_other_part(hanbit: World) -> None:
    market()
    recommended(hanbit.result)
    html = page(hanbit.browser, hanbit.url)
    assert all(f'href="{hanbit.url}{part}/"' in html for part in PARTS)
    for path in ("", *(f"{part}/" for part in PARTS)):
        assert len(hanbit.browser.get(hanbit.url + path).content) <= HTML_BYTES, path
        as_portal()


def test_the_receipt_names_number_time_readers_and_what_is_next(hanbit: World) -> None:
    tell(hanbit.owner.pk, "result_ready", url=hanbit.url)
    seen = words(page(hanbit.browser, f"{hanbit.url}?received=1"))
    number = receipt_number(hanbit.result.pk, hanbit.result.submitted_at)
    for text in (
        "진단을 제출했습니다",
        number,
        "제출한 때",
        "볼 수 있는 곳",
        "알림함 열기",
    ):
        assert text in seen
    assert seen.index(number) > seen.index(content_for(hanbit.result, "ko").verdict.headline)
    later = words(page(hanbit.browser, hanbit.url))
    assert "진단을 제출했습니다" not in later
    assert number in later
    assert number not in words(page(signed_in(hanbit.officer), f"{hanbit.url}?received=1"))


def test_one_number_is_written_in_one_way_wherever_it_stands(hanbit: World) -> None:
    content = content_for(hanbit.result, "ko")
    first, method = (words(page(hanbit.browser, hanbit.url + path)) for path in ("", "method/"))
    for area in content.areas:
        assert area.score is not None
        written = f"{area.score.quantize(Decimal('0.01'), ROUND_HALF_UP)}"
        assert f"{written} / 5" in method
        assert written in first
    assert not re.findall(r"\d+\.\d점(?! 만점)", first), "points of the total are whole"


def test_every_number_leads_to_its_arithmetic(hanbit: World) -> None:
    html = " ".join(page(hanbit.browser, hanbit.url + path) for path in ("", "method/", "answers/"))
    content = content_for(hanbit.result, "ko")
    linked = set(re.findall(rf"{hanbit.url}why/([^/]+)/", html))
    assert {
        "TOTAL",
        *(area.code for area in content.areas),
        *(line.code for line in content.answers),
    } <= linked


def test_without_a_score_the_page_says_what_to_do(hanbit: World) -> None:
    thin = result(hanbit.hanbit, answers(unknown=30), plant="2공장")
    seen = words(page(hanbit.browser, f"/results/{thin.pk}/"))
    assert "아직 점수를 낼 수 없습니다." in seen
    assert "‘잘 모름’으로 둔 30문항을" in seen
    assert "None" not in seen
    for part in PARTS:
        assert "None" not in words(page(hanbit.browser, f"/results/{thin.pk}/{part}/"))


def test_another_company_does_not_learn_that_the_result_exists(hanbit: World) -> None:
    dasan = organisation("company", "다산테크")
    browser = signed_in(person("owner@dasan.example", dasan))
    for path in ("", "why/TOTAL/", f"share/{hanbit.gyeongnam.pk}/", *(f"{part}/" for part in PARTS)):
        assert browser.get(hanbit.url + path).status_code == 404
    assert browser.post(hanbit.url + "recommend/").status_code == 404
    as_portal()
    assert not Recommendation.objects.exists()


def test_a_visitor_is_asked_to_sign_in(hanbit: World) -> None:
    answer = Client().get(hanbit.url)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={hanbit.url}")


def test_the_officer_of_the_district_reads_it_and_leaves_a_record(hanbit: World) -> None:
    seen = page(signed_in(hanbit.officer), hanbit.url)
    assert "한빛정밀" in seen
    assert "공유 멈추기" not in seen
    assert f'action="/results/{hanbit.result.pk}/report/"' in seen  # a copy of its own
    record = AccessRecord.objects.get()
    assert (record.act, record.subject_id) == ("view", str(hanbit.result.pk))
    assert record.subject_organisation_id == str(hanbit.hanbit.pk)
    assert "경남테크노파크" in words(page(hanbit.browser, hanbit.url)).split("열람하거나 내려받은 기록")[1]
    assert AccessRecord.objects.count() == 1, "the company itself leaves none"


def test_an_officer_elsewhere_does_not_see_it_even_when_it_was_shared_there(hanbit: World) -> None:
    browser = signed_in(hanbit.officer_elsewhere)
    assert browser.get(hanbit.url).status_code == 404
    as_portal()
    share(hanbit.result, hanbit.seoul)
    assert browser.get(hanbit.url).status_code == 404
    assert browser.get(hanbit.url + "why/TOTAL/").status_code == 404
    as_portal()
    assert not AccessRecord.objects.exists()


def test_a_supplier_reads_what_it_was_shown_but_no_business_number(hanbit: World) -> None:
    market(10)
    supplier = mirae().organisation
    browser = signed_in(person("sales@mirae.example", supplier))
    assert browser.get(hanbit.url).status_code == 404
    as_portal()
    share(hanbit.result, supplier)
    seen = page(browser, hanbit.url)
    assert content_for(hanbit.result, "ko").company.business_number not in seen
    assert "한빛정밀" in seen
    assert hanbit.url in page(browser, "/results/")


def test_a_share_that_was_taken_back_shows_nothing_at_once(hanbit: World) -> None:
    browser = signed_in(hanbit.officer)
    assert browser.get(hanbit.url).status_code == 200
    as_portal()
    Share.objects.update(withdrawn_at=AT)
    assert browser.get(hanbit.url).status_code == 404


def test_a_result_without_recommendation_offers_one_and_makes_it_once(hanbit: World) -> None:
    market()
    assert "추천 받기" in page(hanbit.browser, hanbit.url)
    for _press in range(2):
        assert hanbit.browser.post(hanbit.url + "recommend/").status_code == 302
    as_portal()
    assert Recommendation.objects.count() == 1
    seen = page(hanbit.browser, hanbit.url)
    assert "추천 받기" not in seen
    assert len(re.findall(r'href="/suppliers/[\w-]+/"', seen)) >= 5


def test_without_a_policy_the_result_stands_and_the_request_is_refused_in_words(hanbit: World) -> None:
    answer = hanbit.browser.post(hanbit.url + "recommend/")
    assert answer.status_code == 409
    assert "시행 중인 추천 기준이 없어" in answer.content.decode()


def test_with_fewer_suppliers_than_five_it_says_so(hanbit: World) -> None:
    policy()
    recommended(hanbit.result)
    assert "지금은 이 공장의 필요와 지역에 맞는 공급기업이 없습니다." in page(hanbit.browser, hanbit.url)


def test_the_list_shows_every_result_by_plant_newest_first(hanbit: World) -> None:
    assert hanbit.url in page(hanbit.browser, "/results/")
    second = result(hanbit.hanbit, plant="창원 제1공장", at=AT.replace(day=21))
    third = result(hanbit.hanbit, plant="2공장", at=AT.replace(day=19))
    html = page(hanbit.browser, "/results/")
    places = [html.index(f"/results/{each.pk}/") for each in (second, hanbit.result, third)]
    assert places == sorted(places)
    assert html.count("<h2") == 2


def test_a_company_without_results_is_shown_where_to_begin() -> None:
    empty = signed_in(person("new@new.example", organisation("company", "새회사")))
    assert "아직 결과가 없습니다" in page(empty, "/results/")
    assert "/assessments/" in page(empty, "/results/")


def test_an_officer_is_led_to_the_regional_list(hanbit: World) -> None:
    assert signed_in(hanbit.officer).get("/results/")["Location"] == "/regional/"


def test_an_html_tag_in_a_name_is_text(hanbit: World) -> None:
    Organisation.objects.filter(pk=hanbit.hanbit.pk).update(name="<script>alert(1)</script>")
    html = page(hanbit.browser, hanbit.url)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_it_can_be_read_in_english(hanbit: World) -> None:
    browser = hanbit.browser
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    seen = words(page(browser, hanbit.url))
    assert "The plant is in the Basic tier." in seen
    for name in ("한국어", "한빛정밀", "창원 제1공장", "경남테크노파크", "중소기업통합콜센터"):
        seen = seen.replace(name, "")
    assert re.findall(r"[가-힣][가-힣 ]*", seen) == []


def test_submitting_tells_the_person_and_recommends(hanbit: World) -> None:
    market()
    session = Session.objects.create(
        framework=hanbit.result.framework, organisation=hanbit.hanbit, sigungu="48123", industry="303",
        size="SMALL", state=SessionState.DRAFT.value, started_at=AT, changed_at=AT,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(session=session, item=item, choices=[] if value == "dont_know" else [value],
               non_answer=value if value == "dont_know" else "", answered_at=AT)
        for item, value in answers().items()
    )  # fmt: skip
    by = actor(hanbit.owner)
    made = submit_and_recommend(session_id=session.pk, by=by, at=AT)
    assert submit_and_recommend(session_id=session.pk, by=by, at=AT) == made
    notice = Notice.objects.get()
    assert (notice.user_id, notice.code, notice.url) == (
        hanbit.owner.pk,
        "result_ready",
        f"/results/{made.pk}/",
    )
    assert Recommendation.objects.filter(result=made).count() == 1
    assert Event.objects.filter(verb="recommendation.made").count() == 1


def cost(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    as_portal()
    return len(captured)


def test_the_pages_cost_the_same_whatever_there_is(hanbit: World) -> None:
    market()
    recommended(hanbit.result)
    browser = hanbit.browser
    cost(browser, hanbit.url)
    first = cost(browser, hanbit.url), cost(browser, "/results/"), cost(browser, "/")
    for number in range(12):
        result(hanbit.hanbit, plant=f"{number}공장")
        share(hanbit.result, organisation("technopark", f"파크 {number}", code=f"P{number}"))
    assert (cost(browser, hanbit.url), cost(browser, "/results/"), cost(browser, "/")) == first
    assert first[0] <= 24
    assert first[1] <= 12


def test_the_owner_changes_money_and_goal_and_sees_the_plan_change(hanbit: World) -> None:
    usual = words(page(hanbit.browser, f"{hanbit.url}plan/"))
    poor = words(page(hanbit.browser, f"{hanbit.url}plan/?own=300&target=3"))
    rich = words(page(hanbit.browser, f"{hanbit.url}plan/?own=9억&rate=50&ceiling=1억&target=4"))
    assert "자기 자금 5,000만 원" in usual
    assert "자기 자금 300만 원" in poor
    assert "/ 9억 원" in rich
    assert "50%, 최대 1억 원" in rich
    assert "레벨 4 · 최적화" in rich
    assert len({usual, poor, rich}) == 3


def test_each_step_leads_to_the_suppliers_of_the_province_that_do_it(hanbit: World) -> None:
    html = page(hanbit.browser, f"{hanbit.url}plan/")
    links = re.findall(r'href="(/suppliers/\?domain=[A-Z0-9_]+&amp;region=48)"', html)
    assert links
    answer = hanbit.browser.get(links[0].replace("&amp;", "&"))
    as_portal()
    assert answer.status_code == 200


def test_the_plan_asks_under_its_short_answer_and_then_says_all_of_it(hanbit: World) -> None:
    html = page(hanbit.browser, f"{hanbit.url}plan/")
    order = ('id="plan-short"', 'id="id_own"', "verdict__sentence", 'id="plan-months"')
    places = [html.index(each) for each in order]
    assert places == sorted(places)


def test_money_that_nobody_named_is_said_to_be_assumed(hanbit: World) -> None:
    assumed = "자기 자금 5,000만 원은 회사 규모로 어림한 값입니다."
    assert assumed in words(page(hanbit.browser, hanbit.url))
    assert assumed in words(page(hanbit.browser, f"{hanbit.url}plan/"))
    assert assumed not in words(page(hanbit.browser, f"{hanbit.url}plan/?own=5000"))
    plan = hanbit.browser.get(f"/api/v1/plans/{hanbit.result.pk}/").json()
    assert plan["summary"]["assumed"] == assumed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("own=abc", "숫자"),
        ("rate=101", "100"),
        ("target=9", "9"),
        ("own=99999억", "너무"),
        ("own=-5", "숫자"),
        ("rate=%00", "오류"),
    ],
)
def test_what_cannot_be_is_said_and_the_usual_plan_shown(hanbit: World, asked: str, said: str) -> None:
    seen = words(page(hanbit.browser, f"{hanbit.url}plan/?{asked}"))
    assert "오류" in seen
    assert said in seen
    assert "자기 자금 5,000만 원" in seen


def test_an_unread_number_leaves_the_plan_that_stands_and_says_what_is_wrong(hanbit: World) -> None:
    told = hanbit.browser.get(f"{hanbit.url}plan/?own=삼천", headers={"HX-Request": "true"})
    assert told.status_code == 422
    assert (told["HX-Reswap"], told["HX-Replace-Url"]) == ("none", "false")
    html = told.content.decode()
    assert 'href="#id_own"' in html
    assert re.search(r'id="id_own_wrong"><ul.*?오류:', html, re.DOTALL)
    assert '<div id="id_rate_wrong"></div>' in html
    assert "마지막으로 바르게 쓰신 값 그대로" in html
    assert "plan-steps" not in html
    whole = page(hanbit.browser, f"{hanbit.url}plan/?own=삼천")
    assert re.search(r'id="id_own"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_own"', whole)


@pytest.mark.parametrize("own", ["9" * 5_000, "10억", "5.5", "-1", "³", "1,000"])
def test_money_over_the_api_is_whole_won_and_nothing_else(hanbit: World, own: str) -> None:
    said = hanbit.browser.get(f"/api/v1/plans/{hanbit.result.pk}/", {"own": own})
    assert said.status_code == 400
    assert "own" in said.json()["errors"]


def test_plans_are_worked_out_so_many_times_a_minute(hanbit: World, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Limit("plan", most=1, seconds=60)
    monkeypatch.setattr("portal.results.views.parts.PLANS", few)
    monkeypatch.setattr("portal.results.api.PLANS", few)
    for url in (f"{hanbit.url}plan/?own=1", f"/api/v1/plans/{hanbit.result.pk}/?own=10000"):
        assert hanbit.browser.get(url).status_code == (200 if "api" not in url else 429)
        assert hanbit.browser.get(url).status_code == 429
    assert hanbit.browser.get(f"{hanbit.url}plan/").status_code == 200


def test_the_api_gives_the_plan_of_the_page(hanbit: World) -> None:
    url = f"/api/v1/plans/{hanbit.result.pk}/"
    answer = hanbit.browser.get(url).json()
    as_portal()
    content = content_for(hanbit.result, "ko")
    assert content.plan is not None
    assert answer["summary"]["headline"] == content.plan.headline
    assert [each["code"] for phase in answer["phases"] for each in phase["actions"]] == [
        action.code for phase in content.roadmap for action in phase.actions
    ]
    funded = hanbit.browser.get(f"{url}?own=900000000").json()
    assert funded["summary"]["own"] == 900_000_000
    assert hanbit.browser.get(f"{url}?rate=101").status_code == 400
    as_portal()
    stranger = signed_in(person("s@dasan.example", organisation("company", "다산", NUMBERS["dasan"])))
    assert stranger.get(url).status_code == 404
    as_portal()


def test_a_reader_sees_answers_that_do_not_go_together_and_what_was_said_of_them() -> None:
    given = dict.fromkeys(answers(0), "2") | {"SYS1-03": "0", "PRC3-02": "4"}
    hanbit = world(given=given)
    url = f"{hanbit.url}answers/"
    silent = signed_in(hanbit.officer).get(url).content.decode()
    as_portal()
    assert "함께 확인할 답" in silent
    assert "아직 들은 말이 없습니다" in silent
    HintReply.objects.create(
        session_id=hanbit.result.session_id,
        hint="no-mes-but-live-results",
        answers={"SYS1-03": "0", "PRC3-02": "4"},
        reason="두 대만 자동입니다.",
        replied_at=AT,
    )
    for user in (hanbit.officer, hanbit.owner):
        page = signed_in(user).get(url).content.decode()
        as_portal()
        assert "두 대만 자동입니다." in page
        assert "회사는 맞다고 했습니다" in page
    assert hanbit.browser.get(hanbit.url).content.decode().count("함께 확인할 답") == 0


def test_a_note_stands_beside_its_answer_for_whom_the_result_is_shared_with(hanbit: World) -> None:
    item = next(iter(hanbit.result.answers))
    note = "설비 <교체> 뒤에 다시 봅니다"
    Answer.objects.filter(session=hanbit.result.session_id, item=item).delete()
    Answer.objects.create(
        session_id=hanbit.result.session_id, item=item, choices=["1"], comment=note, answered_at=AT
    )
    for browser in (hanbit.browser, signed_in(hanbit.officer)):
        for url in (f"{hanbit.url}answers/", f"{hanbit.url}why/{item}/"):
            assert "메모: 설비 &lt;교체&gt; 뒤에 다시 봅니다" in re.sub(
                r"</?span[^>]*>", "", page(browser, url)
            )
    stranger = signed_in(hanbit.officer_elsewhere)
    assert stranger.get(f"{hanbit.url}answers/").status_code == 404
    as_portal()


def test_reading_notes_leaves_the_wall_around_answers_where_it_was(hanbit: World) -> None:
    officer, item = actor(hanbit.officer), next(iter(hanbit.result.answers))
    noted = {"session_id": hanbit.result.session_id, "item": item, "choices": ["1"], "answered_at": AT}
    Answer.objects.filter(session=hanbit.result.session_id, item=item).delete()
    Answer.objects.create(**noted, comment="3호기 교체 예정")
    enter(officer)
    assert notes_of(hanbit.result, officer) == {item: "3호기 교체 예정"}
    assert not Answer.objects.filter(session=hanbit.result.session_id).exists()
    as_portal()
