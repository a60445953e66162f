"""Plants: what a diagnostic is filed under, and what may be done with them."""

import uuid
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404

from assessments import actions
from assessments.models import FrameworkVersion, Plant, Result, Session
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Organisation
from core.audit.models import Event
from core.scope import acting, acting_as_system, enter
from core.web import Refused
from tests.assessments.world import AT, FULL, PLANT, company, member, visitor
from tests.portal.results.world import answers, result

Frameworks = dict[str, FrameworkVersion]
SECOND = replace(PLANT, name="창원 2공장")


def _begin(by: Actor, frameworks: Frameworks, facts: actions.PlantFacts = PLANT, **how: object) -> Session:
    with acting(by):
        return actions.start(framework_id=frameworks[FULL].pk, plant=facts, by=by, at=AT, **how)  # type: ignore[arg-type]


def test_diagnostics_of_one_name_and_district_are_of_one_plant(frameworks: Frameworks) -> None:
    by = member(company())
    first, again = _begin(by, frameworks), _begin(by, frameworks)
    elsewhere = _begin(by, frameworks, replace(PLANT, sigungu="48121"))
    assert first.plant_id == again.plant_id != elsewhere.plant_id
    with acting(by):
        plant = Plant.objects.visible_to(by).get(pk=first.plant_id)
        assert (plant.name, plant.industry, plant.employees) == ("창원 공장", "303", 42)
    with acting_as_system():
        added = Event.objects.filter(verb="plant.added").values_list("subject_id", flat=True)
        assert sorted(added) == sorted({str(first.plant_id), str(elsewhere.plant_id)})


def test_a_chosen_plant_is_corrected_to_what_is_said_now_and_a_new_one_must_be_new(
    frameworks: Frameworks,
) -> None:
    by = member(company())
    first = _begin(by, frameworks)
    chosen = _begin(by, frameworks, replace(PLANT, name="창원 본공장", employees=50), plant_id=first.plant_id)
    assert chosen.plant_id == first.plant_id
    with acting(by):
        plant = Plant.objects.visible_to(by).get()
        assert (plant.name, plant.employees) == ("창원 본공장", 50)
    with pytest.raises(Refused) as refused:
        _begin(by, frameworks, replace(PLANT, name="창원 본공장"), is_new=True)
    assert (refused.value.code, refused.value.field) == ("plant-known", "plant_name")
    other = _begin(by, frameworks, SECOND, is_new=True)
    with pytest.raises(Refused) as refused:
        _begin(by, frameworks, SECOND, plant_id=first.plant_id)
    assert refused.value.code == "plant-known"
    assert other.plant_id != first.plant_id


def test_nobody_chooses_the_plant_of_another_company_nor_sees_it(frameworks: Frameworks) -> None:
    hanbit, dasan = member(company()), member(company("다산기공", "2048100999"), "owner@dasan.example")
    secret = _begin(hanbit, frameworks, replace(PLANT, name="카나리 공장")).plant_id
    assert secret is not None
    with pytest.raises(Refused) as refused:
        _begin(dasan, frameworks, plant_id=secret)
    assert refused.value.code == "plant"
    for by in (dasan, visitor(), Actor()):
        with acting(by):
            assert not Plant.objects.exists()
            assert not Plant.objects.visible_to(by).exists()
            for act in (actions.retire_plant, actions.bring_back_plant):
                with pytest.raises(Http404):
                    act(plant_id=secret, by=by, at=AT)
            with pytest.raises(Http404):
                actions.change_plant(plant_id=secret, facts=PLANT, address="", by=by, at=AT)
    with acting(dasan), pytest.raises(DatabaseError), transaction.atomic():
        Plant.objects.create(
            organisation_id=hanbit.organisation_ids[0],
            sigungu="48123",
            industry="303",
            size="SMALL",
            created_at=AT,
            changed_at=AT,
        )


