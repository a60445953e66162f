"""A person's e-mail addresses: which is verified, and who may claim one."""

import uuid

from allauth.account.models import EmailAddress

from core.accounts.models import User

EVERYBODYS_MAIL = frozenset(
    {"daum.net", "gmail.com", "hanmail.net", "hotmail.com", "kakao.com", "korea.com", "naver.com"}
    | {"nate.com", "outlook.com", "yahoo.co.kr", "yahoo.com"}
)
"""Domains of mail that say nothing of the company behind an address."""


def is_verified(user_id: uuid.UUID | None) -> bool:
    """Whether the person confirmed their main address; False for a visitor."""
    if user_id is None:
        return False
    return bool(EmailAddress.objects.filter(user_id=user_id, primary=True, verified=True).exists())


def claim_verified(person: User, address: str) -> bool:
    """Mark the person's own address as verified, because they followed a link sent only there.

    False when the address is not theirs or somebody else verified it before.
    """
    row = EmailAddress.objects.filter(user=person, email__iexact=address).first()
    return row is not None and bool(row.set_verified())
