"""From the company's request to both scores: who may judge, what is kept, and where it is shown."""

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from assessments.documents import framework_of
from assessments.models import Evidence, Judgement, Result, Verification, VerifiedResult
from assessments.scoring import score
from core.accounts.models import Membership, Organisation, User
from core.audit.models import AccessRecord, Event
from core.models import Notice
from core.scope import acting
from matching.models import Consultation, Supplier
from portal.reports.build import content_for
from portal.reports.document import html
from tests.core.accounts.people import SECRET, actor, organisation, person, signed_in
from tests.core.uploads import files
from tests.portal.results.world import World, market, mirae, recommended, world
from tests.programmes.test_export import taken_out
from tests.programmes.world import as_portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
ITEM, WHY = "PRC1-01", "작업표준이 두 공정에만 있고, 나머지는 말로 전합니다."


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
def keeper() -> User:
    place = organisation("ministry", "중소벤처기업부", code="MSS")
    return person("programme@ministry.example", place, "programme_administrator", totp_secret=SECRET)


def _asked(hanbit: World) -> Verification:
    assert hanbit.browser.post(f"/assessments/verifications/of/{hanbit.result.pk}/").status_code == 302
    as_portal()
    return Verification.objects.live().get()


def _url(row: Verification, step: str = "") -> str:
    return f"/assessments/verifications/{row.pk}/{step}"


def _assign(keeper: User, row: Verification, assessor: User) -> Any:
    answer = signed_in(keeper).post(_url(row, "assign/"), {"assessor": str(assessor.pk)})
    as_portal()
    return answer


def _declares(row: Verification, assessor: User) -> None:
    answer = signed_in(assessor).post(_url(row, "interest/"), {"interest": "none"})
    assert answer.status_code == 302
    as_portal()


def _opened(hanbit: World, keeper: User, assessor: User) -> Verification:
    row = _asked(hanbit)
    assert _assign(keeper, row, assessor).status_code == 302
    assert hanbit.browser.post(_url(row, "open/"), {"agree": "on"}).status_code == 302
    as_portal()
    _declares(row, assessor)
    return Verification.objects.get(pk=row.pk)


def _judge(browser: Client, row: Verification, level: str, reason: str = "", item: str = ITEM) -> Any:
    answer = browser.post(_url(row, f"items/{item}/"), {"level": level, "reason": reason})
    as_portal()
    return answer


def _other(result: Result) -> str:
    return "1" if result.answers[ITEM] != "1" else "0"


def _finish(browser: Client, row: Verification, **sent: str) -> Any:
    answer = browser.post(_url(row, "finish/"), sent)
    as_portal()
    return answer


def _verified(hanbit: World, keeper: User, assessor: User) -> VerifiedResult:
    row = _opened(hanbit, keeper, assessor)
    browser = signed_in(assessor)
    assert _judge(browser, row, _other(hanbit.result), WHY).status_code == 302
    assert _finish(browser, row, rest="on").status_code == 302
    return VerifiedResult.objects.get()


def test_a_change_stands_with_its_reason_in_page_report_spreadsheet_and_api(
    hanbit: World, keeper: User, assessor: User
) -> None:
    before = Result.objects.filter(pk=hanbit.result.pk).values().get()
    plain = content_for(hanbit.result, "ko").to_json()
    verified = _verified(hanbit, keeper, assessor)
    framework = framework_of(hanbit.result.framework)
    changed = score(framework, {**hanbit.result.answers, ITEM: _other(hanbit.result)})
    claimed = hanbit.result.score
    assert verified.score is not None
    assert claimed is not None
    assert verified.score == changed.score != claimed
    gap = verified.score - claimed

    page = hanbit.browser.get(hanbit.url).content.decode()
    as_portal()
    content = content_for(Result.objects.select_related("verified").get(pk=hanbit.result.pk), "ko")
    printed = html(content).replace("\N{WORD JOINER}", "")
    rows = taken_out(signed_in(hanbit.officer)).content
    as_portal()
    book = load_workbook(io.BytesIO(rows))
    (change,) = list(book["다르게 확인한 문항"].values)[1:]
    head, line = book.worksheets[0].values
    told = hanbit.browser.get(f"/api/v1/results/{hanbit.result.pk}/").json()["verified"]
    as_portal()

    assert content.verified[0].gap == gap
    for shown in (page, printed):
        assert WHY in shown
        assert f"{abs(gap):.0f}" in shown
    assert (change[1], change[5]) == (ITEM, WHY)
    assert dict(zip(head, line, strict=True))["확인한 점수"] == float(verified.score)
    assert dict(zip(head, line, strict=True))["차이"] == float(gap)
    assert told["gap"] == str(gap)
    assert told["changes"] == [
        {
            "item": ITEM,
            "claimed": hanbit.result.answers[ITEM],
            "verified": _other(hanbit.result),
            "reason": WHY,
        }
    ]
    assert Result.objects.filter(pk=hanbit.result.pk).values().get() == before
    whole, claimed_only = json.loads(content.to_json()), json.loads(plain)
    assert "심사원이 하나하나 확인했고" in whole["method"]["uncertainty"][-1]
    for line in whole["answers"]:
        assert line.pop("proof_title") == "심사원 확인"
        assert line.pop("proof") == "verified"
    for each in (whole, claimed_only):
        del each["issued_on"], each["method"]["uncertainty"]
    del whole["verified"]
    assert whole == claimed_only


