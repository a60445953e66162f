"""Row-level security between requests: what one request was allowed, the next on its connection is not."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from assessments.models import Share
from core.accounts.actor import VISITOR, Actor, Place
from core.scope import acting, acting_as_system, enter
from tests.core.accounts.people import signed_in
from tests.programmes.world import AT, officer, shared, technopark


def _visible() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assessments_result")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.django_db(transaction=True)
def test_nothing_leaks_to_the_next_request_on_the_connection() -> None:
    with acting_as_system():
        park = technopark("GYEONGNAM", "경남테크노파크", "48123")
        shared("한빛정밀", 1, "48123", park)
        browser = signed_in(officer(park))
    assert "한빛정밀" in browser.get("/regional/").content.decode()
    assert _visible() == 0
    with transaction.atomic():
        assert _visible() == 0
    place = Place(park.pk, "technopark", "officer")
    with acting(Actor(places=(place,), place=place)):
        assert _visible() == 1
    assert _visible() == 0
    with acting(VISITOR):
        assert _visible() == 0


@pytest.mark.django_db(transaction=True)
def test_an_error_in_a_request_leaks_nothing_either() -> None:
    with acting_as_system():
        shared("한빛정밀", 1, "48123", technopark("GYEONGNAM", "경남테크노파크", "48123"))
    with suppress(ZeroDivisionError), acting_as_system():
        assert _visible() == 1
        raise ZeroDivisionError
    assert _visible() == 0


def test_a_withdrawn_share_is_gone_for_the_recipient_and_stays_with_its_giver(transactional_db: None) -> None:
    with acting_as_system():
        park = technopark("GYEONGNAM", "경남테크노파크", "48123")
        kept, gone = (shared(name, n, "48123", park) for n, name in enumerate(["한빛정밀", "다산테크"]))
        Share.objects.filter(result=gone).update(withdrawn_at=AT)
    for organisation, kind, seen in (
        (park.pk, "technopark", {kept.pk}),
        (gone.organisation_id, "company", {gone.pk}),
    ):
        place = Place(organisation, kind, "administrator")
        by = Actor(places=(place,), place=place)
        with acting(by):
            assert set(Share.objects.values_list("result_id", flat=True)) == seen, "the wall alone"
        with acting_as_system():
            assert set(Share.objects.visible_to(by).values_list("result_id", flat=True)) == seen, "the query"


def test_an_actor_is_never_named_outside_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        enter(VISITOR)
