"""Sections of a profile: two people at once, proven technologies, receipts, and what is missing next."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts.actor import SYSTEM
from core.audit.models import Event
from core.scope import enter
from matching.models import Supplier
from tests.core.accounts.people import signed_in
from tests.matching.test_desk import BASICS, desk, fresh
from tests.matching.world import AT, banned, mirae, record, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")
BASICS_URL = "/suppliers/mine/sections/basics/"
DOMAINS_URL = "/suppliers/mine/sections/domains/"
DESK = "/suppliers/mine/"


def opened(client: Client, url: str) -> dict[str, list[str]]:
    """The fields of a page's form as a browser would send them untouched."""
    page = client.get(url).content.decode()
    form = page[page.index(f'action="{url}"') :]
    return fields(form[: form.index("</form>")])


def fields(form: str) -> dict[str, list[str]]:
    """Names and values of a form's controls."""
    sent: dict[str, list[str]] = {}
    for control in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]+)"', control), re.search(r'type="([^"]+)"', control)
        is_off = kind and kind[1] in ("checkbox", "radio") and "checked" not in control
        if name and not is_off and " disabled" not in control and name[1] != "csrfmiddlewaretoken":
            value = re.search(r'value="([^"]*)"', control)
            sent.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        sent[name] = [text.strip()]
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    return sent


def told(client: Client, url: str, data: Mapping[str, object]) -> str:
    """What stands at the top after a save."""
    page = client.post(url, dict(data), follow=True).content.decode()
    return " ".join(re.findall(r'class="messages.*?</main>', page, re.DOTALL) or [page])


def test_two_people_on_different_sections_do_not_hinder_each_other() -> None:
    row = mirae()
    client = desk(row)
    basics, domains = opened(client, BASICS_URL), opened(client, DOMAINS_URL)
    client.post(DOMAINS_URL, {**domains, "domains": ["MES", "POP", "ERP"]})
    assert client.post(BASICS_URL, {**basics, "contact_name": "박미래"}).status_code == 302
    row = fresh(row)
    assert (row.contact_name, row.domains) == ("박미래", ["MES", "POP", "ERP"])


def test_two_people_on_different_fields_of_a_section_are_both_kept() -> None:
    row = mirae()
    client = desk(row)
    colleague = signed_in(works_for(row, "lee@mirae.example"), second_factor=False)
    seen = opened(client, BASICS_URL)
    colleague.post(BASICS_URL, {**seen, "contact_phone": "055-111-2222"})
    shown = told(client, BASICS_URL, {**seen, "contact_name": "박미래"})
    row = fresh(row)
    assert (row.contact_name, row.contact_phone) == ("박미래", "055-111-2222")
    assert "두 사람이 바꾼 내용을 모두 남겼습니다." in shown


def test_one_person_in_two_windows_is_told_so_and_both_are_kept() -> None:
    row = mirae()
    client = desk(row)
    seen = opened(client, BASICS_URL)
    client.post(BASICS_URL, {**seen, "contact_phone": "055-111-2222"})
    shown = told(client, BASICS_URL, {**seen, "contact_name": "박미래"})
    row = fresh(row)
    assert (row.contact_name, row.contact_phone) == ("박미래", "055-111-2222")
    assert "다른 창에서 다른 내용을 바꾸셨습니다" in shown


def test_lists_of_two_people_are_joined_entry_by_entry() -> None:
    row = mirae(regions=["48", "26"])
    client = desk(row)
    seen = opened(client, "/suppliers/mine/sections/regions/")
    client.post("/suppliers/mine/sections/regions/", {**seen, "regions": ["48", "26", "11"]})
    client.post("/suppliers/mine/sections/regions/", {**seen, "regions": ["48", "28"]})
    assert fresh(row).regions == ["48", "11", "28"]


def test_the_same_field_of_two_people_is_asked_about_alone_and_the_choice_counts() -> None:
    row = mirae()
    client = desk(row)
    seen = opened(client, BASICS_URL)
    client.post(BASICS_URL, {**seen, "contact_name": "이미래"})
    answer = client.post(BASICS_URL, {**seen, "contact_name": "박미래", "summary_ko": "새 소개입니다. " * 3})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "이미래" in page
    assert "박미래" in page
    assert re.findall(r'name="asked" value="(\w+)"', page) == ["contact_name"]
    assert fresh(row).contact_name == "이미래"
    form = fields(
        page[
            page.index(f'action="{BASICS_URL}"') : page.index("</form>", page.index(f'action="{BASICS_URL}"'))
        ]
    )
    unanswered = client.post(BASICS_URL, form)
    assert unanswered.status_code == 409
    assert "둘 가운데 하나를" in unanswered.content.decode()
    assert client.post(BASICS_URL, {**form, "pick-contact_name": "stored"}).status_code == 302
    row = fresh(row)
    assert (row.contact_name, row.summary_ko) == ("이미래", ("새 소개입니다. " * 3).strip())
    client.post(BASICS_URL, {**seen, "contact_name": "박미래"})
    client.post(BASICS_URL, {**form, "version": [str(row.version)], "pick-contact_name": "mine"})
    assert fresh(row).contact_name == "박미래"


def test_a_proven_technology_is_taken_off_only_after_a_second_word() -> None:
    row = mirae()
    client = desk(row)
    seen = opened(client, DOMAINS_URL)
    answer = client.post(DOMAINS_URL, {**seen, "domains": ["POP", "ERP"]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "확인받은 기술을 뺄까요?" in page
    assert "생산관리시스템" in page
    assert fresh(row).domains == ["MES", "POP"]
    forms = page.split(f'action="{DOMAINS_URL}"')[1:]
    kept, agreed = (fields(each[: each.index("</form>")]) for each in forms)
    client.post(DOMAINS_URL, kept)
    row = fresh(row)
    assert (sorted(row.domains), row.evidence["MES"]) == (["ERP", "MES", "POP"], "verified")
    assert client.post(DOMAINS_URL, {**agreed, "version": [str(row.version)]}).status_code == 302
    assert "MES" not in fresh(row).domains


def test_a_loss_can_be_undone_for_some_minutes_and_the_undo_is_on_record() -> None:
    row = mirae(remote_domains=["MES"])
    client = desk(row)
    client.post(DOMAINS_URL, {"version": "1", "domains": ["POP"], "losing": ["MES"]})
    assert fresh(row).evidence == {"POP": "documented"}
    assert "/suppliers/mine/technologies/restore/" in client.get(DESK).content.decode()
    client.post("/suppliers/mine/technologies/restore/")
    row = fresh(row)
    assert (row.evidence, row.remote_domains) == ({"POP": "documented", "MES": "verified"}, ["MES"])
    assert Event.objects.filter(verb="supplier.domains-restored", subject_id=str(row.pk)).count() == 1
    assert "/suppliers/mine/technologies/restore/" not in client.get(DESK).content.decode()


def test_what_was_checked_is_not_restored_once_a_product_changed() -> None:
    row = mirae()
    client = desk(row)
    made = row.solutions.get()
    client.post(DOMAINS_URL, {"version": "1", "domains": ["POP"], "losing": ["MES"]})
    client.post(f"/suppliers/mine/products/{made.pk}/", {"domain": "MES", "name": "다른 제품"})
    shown = told(client, "/suppliers/mine/technologies/restore/", {})
    assert "이제는 되돌릴 수 없습니다." in shown
    assert fresh(row).evidence["MES"] == "declared"


def test_after_a_quarter_of_an_hour_a_loss_stays() -> None:
    from core.audit import record as audited
    from matching.queries.undo import dropped_technologies

    row = mirae()
    data = {"proven": {"MES": "verified"}, "remote": []}
    audited(
        by=SYSTEM, at=AT, verb="supplier.domains-set", subject_kind="supplier", subject_id=row.pk, data=data
    )
    assert dropped_technologies(row, AT + timedelta(minutes=14)) is not None
    assert dropped_technologies(row, AT + timedelta(minutes=16)) is None


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "지금부터 기업이 볼 수 있습니다."),
        ({"is_published": False}, "프로필이 숨겨져 있습니다."),
        (
            {"is_published": False, "verified_at": None, "verification_asked_at": AT},
            "확인 요청을 검토하고 있습니다.",
        ),
        ({"is_published": False, "verified_at": None}, "아직은 귀사만 볼 수 있습니다."),
    ],
)
def test_a_receipt_says_who_sees_it(state: dict[str, object], said: str) -> None:
    row = supplier("새길정보", **state)
    capacity = {"version": "1", "total": "4건", "free": "2", "is_accepting": "on"}
    assert said in told(desk(row), "/suppliers/mine/sections/capacity/", capacity)
    assert fresh(row).capacity_total == 4


def test_a_receipt_does_not_promise_what_a_ban_forbids() -> None:
    row = supplier("새길정보")
    banned(row)
    capacity = {"version": "1", "total": "4", "free": "2", "is_accepting": "on"}
    assert "기업에 보이지 않습니다" in told(desk(row), "/suppliers/mine/sections/capacity/", capacity)


def test_saving_nothing_new_says_so() -> None:
    client = desk(mirae())
    assert "바뀐 내용이 없어" in told(client, BASICS_URL, opened(client, BASICS_URL))


def test_a_text_too_long_is_counted_and_kept_whole() -> None:
    client = desk(mirae())
    page = client.get(BASICS_URL).content.decode()
    assert "600자까지 쓸 수 있습니다." in page
    assert "maxlength" not in page[page.index("<textarea") : page.index("</textarea>")]
    answer = client.post(BASICS_URL, {**BASICS, "summary_ko": "가" * 900})
    assert answer.status_code == 422
    assert "지금 900자입니다. 600자까지" in answer.content.decode()
    assert "가" * 900 in answer.content.decode()


@pytest.mark.parametrize("typed", ["8", "8명", " 1,200 명 ", "８명", "약 30명"])
def test_numbers_of_people_are_read_as_people_type_them(typed: str) -> None:
    row = mirae()
    desk(row).post(BASICS_URL, {**BASICS, "employees": typed})
    assert fresh(row).employees in (8, 1200, 30)


@pytest.mark.parametrize("typed", ["전화없음", "123", "055", "+82", "(주)"])
def test_a_phone_that_cannot_be_dialled_is_refused(typed: str) -> None:
    assert desk(mirae()).post(BASICS_URL, {**BASICS, "contact_phone": typed}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("055-000-0000", "0550000000"),
        ("０５５－０００－００００", "0550000000"),
        ("+82 55 000 0000", "0550000000"),
        ("1588-0000", "15880000"),
        ("055-000-0000 내선 12", "0550000000"),
    ],
)
def test_a_phone_that_can_be_dialled_is_linked_on_the_public_page(typed: str, digits: str) -> None:
    row = mirae()
    desk(row).post(BASICS_URL, {**BASICS, "contact_phone": typed})
    assert f'href="tel:{digits}"' in desk_page(row)


