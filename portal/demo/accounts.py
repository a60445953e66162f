"""The demonstration's people: one for every role."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from core.accounts.actor import Actor
from core.accounts.demo import make_person
from core.accounts.roles import SECOND_FACTOR_KINDS, Kind, Role
from core.consents.actions import give
from core.consents.document import asked_at_sign_up
from core.models import Organisation

PASSWORD = "ieum-demo-2026"  # noqa: S105 - printed by ./run demo, made only there
"""The password of every demonstration account."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the demonstration; `organisation` is a business number, or a code for public bodies."""

    email: str
    name: str
    kind: Kind
    role: Role
    organisation: str
    about: str

    @property
    def needs_code(self) -> bool:
        """Whether signing in asks for a second step."""
        return self.kind.value in SECOND_FACTOR_KINDS


def accounts(hanbit: str, dasan: str, mirae: str) -> tuple[Account, ...]:
    """Everybody, given the business numbers of the three cast members."""
    park, local, ministry = Kind.TECHNOPARK, Kind.LOCAL_GOVERNMENT, Kind.MINISTRY
    committee, votes = Kind.COMMITTEE, Role.COMMITTEE_MEMBER
    return (
        Account("owner@hanbit.example", "김민재", Kind.COMPANY, Role.ADMINISTRATOR, hanbit, "한빛정밀 대표"),
        Account("owner@dasan.example", "박서진", Kind.COMPANY, Role.ADMINISTRATOR, dasan, "다산테크 대표"),
        Account("sales@mirae.example", "이하린", Kind.SUPPLIER, Role.ADMINISTRATOR, mirae, "미래시스템"),
        Account("officer@gntp.example", "정우진", park, Role.OFFICER, "GYEONGNAM", "경남테크노파크"),
        Account("officer@seoultp.example", "최보람", park, Role.OFFICER, "SEOUL", "서울테크노파크"),
        Account("officer@gyeongnam.example", "강유찬", local, Role.OFFICER, "48", "경상남도"),
        Account("assessor@body.example", "윤채운", Kind.ASSESSOR_BODY, Role.ASSESSOR, "KAB", "심사원"),
        Account("chair@committee.example", "문가람", committee, votes, "LEVEL", "심의위원"),
        Account("member@committee.example", "류다온", committee, votes, "LEVEL", "심의위원"),
        Account(
            "programme@ministry.example",
            "오태오",
            ministry,
            Role.PROGRAMME_ADMINISTRATOR,
            "MSS",
            "사업 관리자",
        ),
        Account(
            "integrity@ministry.example", "한지안", ministry, Role.INTEGRITY_OFFICER, "MSS", "청렴 담당자"
        ),
        Account("auditor@ministry.example", "신도윤", ministry, Role.AUDITOR, "MSS", "감사 담당자"),
    )


def totp_secret(email: str) -> str:
    """The base32 secret of a demonstration account, derived from this installation's SECRET_KEY."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"demo:{email}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode()


def make(account: Account, organisation: Organisation) -> None:
    """Create the account, or bring it up to what is wanted."""
    person = make_person(
        account.email,
        PASSWORD,
        account.name,
        organisation=organisation,
        role=account.role.value,
        totp_secret=totp_secret(account.email) if account.needs_code else None,
    )
    for document in asked_at_sign_up():
        if document.required:
            give(by=Actor(user_id=person.pk), at=timezone.now(), document=document.code)
