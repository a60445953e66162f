"""From a result to a chosen proposal: three are asked, one answers, one is silent and the clock passes on."""

import json
import subprocess
import sys

import pytest

from house.places import ROOT
from tests.browser.chromium import DESK, PHONE
from tests.browser.portal import Portal
from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.journey
OWNER, SELLER = "owner@dasan.example", "seller@asked.example"
NEED = "선반 네 대의 생산 실적을 손으로 적고 있어 실시간으로 모으고 싶습니다."
ANSWER = "비슷한 공장에 구축해 보았습니다. 다음 주에 방문해 설비를 보겠습니다."
WHAT = "선반 네 대의 제어기를 연결해 생산 실적을 실시간으로 모읍니다."
_SELLER = f"""
import django; django.setup()
from core.accounts.roles import Kind, Role
from core.scope import acting_as_system
from matching.models import Consultation
from portal.demo.accounts import Account, make
from tests.browser.sessions import session_of
import sys
with acting_as_system():
    row = Consultation.objects.select_related("recipient").get(pk=sys.argv[1])
    make(Account("{SELLER}", "서다온", Kind.SUPPLIER, Role.ADMINISTRATOR, "", "문의받은 곳"), row.recipient)
print(session_of("{SELLER}"))
"""
_END = """
import django; django.setup()
import sys
from django.utils import timezone
from core.accounts.models import Membership
from core.scope import acting_as_system
from matching.actions.consultations import end
from matching.models import Consultation
with acting_as_system() as by:
    of = Membership.objects.filter(user__email=sys.argv[1]).values("organisation")
    for row in Consultation.objects.filter(organisation__in=of, state__in=["asked", "answered"]):
        end(row, by=by, at=timezone.now())
print("ended")
"""
_DAYS_PASS = """
import django; django.setup()
import json, sys
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from core.accounts.actor import SYSTEM
from core.scope import acting_as_system
from matching.actions.consultations import count_late
from matching.actions.rounds import pass_on
from matching.models import Consultation
with transaction.atomic(), acting_as_system() as by:
    first = Consultation.objects.get(pk=sys.argv[1])
    silent = Consultation.objects.filter(round=first.round_id, state="asked").order_by("id").first()
    Consultation.objects.filter(pk=silent.pk).update(due_on=timezone.localdate() - timedelta(days=1))
with acting_as_system() as by:
    count_late(by=by, at=timezone.now())
print(json.dumps(pass_on(by=SYSTEM, at=timezone.now())))
"""


def _run(portal: Portal, script: str, argument: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, argument],
        cwd=ROOT, env=portal.environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout.split()[-1]


def test_from_the_result_over_three_enquiries_to_the_proposal_that_is_chosen(
    visit: Visit, portal: Portal
) -> None:
    owner = visit(PHONE, OWNER)
    page = owner.page
    _run(portal, _END, OWNER)  # nobody is asked twice at once, and the demonstration's company has asked
    acts.open_result(owner)
    owner.follow(page.locator("main a[href^='/results/'][href$='/suppliers/']").first)
    owner.follow(page.locator("main a[href*='/compare/?']").first)
    owner.follow(page.locator("main a[href*='also_supplier=']").first)
    for box in page.locator("input[name=domains]").all()[:6]:
        box.set_checked(True, force=True)
    page.locator("#id_need").fill(NEED)
    page.locator("input[name=start][value=quarter]").check(force=True)
    beside = page.locator("input[name=also]:checked").count()
    assert 1 <= beside <= 2, "those that stood beside it take enquiries, not all of them always"
    for _more in range(2 - beside):
        page.locator("input[name=also]:not(:checked)").first.set_checked(True, force=True)
    at_once = set(page.locator("input[name=also]:checked").evaluate_all("all => all.map(one => one.value)"))
    following = next(
        each for each in page.locator("input[name=then]").all() if each.get_attribute("value") not in at_once
    )
    name = page.locator(f"label[for='{following.get_attribute('id')}']").inner_text().strip()
    following.set_checked(True, force=True)
    owner.follow(page.locator("main form[action$='/ask/'] button[type=submit]").last)
    thread = page.url.removeprefix(portal.address)
    number = thread.strip("/").rpartition("/")[2]
    asked = page.locator("section[aria-labelledby=round] li a")
    assert asked.count() == 2

    portal.people[SELLER] = {"session": _run(portal, _SELLER, number), "secret": ""}
    seller = visit(DESK, SELLER)
    seller.go(thread)
    seller.page.locator("#id_body").fill(ANSWER)
    seller.press("답 보내기")

    assert json.loads(_run(portal, _DAYS_PASS, number)) == 1
    owner.go(thread)
    owner.sees(ANSWER)
    assert asked.count() == 3
    assert name in asked.all_inner_texts()

    seller.press("제안 쓰기")
    today = seller.page.evaluate("new Date().toLocaleDateString('sv')")
    for field, typed in {
        "what": WHAT, "least_won": "8,000", "most_won": "1억 2,000만", "months": "4", "begin_on": today,
        "after_care": "1년 무상", "valid_to": today,
    }.items():  # fmt: skip
        seller.page.locator(f"#id_{field}").fill(typed)
    seller.press("제안 보내기")

    owner.go(thread)
    owner.press("제안을 나란히 보기")
    owner.sees("8,000만 원 ~ 1억 2,000만 원")
    owner.press("이 제안 고르기")
    owner.press("이 제안 고르기")
    owner.sees("제안을 고르셨습니다")
    owner.go("/suppliers/consultations/?state=closed")
    assert owner.page.locator("main tbody tr").count() >= 3
    seller.go(thread)
    seller.sees("고른 제안")
