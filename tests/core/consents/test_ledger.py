"""The ledger of consents: its wording stays, withdrawing is one press, others cannot touch it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.http import Http404

from core.accounts.actor import VISITOR
from core.accounts.models import Consent
from core.audit import record_access
from core.audit.models import Event
from core.consents.actions import give, withdraw
from core.consents.document import asked_at_sign_up, documents, sharing_with
from core.consents.queries import ledger, looks
from core.consents.retention import retention
from core.web import Refused
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


@pytest.mark.parametrize("code", sorted(documents()))
def test_every_text_says_its_four_parts_in_both_languages(code: str) -> None:
    for language, text in documents()[code].texts.items():
        assert all([text.title, text.purpose, text.items, text.period, text.refusal]), language
        assert all(text.items)


def test_sharing_is_never_asked_when_signing_up_and_required_ones_come_first() -> None:
    asked = asked_at_sign_up()
    assert [each.required for each in asked] == sorted((each.required for each in asked), reverse=True)
    assert not any(each.kind == "sharing" for each in asked)
    assert sharing_with("technopark").code == "share_technopark"
    with pytest.raises(KeyError):
        sharing_with("company")


def test_the_ledger_keeps_the_wording_of_its_day() -> None:
    owner, place, park = person("kim@hanbit.example", company := hanbit()), company, gyeongnam_tp()
    line = give(by=actor(owner), at=AT, document="share_technopark", organisation=place, recipient=park)
    park.name = "새 이름"
    park.save()
    line.refresh_from_db()
    assert line.wording["ko"]["recipient"] == "경남테크노파크"
    assert line.version == documents()["share_technopark"].version


def test_the_same_consent_twice_is_one_line() -> None:
    by = actor(person("kim@hanbit.example"))
    assert give(by=by, at=AT, document="news") == give(by=by, at=AT, document="news")
    assert Event.objects.filter(verb="consent.given").count() == 1


def test_a_sharing_consent_names_a_fitting_recipient_and_others_name_none() -> None:
    place, park = hanbit(), gyeongnam_tp()
    by = actor(person("kim@hanbit.example", place))
    for code, recipient in (("share_technopark", None), ("share_supplier", park), ("news", park)):
        with pytest.raises(Refused) as caught:
            give(by=by, at=AT, document=code, organisation=place, recipient=recipient)
        assert caught.value.code == "recipient"
    with pytest.raises(Refused):
        give(by=VISITOR, at=AT, document="news")
    with pytest.raises(Refused) as caught:
        give(by=by, at=AT, document="share_technopark", organisation=park, recipient=park)
    assert caught.value.code == "not_allowed"


def test_withdrawing_works_once_and_only_for_its_owner() -> None:
    by = actor(person("kim@hanbit.example", hanbit()))
    line = give(by=by, at=AT, document="news")
    with pytest.raises(Http404):
        withdraw(by=actor(person("d@dasan.example")), at=AT, consent_id=line.pk)
    first = withdraw(by=by, at=AT, consent_id=line.pk)
    assert withdraw(by=by, at=AT.replace(day=30), consent_id=line.pk).withdrawn_at == first.withdrawn_at == AT
    assert give(by=by, at=AT, document="news").pk != line.pk


def test_what_an_account_cannot_be_without_is_not_withdrawn() -> None:
    by = actor(person("kim@hanbit.example"))
    line = give(by=by, at=AT, document="terms")
    with pytest.raises(Refused) as caught:
        withdraw(by=by, at=AT, consent_id=line.pk)
    assert caught.value.code == "required"


@pytest.mark.parametrize(
    "change",
    [{"wording": {}}, {"document": "x"}, {"version": "0"}, {"given_at": AT.replace(year=2025)}],
)
def test_postgresql_refuses_to_rewrite_a_line(change: dict[str, object]) -> None:
    line = give(by=actor(person("kim@hanbit.example")), at=AT, document="news")
    with pytest.raises(DatabaseError, match="only ever withdrawn"), transaction.atomic():
        Consent.objects.filter(pk=line.pk).update(**change)


def test_postgresql_refuses_to_delete_a_line_or_to_take_back_a_withdrawal() -> None:
    by = actor(person("kim@hanbit.example"))
    line = give(by=by, at=AT, document="news")
    with pytest.raises(DatabaseError, match="only ever withdrawn"), transaction.atomic():
        Consent.objects.filter(pk=line.pk).delete()
    withdraw(by=by, at=AT, consent_id=line.pk)
    with pytest.raises(DatabaseError, match="only ever withdrawn"), transaction.atomic():
        Consent.objects.filter(pk=line.pk).update(withdrawn_at=None)


def test_the_page_lists_consents_and_what_others_exported() -> None:
    place, park = hanbit(), gyeongnam_tp()
    owner, officer = person("kim@hanbit.example", place), person("o@gntp.example", park, "officer")
    line = give(by=actor(owner), at=AT, document="share_technopark", organisation=place, recipient=park)
    record_access(
        by=actor(officer), at=AT, act="export", subject_kind="results",
        subject_organisation_id=place.pk, reason="지원사업 검토",
    )  # fmt: skip
    other = organisation("company", "다산", NUMBERS["dasan"])
    record_access(
        by=actor(officer), at=AT, act="export", subject_kind="results", subject_organisation_id=other.pk
    )
    client = signed_in(owner)
    page = client.get("/consents/").content.decode()
    assert "테크노파크에 진단 결과 제공 동의: 경남테크노파크" in page
    assert "내보내기: 진단 결과" in page
    assert "지원사업 검토" in page
    assert client.post(f"/consents/{line.pk}/withdraw/").status_code == 302
    assert "철회함" in client.get("/consents/").content.decode()
    assert [each.reason for each in looks(actor(owner))] == ["지원사업 검토"]


def test_one_sees_no_lines_of_other_companies() -> None:
    place = hanbit()
    give(by=actor(person("kim@hanbit.example", place)), at=AT, document="news")
    stranger = actor(person("d@dasan.example", organisation("company", "다산", NUMBERS["dasan"])))
    assert ledger(stranger) == ()
    assert looks(VISITOR) == ()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_privacy_terms_and_texts_are_public(client: object, language: str) -> None:
    for path in ("/privacy/", "/terms/", *(f"/consents/texts/{code}/" for code in documents())):
        answer = client.get(path, headers={"Accept-Language": language})  # type: ignore[attr-defined]
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.content.decode()
    assert client.get("/consents/texts/nonsense/").status_code == 404  # type: ignore[attr-defined]


def test_every_declared_model_exists_and_every_model_with_a_person_is_declared() -> None:
    declared = [name for row in retention() for name in row.models]
    assert len(declared) == len(set(declared))
    known = {f"{model._meta.app_label}.{model.__name__}" for model in apps.get_models()}
    assert set(declared) <= known
    assert {"core.User", "core.Consent", "core.AccessRecord", "assessments.Result"} <= set(declared)


def test_the_texts_lie_where_the_loader_looks() -> None:
    import core.consents.document as module

    assert {path.stem for path in Path(module.TEXTS).glob("*.yaml")} == set(documents())
