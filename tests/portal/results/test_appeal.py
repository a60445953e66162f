"""From the request to the decision: who may look again, what the clock says, what a change leaves alone."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from assessments.actions import tell_overdue
from assessments.documents import framework_of
from assessments.models import (
    Appeal,
    Evidence,
    FormerVerifiedResult,
    Judgement,
    Result,
    Share,
    Verification,
    VerifiedResult,
)
from assessments.queries.confirmation import is_partly_verified
from assessments.scoring import score
from core.accounts.actor import SYSTEM
from core.accounts.models import Membership, Organisation, User
from core.audit.models import Event
from core.models import Notice
from core.scope import acting
from tests.core.accounts.people import AT, SECRET, actor, organisation, person, signed_in
from tests.core.uploads import files
from tests.portal.results.world import World, world
from tests.programmes.world import as_portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
ITEM, OTHER = "PRC1-01", "PRC1-02"
ASKS, WHY = "두 공정에는 작업표준이 있습니다.", "현장에서 표준서 두 건을 확인했습니다."


@pytest.fixture
def hanbit() -> World:
    return world()


@pytest.fixture
def body() -> Organisation:
    return organisation("assessor_body", "이음심사원", code="KAB")


@pytest.fixture
def assessor(body: Organisation) -> User:
    return person("assessor@body.example", body, "assessor", totp_secret=SECRET, name="윤채운")


@pytest.fixture
def second(body: Organisation) -> User:
    return person("second@body.example", body, "assessor", totp_secret=SECRET, name="서도윤")


@pytest.fixture
def keeper() -> User:
    place = organisation("ministry", "중소벤처기업부", code="MSS")
    return person("programme@ministry.example", place, "programme_administrator", totp_secret=SECRET)


def _url(row: Appeal, step: str = "") -> str:
    return f"/assessments/reviews/{row.pk}/{step}"


def _post(browser: Client, address: str, **sent: Any) -> Any:
    answer = browser.post(address, sent)
    as_portal()
    return answer


def _asked(hanbit: World, code: str = ITEM, **sent: Any) -> Appeal:
    answer = _post(
        hanbit.browser, f"/assessments/reviews/of/{hanbit.result.pk}/{code}/", **{"reason": ASKS, **sent}
    )
    assert answer.status_code == 302
    return Appeal.objects.live().get(code=code)


def _declares(row: Appeal, assessor: User) -> None:
    assert _post(signed_in(assessor), _url(row, "interest/"), interest="none").status_code == 302


def _opened(hanbit: World, keeper: User, assessor: User, code: str = ITEM) -> Appeal:
    row = _asked(hanbit, code)
    assert _post(signed_in(keeper), _url(row, "assign/"), assessor=str(assessor.pk)).status_code == 302
    assert _post(hanbit.browser, _url(row, "open/"), agree="on").status_code == 302
    _declares(row, assessor)
    return Appeal.objects.get(pk=row.pk)


def _level(result: Result, item: str = ITEM) -> str:
    return "3" if result.answers[item] != "3" else "1"


def _changed(row: Appeal, assessor: User, item: str, level: str, reason: str = WHY) -> Any:
    sent = {"decision": "changed", "reason": reason, f"level-{item}": level, "sure": "on"}
    return _post(signed_in(assessor), _url(row, "decide/"), **sent)


def test_a_changed_level_stands_beside_the_claimed_result_which_stays_byte_for_byte(
    hanbit: World, keeper: User, assessor: User
) -> None:
    before = Result.objects.filter(pk=hanbit.result.pk).values().get()
    row, level = _opened(hanbit, keeper, assessor), _level(hanbit.result)
    assert _changed(row, assessor, ITEM, level).status_code == 302
    row, verified = Appeal.objects.get(), VerifiedResult.objects.get()
    again = score(framework_of(hanbit.result.framework), {**hanbit.result.answers, ITEM: level})
    assert (row.state, row.score_before, row.score_after) == ("changed", hanbit.result.score, again.score)
    assert row.changes == [{"item": ITEM, "before": hanbit.result.answers[ITEM], "after": level}]
    assert (verified.score, verified.appeal_id, verified.confirmed) == (again.score, row.pk, 0)
    assert [(each["item"], each["reason"]) for each in verified.changes] == [(ITEM, WHY)]
    assert Result.objects.filter(pk=hanbit.result.pk).values().get() == before
    page = hanbit.browser.get(hanbit.url).content.decode()
    assert WHY in page
    assert "다른 답은 확인하지 않았습니다" in page
    whole = {name: f"{getattr(row, name):.0f}" for name in ("score_before", "score_after")}
    said = f"총점이 {whole['score_before']}점에서 {whole['score_after']}점으로 바뀌었습니다"
    assert whole["score_before"] != whole["score_after"]
    assert f"재검토로 {said}" in page
    assert "요청하신 답만 판정했습니다" in page
    assert WHY in hanbit.browser.get(_url(row)).content.decode()
    why = hanbit.browser.get(f"{hanbit.url}why/{ITEM}/?levels=verified").content.decode()
    assert WHY in why
    tree = hanbit.browser.get(f"/api/v1/explanations/{hanbit.result.pk}/?levels=verified&code={ITEM}").json()
    chosen = [place for place, each in enumerate(tree["explanation"]["options"]) if each["is_chosen"]]
    assert chosen == [int(level)]
    as_portal()
    assert Notice.objects.filter(user_id=hanbit.owner.pk, code="appeal_changed").count() == 1


def test_a_verified_level_is_reviewed_by_another_person_and_what_it_was_is_kept(
    hanbit: World, keeper: User, assessor: User, second: User
) -> None:
    from tests.portal.results.test_verified import _verified

    first = _verified(hanbit, keeper, assessor)
    row = _asked(hanbit)
    tied = _post(signed_in(keeper), _url(row, "assign/"), assessor=str(assessor.pk))
    assert (tied.status_code, "전에 판정했습니다" in tied.content.decode()) == (422, True)
    assert _post(signed_in(keeper), _url(row, "assign/"), assessor=str(second.pk)).status_code == 302
    _post(hanbit.browser, _url(row, "open/"), agree="on")
    _declares(row, second)
    claimed = hanbit.result.answers[ITEM]
    assert _changed(Appeal.objects.get(), second, ITEM, claimed).status_code == 302
    now, former = VerifiedResult.objects.get(), FormerVerifiedResult.objects.get()
    assert (now.score, now.changes) == (hanbit.result.score, [])
    assert (Decimal(str(former.data["score"])), former.data["changes"]) == (first.score, first.changes)
    assert now.confirmed == len(now.answers)
    assert Judgement.objects.order_by("pk").values_list("judged_by_id", flat=True).last() == second.pk
    with pytest.raises(DatabaseError, match="only by the decision"), transaction.atomic():
        VerifiedResult.objects.update(score=0)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FormerVerifiedResult.objects.update(data={})


def test_reviews_of_some_numbers_never_come_to_a_whole_verification(
    hanbit: World, keeper: User, assessor: User, second: User, body: Organisation
) -> None:
    """A level put back as it was claimed is confirmed, and vouches for no other."""
    third = person("third@body.example", body, "assessor", totp_secret=SECRET, name="배지우")
    claimed = hanbit.result.answers[ITEM]
    for who, item, level, judged, confirmed in (
        (assessor, ITEM, _level(hanbit.result), 1, 0),
        (second, ITEM, claimed, 1, 1),
        (third, OTHER, _level(hanbit.result, OTHER), 2, 1),
    ):
        row = _opened(hanbit, keeper, who, item)
        assert _changed(row, who, item, level).status_code == 302
        verified = VerifiedResult.objects.get()
        assert (verified.judged, verified.confirmed) == (judged, confirmed)
        assert is_partly_verified(verified)


def test_a_decision_is_shown_with_what_it_leads_to_before_it_is_made(
    hanbit: World, keeper: User, assessor: User
) -> None:
    row, browser = _opened(hanbit, keeper, assessor), signed_in(assessor)
    level = _level(hanbit.result)
    sent = {"decision": "changed", "reason": WHY, f"level-{ITEM}": level}
    asked = _post(browser, _url(row, "decide/"), **sent)
    assert asked.status_code == 200
    again = score(framework_of(hanbit.result.framework), {**hanbit.result.answers, ITEM: level})
    assert (asked.context["before"], asked.context["after"]) == (hanbit.result.score, again.score)
    assert (Appeal.objects.get().state, VerifiedResult.objects.exists()) == ("open", False)
    back = _post(browser, _url(row, "decide/"), **sent, sure="change")
    assert (back.status_code, WHY in back.content.decode()) == (200, True)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.content.decode()))
    meant = {name: hidden[name] for name in sent}
    assert meant == sent
    assert _post(browser, _url(row, "decide/"), **meant, sure="on").status_code == 302
    assert Appeal.objects.get().state == "changed"
    listed = browser.get("/assessments/verifications/").context
    as_portal()
    assert (listed["waiting"], listed["others"]) == ([], [])


def test_what_stays_needs_a_reason_and_makes_no_verified_result(
    hanbit: World, keeper: User, assessor: User
) -> None:
    row, browser = _opened(hanbit, keeper, assessor), signed_in(assessor)
    for sent in ({}, {"decision": "upheld"}, {"decision": "changed", "reason": WHY}):
        assert _post(browser, _url(row, "decide/"), **sent).status_code == 422
    stays = hanbit.result.answers[ITEM]
    same = _changed(row, assessor, ITEM, stays)
    assert (same.status_code, Appeal.objects.get().state) == (422, "open")
    sent = {"decision": "upheld", "reason": WHY, f"level-{ITEM}": _level(hanbit.result)}
    both = _post(browser, _url(row, "decide/"), **sent, sure="on")
    assert (both.status_code, Appeal.objects.get().state) == (422, "open")
    title = framework_of(hanbit.result.framework).items[ITEM].title.ko
    assert f"다음 문항의 수준을 바꾸었습니다: {title}." in both.content.decode()
    seen = both.content.decode()
    assert seen.index('id="levels"') < seen.index('id="decision"') < seen.index('id="reason"')
    assert _post(browser, _url(row, "decide/"), decision="upheld", reason=WHY, sure="on").status_code == 302
    row = Appeal.objects.get()
    assert (row.state, row.decision, row.score_after) == ("upheld", WHY, hanbit.result.score)
    assert not VerifiedResult.objects.exists()
    again = _post(browser, _url(row, "decide/"), **sent, sure="on")
    said = again.content.decode()
    assert again.status_code == 409
    assert "이미 결정했습니다" in said
    assert f'href="{_url(row)}"' in said
    assert "다른 사람" not in said
    assert _post(hanbit.browser, _url(row, "withdraw/")).status_code == 409
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Appeal.objects.update(decision="x")
    with pytest.raises(DatabaseError, match="does not go from"), transaction.atomic():
        Appeal.objects.update(state="open")
    verbs = Event.objects.filter(subject_kind="appeal").order_by("pk")
    assert [each.verb for each in verbs] == [
        "appeal.asked",
        "appeal.assigned",
        "appeal.opened",
        "interest.none",
        "appeal.upheld",
    ]
    assert ASKS not in json.dumps([each.data for each in verbs], ensure_ascii=False)


def test_who_has_a_tie_by_now_is_shown_nothing_and_decides_nothing(
    hanbit: World, keeper: User, assessor: User, second: User
) -> None:
    row = _asked(hanbit)
    _post(signed_in(keeper), _url(row, "assign/"), assessor=str(assessor.pk))
    as_portal()
    joined = Membership.objects.create(
        organisation=hanbit.hanbit, user=assessor, role="member", state="active", started_at=AT
    )
    assert _post(hanbit.browser, _url(row, "open/"), agree="on").status_code == 409
    as_portal()
    joined.delete()
    assert _post(hanbit.browser, _url(row, "open/"), agree="on").status_code == 302
    _declares(row, assessor)
    as_portal()
    Membership.objects.create(
        organisation=hanbit.hanbit, user=assessor, role="member", state="active", started_at=AT
    )
    assert _changed(row, assessor, ITEM, "4").status_code == 409
    as_portal()
    assert Appeal.objects.get().state == "open"


def test_a_whole_area_can_be_looked_at_again_but_only_what_it_is_made_of_changes(
    hanbit: World, keeper: User, assessor: User
) -> None:
    row = _opened(hanbit, keeper, assessor, "PRC1")
    page = signed_in(assessor).get(_url(row)).content.decode()
    assert f"level-{ITEM}" in page
    assert "level-STR1-01" not in page
    as_portal()
    assert _changed(row, assessor, "STR1-01", "2").status_code == 422
    assert _changed(row, assessor, ITEM, "9").status_code == 422
    assert not Judgement.objects.exists()
    assert _changed(row, assessor, OTHER, _level(hanbit.result, OTHER)).status_code == 302


def test_nobody_else_sees_what_the_company_asks(
    hanbit: World, keeper: User, assessor: User, second: User
) -> None:
    upload = {"file": SimpleUploadedFile("a.pdf", files.pdf())}
    hanbit.browser.post(f"/assessments/{hanbit.result.session_id}/evidence/{ITEM}/", upload)
    as_portal()
    file = Evidence.objects.get()
    row = _asked(hanbit, evidence=str(file.pk))
    shown = signed_in(keeper).get(_url(row)).content.decode()
    as_portal()
    assert "한빛정밀" in shown
    assert ASKS not in shown
    _post(signed_in(keeper), _url(row, "assign/"), assessor=str(assessor.pk))
    waiting = signed_in(assessor).get(_url(row))
    as_portal()
    assert (waiting.status_code, ASKS in waiting.content.decode()) == (200, False)
    document = f"/assessments/evidence/{file.pk}/"
    assert signed_in(assessor).get(document).status_code == 404
    as_portal()
    _post(hanbit.browser, _url(row, "open/"), agree="on")
    assert signed_in(assessor).get(document).status_code == 404
    as_portal()
    _declares(row, assessor)
    opened = signed_in(assessor).get(_url(row)).content.decode()
    assert ASKS in opened
    assert "a.pdf" in opened
    assert signed_in(assessor).get(document).status_code == 200
    as_portal()
    stranger = person("owner@dasan.example", organisation("company", "다산테크"))
    for user in (second, stranger, hanbit.officer):
        assert signed_in(user).get(_url(row)).status_code in {403, 404}
        as_portal()
        with acting(actor(user)), connection.cursor() as cursor:  # the second wall
            cursor.execute("SELECT count(*) FROM assessments_appeal")
            assert cursor.fetchone() == (0,)
        as_portal()


def test_withdrawing_ends_the_assessors_look_and_so_does_the_consent(
    hanbit: World, keeper: User, assessor: User
) -> None:
    row = _opened(hanbit, keeper, assessor)
    assert _post(hanbit.browser, _url(row, "withdraw/")).status_code == 302
    assert signed_in(assessor).get(hanbit.url).status_code == 404
    as_portal()
    assert Appeal.objects.get().state == "withdrawn"
    row = _opened(hanbit, keeper, assessor)
    consent = Share.objects.get(pk=row.share_id).consent_id
    assert signed_in(assessor).get(hanbit.url).status_code == 200
    as_portal()
    hanbit.browser.post(f"/consents/{consent}/withdraw/")
    as_portal()
    assert Appeal.objects.get(pk=row.pk).state == "withdrawn"


def test_one_request_a_number_and_none_while_an_assessor_verifies(hanbit: World, keeper: User) -> None:
    first, again = _asked(hanbit), _asked(hanbit)
    form = f"/assessments/reviews/of/{hanbit.result.pk}/{ITEM}/"
    assert hanbit.browser.get(form)["Location"] == _url(first)
    told = hanbit.browser.post(form, {"reason": ASKS}, follow=True).content.decode()
    as_portal()
    assert "이미 요청하셨습니다" in told
    assert first.pk == again.pk
    assert Notice.objects.filter(user_id=keeper.pk, code="appeal_asked").count() == 1
    silent = _post(hanbit.browser, f"/assessments/reviews/of/{hanbit.result.pk}/PRC/", reason="  ")
    assert silent.status_code == 422
    missing = _post(hanbit.browser, f"/assessments/reviews/of/{hanbit.result.pk}/NOTHING/", reason=ASKS)
    assert missing.status_code == 404
    _post(hanbit.browser, f"/assessments/verifications/of/{hanbit.result.pk}/")
    assert Verification.objects.exists()
    meanwhile = _post(hanbit.browser, f"/assessments/reviews/of/{hanbit.result.pk}/PRC/", reason=ASKS)
    assert meanwhile.status_code == 409


def test_a_day_that_passes_is_told_once_and_shown(hanbit: World, keeper: User, assessor: User) -> None:
    row = _opened(hanbit, keeper, assessor)
    assert tell_overdue(by=SYSTEM, at=timezone.now()) == 0
    Appeal.objects.update(due_on=date(2026, 1, 5))
    late = timezone.now() + timedelta(days=1)
    assert [tell_overdue(by=SYSTEM, at=late) for _ in range(2)] == [1, 0]
    told = Notice.objects.filter(code__in=["appeal_overdue", "appeal_late"]).values_list("user_id", "code")
    assert sorted(told) == sorted(
        [(keeper.pk, "appeal_overdue"), (assessor.pk, "appeal_overdue"), (hanbit.owner.pk, "appeal_late")]
    )
    for user in (keeper, assessor, hanbit.owner):
        for address in ("/assessments/reviews/", _url(row)):
            assert "일 지남</span>" in signed_in(user).get(address).content.decode()
            as_portal()


def test_the_api_does_what_the_pages_do(hanbit: World, keeper: User, assessor: User) -> None:
    sent = {"result": str(hanbit.result.pk), "code": ITEM, "reason": ASKS}
    made = hanbit.browser.post("/api/v1/appeals/", sent, content_type="application/json")
    assert made.status_code == 201
    url = f"/api/v1/appeals/{made.json()['id']}/"

    def send(user: User, step: str, **data: Any) -> Any:
        answer = signed_in(user).post(url + step, data, content_type="application/json")
        as_portal()
        return answer

    as_portal()
    assert signed_in(keeper).get(url).json()["reason"] == ""
    as_portal()
    assert send(keeper, "assign/", assessor=str(assessor.pk)).json()["state"] == "assigned"
    assert send(assessor, "decide/", reason=WHY).status_code == 409
    assert send(hanbit.owner, "agree/").json()["state"] == "open"
    assert send(assessor, "declare/", has_interest=False).status_code == 204
    for wrong in ({"reason": WHY, "levels": {ITEM: 3}}, {"reason": WHY, "levels": {}}, {"reason": ""}):
        assert send(assessor, "decide/", **wrong).status_code in {400, 409, 422}, wrong
    decided = send(assessor, "decide/", reason=WHY, levels={ITEM: _level(hanbit.result)}).json()
    assert (decided["state"], decided["decision"]) == ("changed", WHY)
    assert signed_in(keeper).get(url).json()["decision"] == ""
    as_portal()
