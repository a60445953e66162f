"""Confirmations of levels in the demonstration: an application at each step, by the acts of the pages."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assessments import actions
from assessments.actions import confirmation
from assessments.actions.interests import declare_interests
from assessments.documents import framework_of
from assessments.models import DocumentKind, LevelApplication, Result, Subject
from assessments.queries.verification import claimed_of
from core.accounts.actor import Actor
from core.accounts.demo import make_person
from core.accounts.middleware import places_of
from core.accounts.roles import Kind, Role
from core.models import Organisation, User
from core.scope import acting, acting_as_system
from core.uploads import Taken, checked
from portal.demo.accounts import PASSWORD

_MISSING = "국세 납세증명서의 유효기간이 지났습니다. 새로 발급받은 증명서를 넣어 주십시오."
_SUMMARY = (
    "프레스와 검사 공정의 실적이 설비에서 바로 모이는 것을 현장에서 확인했습니다. 재고는 하루에 한 번"
    " 손으로 적습니다. 예방 활동은 기록이 나중에 모여 신고보다 한 단계 낮게 보았습니다."
)
_AGAINST = (
    "현장에서 확인한 재고 기록이 한 달분뿐이라 운영 수준을 판단하기 어렵습니다.",
    "검사 실적이 자동으로 모이는지 보여 주는 화면이나 기록이 보고서에 없습니다.",
)
_FOUND = "하루에 한 번 손으로 옮겨 적고 있어 한 단계 낮게 보았습니다."
_LOOKED_AT = 12
_REVOKED = "제출한 납세증명서가 다른 회사의 것으로 밝혀졌습니다."
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"
    b"\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n"
    b"startxref\n0\n%%EOF\n"
)
"""A page with nothing on it: the documents of the demonstration are fictitious as everything else."""


@dataclass(frozen=True, slots=True)
class People:
    """Who checks, assesses and decides."""

    keeper: User
    assessor: User
    members: tuple[User, User]


@dataclass(slots=True)
class _Case:
    """One application on its way; every act happens some hours after the one before."""

    result: Result
    owner: User
    people: People
    at: datetime
    row: LevelApplication | None = None

    def _do(self, person: User, act: Callable[..., Any], **more: Any) -> Any:
        self.at += timedelta(hours=5)
        places = places_of(person.pk)
        by = Actor(user_id=person.pk, places=places, place=places[0], has_second_factor=True)
        if self.row is not None and not {"verification_id", "subject_id"} & set(more):
            more["application_id"] = self.row.pk
        with acting(by):
            return act(by=by, at=self.at, **more)

    def submit(self, paper: Taken) -> None:
        self.row = self._do(self.owner, confirmation.apply_for_level, result_id=self.result.pk)
        for kind in DocumentKind.values:
            self._do(self.owner, confirmation.put_document, kind=kind, taken=paper)
        self._do(self.owner, confirmation.submit_application, shows_name=True)

    def ask_more(self) -> None:
        self._do(self.people.keeper, confirmation.ask_for_more, documents=["taxes"], reason=_MISSING)

    def accept(self) -> None:
        self.row = self._do(self.people.keeper, confirmation.accept)

    def assess(self) -> None:
        self._do(self.people.keeper, confirmation.assign, assessor_id=self.people.assessor.pk)
        opened = self._do(self.owner, confirmation.agree)
        self._declare(self.people.assessor, Subject.VERIFICATION, opened.verification_id)
        self._do(self.people.assessor, confirmation.plan_visit, on=self.at.date() + timedelta(days=2))
        self.at += timedelta(days=3)

    def report(self) -> None:
        assert self.row is not None
        case = {"verification_id": self.row.verification_id}
        self._judge(case)
        self._do(self.people.assessor, actions.finish, confirms_rest=True, **case)
        self._do(self.people.assessor, confirmation.hand_in_report, summary=_SUMMARY)

    def _judge(self, case: dict[str, Any]) -> None:
        """The first questions one by one: as the company answered, but for one found a level lower."""
        framework = framework_of(self.result.framework)
        claimed = claimed_of(framework, self.result)
        for place, code in enumerate(list(claimed)[:_LOOKED_AT]):
            value, reason = claimed[code], ""
            codes = [choice.code for choice in framework.items[code].choices]
            if place == _LOOKED_AT - 1 and value in codes[1:]:
                value, reason = codes[codes.index(str(value)) - 1], _FOUND
            self._do(self.people.assessor, actions.judge, item=code, value=value, reason=reason, **case)

    def _declare(self, person: User, subject: Subject, key: uuid.UUID | None) -> None:
        self._do(person, declare_interests, subject=subject, subject_id=key, is_free=True, reason="")

    def vote(self, *votes: bool) -> None:
        assert self.row is not None
        for member, is_for, against in zip(self.people.members, votes, _AGAINST, strict=False):
            self._declare(member, Subject.APPLICATION, self.row.pk)
            self._do(member, confirmation.vote, is_for=is_for, reason="" if is_for else against)

    def revoke(self) -> None:
        self._do(self.people.keeper, confirmation.revoke_certificate, reason=_REVOKED)


def begin(results: Sequence[Result], people: People, *, at: datetime) -> int:
    """Let these results' companies apply, each until another step; how many. None where some have applied.

    Each company gets an administrator of its own, as every company has that applies.
    """
    with acting_as_system():
        if LevelApplication.objects.exists():
            return 0
        owners = [_owner(each.organisation, number) for number, each in enumerate(results)]
    paper = checked(_PDF, name="시연용 서류.pdf")
    ways: tuple[tuple[Callable[[_Case], None], ...], ...] = (
        (),
        (_Case.ask_more,),
        (_Case.accept,),
        (_Case.accept, _Case.assess),
        (_Case.accept, _Case.assess, _Case.report, lambda case: case.vote(True)),
        (_Case.accept, _Case.assess, _Case.report, lambda case: case.vote(True, True)),
        (_Case.accept, _Case.assess, _Case.report, lambda case: case.vote(False, False)),
        (_Case.accept, _Case.assess, _Case.report, lambda case: case.vote(True, True), _Case.revoke),
    )
    for result, owner, way in zip(results, owners, ways, strict=False):
        case = _Case(result, owner, people, at - timedelta(days=2 + 5 * len(way)))
        case.submit(paper)
        for act in way:
            act(case)
    return min(len(results), len(ways))


def _owner(company: Organisation, number: int) -> User:
    known = User.objects.filter(
        memberships__organisation=company,
        memberships__state="active",
        memberships__role=Role.ADMINISTRATOR.value,
        memberships__organisation__kind=Kind.COMPANY.value,
    ).first()
    return known or make_person(
        f"owner{number}@level.example", PASSWORD, "대표", organisation=company, role=Role.ADMINISTRATOR.value
    )
