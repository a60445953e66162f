"""A deleted product or project comes back for fifteen minutes, a confirmed one with its confirmations."""

from datetime import timedelta

import pytest
from django.core import mail

from core.web import Refused
from matching import actions
from matching.actions.restoring import purge_deleted
from matching.models import Confirmation, Solution, TrackRecord
from tests.core.accounts.people import actor, signed_in
from tests.matching.world import AT, mirae, record, works_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
LATER = AT + timedelta(minutes=14)


def test_a_confirmed_project_comes_back_with_its_confirmation_and_what_it_proves() -> None:
    row = mirae()
    by, made = actor(works_for(row)), row.track_records.get()
    Confirmation.objects.create(
        supplier=row, record=made, email="boss@daehan.example", state="checked", asked_at=AT,
        expires_at=AT, ended_at=AT, evidence_before="declared",
    )  # fmt: skip
    gone = actions.delete_record(by=by, at=AT, record_id=made.pk)
    assert (gone.confirmed_records, gone.evidence["MES"]) == (0, "declared")
    assert not row.track_records.exists()
    back = actions.restore_deleted(by=by, at=LATER)
    assert (back.confirmed_records, back.evidence["MES"]) == (1, "verified")
    assert row.track_records.get().checked_at == AT
    assert Confirmation.objects.get().state == "checked"


def test_a_product_comes_back_with_its_proof() -> None:
    row = mirae()
    by = actor(works_for(row))
    actions.delete_product(by=by, at=AT, product_id=row.solutions.get().pk)
    assert not row.solutions.exists()
    assert actions.restore_deleted(by=by, at=LATER).evidence["MES"] == "verified"
    assert row.solutions.get().name == "미래 MES"


def test_after_fifteen_minutes_it_stays_deleted_and_is_purged_a_day_later() -> None:
    row = mirae()
    by = actor(works_for(row))
    actions.delete_record(by=by, at=AT, record_id=row.track_records.get().pk)
    with pytest.raises(Refused) as refused:
        actions.restore_deleted(by=by, at=AT + timedelta(minutes=16))
    assert refused.value.code == "too-late"
    assert purge_deleted(at=AT + timedelta(hours=1)) == 0
    assert purge_deleted(at=AT + timedelta(hours=25)) == 1
    assert not TrackRecord.everything.exists()
    assert Solution.everything.exists()


def test_deleting_a_project_names_the_open_request_and_tells_the_customer() -> None:
    row = mirae()
    made, seller = record(row, is_confirmed=False), works_for(row)
    actions.ask_customer(by=actor(seller), at=AT, record_id=made.pk, email="boss@daehan.example")
    seen = signed_in(seller).get(f"/suppliers/mine/projects/{made.pk}/delete/").content.decode()
    assert "boss@daehan.example" in seen
    mail.outbox.clear()
    actions.delete_record(by=actor(seller), at=AT, record_id=made.pk)
    assert [each.to for each in mail.outbox] == [["boss@daehan.example"]]
    assert Confirmation.objects.get().state == "withdrawn"


def test_the_desk_offers_to_undo_a_deletion() -> None:
    row = mirae()
    browser = signed_in(works_for(row))
    browser.post(f"/suppliers/mine/projects/{row.track_records.get().pk}/delete/")
    assert "그대로 되돌릴 수 있습니다" in browser.get("/suppliers/mine/").content.decode()
    assert "되돌렸습니다" in browser.post("/suppliers/mine/deleted/restore/", follow=True).content.decode()
    assert row.track_records.count() == 1
