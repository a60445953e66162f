"""Recommendations: made, stored, shown with reasons, asked about, computed again."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from assessments.models import Result
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Organisation
from core.audit.models import Event
from core.scope import enter
from matching import actions
from matching.actions.recommend import need_of, replayed
from matching.models import PoolSnapshot, Recommendation, Supplier, SupplierSnapshot
from matching.queries.policies import NoPolicy
from matching.queries.policy_page import policy_page
from matching.queries.recommendations import latest, view_of
from tests.core.accounts.people import actor, hanbit, organisation, person, signed_in
from tests.matching.ranking.world import project_policy
from tests.matching.world import (
    AT,
    ROOT,
    banned,
    costs,
    hanbit_result,
    mirae,
    policy,
    supplier,
    works_for,
)

pytestmark = pytest.mark.usefixtures("as_system")
ALL = ["MES", "POP", "ERP", "QMS", "SENSOR_IOT", "ROBOT", "CONTROL", "AI", "PLM", "SCM", "APS", "CLOUD"]


@pytest.fixture
def company() -> Organisation:
    """Hanbit."""
    return hanbit()


@pytest.fixture
def result(company: Organisation) -> Result:
    """Hanbit's result, with the policy in force."""
    policy()
    return hanbit_result(company)


def market() -> None:
    """Mirae and some others that offer everything, from near to far."""
    row = mirae(capacity_open=2)
    row.domains = ALL
    row.evidence = {**dict.fromkeys(ALL, "documented"), "MES": "verified"}
    row.save(update_fields=["domains", "evidence"])
    for number, home in enumerate(["48123", "26110", "11545", "41597", "47111", "48250", "12210"]):
        supplier(f"기업 {number}", f"company-{number}", home_sigungu=home, domains=ALL, regions=["all"])


def made(result: Result) -> Recommendation:
    """A recommendation made by the portal."""
    found = actions.recommend(by=SYSTEM, at=AT, result=result)
    assert found is not None
    return found


def test_a_result_gets_suppliers_with_reasons_in_korean(result: Result) -> None:
    market()
    made(result)
    with translation.override("ko"):
        view = latest(result)
    assert view is not None
    assert [each.place for each in view.suppliers] == list(range(1, 9))
    first = view.suppliers[0]
    assert first.name == "미래시스템"
    assert first.slug == "mirae-system"
    assert first.strengths
    assert all(sentence.endswith("니다.") for each in view.suppliers for sentence in each.strengths)
    assert first.confirmed_records == 1
    assert {line.code for line in first.domains} <= set(ALL)
    assert view.policy.title == "공급기업 추천 기준 2026-11"


def test_the_parts_sum_to_the_score_exactly(result: Result) -> None:
    market()
    made(result)
    view = latest(result)
    assert view is not None
    for each in view.suppliers:
        assert sum(part.tenths for part in each.parts) == each.tenths
        assert f"{each.tenths / 10:.1f}" == each.score


def test_the_view_shows_what_was_stored_even_after_the_supplier_changed(result: Result) -> None:
    market()
    stored = made(result)
    with translation.override("ko"):
        before = view_of(stored)
        row = Supplier.objects.get(slug="mirae-system")
        actions.set_domains(by=actor(works_for(row)), at=AT, version=1, domains=["MES"], remote=[])
        after = view_of(stored)
    assert [each.score for each in after.suppliers] == [each.score for each in before.suppliers]
    assert after.suppliers[0].strengths == before.suppliers[0].strengths


def test_a_newcomer_is_shown_apart(result: Result) -> None:
    market()
    for number in range(8):
        row = supplier(f"경력 {number}", domains=ALL, regions=["all"], projects_rated=5, projects_satisfied=5)
        assert row
    view = view_of(made(result))
    assert view.newcomer is not None
    assert view.newcomer.is_newcomer
    assert view.newcomer.id not in {each.id for each in view.suppliers}


def test_who_was_left_out_is_counted_by_reason(result: Result) -> None:
    market()
    banned(supplier("제재기업", domains=ALL))
    supplier("바쁜기업", domains=ALL, capacity_open=0)
    supplier("먼기업", domains=ALL, regions=["50"])
    view = view_of(made(result))
    assert {each.code: each.count for each in view.excluded} == {
        "banned": 1,
        "no_capacity": 1,
        "region_not_served": 1,
    }
    assert view.excluded_total == 3
    assert view.eligible == 8


def test_without_suppliers_there_is_a_recommendation_of_nobody(result: Result) -> None:
    view = view_of(made(result))
    assert (view.suppliers, view.eligible, view.stability) == ((), 0, "")