def test_an_assessor_with_a_tie_cannot_be_assigned_and_the_reason_is_said(
    hanbit: World, keeper: User, assessor: User, body: Organisation
) -> None:
    market()
    recommended(hanbit.result)
    first = hanbit.result.recommendations.get().ranking["items"][0]["supplier"]
    shown, supplier = Supplier.objects.get(pk=first), mirae()
    supplied = organisation("company", "다산테크")
    Consultation.objects.create(
        organisation=hanbit.hanbit,
        supplier=supplier,
        recipient=supplier.organisation,
        need="t",
        start="soon",
        asked_at=timezone.now(),
        due_on=timezone.now().date(),
        changed_at=timezone.now(),
    )
    row = _asked(hanbit)

    def also(name: str, place: Organisation, **ended: Any) -> User:
        made = person(name, body, "assessor", totp_secret=SECRET)
        Membership.objects.create(
            organisation=place, user=made, role="member", started_at=timezone.now(), state="active"
        )
        Membership.objects.filter(user=made, organisation=place).update(**ended)
        return made

    tied = {
        also("a@a.example", hanbit.hanbit): "이 회사에서 일하거나",
        also("b@b.example", hanbit.hanbit, state="ended", ended_at=timezone.now()): "이 회사에서 일하거나",
        person("c@hanbit.example", body, "assessor", totp_secret=SECRET): "도메인이 이 회사와",
        also("d@d.example", supplier.organisation): "공급기업에서 일합니다",
        also("f@f.example", shown.organisation): "공급기업에서 일합니다",
    }
    for user, why in tied.items():
        answer = _assign(keeper, row, user)
        assert (answer.status_code, why in answer.content.decode()) == (422, True), user.email
        assert Verification.objects.get().state == "asked"
    listed = signed_in(keeper).get(_url(row)).content.decode()
    as_portal()
    assert listed.count(" disabled>") == len(tied)
    assert _assign(keeper, row, also("e@body.example", supplied)).status_code == 302
    assert Verification.objects.get().state == "assigned"


def test_the_assessor_sees_nothing_before_the_company_agrees_and_nothing_after_it_takes_that_back(
    hanbit: World, keeper: User, assessor: User, body: Organisation
) -> None:
    upload = {"file": SimpleUploadedFile("a.pdf", files.pdf())}
    hanbit.browser.post(f"/assessments/{hanbit.result.session_id}/evidence/{ITEM}/", upload)
    as_portal()
    file = f"/assessments/evidence/{Evidence.objects.get().pk}/"
    colleague = person("colleague@body.example", body, "assessor", totp_secret=SECRET)
    row = _asked(hanbit)
    _assign(keeper, row, assessor)
    addresses = (file, hanbit.url, _url(row, f"items/{ITEM}/"))

    def seen(user: User) -> list[int]:
        browser = signed_in(user)
        found = [browser.get(each).status_code for each in addresses]
        as_portal()
        return found

    assert seen(assessor) == [404, 404, 404]
    assert hanbit.browser.post(_url(row, "open/")).status_code == 422
    assert seen(assessor) == [404, 404, 404]
    hanbit.browser.post(_url(row, "open/"), {"agree": "on"})
    as_portal()
    _declares(row, assessor)
    assert seen(assessor) == [200, 200, 200]
    assert seen(colleague) == seen(keeper) == [404, 404, 403] or seen(colleague) == [404, 404, 404]
    looks = AccessRecord.objects.filter(actor_id=str(assessor.pk), subject_kind="evidence", act="download")
    assert looks.count() == 1
    with acting(actor(colleague)), connection.cursor() as cursor:  # the second wall
        cursor.execute("SELECT count(*) FROM assessments_evidence")
        assert cursor.fetchone() == (0,)
    as_portal()
    consent = Verification.objects.get().share.consent_id  # type: ignore[union-attr]
    assert hanbit.browser.post(f"/consents/{consent}/withdraw/").status_code in {200, 302}
    as_portal()
    assert seen(assessor) == [404, 404, 404]
    assert Verification.objects.get().state == "ended"


