"""A plant over time: what is called a change, on which questions, and who sees what happened in between."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.actions import publish_framework
from assessments.actions.investments import InvestmentFacts, add_investment
from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from core.accounts.actor import SYSTEM
from core.scope import acting, enter
from matching.models import Confirmation
from tests.core.accounts.people import actor, signed_in
from tests.matching.world import record, supplier
from tests.portal.results.test_bridge import LATER, _versions
from tests.portal.results.world import AT, World, framework, result, world
from tests.programmes.world import share

pytestmark = pytest.mark.usefixtures("as_system")
YEAR = timedelta(days=365)


def _all(level: str, version: FrameworkVersion | None = None, **other: str) -> dict[str, str]:
    return dict.fromkeys(framework_of(version or framework()).items, level) | other


@pytest.fixture
def hanbit() -> World:
    return world(given=_all("3"))


def _earlier(hanbit: World, level: str, years: int = 1, **other: str) -> Result:
    enter(SYSTEM)
    return result(hanbit.hanbit, _all(level, **other), at=AT - years * YEAR)


def _shown(hanbit: World):  # type: ignore[no-untyped-def]
    page = hanbit.browser.get(f"{hanbit.url}change/")
    assert page.status_code == 200
    return page.context["shown"], page.content.decode()


def test_one_result_says_when_the_next_one_makes_sense(hanbit: World) -> None:
    shown, page = _shown(hanbit)
    assert (len(shown.points), shown.legs) == (1, ())
    assert "2027. 5. 21." in page
    assert f"{hanbit.url}investments/" in page


def test_a_rise_beyond_the_error_of_measuring_is_called_one(hanbit: World) -> None:
    _earlier(hanbit, "2")
    shown, page = _shown(hanbit)
    leg = shown.legs[0]
    assert (leg.verdict, leg.total.difference, leg.total.before, leg.total.after) == ("up", 200, 400, 600)
    assert "2025. 11. 20.(목) 진단보다 200점 올랐습니다. 측정 오차보다 큰 변화입니다." in page
    assert "예시값" in page
    assert [step.said for step in leg.areas] == ["올랐습니다"] * 4
    assert leg.total.index > 1
    assert "(600 − 400) ÷ (" in leg.total.formula


def test_a_small_difference_is_not_called_a_change(hanbit: World) -> None:
    _earlier(hanbit, "3", **{"STR1-01": "2"})
    leg = _shown(hanbit)[0].legs[0]
    assert (leg.verdict, leg.total.difference) == ("within", 5)
    assert "측정 오차 안" in leg.headline


def test_the_same_score_says_how_many_answers_differ(hanbit: World) -> None:
    _earlier(hanbit, "3")
    _earlier(hanbit, "3", 2, **{"STR1-01": "2"})
    shown, page = _shown(hanbit)
    assert [leg.answers for leg in shown.legs] == [
        "답 44개가 그때와 모두 같습니다.",
        "답 44개 가운데 1개가 그때와 다릅니다.",
    ]
    assert page.count(shown.legs[0].answers) == 2


def test_unknown_answers_that_could_turn_it_round_leave_it_open(hanbit: World) -> None:
    items = list(framework_of(framework()).items)
    _earlier(hanbit, "2", **dict.fromkeys(items[::4], "dont_know"))
    leg = _shown(hanbit)[0].legs[0]
    assert leg.verdict == "open"
    assert leg.total.least < leg.total.difference < leg.total.most
    assert "판단할 수 없습니다" in leg.headline


def test_too_many_unknown_answers_leave_no_score_to_compare(hanbit: World) -> None:
    items = list(framework_of(framework()).items)
    _earlier(hanbit, "2", **dict.fromkeys(items[::2], "dont_know"))
    leg = _shown(hanbit)[0].legs[0]
    assert (leg.verdict, leg.total.difference) == ("no_score", None)
    assert "점수가 없" in leg.headline


def test_five_stand_beside_each_other_and_the_whole_way_is_told(hanbit: World) -> None:
    for years, level in ((6, "0"), (5, "0"), (4, "1"), (3, "1"), (2, "2"), (1, "2")):
        _earlier(hanbit, level, years)
    enter(SYSTEM)
    result(hanbit.hanbit, _all("4"), at=AT, plant="창원 제2공장")
    shown, page = _shown(hanbit)
    assert [int(point.score) for point in shown.points] == [200, 200, 400, 400, 600]
    labels = ["3차 진단", "4차 진단", "5차 진단", "6차 진단", "7차 진단"]
    assert [point.label for point in shown.points] == labels
    assert [point.label for point, _scores in shown.table] == labels[::-1]
    heads = page.split("<tbody>")[1].split("</tbody>")[0].split('scope="row">')[1:]
    assert [head[:5] for head in heads] == labels[::-1]
    assert [leg.verdict for leg in shown.legs] == ["up", "within", "up", "within"]
    assert (shown.whole.verdict, shown.whole.total.difference, shown.left_out) == ("up", 400, 2)


def test_an_older_result_leads_to_the_newest(hanbit: World) -> None:
    older = _earlier(hanbit, "2")
    page = hanbit.browser.get(f"/results/{older.pk}/change/")
    assert f"/results/{hanbit.result.pk}/change/" in page.content.decode()


def test_two_versions_are_compared_on_the_questions_that_stayed(hanbit: World) -> None:
    enter(SYSTEM)
    _old, new = _versions()
    made = _row(hanbit.hanbit.pk, _all("4", new), LATER)
    bulk_results(new, [made])
    page = hanbit.browser.get(f"/results/{made.result_id}/change/")
    leg = page.context["shown"].legs[0]
    assert (leg.verdict, leg.total.before, leg.total.after) == ("up", 600, 800)
    assert "44문항 가운데 같은 37문항" in leg.ground
    assert leg.ground in page.content.decode()


def test_versions_that_share_too_little_are_shown_and_not_compared(hanbit: World) -> None:
    enter(SYSTEM)
    version = framework()
    text = version.source.replace(f'version: "{version.version}"', 'version: "2028.1"', 1)
    for code in list(framework_of(version).items)[:20]:
        words = framework_of(version).items[code].question.ko
        text = text.replace(words, f"다시 묻습니다. {words}", 1)
    other = publish_framework(source=text, name="other.yaml", by=SYSTEM, at=AT)[0]
    made = _row(hanbit.hanbit.pk, _all("4", other), LATER)
    bulk_results(other, [made])
    page = hanbit.browser.get(f"/results/{made.result_id}/change/")
    leg = page.context["shown"].legs[0]
    assert (leg.verdict, leg.total, page.context["areas"]) == ("apart", None, None)
    assert "44문항 가운데 24문항" in leg.headline
    assert [int(point.score) for point in page.context["shown"].points] == [600, 800]


def test_two_diagnostics_of_another_kind_are_not_compared(hanbit: World) -> None:
    enter(SYSTEM)
    quick = framework("kr-quick-check")
    made = _row(hanbit.hanbit.pk, _all("4", quick), AT - YEAR)
    bulk_results(quick, [made])
    leg = _shown(hanbit)[0].legs[0]
    assert leg.verdict == "apart"
    assert leg.headline == leg.apart


def test_what_was_spent_stands_between_the_results_it_lies_between(hanbit: World) -> None:
    _earlier(hanbit, "2")
    by = actor(hanbit.owner)
    for month, words in ((1, "이른 투자"), (12, "그사이 투자")):
        with acting(by):
            facts = InvestmentFacts(plant_id=None, spent_on=date(2025, month, 1), words=words, grant_pct=50)
            add_investment(facts=facts, by=by, at=datetime(2026, 11, 22, tzinfo=UTC))
    shown, page = _shown(hanbit)
    assert [each.what for each in shown.legs[0].spent] == ["그사이 투자"]
    assert [each.what for each in shown.spent_before] == ["이른 투자"]
    assert "함께 일어난 일이며 원인을 뜻하지 않습니다" in page
    assert "지원금 50%" in page


def test_a_confirmed_project_stands_there_by_itself(hanbit: World) -> None:
    _earlier(hanbit, "2")
    enter(SYSTEM)
    made = record(supplier("미래시스템", "mirae-system"), is_confirmed=True)
    Confirmation.objects.create(
        supplier_id=made.supplier_id, record=made, organisation=hanbit.hanbit, state="checked",
        asked_at=AT, answered_at=AT, expires_at=AT,
    )  # fmt: skip
    shown, page = _shown(hanbit)
    assert [each.finished_on for each in shown.legs[0].built] == [date(2026, 4, 30)]
    assert "확인된 구축 실적" in page


def test_a_technopark_sees_the_shared_results_and_nothing_of_what_was_spent(hanbit: World) -> None:
    older = _earlier(hanbit, "2")
    by = actor(hanbit.owner)
    with acting(by):
        facts = InvestmentFacts(plant_id=None, spent_on=date(2026, 3, 1), words="HANBITROBOT")
        add_investment(facts=facts, by=by, at=datetime(2026, 11, 22, tzinfo=UTC))
    officer = signed_in(hanbit.officer)
    page = officer.get(f"{hanbit.url}change/")
    assert len(page.context["shown"].points) == 1
    enter(SYSTEM)
    share(older, hanbit.gyeongnam)
    for address in (f"{hanbit.url}change/", f"/api/v1/results/{hanbit.result.pk}/change/"):
        answer = officer.get(address)
        assert answer.status_code == 200
        assert "HANBITROBOT" not in answer.content.decode()
    assert officer.get(f"/api/v1/results/{hanbit.result.pk}/change/").json()["legs"][0]["verdict"] == "up"
    assert officer.get(f"{hanbit.url}investments/").status_code in (403, 404)
    assert signed_in(hanbit.officer_elsewhere).get(f"{hanbit.url}change/").status_code == 404


def test_the_api_says_what_the_page_says(hanbit: World) -> None:
    _earlier(hanbit, "2")
    shown, _page = _shown(hanbit)
    data = hanbit.browser.get(f"/api/v1/results/{hanbit.result.pk}/change/").json()
    assert data["legs"][0]["headline"] == shown.legs[0].headline
    assert data["legs"][0]["total"]["index"] == f"{shown.legs[0].total.index.normalize():f}"


def test_the_owner_notes_corrects_and_takes_out_on_pages(hanbit: World) -> None:
    browser, url = hanbit.browser, f"{hanbit.url}investments/"
    assert "data-keep" in browser.get(url).content.decode()
    wrong = browser.post(url, {"month": "작년", "words": "로봇"})
    assert wrong.status_code == 422
    assert "로봇" in wrong.content.decode()
    assert (
        browser.post(url, {"month": "2026-11", "words": "로봇 2대", "amount_won": "8천만"}).status_code == 302
    )
    twin = browser.post(url, {"month": "2026. 11.", "words": "로봇 2대"})
    assert twin.status_code == 409
    assert "2026년 11월에 같은 투자가 이미 적혀 있습니다" in twin.content.decode()
    assert 'name="another"' in twin.content.decode()
    assert len(_shown(hanbit)[0].spent_before) == 1
    row = _shown(hanbit)[0].spent_before[0]
    one = f"{url}{row.id}/"
    assert 'value="8,000"' in browser.get(one).content.decode()
    both = {"month": "2026-11", "words": "로봇 3대", "seen": "0"}
    stale = browser.post(one, both)
    assert stale.status_code == 409
    assert "로봇 2대" in stale.content.decode()
    assert "로봇 3대" in stale.content.decode()
    assert browser.post(one, {**both, "seen": stale.context["form"]["seen"].value()}).status_code == 302
    assert _shown(hanbit)[0].spent_before[0].what == "로봇 3대"
    assert "로봇 3대" in browser.get(f"{one}remove/").content.decode()
    assert browser.post(f"{one}remove/").status_code == 302
    assert _shown(hanbit)[0].spent_before == ()


def _row(organisation, answers, at):  # type: ignore[no-untyped-def]
    made = uuid.uuid4()
    return DemoResult(
        organisation, uuid.uuid4(), made, "48123", "303", "SMALL", 42, None, answers, at, "창원 제1공장"
    )