def test_without_a_policy_nothing_is_recommended(company: Organisation) -> None:
    with pytest.raises(NoPolicy):
        made(hanbit_result(company))


def test_a_result_without_gaps_needs_nobody(company: Organisation) -> None:
    policy()
    assert actions.recommend(by=SYSTEM, at=AT, result=hanbit_result(company, "5")) is None


def test_a_company_is_not_recommended_to_itself(result: Result) -> None:
    own = organisation("supplier", "한빛자동화", result.organisation.business_number)
    supplier("한빛자동화", organisation=own, domains=ALL)
    assert view_of(made(result)).excluded[0].code == "affiliated"


def test_it_is_written_down_and_snapshots_are_kept_once(result: Result) -> None:
    market()
    made(result)
    kept = SupplierSnapshot.objects.count(), PoolSnapshot.objects.count()
    made(result)
    assert (SupplierSnapshot.objects.count(), PoolSnapshot.objects.count()) == kept == (8, 1)
    assert Event.objects.filter(verb="recommendation.made").count() == 2


def test_a_change_of_a_sanction_is_seen_by_the_next_recommendation(result: Result) -> None:
    market()
    assert view_of(made(result)).eligible == 8
    sanction = banned(Supplier.objects.get(slug="mirae-system"))
    sanction.from_at = AT - timedelta(days=1)
    sanction.save()
    assert view_of(made(result)).eligible == 7
    sanction.until_at = AT - timedelta(hours=1)
    sanction.save()
    assert view_of(made(result)).eligible == 8


def test_showing_it_takes_three_queries_however_many_are_listed(result: Result) -> None:
    spent = []
    for total in (1, 3, 12):
        for number in range(Supplier.objects.count(), total):
            supplier(f"기업 {number}", domains=ALL)
        made(result)
        with costs() as statements:
            latest(result)
        spent.append(len(statements))
    assert spent == [3, 3, 3]


def test_replaying_gives_the_same_bytes(result: Result) -> None:
    market()
    stored = made(result)
    Supplier.objects.all().update(capacity_open=0)
    again = replayed(stored)
    assert again.checksum == stored.checksum
    out = StringIO()
    call_command("replay", str(stored.pk), stdout=out)
    assert "equal" in out.getvalue()


@pytest.mark.parametrize("wrong", ["x", "6f1c7c1e-9a55-4f3b-8a0c-1f2d3c4b5a69"])
def test_replaying_what_is_not_there_says_so(wrong: str) -> None:
    with pytest.raises(CommandError):
        call_command("replay", wrong)


SCRIPT = """
import json, sys, hashlib
from pathlib import Path
from assessments.scoring import check_answers, load, score
from matching.ranking import Need, Policy, SupplierProfile, rank
given = json.load(sys.stdin)
policy = Policy.from_document(given["policy"])
suppliers = [SupplierProfile.from_document(each) for each in given["suppliers"]]
print(rank(Need.from_document(given["need"]), suppliers, policy, limit=policy.listed).checksum)
framework = load(Path(given["framework"]).read_text("utf-8"), name="framework")
trace = score(framework, check_answers(framework, given["answers"])).trace()
print(hashlib.sha256(json.dumps(trace, sort_keys=True, ensure_ascii=False).encode()).hexdigest())
"""


def test_another_process_with_another_hash_seed_gives_the_same_bytes(result: Result) -> None:
    import hashlib

    market()
    stored = made(result)
    given = {
        "need": stored.need,
        "policy": stored.policy.document,
        "suppliers": list(SupplierSnapshot.objects.values_list("document", flat=True)),
        "framework": str(ROOT / "assessments/frameworks/kr-smart-factory.yaml"),
        "answers": result.answers,
    }
    trace = json.dumps(result.outcome, sort_keys=True, ensure_ascii=False).encode()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        assert done.stdout.split() == [stored.checksum, hashlib.sha256(trace).hexdigest()]


def test_the_need_is_the_share_of_all_gaps(result: Result) -> None:
    need = need_of(result, AT)
    assert need is not None
    assert len(need.priority) == 3
    assert min(need.domains[code] for code in need.priority) >= max(
        weight for code, weight in need.domains.items() if code not in need.priority
    )