def test_another_level_needs_a_reason_and_every_word_stays_in_the_history(
    hanbit: World, keeper: User, assessor: User
) -> None:
    row = _opened(hanbit, keeper, assessor)
    browser, other = signed_in(assessor), _other(hanbit.result)
    silent = _judge(browser, row, other)
    assert (silent.status_code, "까닭을 적어" in silent.content.decode()) == (422, True)
    assert _judge(browser, row, "7", WHY).status_code == 422
    assert Judgement.objects.count() == 0
    for reason in (WHY, WHY, "다시 보니 세 공정입니다."):
        _judge(browser, row, other, reason)
    assert browser.post(_url(row, f"items/{ITEM}/undo/")).status_code == 302
    as_portal()
    said = [(each.reason, each.is_taken_back) for each in Judgement.objects.order_by("pk")]
    assert said == [(WHY, False), ("다시 보니 세 공정입니다.", False), ("", True)]
    verbs = Event.objects.filter(subject_kind="verification", subject_id=str(row.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True))[-3:] == [
        "verification.judged",
        "verification.judged",
        "verification.judgement_taken_back",
    ]
    assert WHY not in json.dumps([each.data for each in verbs], ensure_ascii=False)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Judgement.objects.update(reason="x")


def test_what_is_left_is_confirmed_only_by_saying_so_and_then_nothing_changes_any_more(
    hanbit: World, keeper: User, assessor: User
) -> None:
    row = _opened(hanbit, keeper, assessor)
    browser = signed_in(assessor)
    _judge(browser, row, _other(hanbit.result), WHY)
    refused = _finish(browser, row)
    assert (refused.status_code, VerifiedResult.objects.exists()) == (422, False)
    assert _finish(browser, row, rest="on").status_code == 302
    verified = VerifiedResult.objects.get()
    assert verified.confirmed == len(hanbit.result.answers) - 1
    for answer in (_judge(browser, row, "3", "x"), _finish(browser, row, rest="on")):
        assert answer.status_code == 409
    upload = {"file": SimpleUploadedFile("a.pdf", files.pdf())}
    late = hanbit.browser.post(f"/assessments/{hanbit.result.session_id}/evidence/{ITEM}/", upload)
    as_portal()
    assert "마쳤으므로" in late.content.decode()
    assert Notice.objects.filter(user_id=hanbit.owner.pk, code="verification_finished").count() == 1
    with pytest.raises(DatabaseError, match="only by the decision of a review"), transaction.atomic():
        VerifiedResult.objects.update(score=0)
    with pytest.raises(DatabaseError, match="does not go from"), transaction.atomic():
        Verification.objects.update(state="open")


def test_a_result_is_verified_once_and_asking_again_is_the_same_request(hanbit: World, keeper: User) -> None:
    first, again = _asked(hanbit), _asked(hanbit)
    assert first.pk == again.pk
    assert Notice.objects.filter(user_id=keeper.pk, code="verification_asked").count() == 1
    assert hanbit.browser.post(_url(first, "end/")).status_code == 302
    as_portal()
    assert _asked(hanbit).pk != first.pk


def test_who_assigns_reads_company_and_plant_and_nothing_of_the_result(hanbit: World, keeper: User) -> None:
    row = _asked(hanbit)
    browser = signed_in(keeper)
    page = browser.get(_url(row)).content.decode()
    assert "한빛정밀" in page
    assert "창원 제1공장" in page
    assert browser.get(hanbit.url).status_code == 404
    as_portal()
    stranger = person("owner@dasan.example", organisation("company", "다산테크"))
    for address in (_url(row), "/assessments/verifications/"):
        assert signed_in(stranger).get(address).status_code in {403, 404}
        as_portal()


def test_the_page_of_a_result_costs_the_same_with_and_without_a_verified_one(
    hanbit: World, keeper: User, assessor: User
) -> None:
    from tests.portal.results.test_pages import cost

    cost(hanbit.browser, hanbit.url)
    before = cost(hanbit.browser, hanbit.url)
    _verified(hanbit, keeper, assessor)
    assert cost(hanbit.browser, hanbit.url) <= before
