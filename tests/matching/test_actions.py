"""What changes suppliers: who may, what it does to evidence, search and ranking, what is written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from core.accounts.actor import SYSTEM, Actor
from core.audit.models import Event
from core.models import Notice
from core.web import Refused
from matching import actions
from matching.actions.products import Product
from matching.actions.profile import Basics
from matching.actions.records import Record
from matching.models import PoolVersion, Supplier
from matching.queries import search
from matching.queries.profiles import supplier_pool
from tests.core.accounts.people import actor, hanbit, ministry, organisation, person
from tests.matching.world import AT, DAY, mirae, record, supplier, works_for

pytestmark = pytest.mark.usefixtures("as_system")

PRODUCT = Product(
    domain="QMS", name="미래 QMS", description_ko="검사 성적서를 자동으로 만듭니다.", description_en=""
)
RECORD = Record(
    finished_on=date(2026, 5, 2), domain="MES", industry="303", sido="48", size="SMALL", level_before=1,
    level_after=2, amount_band="", outcome_ko="납기를 지켰습니다.",
)  # fmt: skip


def basics(row: Supplier, **changed: object) -> Basics:
    """What the row says, with changes."""
    return Basics(**{name: getattr(row, name) for name in Basics.__dataclass_fields__} | changed)


def finds(q: str) -> list[object]:
    """Names that a search finds."""
    return [row["name"] for row in search.rows(search.Wish(day=DAY, q=q), 0)]


def test_what_was_saved_is_found_at_once() -> None:
    row = mirae()
    by = actor(works_for(row))
    assert finds("예지보전") == []
    actions.save_basics(
        by=by,
        at=AT,
        version=1,
        basics=basics(row, summary_ko="예지 보전을 가장 잘하는 회사입니다. 창원에 있습니다."),
    )
    assert finds("예지보전") == ["미래시스템"]
    actions.set_domains(by=by, at=AT, version=2, domains=["MES", "AI"], remote=["AI"])
    assert finds("인공지능") == ["미래시스템"]
    actions.add_product(by=by, at=AT, product=PRODUCT)
    assert finds("검사 성적서") == ["미래시스템"]


def test_every_change_moves_the_version_and_the_pool_in_one_transaction() -> None:
    row = mirae()
    by = actor(works_for(row))
    before = PoolVersion.objects.get().value
    assert supplier_pool().profiles[str(row.pk)].capacity_free == 1
    after = actions.set_capacity(by=by, at=AT, version=1, total=5, free=4, is_accepting=True)
    assert after.version == 2
    assert PoolVersion.objects.get().value > before
    assert supplier_pool().profiles[str(row.pk)].capacity_free == 4


def test_saving_what_is_already_so_changes_nothing() -> None:
    row = mirae()
    before = PoolVersion.objects.get().value
    after = actions.set_regions(by=actor(works_for(row)), at=AT, version=1, regions=["48"])
    assert after.version == 1
    assert PoolVersion.objects.get().value == before


def test_an_audit_event_says_who_changed_which_fields() -> None:
    row = mirae()
    user = works_for(row)
    actions.set_regions(by=actor(user), at=AT, version=1, regions=["48", "26"])
    event = Event.objects.get(verb="supplier.regions-set")
    assert event.actor_id == str(user.pk)
    assert event.data == {"fields": ["regions"], "version": 2}


def test_a_stale_version_is_refused_and_says_the_present_one() -> None:
    row = mirae()
    by = actor(works_for(row))
    actions.set_regions(by=by, at=AT, version=1, regions=["26"])
    with pytest.raises(Refused) as refused:
        actions.set_regions(by=by, at=AT, version=1, regions=["11"])
    assert (refused.value.status, refused.value.code, refused.value.data) == (409, "stale", {"version": 2})
    row.refresh_from_db()
    assert row.regions == ["26"]


def test_nobody_else_edits_a_profile() -> None:
    mirae()
    other = actor(works_for(supplier("다른기업"), "lee@other.example"))
    company = actor(person("owner@hanbit.example", hanbit()))
    actions.set_regions(by=other, at=AT, version=None, regions=["11"])
    for by in (company, Actor(), SYSTEM):
        with pytest.raises(Http404):
            actions.set_regions(by=by, at=AT, version=None, regions=["11"])
    assert Supplier.objects.get(slug="mirae-system").regions == ["48"]


def test_a_new_technology_is_self_declared_and_a_kept_one_keeps_its_evidence() -> None:
    row = mirae()
    after = actions.set_domains(by=actor(works_for(row)), at=AT, version=1, domains=["MES", "QMS"], remote=[])
    assert after.evidence == {"MES": "verified", "QMS": "declared"}


def test_a_technology_taken_off_and_put_back_is_self_declared() -> None:
    row = mirae()
    by = actor(works_for(row))
    actions.set_domains(by=by, at=AT, version=1, domains=["POP"], remote=[])
    after = actions.set_domains(by=by, at=AT, version=2, domains=["POP", "MES"], remote=[])
    assert after.evidence == {"POP": "documented", "MES": "declared"}


def test_changing_or_deleting_a_product_of_a_verified_technology_declares_it_anew() -> None:
    row = mirae()
    by = actor(works_for(row))
    made = row.solutions.get()
    same = Product(domain="MES", name=made.name, description_ko=made.description_ko, description_en="")
    actions.change_product(by=by, at=AT, product_id=made.pk, product=same)
    row.refresh_from_db()
    assert row.evidence["MES"] == "verified"
    other = Product(domain="MES", name="다른 제품", description_ko="다른 설명", description_en="")
    actions.change_product(by=by, at=AT, product_id=made.pk, product=other)
    row.refresh_from_db()
    assert row.evidence == {"MES": "declared", "POP": "documented"}
    assert row.verified_domains == []


def test_a_project_counts_only_when_confirmed_and_no_longer_when_deleted() -> None:
    row = mirae()
    by = actor(works_for(row))
    added = actions.add_record(by=by, at=AT, record=RECORD)
    assert added.customer_confirmed_at is None
    assert len(supplier_pool().profiles[str(row.pk)].builds) == 1
    confirmed = row.track_records.get(customer_confirmed_at__isnull=False)
    after = actions.delete_record(by=by, at=AT, record_id=confirmed.pk)
    assert after.confirmed_records == 0
    assert supplier_pool().profiles[str(row.pk)].builds == ()


def test_a_product_or_project_of_another_supplier_is_not_there() -> None:
    row = mirae()
    other = actor(works_for(supplier("다른기업"), "lee@other.example"))
    with pytest.raises(Http404):
        actions.delete_product(by=other, at=AT, product_id=row.solutions.get().pk)
    with pytest.raises(Http404):
        actions.delete_record(by=other, at=AT, record_id=record(row, is_confirmed=True).pk)


@pytest.mark.parametrize(
    ("action", "typed", "code", "field"),
    [
        (actions.set_domains, {"domains": ["X"], "remote": []}, "unknown", "domains"),
        (actions.set_domains, {"domains": ["MES"], "remote": ["MES"]}, "not-remote", "remote"),
        (actions.set_regions, {"regions": ["29"]}, "unknown", "regions"),
        (actions.set_regions, {"regions": []}, "published", "regions"),
        (actions.set_capacity, {"total": 1, "free": 2, "is_accepting": True}, "too-many", "free"),
        (actions.set_industries, {"industries": ["99"], "sizes": []}, "unknown", "industries"),
        (actions.set_industries, {"industries": [], "sizes": ["HUGE"]}, "unknown", "sizes"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    action: Callable[..., Supplier], typed: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        action(by=actor(works_for(mirae())), at=AT, version=1, **typed)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_name_stays_once_it_was_verified() -> None:
    row = mirae()
    with pytest.raises(Refused) as refused:
        actions.save_basics(by=actor(works_for(row)), at=AT, version=1, basics=basics(row, name="유명시스템"))
    assert refused.value.field == "name"


def test_a_future_project_is_refused() -> None:
    by = actor(works_for(mirae()))
    with pytest.raises(Refused):
        actions.add_record(by=by, at=AT, record=replace(RECORD, finished_on=date(2027, 1, 1)))


def newcomer() -> Actor:
    """Somebody of a supplier that has no profile yet."""
    place = organisation("supplier", "새길정보", "9998100013", sigungu="48121", name_en="Saegil")
    return actor(person("park@saegil.example", place))


def test_a_supplier_starts_completes_asks_and_becomes_public() -> None:
    by = newcomer()
    row, is_new = actions.start_profile(by=by, at=AT)
    assert (is_new, row.is_published, row.slug) == (True, False, "saegil")
    assert actions.start_profile(by=by, at=AT) == (row, False)
    with pytest.raises(Refused):
        actions.ask_for_verification(by=by, at=AT)
    actions.save_basics(
        by=by,
        at=AT,
        version=1,
        basics=basics(
            row,
            summary_ko="작은 공장의 첫 전산화를 함께합니다. 창원에 있습니다.",
            contact_email="a@b.example",
        ),
    )
    actions.set_domains(by=by, at=AT, version=2, domains=["ERP"], remote=[])
    actions.set_regions(by=by, at=AT, version=3, regions=["48"])
    with pytest.raises(Refused):
        actions.set_published(by=by, at=AT, is_published=True)
    actions.ask_for_verification(by=by, at=AT)
    assert finds("새길정보") == []
    decider = actor(person("admin@mss.example", ministry(), "programme_administrator"))
    actions.verify_supplier(by=decider, at=AT, supplier_id=row.pk)
    assert finds("새길정보") == ["새길정보"]
    told = set(Notice.objects.values_list("code", flat=True))
    assert told == {"supplier-verification-asked", "supplier-verified"}
    with pytest.raises(Refused) as again:
        actions.verify_supplier(by=decider, at=AT, supplier_id=row.pk)
    assert again.value.status == 409


def test_a_return_needs_a_reason_and_is_told() -> None:
    row = supplier("미확인기업", is_published=False, verified_at=None, verification_asked_at=AT)
    works_for(row)
    by = actor(person("admin@mss.example", ministry(), "programme_administrator"))
    with pytest.raises(Refused):
        actions.return_supplier(by=by, at=AT, supplier_id=row.pk, reason="짧음")
    actions.return_supplier(by=by, at=AT, supplier_id=row.pk, reason="사업자등록증과 이름이 다릅니다.")
    row.refresh_from_db()
    assert (row.verification_asked_at, row.return_reason) == (None, "사업자등록증과 이름이 다릅니다.")
    assert Notice.objects.get().params["reason"] == "사업자등록증과 이름이 다릅니다."


def test_only_programme_administrators_verify() -> None:
    row = supplier("미확인기업", is_published=False, verified_at=None, verification_asked_at=AT)
    place = ministry()
    for by in (actor(works_for(row)), actor(person("audit@mss.example", place, "auditor")), Actor()):
        with pytest.raises(Refused) as refused:
            actions.verify_supplier(by=by, at=AT, supplier_id=row.pk)
        assert refused.value.status == 403


def test_two_suppliers_of_one_english_name_get_two_addresses() -> None:
    supplier("새길", "saegil")
    row, _is_new = actions.start_profile(by=newcomer(), at=AT)
    assert row.slug.startswith("saegil-")


@pytest.mark.parametrize("english", ["mine", "policy", "Verification", "", "日本"])
def test_no_supplier_takes_an_address_of_the_portal(english: str) -> None:
    place = organisation("supplier", "이름", "9998100013", sigungu="48121", name_en=english)
    row, _is_new = actions.start_profile(by=actor(person("x@y.example", place)), at=AT)
    assert row.slug not in ("mine", "policy", "verification", "recommendations", "")
