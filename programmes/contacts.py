"""Whom at a company a technopark may ask, as far as the company's consent goes."""

import uuid
from dataclasses import dataclass

from assessments.models import Share
from core.accounts.actor import Actor
from core.accounts.models import Membership, User
from core.accounts.roles import Role

COVERED = "담당자 이름과 연락처"
"""What the items of a consent say when it covers the contact (core/consents/texts/share_technopark.yaml)."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the company; `phone` and `dialled`, which a telephone takes, may be empty."""

    name: str
    email: str
    phone: str

    @property
    def dialled(self) -> str:
        """The digits of the number."""
        return "".join(each for each in self.phone if each.isdigit() or each == "+")


def contact_of(by: Actor, result_id: uuid.UUID) -> Contact | None:
    """The company's person for this result: who agreed to share it, or an administrator once they have left.

    None where the consent as it was worded then does not cover contacts, or nobody is left (two queries).
    """
    share = (
        Share.objects.visible_to(by)
        .filter(result_id=result_id, recipient_id__in=by.organisation_ids, withdrawn_at__isnull=True)
        .select_related("consent")
        .first()
    )
    if share is None or not _covers_contact(share.consent.wording):
        return None
    members = Membership.objects.active().filter(
        organisation_id=share.organisation_id, user__isnull=False, user__is_active=True
    )
    people = [(each.role, each.user) for each in members.select_related("user").order_by("id")]
    person = _first(people, share.consent.user_id)
    return Contact(str(person), person.email, person.phone) if person else None


def _first(people: list[tuple[str, User | None]], agreed: uuid.UUID | None) -> User | None:
    known = [(role, user) for role, user in people if user is not None]
    wanted = [user for _role, user in known if user.pk == agreed]
    administrators = [user for role, user in known if role == Role.ADMINISTRATOR.value]
    return next(iter([*wanted, *administrators]), None)


def _covers_contact(wording: dict[str, dict[str, list[str]]]) -> bool:
    return any(COVERED in item for item in wording.get("ko", {}).get("items", ()))