def desk_page(row: Supplier) -> str:
    """The public page as the supplier's own people see it."""
    enter(SYSTEM)
    client = desk_again(row)
    return client.get(f"/suppliers/{row.slug}/").content.decode()


def desk_again(row: Supplier) -> Client:
    """Another colleague of the supplier."""
    from tests.core.accounts.people import signed_in
    from tests.matching.world import works_for

    return signed_in(works_for(row, "lee@mirae.example"), second_factor=False)


def test_saving_leads_from_one_missing_entry_to_the_next() -> None:
    row = supplier("새길정보", domains=[], evidence={}, regions=[], industries=[], capacity_said_at=None,
                   is_published=False, verified_at=None, summary_ko="", contact_name="")  # fmt: skip
    client = desk(row)
    assert 'href="/suppliers/mine/sections/basics/"' in client.get(DESK).content.decode()
    basics = {**BASICS, "following": "missing"}
    assert client.post(BASICS_URL, basics)["Location"] == DOMAINS_URL
    next_ = client.post(DOMAINS_URL, {"version": "2", "domains": ["MES"], "following": "missing"})
    assert next_["Location"] == "/suppliers/mine/sections/regions/"
    next_ = client.post(next_["Location"], {"version": "3", "is_nationwide": "on", "following": "missing"})
    assert next_["Location"] == "/suppliers/mine/sections/capacity/"
    capacity = {"version": "4", "total": "3", "free": "1", "is_accepting": "on", "following": "missing"}
    assert client.post(next_["Location"], capacity)["Location"] == "/suppliers/mine/products/?domain=MES"


