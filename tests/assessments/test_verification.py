"""Verification: no assessor with a tie judges, whenever the tie came about."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from assessments.actions import ask_verification, assign_assessor, finish, judge, open_to_assessor
from assessments.actions.interests import declare_interests
from assessments.models import (
    FrameworkVersion,
    Judgement,
    Result,
    Session,
    Subject,
    Verification,
    VerifiedResult,
)
from core.accounts.actor import Actor, Place
from core.accounts.models import Membership, MembershipState, Organisation, User
from core.accounts.roles import Kind, Role
from core.scope import acting, acting_as_system
from core.web import Refused
from portal.demo import reviews
from tests.assessments.world import AT, SMALL, company, member

pytestmark = pytest.mark.django_db
Frameworks = dict[str, FrameworkVersion]


def _assessor(body: Organisation, email: str) -> Actor:
    by = member(body, email)
    with acting_as_system():
        Membership.objects.filter(user_id=by.user_id).update(role=Role.ASSESSOR.value)
    place = replace(by.places[0], role=Role.ASSESSOR.value)
    return replace(by, places=(place,), place=place)


def _joins(by: Actor, organisation: Organisation) -> None:
    with acting_as_system():
        Membership.objects.create(
            organisation=organisation,
            user_id=by.user_id,
            role=Role.ADMINISTRATOR.value,
            state=MembershipState.ACTIVE.value,
            started_at=AT,
        )


@pytest.fixture
def hanbit() -> Organisation:
    return company()


@pytest.fixture
def owner(hanbit: Organisation) -> Actor:
    by = member(hanbit)
    with acting_as_system():
        EmailAddress.objects.create(
            user_id=by.user_id, email="owner@hanbit.example", verified=True, primary=True
        )
    return by


@pytest.fixture
def assessor() -> Actor:
    with acting_as_system():
        body = Organisation.objects.create(kind=Kind.ASSESSOR_BODY.value, name="제조평가원", code="AB-1")
    return _assessor(body, "assessor@body.example")


@pytest.fixture
def assigned(frameworks: Frameworks, hanbit: Organisation, owner: Actor, assessor: Actor) -> Verification:
    """A result of two answers, to be verified by the assessor once the company agrees."""
    framework = frameworks[SMALL]
    plant = {"sigungu": "48123", "industry": "303", "size": "SMALL"}
    with acting_as_system():
        session = Session.objects.create(
            framework=framework, organisation=hanbit, state="submitted",
            started_at=AT, changed_at=AT, submitted_at=AT, **plant,
        )  # fmt: skip
        result = Result.objects.create(
            session=session, organisation=hanbit, framework=framework, score=1, low=1, high=1, coverage=1,
            outcome={}, answers={"A.1": "no", "C1": ["a"]}, answers_version=1, engine="1", submitted_at=AT,
            **plant,
        )  # fmt: skip
    with acting(owner):
        row = ask_verification(result_id=result.pk, by=owner, at=AT)
    with acting_as_system():
        ministry = Organisation.objects.create(kind=Kind.MINISTRY.value, name="중소벤처기업부", code="MSS")
    place = Place(ministry.pk, ministry.kind, Role.PROGRAMME_ADMINISTRATOR.value, ministry.name)
    keeper = replace(member(ministry, "keeper@ministry.example"), places=(place,), place=place)
    with acting(keeper):
        assert assessor.user_id is not None
        return assign_assessor(verification_id=row.pk, assessor_id=assessor.user_id, by=keeper, at=AT)


def _opened(row: Verification, owner: Actor) -> None:
    with acting(owner):
        open_to_assessor(verification_id=row.pk, by=owner, at=AT)


def _declared(row: Verification, assessor: Actor) -> None:
    with acting(assessor):
        declare_interests(
            subject=Subject.VERIFICATION, subject_id=row.pk, is_free=True, reason="", by=assessor, at=AT
        )


def _refused_as(by: Actor, act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused, acting(by):
        act()
    return refused.value.code


def test_who_joined_the_company_after_being_assigned_is_shown_nothing(
    assigned: Verification, hanbit: Organisation, owner: Actor, assessor: Actor
) -> None:
    _joins(assessor, hanbit)
    assert _refused_as(owner, lambda: open_to_assessor(verification_id=assigned.pk, by=owner, at=AT)) == "tie"
    with acting(assessor):
        assert not Result.objects.visible_to(assessor).exists()


def test_who_joined_the_company_while_judging_neither_judges_on_nor_finishes(
    assigned: Verification, hanbit: Organisation, owner: Actor, assessor: Actor
) -> None:
    _opened(assigned, owner)
    _declared(assigned, assessor)
    said: dict[str, Any] = {"verification_id": assigned.pk, "by": assessor, "at": AT}
    with acting(assessor):
        judge(item="A.1", value="yes", reason="설비가 있음", **said)
    _joins(assessor, hanbit)
    assert _refused_as(assessor, lambda: judge(item="C1", value=("a",), reason="", **said)) == "tie"
    assert _refused_as(assessor, lambda: finish(confirms_rest=True, **said)) == "tie"
    with acting_as_system():
        assert (Judgement.objects.count(), VerifiedResult.objects.count()) == (1, 0)


def _walled(by: Actor, sql: str, *values: Any) -> bool:
    """Whether PostgreSQL keeps this actor from it, whatever the application's code would do."""
    with acting(by):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.rowcount == 0
        except ProgrammingError as fault:
            return "row-level security" in str(fault) or "only the assessor" in str(fault)