def test_postgresql_lets_no_session_name_the_plant_of_another_company(frameworks: Frameworks) -> None:
    hanbit, dasan = member(company()), member(company("다산기공", "2048100999"), "owner@dasan.example")
    theirs, mine = _begin(hanbit, frameworks), _begin(dasan, frameworks)
    with acting_as_system(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS session_plant_of_its_company IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=mine.pk).update(plant=theirs.plant_id)


def test_a_visitors_draft_gets_its_plant_when_a_company_takes_it_over(frameworks: Frameworks) -> None:
    begun = visitor()
    session = _begin(begun, frameworks)
    assert session.plant_id is None
    by = replace(member(company()), draft_key=begun.draft_key)
    known = _begin(by, frameworks, SECOND).plant_id
    with acting(by):
        (adopted,) = actions.adopt_drafts(by=by, at=AT)
        assert adopted.plant_id is not None
        assert adopted.plant_id != known
        assert Plant.objects.visible_to(by).count() == 2


def test_a_mistyped_plant_is_corrected_along_with_its_only_draft(frameworks: Frameworks) -> None:
    by = member(company())
    session = _begin(by, frameworks)
    with acting(by):
        moved = actions.change_details(session_id=session.pk, plant=SECOND, by=by, at=AT)
        assert moved.plant_id == session.plant_id
        assert Plant.objects.visible_to(by).get().name == "창원 2공장"
    other = _begin(by, frameworks, PLANT)
    with acting(by):
        joined = actions.change_details(session_id=other.pk, plant=SECOND, by=by, at=AT)
        assert joined.plant_id == session.plant_id  # the company has this plant already
        apart = actions.change_details(
            session_id=other.pk, plant=replace(SECOND, name="창원 3공장"), by=by, at=AT
        )
        assert apart.plant_id not in (session.plant_id, other.plant_id)  # the other draft keeps its own
        names = Plant.objects.visible_to(by).by_name().values_list("name", flat=True)
        assert list(names) == ["창원 2공장", "창원 3공장", "창원 공장"]


def test_drafts_follow_a_corrected_plant_and_results_stay_as_they_were(as_system: None) -> None:
    hanbit = company()
    made = result(hanbit)
    by = member(hanbit)
    with acting(by):
        draft = actions.start(
            framework_id=made.framework_id, plant=PLANT, by=by, at=AT, plant_id=made.plant_id
        )
        actions.change_plant(
            plant_id=made.plant_id or uuid.UUID(int=0),
            facts=replace(PLANT, name="진해 공장", sigungu="48129"),
            address="진해구 1로 2",
            by=by,
            at=AT,
        )
        draft.refresh_from_db()
        made.refresh_from_db()
    assert (draft.plant_name, draft.sigungu) == ("진해 공장", "48129")
    assert (made.plant_name, made.sigungu) == ("창원 제1공장", "48123")
    with acting_as_system():
        assert Event.objects.filter(verb="plant.changed", subject_id=str(made.plant_id)).count() == 2


def test_a_plant_is_retired_but_not_while_a_diagnostic_of_it_is_open_and_comes_back(
    frameworks: Frameworks,
) -> None:
    by = member(company())
    session = _begin(by, frameworks)
    plant_id = session.plant_id
    assert plant_id is not None
    with acting(by):
        with pytest.raises(Refused) as refused:
            actions.retire_plant(plant_id=plant_id, by=by, at=AT)
        assert refused.value.code == "plant-open"
        actions.discard(session_id=session.pk, by=by, at=AT)
        actions.retire_plant(plant_id=plant_id, by=by, at=AT)
        actions.retire_plant(plant_id=plant_id, by=by, at=AT + timedelta(days=1))
        assert Plant.objects.visible_to(by).get().retired_at == AT
        assert not Plant.objects.visible_to(by).in_use().exists()
    with pytest.raises(Refused) as refused:
        _begin(by, frameworks, plant_id=plant_id)
    assert refused.value.code == "plant-retired"
    assert _begin(by, frameworks).plant_id == plant_id  # by name and district it is the same plant
    with acting_as_system():
        verbs = Event.objects.filter(subject_id=str(plant_id)).order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["plant.added", "plant.retired", "plant.brought_back"]