def test_the_box_of_the_contact_that_is_missing_is_named() -> None:
    row = mirae(contact_name="")
    page = desk(row).get(DESK).content.decode()
    assert '<a href="/suppliers/mine/sections/basics/#id_contact_name">담당자 이름</a>' in page
    Supplier.objects.filter(pk=row.pk).update(contact_name="박미래", contact_email="", contact_phone="")
    page = desk_again(row).get(DESK).content.decode()
    assert "/suppliers/mine/sections/basics/#id_contact_email" in page


def test_free_places_that_nobody_stated_are_not_counted_as_filled() -> None:
    row = supplier("새길정보", capacity_said_at=None, is_published=False, verified_at=None)
    page = desk(row).get(DESK).content.decode()
    assert "아직 적지 않으셨습니다" in page
    desk_again(row).post(
        "/suppliers/mine/sections/capacity/",
        {"version": "1", "total": "3", "free": "1", "is_accepting": "on"},
    )
    assert fresh(row).capacity_said_at is not None


def test_asking_can_be_taken_back_and_says_when_to_expect_an_answer() -> None:
    row = supplier("새길정보", is_published=False, verified_at=None, profile_confirmed_on=AT.date())
    client = desk(row)
    client.post("/suppliers/mine/ask/")
    assert fresh(row).profile_confirmed_on == timezone.localdate()
    page = client.get(DESK).content.decode()
    assert "보통 " in page
    assert "결정되면 메일을 보냅니다" in page
    client.post("/suppliers/mine/ask/withdraw/")
    assert fresh(row).verification_asked_at is None
    assert "거둘 요청이 없습니다" in told(client, "/suppliers/mine/ask/withdraw/", {})


