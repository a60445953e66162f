"""The rows of desks: they follow shares and names by themselves, and stand behind a wall of their own."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import QueryDict

from assessments.models import Result, Share
from core.accounts.actor import VISITOR, Actor, Place
from core.models import Organisation
from core.scope import acting, enter
from programmes.filters import RegionalFilter
from programmes.models import DeskRow, Jurisdiction
from programmes.queries import desk, desk_rows, regional_results
from tests.programmes.world import AT, as_portal, company, many, result, share, shared, technopark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


def at(organisation: Organisation, kind: str = "") -> Actor:
    place = Place(organisation.pk, kind or organisation.kind, "officer")
    return Actor(user_id=uuid.uuid4(), places=(place,), place=place, has_second_factor=True)


@pytest.fixture
def gyeongnam() -> Organisation:
    return technopark("GYEONGNAM", "경남테크노파크", "48121", "48123")


@pytest.fixture
def seoul() -> Organisation:
    return technopark("SEOUL", "서울테크노파크", "11350")


def test_a_row_says_what_its_result_says(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛 Precision", 1, "48123", gyeongnam, plant="제2공장 a동")
    row = DeskRow.objects.get()
    copied = ("organisation_id", "framework_id", "plant_name", "sigungu", "industry", "size", "tier", "level")
    for name in (*copied, "score", "submitted_at"):
        assert getattr(row, name) == getattr(hanbit, name), name
    assert (row.result_id, row.recipient_id, row.company) == (hanbit.pk, gyeongnam.pk, "한빛 Precision")
    assert row.business_number == hanbit.organisation.business_number
    assert row.words == "한빛 PRECISION\x1f제2공장 A동"


def test_rows_follow_every_share_withdrawal_and_deletion(
    gyeongnam: Organisation, seoul: Organisation
) -> None:
    hanbit = result(company("한빛정밀", 1))
    assert not DeskRow.objects.exists()
    share(hanbit, gyeongnam, seoul)
    assert set(DeskRow.objects.values_list("recipient_id", flat=True)) == {gyeongnam.pk, seoul.pk}
    Share.objects.filter(recipient=seoul).update(withdrawn_at=AT)
    assert DeskRow.objects.get().recipient_id == gyeongnam.pk
    Share.objects.update(withdrawn_at=AT)
    assert not DeskRow.objects.exists()
    share(hanbit, gyeongnam)
    assert DeskRow.objects.get().share == Share.objects.get(withdrawn_at=None)
    hanbit.delete()
    assert not DeskRow.objects.exists()


def test_what_is_shared_with_others_than_technoparks_has_no_row() -> None:
    from tests.core.accounts.people import organisation

    share(
        result(company("한빛정밀", 1)),
        organisation("supplier", "미래시스템"),
        organisation("ministry", "부처"),
    )
    assert Share.objects.count() == 2
    assert not DeskRow.objects.exists()


def test_a_company_is_found_by_its_new_name_only(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam, plant="본사")
    dasan = shared("다산테크", 2, "48123", gyeongnam)
    with acting(at(hanbit.organisation)):
        Organisation.objects.filter(pk=hanbit.organisation_id).update(name="새빛정밀")
    as_portal()
    Organisation.objects.filter(pk=hanbit.organisation_id).update(business_number="1234567890")
    assert DeskRow.objects.get(result=hanbit).business_number == "1234567890"
    names = dict(DeskRow.objects.values_list("result_id", "words"))
    assert names == {hanbit.pk: "새빛정밀\x1f본사", dasan.pk: "다산테크\x1f"}


def test_initials_never_reach_from_the_company_into_the_plant(gyeongnam: Organisation) -> None:
    shared("다산한", 1, "48123", gyeongnam, plant="빛나라")
    with acting(at(gyeongnam)) as by:
        office = desk(by)

        def found(q: str) -> int:
            data = QueryDict(mutable=True)
            data["q"] = q
            return RegionalFilter(data, queryset=desk_rows(by, office), office=office).qs.count()

        assert [found(q) for q in ("ㄷㅅㅎ", "ㅂㄴ", "한 빛", "한빛", "ㅎㅂ")] == [1, 1, 1, 0, 0]
    as_portal()


def test_rows_and_results_are_the_same_behind_both_walls(
    gyeongnam: Organisation, seoul: Organisation
) -> None:
    many(12, gyeongnam)
    shared("한빛정밀", 1, "48121", gyeongnam, seoul)
    shared("노원정밀", 2, "11350", gyeongnam, seoul)
    shared("남의정밀", 3, "26110", gyeongnam)
    for park, expected in ((gyeongnam, 13), (seoul, 1)):
        with acting(at(park)) as by:
            office = desk(by)
            rows = set(desk_rows(by, office).values_list("result_id", flat=True))
            assert len(rows) == expected
            assert rows == set(regional_results(by, office).values_list("id", flat=True))
            assert rows == set(DeskRow.objects.visible_to(by).values_list("result_id", flat=True))
            assert rows == set(DeskRow.objects.values_list("result_id", flat=True))  # the wall alone
            assert rows == set(Result.objects.values_list("id", flat=True))
    as_portal()


def test_the_wall_follows_the_jurisdiction_of_today(gyeongnam: Organisation, seoul: Organisation) -> None:
    shared("한빛정밀", 1, "48123", gyeongnam, seoul)
    Jurisdiction.objects.filter(sigungu="48123").update(technopark=seoul)
    for park, expected in ((gyeongnam, 0), (seoul, 1)):
        with acting(at(park)):
            assert DeskRow.objects.count() == expected
    as_portal()


@pytest.mark.parametrize("kind", ["company", "supplier", "local_government", "ministry", "assessor_body"])
def test_the_wall_hides_every_row_from_everybody_else(gyeongnam: Organisation, kind: str) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    for by in (at(hanbit.organisation, kind), at(gyeongnam, kind), VISITOR):
        with acting(by):
            assert not DeskRow.objects.exists()
            assert not DeskRow.objects.visible_to(by).exists()
    as_portal()


def test_nobody_writes_a_row_by_hand(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    for by in (at(gyeongnam), at(hanbit.organisation)):
        enter(by)
        assert DeskRow.objects.update(company="x") == 0
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM programmes_deskrow")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            DeskRow.objects.create(
                share_id=uuid.uuid4(),
                recipient=gyeongnam,
                result_id=uuid.uuid4(),
                organisation=gyeongnam,
                framework_id=hanbit.framework_id,
                company="x",
                business_number="",
                plant_name="",
                sigungu="48123",
                industry="301",
                size="SMALL",
                tier="",
                submitted_at=AT,
            )
        as_portal()
    assert DeskRow.objects.get().company == "한빛정밀"


def test_the_triggers_give_nobody_the_eyes_of_the_portal(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    result(company("다산테크", 2))
    enter(at(hanbit.organisation))
    Share.objects.update(withdrawn_at=AT)
    Organisation.objects.filter(pk=hanbit.organisation_id).update(name="새빛정밀")
    assert Result.objects.get() == hanbit  # and not the other company's
    as_portal()


def test_a_share_cannot_come_before_its_result(gyeongnam: Organisation) -> None:
    hanbit = shared("한빛정밀", 1, "48123", gyeongnam)
    known = Share.objects.get()
    with pytest.raises(IntegrityError, match="no result yet"), transaction.atomic():
        Share.objects.create(
            result_id=uuid.uuid4(),
            organisation=hanbit.organisation,
            recipient=gyeongnam,
            consent_id=known.consent_id,
            shared_at=AT,
        )
