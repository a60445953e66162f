"""The cast in the diagnostic, and short ways to what tests need."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.test import Client

from assessments.actions import PlantFacts
from assessments.models import Answer, FrameworkVersion, Session
from core.accounts.actor import Actor, Place
from core.accounts.models import Membership, MembershipState, Organisation, User
from core.accounts.roles import Kind, Role
from core.scope import acting_as_system

AT = datetime(2026, 11, 21, 14, 3, tzinfo=ZoneInfo("Asia/Seoul"))
PLANT = PlantFacts(
    sigungu="48123",
    industry="303",
    size="SMALL",
    name="창원 공장",
    employees=42,
    average_sales_won=840_000_000,
)
PLANT_FORM = {
    "sigungu": "48123",
    "industry": "303",
    "employees": "42",
    "sales": "84,000",
    "size": "auto",
    "plant_name": "창원 공장",
}
FULL, QUICK, SMALL = "kr-smart-factory", "kr-quick-check", "branching"

BRANCHING = """
schema: ieum.framework/1
code: branching
version: "1"
languages: [ko, en]
title: {ko: 작은 진단, en: A small diagnostic}
summary: {ko: 시험, en: Test}
licence: CC-BY-4.0
source: {ko: 시험, en: Test}
minutes: 1
policies: {dont_know: exclude, minimum_coverage: "0.5", rounding: {method: none}}
tree:
  code: TOTAL
  title: {ko: 종합, en: Total}
  operator: mean
  children:
    - code: M1
      title: {ko: 첫 쪽, en: Page one}
      operator: mean
      children:
        - code: A.1
          title: {ko: 설비, en: Machines}
          question: {ko: 설비가 있습니까?, en: Are there machines?}
          choices:
            - {code: "no", points: "0", label: {ko: 없습니다, en: None}}
            - {code: "yes", points: "1", label: {ko: 있습니다, en: Some}}
        - code: B1
          title: {ko: 점검, en: Checks}
          question: {ko: 설비를 점검합니까?, en: Are they checked?}
          ask_when: {item: A.1, any_of: ["yes"]}
          not_applicable: true
          choices:
            - {code: "no", points: "0", label: {ko: 하지 않습니다, en: "No"}}
            - {code: "yes", points: "1", label: {ko: 합니다, en: "Yes"}}
    - code: M2
      title: {ko: 둘째 쪽, en: Page two}
      operator: mean
      children:
        - code: C1
          title: {ko: 기록, en: Records}
          question: {ko: 무엇을 적습니까?, en: What is recorded?}
          kind: multiple
          dont_know: false
          at_most: "2"
          choices:
            - {code: a, points: "1", label: {ko: 수량, en: Quantity}}
            - {code: b, points: "1", label: {ko: 불량, en: Defects}}
            - {code: none, points: "0", exclusive: true, label: {ko: 없음, en: Nothing}}
"""


def visitor(key: str = "k" * 64) -> Actor:
    """Somebody with a draft cookie whose hash is `key`."""
    return Actor(draft_key=key)


def company(name: str = "한빛정밀", number: str = "1248100998") -> Organisation:
    """A company in Changwon, as the system makes it."""
    with acting_as_system():
        return Organisation.objects.create(
            kind=Kind.COMPANY.value,
            name=name,
            business_number=number,
            sigungu="48123",
            industry="303",
            size="SMALL",
        )


def member(organisation: Organisation, email: str = "owner@hanbit.example") -> Actor:
    """An administrator of the organisation, as an actor."""
    with acting_as_system():
        user = User.objects.create_user(email, "공장-비밀-20261")
        Membership.objects.create(
            organisation=organisation,
            user=user,
            role=Role.ADMINISTRATOR.value,
            state=MembershipState.ACTIVE.value,
            started_at=AT,
        )
    place = Place(organisation.pk, organisation.kind, Role.ADMINISTRATOR.value, organisation.name)
    return Actor(user_id=user.pk, places=(place,), place=place)


def signed_in(by: Actor) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id), backend="core.accounts.backend.PasswordBackend")
    return client


def all_answers(version: FrameworkVersion, choice: str = "2") -> dict[str, str]:
    """The same choice on every item of a framework."""
    from assessments.documents import framework_of

    return dict.fromkeys(framework_of(version).items, choice)


def stored(session_id: uuid.UUID | str) -> Mapping[str, Answer]:
    """The answers in the database, by item, as the system sees them."""
    with acting_as_system():
        return {row.item: row for row in Answer.objects.filter(session_id=session_id)}


def begin(client: Client, code: str = FULL, **changed: str) -> Session:
    """Start a diagnostic in this browser by its form."""
    response = client.post(f"/assessments/start/?framework={code}", PLANT_FORM | changed)
    assert response.status_code == 302, response.content.decode()
    with acting_as_system():
        return Session.objects.get(pk=response["Location"].split("/")[2])