def test_a_request_of_friday_is_expected_by_the_next_friday() -> None:
    from datetime import UTC, date, datetime

    from matching.queries.verification import expected_by

    assert expected_by(datetime(2026, 11, 20, 3, tzinfo=UTC)) == date(2026, 11, 27)
    assert expected_by(datetime(2026, 11, 22, 3, tzinfo=UTC)) == date(2026, 11, 27)


def test_a_project_is_changed_until_somebody_confirmed_it() -> None:
    row = mirae()
    sealed, open_ = row.track_records.get(), record(row, is_confirmed=False)
    client = desk(row)
    data = {
        "domain": "MES",
        "finished_on": "2026-04-30",
        "industry": "303",
        "sido": "48",
        "outcome_ko": "고침",
    }
    assert client.get(f"/suppliers/mine/projects/{open_.pk}/").status_code == 200
    client.post(f"/suppliers/mine/projects/{open_.pk}/", data)
    enter(SYSTEM)
    open_.refresh_from_db()
    assert (open_.outcome_ko, open_.level_after) == ("고침", None)
    assert client.get(f"/suppliers/mine/projects/{sealed.pk}/").status_code == 404
    assert client.post(f"/suppliers/mine/projects/{sealed.pk}/", data).status_code == 404


def test_a_level_that_fell_is_asked_about() -> None:
    data = {"domain": "MES", "finished_on": "2026-04-30", "industry": "303", "sido": "48",
            "level_before": "3", "level_after": "0"}  # fmt: skip
    answer = desk(mirae()).post("/suppliers/mine/projects/", data)
    assert answer.status_code == 422
    assert "구축 뒤 수준이 구축 전보다 낮습니다" in answer.content.decode()


def test_a_project_of_a_technology_that_is_not_offered_is_told_so() -> None:
    data = {"domain": "ERP", "finished_on": "2026-04-30", "industry": "303", "sido": "48"}
    assert "귀사의 기술 분야에 없어서" in told(desk(mirae()), "/suppliers/mine/projects/", data)


def test_a_verified_name_is_shown_and_cannot_be_typed() -> None:
    row = mirae()
    page = desk(row).get(BASICS_URL).content.decode()
    assert re.search(r'<input[^>]*name="name"[^>]* disabled', page)
    desk_again(row).post(BASICS_URL, {**BASICS, "name": "다른 이름"})
    assert fresh(row).name == "미래시스템"


def test_the_organisation_says_the_same_as_the_profile() -> None:
    row = mirae()
    desk(row).post(BASICS_URL, {**BASICS, "employees": "31", "home_sigungu": "48121"})
    place = fresh(row).organisation
    place.refresh_from_db()
    assert (place.employees, place.sigungu, place.homepage) == (31, "48121", "https://mirae.example.com")


def test_the_address_follows_the_name_until_the_profile_was_public() -> None:
    row = supplier("누리엠이에스", "supplier-14382f", is_published=False, verified_at=None)
    client = desk(row)
    client.post(BASICS_URL, {**BASICS, "name": "(주)누리엠이에스", "name_en": ""})
    assert fresh(row).slug == "nuriemieseu"
    client.post(BASICS_URL, {**BASICS, "version": "2", "name": "(주)누리엠이에스", "name_en": "Nuri MES"})
    assert fresh(row).slug == "nuri-mes"


def test_each_technology_says_how_well_it_is_shown_and_the_remote_ones_follow_it() -> None:
    row = mirae()
    seen = desk(row).get(DOMAINS_URL).content.decode()
    for status in ("확인됨", "자료 제출"):
        assert f"· {status}" in seen
    assert 'data-among="domains"' in seen
