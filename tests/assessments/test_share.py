"""Sharing a result: on a consent that names its recipient, withdrawn as easily, seen by nobody else."""

from datetime import date

import pytest
from django.http import Http404

from assessments.actions.share import share_result, withdraw_share
from assessments.models import FrameworkVersion, Result, Session, Share
from core.accounts.actor import Actor
from core.accounts.models import Consent, Membership, Organisation
from core.consents.actions import withdraw
from core.consents.queries import ledger
from core.models import Notice
from core.scope import acting, acting_as_system
from core.web import Refused
from programmes.models import Jurisdiction
from tests.core.accounts.people import (
    AT,
    NUMBERS,
    actor,
    gyeongnam_tp,
    hanbit,
    organisation,
    person,
    signed_in,
)

pytestmark = pytest.mark.django_db
PLANT = {"sigungu": "48121", "industry": "29", "size": "SMALL"}


def result_of(company: Organisation) -> Result:
    """A submitted result of the company."""
    with acting_as_system():
        framework, _new = FrameworkVersion.objects.get_or_create(
            code="t", version="1", defaults={"document": {}, "source": "", "checksum": "0" * 64}
        )
        session = Session.objects.create(
            framework=framework, organisation=company, state="submitted",
            started_at=AT, changed_at=AT, submitted_at=AT, **PLANT,
        )  # fmt: skip
        return Result.objects.create(
            session=session, organisation=company, framework=framework, score=500, low=500, high=500,
            coverage=1, outcome={}, answers={}, answers_version=1, engine="1", submitted_at=AT, **PLANT,
        )  # fmt: skip


def sees(by: Actor) -> int:
    """How many results this actor finds, through both walls."""
    with acting(by):
        return Result.objects.visible_to(by).count()


def test_the_named_technopark_sees_it_and_no_other_until_it_is_withdrawn() -> None:
    company, park = hanbit(), gyeongnam_tp()
    elsewhere = organisation("technopark", "서울테크노파크", code="TP-SE")
    owner = actor(person("kim@hanbit.example", company))
    Jurisdiction.objects.create(technopark=park, sigungu=PLANT["sigungu"], valid_from=date(2020, 1, 1))
    officers = [actor(person(f"o-{each.code}@tp.example", each, "officer")) for each in (park, elsewhere)]
    result = result_of(company)
    assert [sees(by) for by in (owner, *officers)] == [1, 0, 0]
    with acting(owner):
        share = share_result(by=owner, at=AT, result_id=result.pk, recipient_id=park.pk)
        assert share_result(by=owner, at=AT, result_id=result.pk, recipient_id=park.pk) == share
    assert [sees(by) for by in (owner, *officers)] == [1, 1, 0]
    consent = Consent.objects.get()
    assert (consent.document, consent.recipient, consent.subject_id) == ("share_technopark", park, result.pk)
    with acting(owner):
        withdraw_share(by=owner, at=AT, share_id=share.pk)
        assert withdraw_share(by=owner, at=AT, share_id=share.pk).withdrawn_at == AT
    assert [sees(by) for by in (owner, *officers)] == [1, 0, 0]


@pytest.mark.parametrize("has_left", [False, True])
def test_who_gave_a_consent_for_a_company_does_not_touch_it_from_elsewhere(has_left: bool) -> None:
    company, park, other = hanbit(), gyeongnam_tp(), organisation("company", "다산테크", NUMBERS["dasan"])
    user = person("kim@hanbit.example", company)
    user = person(user.email, other)
    with acting(actor(user, at=company)) as there:
        share = share_result(by=there, at=AT, result_id=result_of(company).pk, recipient_id=park.pk)
    if has_left:
        Membership.objects.filter(user=user, organisation=company).update(state="ended", ended_at=AT)
    elsewhere = actor(user, at=other)
    with acting(elsewhere):
        assert not any(line.consent.pk == share.consent_id for line in ledger(elsewhere))
        with pytest.raises(Http404):
            withdraw(by=elsewhere, at=AT, consent_id=share.consent_id)
    browser = signed_in(user)
    if has_left:
        assert browser.post(f"/consents/{share.consent_id}/withdraw/").status_code == 404
    with acting_as_system():
        share.refresh_from_db()
        assert (share.withdrawn_at, share.consent.withdrawn_at) == (None, None)


def test_withdrawing_the_consent_in_the_ledger_ends_the_share_and_tells_the_recipient() -> None:
    company, supplier = hanbit(), organisation("supplier", "미래솔루션", NUMBERS["mirae"])
    owner = actor(person("kim@hanbit.example", company))
    seller = person("m@mirae.example", supplier)
    with acting(owner):
        share_result(by=owner, at=AT, result_id=result_of(company).pk, recipient_id=supplier.pk)
    assert sees(actor(seller)) == 1
    with acting(owner):
        withdraw(by=owner, at=AT, consent_id=Consent.objects.get().pk)
        assert Share.objects.get().withdrawn_at == AT
    assert sees(actor(seller)) == 0
    codes = Notice.objects.filter(user_id=seller.pk).order_by("created_at").values_list("code", flat=True)
    assert list(codes) == ["result_shared", "consent_withdrawn"]


def test_an_unverified_address_shares_nothing_and_is_told_where_to_confirm_it() -> None:
    company = hanbit()
    owner = actor(person("kim@hanbit.example", company, verified=False))
    result = result_of(company)
    with acting(owner), pytest.raises(Refused) as caught:
        share_result(by=owner, at=AT, result_id=result.pk, recipient_id=gyeongnam_tp().pk)
    assert (caught.value.code, caught.value.data) == ("unverified", {"url": "/accounts/email/"})
    assert not Consent.objects.exists()


def test_nobody_shares_the_result_of_another_company() -> None:
    result = result_of(hanbit())
    park = gyeongnam_tp()
    dasan = actor(person("d@dasan.example", organisation("company", "다산", NUMBERS["dasan"])))
    officer = actor(person("o@gntp.example", park, "officer"))
    for by in (dasan, officer, Actor()):
        with acting(by), pytest.raises(Http404):
            share_result(by=by, at=AT, result_id=result.pk, recipient_id=park.pk)


@pytest.mark.parametrize("kind", ["company", None])
def test_a_result_goes_to_no_company_and_to_nobody_unknown(kind: str | None) -> None:
    company = hanbit()
    owner = actor(person("kim@hanbit.example", company))
    recipient = organisation(kind, "다산", NUMBERS["dasan"]).pk if kind else owner.user_id
    result = result_of(company)
    with acting(owner), pytest.raises(Refused) as caught:
        share_result(by=owner, at=AT, result_id=result.pk, recipient_id=recipient)
    assert caught.value.code == "recipient"


def test_the_recipient_cannot_withdraw_for_the_owner() -> None:
    company, park = hanbit(), gyeongnam_tp()
    owner = actor(person("kim@hanbit.example", company))
    officer = actor(person("o@gntp.example", park, "officer"))
    with acting(owner):
        share = share_result(by=owner, at=AT, result_id=result_of(company).pk, recipient_id=park.pk)
    with acting(officer), pytest.raises(Http404):
        withdraw_share(by=officer, at=AT, share_id=share.pk)
