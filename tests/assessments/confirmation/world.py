"""Hanbit on its way to a certificate: the cast, and the way to each step by the real actions."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from assessments import actions
from assessments.actions import confirmation
from assessments.actions.interests import declare_interests
from assessments.models import DocumentKind, LevelApplication, Result, Subject
from core.accounts.actor import SYSTEM, Actor
from core.accounts.models import Organisation, User
from core.scope import acting, acting_as_system, enter
from core.uploads import checked
from tests.core.accounts.people import NUMBERS, SECRET, actor, organisation, person
from tests.core.uploads import files
from tests.portal.results.world import result

AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
SUMMARY = "두 공정의 실적이 자동으로 모이는 것을 현장에서 확인했습니다. 재고는 손으로 적습니다."
WHY = "국세 납세증명서의 유효기간이 지났습니다."
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """The people of an application; `people` by role."""

    hanbit: Organisation
    result: Result
    people: dict[str, User]

    def by(self, name: str) -> Actor:
        """This person at work."""
        return actor(self.people[name])

    def do(self, name: str, action: Callable[..., T], *, at: datetime = AT, **more: Any) -> T:
        """The action as this person, behind both walls."""
        by = self.by(name)
        try:
            with acting(by):
                return action(by=by, at=at, **more)
        finally:
            enter(SYSTEM)

    def row(self) -> LevelApplication:
        """The newest application as it is stored."""
        enter(SYSTEM)
        return LevelApplication.objects.order_by("-started_at", "-pk").select_related("certificate")[0]


def world() -> World:
    """The cast; needs the scope of the system."""
    hanbit = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")
    dasan = organisation("company", "다산테크", NUMBERS["dasan"], sigungu="11350")
    ministry = organisation("ministry", "중소벤처기업부", code="MSS")
    body = organisation("assessor_body", "이음심사원", code="KAB")
    committee = organisation("committee", "수준확인 심의위원회", code="LEVEL")
    secret = {"totp_secret": SECRET}

    def member(name: str, place: Organisation, role: str) -> User:
        return person(f"{name}@{place.kind}.example", place, role, name=name, **secret)

    people = {
        "owner": person("owner@hanbit.example", hanbit),
        "other": person("owner@dasan.example", dasan),
        "keeper": member("programme", ministry, "programme_administrator"),
        "auditor": member("auditor", ministry, "auditor"),
        "assessor": member("assessor", body, "assessor"),
        "colleague": member("colleague", body, "assessor"),
        **{name: member(name, committee, "committee_member") for name in ("first", "second", "third")},
    }
    return World(hanbit, result(hanbit, at=AT), people)


def taken(more: bytes = b"") -> Any:
    """A file that may be stored."""
    return checked(files.pdf(more), name="서류.pdf")


def begun(world: World) -> LevelApplication:
    """A draft with all four documents."""
    row = world.do("owner", confirmation.apply_for_level, result_id=world.result.pk)
    for number, kind in enumerate(DocumentKind.values):
        world.do(
            "owner",
            confirmation.put_document,
            application_id=row.pk,
            kind=kind,
            taken=taken(b"%%%d" % number),
        )
    return row


def submitted(world: World) -> LevelApplication:
    """Handed in."""
    return world.do("owner", confirmation.submit_application, application_id=begun(world).pk)


def accepted(world: World) -> LevelApplication:
    """With complete documents."""
    return world.do("keeper", confirmation.accept, application_id=submitted(world).pk)


def assigned(world: World) -> LevelApplication:
    """With an assessor, to whom nothing is open yet."""
    row, who = accepted(world), world.people["assessor"].pk
    return world.do("keeper", confirmation.assign, application_id=row.pk, assessor_id=who)


def assessing(world: World) -> LevelApplication:
    """Open to the assessor."""
    row = world.do("owner", confirmation.agree, application_id=assigned(world).pk)
    declared(world, "assessor", Subject.VERIFICATION, world.row().verification_id)
    return row


def verified(world: World) -> LevelApplication:
    """Visited, with every level confirmed as claimed."""
    row = assessing(world)
    world.do("assessor", confirmation.plan_visit, application_id=row.pk, on=AT.date())
    world.do("assessor", actions.finish, verification_id=world.row().verification_id, confirms_rest=True)
    return row


def reported(world: World) -> LevelApplication:
    """Before the committee."""
    row = verified(world)
    done = world.do("assessor", confirmation.hand_in_report, application_id=row.pk, summary=SUMMARY)
    for name in ("first", "second", "third"):
        declared(world, name, Subject.APPLICATION, row.pk)
    return done


def confirmed(world: World, *, at: datetime = AT) -> LevelApplication:
    """With a certificate."""
    row = reported(world)
    for name in ("first", "second"):
        world.do(name, confirmation.vote, application_id=row.pk, is_for=True, reason="", at=at)
    return world.row()


def declared(world: World, name: str, subject: Subject, key: uuid.UUID | None, **more: Any) -> None:
    """Without an interest in it, unless said otherwise."""
    said = {"is_free": True, "reason": "", **more}
    world.do(name, declare_interests, subject=subject, subject_id=key, **said)


def system(action: Callable[..., T], *, at: datetime) -> T:
    """The action as the portal itself."""
    with acting_as_system() as by:
        return action(by=by, at=at)