JUDGED = (
    "INSERT INTO assessments_judgement (verification_id, item, choices, non_answer, reason, judged_at)"
    " VALUES (%s, 'A.1', '{no}', '', '', now())"
)
FINISHED = "UPDATE assessments_verification SET state = 'finished' WHERE id = %s"


def test_a_company_writes_neither_a_judgement_nor_a_verified_result_of_its_own(
    assigned: Verification, owner: Actor, assessor: Actor
) -> None:
    _opened(assigned, owner)
    _declared(assigned, assessor)
    assert _walled(owner, JUDGED, assigned.pk)
    assert _walled(owner, FINISHED, assigned.pk)
    assert not _walled(assessor, JUDGED, assigned.pk)
    with acting(assessor):
        made = finish(verification_id=assigned.pk, confirms_rest=True, by=assessor, at=AT)
    for by in (owner, assessor):
        assert _walled(by, "DELETE FROM assessments_verifiedresult WHERE result_id = %s", made.pk)
        assert _walled(by, "UPDATE assessments_verifiedresult SET level = 5 WHERE result_id = %s", made.pk)
        assert _walled(by, "DELETE FROM assessments_judgement WHERE verification_id = %s", assigned.pk)
    assert _walled(assessor, JUDGED, assigned.pk)
    copy = (
        "INSERT INTO assessments_levelcertificate (id, application_id, organisation_id, year, serial, number,"
        " framework_id, level, issued_on, last_day_on, revoked_reason) SELECT gen_random_uuid(),"
        " gen_random_uuid(), %s, 2026, 1, 'x', framework_id, 5, now(), now(), '' FROM assessments_result"
    )
    assert _walled(owner, copy, owner.organisation_ids[0])


def test_a_demonstration_that_was_used_starts_again(
    assigned: Verification, owner: Actor, assessor: Actor
) -> None:
    _opened(assigned, owner)
    _declared(assigned, assessor)
    with acting(assessor):
        finish(verification_id=assigned.pk, confirms_rest=True, by=assessor, at=AT)
    with acting_as_system():
        result = Result.objects.select_related("framework").get()
        one, other = (User.objects.get(pk=each.user_id) for each in (owner, assessor))
        keeper = User.objects.get(email="keeper@ministry.example")
    made = reviews.begin(hanbit=result, dasan=result, owners=(one, one), assessor=other, keeper=keeper)
    assert made == 0