def test_only_a_company_has_plants_and_of_real_places(frameworks: Frameworks) -> None:
    by = member(company())
    with acting(by):
        made = actions.add_plant(facts=PLANT, by=by, at=AT)
        for wrong in (
            replace(PLANT, sigungu="99999"),
            replace(PLANT, industry="zz"),
            replace(PLANT, size=""),
        ):
            with pytest.raises(Refused):
                actions.add_plant(facts=wrong, by=by, at=AT)
        with pytest.raises(Refused) as refused:
            actions.add_plant(facts=PLANT, by=by, at=AT)
        assert refused.value.code == "plant-known"
        assert actions.bring_back_plant(plant_id=made.pk, by=by, at=AT).retired_at is None
    nobody = visitor()
    with acting(nobody), pytest.raises(Refused, match="공장은 기업만"):
        actions.add_plant(facts=PLANT, by=nobody, at=AT)


def test_results_of_a_plant_come_newest_first(as_system: None) -> None:
    hanbit, given = company(), answers()
    old = result(hanbit, given, at=AT - timedelta(days=400))
    new = result(hanbit, given, at=AT)
    other = result(hanbit, given, at=AT - timedelta(days=10), plant="창원 2공장")
    by = member(hanbit)
    with acting(by):
        assert list(Result.objects.visible_to(by).of_plant_of(old)) == [new, old]
        assert list(Result.objects.visible_to(by).of_plant_of(other)) == [other]
        loose = Result(pk=new.pk)
        assert list(Result.objects.visible_to(by).of_plant_of(loose)) == [new]


def test_a_result_changes_its_plant_and_nothing_else(as_system: None) -> None:
    made = result(company())
    row = Result.objects.filter(pk=made.pk)
    for changed in ({"level": 5}, {"plant": None, "level": 5}, {"plant_name": "다른 공장"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            row.update(**changed)
    assert row.update(plant=None) == 1


def test_old_diagnostics_are_filed_by_name_and_district_and_again_changes_nothing(as_system: None) -> None:
    hanbit, dasan, given = company(), company("다산기공", "2048100999"), answers()
    made = [
        result(hanbit, given, at=AT - timedelta(days=400)),
        result(hanbit, given, at=AT),
        result(hanbit, given, sigungu="48121"),
        result(dasan, given),
    ]
    Result.objects.update(plant=None)
    Session.objects.update(plant=None)
    Plant.objects.all().delete()
    for _again in range(2):
        _file()
        plants = {row.pk: row.plant_id for row in Result.objects.all()}
        first, same, elsewhere, theirs = (plants[each.pk] for each in made)
        assert first == same
        assert len({first, elsewhere, theirs}) == Plant.objects.count() == 3
        assert None not in plants.values()
        assert all(row.plant_id == plants[row.result.pk] for row in Session.objects.select_related("result"))
    plant = Plant.objects.get(pk=first)
    assert (plant.organisation_id, plant.name, plant.created_at) == (
        hanbit.pk,
        "창원 제1공장",
        min(row.started_at for row in plant.sessions.all()),
    )


def test_a_company_leaves_with_its_plants(as_system: None) -> None:
    hanbit = company()
    result(hanbit)
    Organisation.objects.filter(pk=hanbit.pk).delete()
    assert not Plant.objects.exists()


def _file() -> None:
    migration = import_module("assessments.migrations.0024_plants_of_results")
    with connection.cursor() as cursor:
        cursor.execute(migration.AS_SYSTEM + migration.MAKE + migration.LINK + migration.DONE)
    enter(SYSTEM)