def page(client: Client, stored: Recommendation, query: str = "") -> str:
    """The page "why this order"."""
    answer = client.get(f"/suppliers/recommendations/{stored.pk}/{query}", headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def owner(company: Organisation) -> Client:
    """Hanbit's browser."""
    return signed_in(person("owner@hanbit.example", company), second_factor=False)


def test_the_owner_sees_why_this_order(owner: Client, result: Result) -> None:
    market()
    shown = page(owner, made(result))
    assert "미래시스템" in shown
    assert "필요한 기술" in shown
    assert "공급기업 추천 기준 2026-11" in shown


def test_nobody_else_sees_it(result: Result) -> None:
    market()
    stored = made(result)
    other = organisation("company", "다산테크", "2148612344")
    client = signed_in(person("owner@dasan.example", other), second_factor=False)
    assert client.get(f"/suppliers/recommendations/{stored.pk}/").status_code == 404
    assert Client().get(f"/suppliers/recommendations/{stored.pk}/").status_code == 302


def test_why_isnt_it_here_is_answered_for_any_supplier_by_name(owner: Client, result: Result) -> None:
    market()
    supplier("먼기업", domains=ALL, regions=["50"])
    banned(supplier("제재기업", domains=ALL))
    stored = made(result)
    supplier("새기업", domains=ALL)
    assert "이 기업의 서비스 지역이 아닙니다" in page(owner, stored, "?name=먼기업")
    assert "추천 1위" in page(owner, stored, "?name=ㅁㄹㅅㅅㅌ")
    assert "추천을 만들 때에는 포털에 없었거나" in page(owner, stored, "?name=새기업")
    assert "어느 기업을 말씀하십니까?" in page(owner, stored, "?name=기업")
    assert "이 이름으로 공개된 공급기업이 없습니다" in page(owner, stored, "?name=없는이름")
    assert (
        "참여제한"
        not in page(owner, stored, "?name=제재기업").split('id="whynot"')[1].split('id="excluded"')[0]
    )


@pytest.mark.parametrize(
    "query", ["?name=%00", "?supplier=%00", "?name=" + "가" * 999, "?supplier=x", "?name=%25"]
)
def test_whatever_is_asked_is_answered(owner: Client, result: Result, query: str) -> None:
    market()
    assert "<h1" in page(owner, made(result), query)


def test_the_policy_page_is_public_and_read_from_the_policy_in_force() -> None:
    assert (
        "시행 중인 추천 기준이 없습니다"
        in Client().get("/suppliers/policy/", headers={"Accept-Language": "ko"}).content.decode()
    )
    enter(SYSTEM)
    policy()
    shown = Client().get("/suppliers/policy/", headers={"Accept-Language": "ko"}).content.decode()
    assert "공급기업 추천 기준 2026-11" in shown
    assert "35" in shown
    assert "인공지능·디지털트윈 우대" in shown


def test_policies_are_published_once_and_never_changed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    out = StringIO()
    call_command("load_policies", stdout=out)
    call_command("load_policies", stdout=out)
    published = ["2026-11-22:", "published", "2026-11:", "published"]
    assert out.getvalue().split() == [
        *published,
        *(each.replace("published", "unchanged") for each in published),
    ]
    source = (ROOT / "matching/policies/2026-11.yaml").read_text("utf-8")
    changed = tmp_path / "changed.yaml"
    changed.write_text(source.replace("listed: 10", "listed: 9"), "utf-8")
    with pytest.raises(CommandError, match="2026-11"):
        call_command("load_policies", str(changed))
    broken = tmp_path / "broken.yaml"
    broken.write_text(source.replace("listed: 10", "listed: many"), "utf-8")
    with pytest.raises(CommandError, match="listed"):
        call_command("load_policies", str(broken))
    with pytest.raises(CommandError):
        call_command("load_policies", str(tmp_path / "nothing.yaml"))


def test_a_visitor_sees_no_recommendation_by_any_door(result: Result) -> None:
    stored = made(result)
    assert not Recommendation.objects.visible_to(Actor()).filter(pk=stored.pk).exists()


def test_a_policy_that_compares_past_projects_serves_records_that_say_nothing_of_them(
    company: Organisation,
    tmp_path,  # type: ignore[no-untyped-def]
) -> None:
    file = tmp_path / "projects.yaml"
    file.write_bytes(project_policy().to_json())
    actions.publish_policy(file=file, by=SYSTEM, at=AT)
    market()
    stored = made(hanbit_result(company))
    assert stored.engine == "3"
    assert replayed(stored).checksum == stored.checksum
    with translation.override("ko"):
        view = view_of(stored)
        page = policy_page(project_policy())
    assert view.suppliers[0].name == "미래시스템"
    for each in view.suppliers:
        parts = {part.code: part.tenths for part in each.parts}
        assert sum(parts.values()) == each.tenths
        assert parts["closest"] == parts["place"] == 0
    assert "가장 비슷한 실적" in {weight.title for weight in page.weights}
