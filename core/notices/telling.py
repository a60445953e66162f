"""Tells a person something: a line in the inbox and often a mail, in the transaction of the cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.functional import Promise

from core.accounts.models import User
from core.notices.models import Notice

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: title and text are lazy translations with %(name)s places for the parameters.

    `action` is the verb of its link. `by_mail` sends it as a mail as well.
    """

    code: str
    title: Text
    text: Text
    action: Text = ""
    by_mail: bool = True


_kinds: dict[str, Kind] = {}


class _Missing(dict[str, Any]):
    """Parameters of an older notice may lack a new place: it shows as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def register(*kinds: Kind) -> None:
    """Make kinds known; called where an app is ready."""
    _kinds.update({each.code: each for each in kinds})


def words(code: str, params: Mapping[str, Any]) -> tuple[str, str, str]:
    """Title, text and verb of a notice in the active language; the code itself for a kind that is gone."""
    kind = _kinds.get(code)
    if kind is None:
        return code, "", ""
    filled = _Missing(params)
    return str(kind.title) % filled, str(kind.text) % filled, str(kind.action)


def tell(user_id: UUID, code: str, params: Mapping[str, Any] | None = None, url: str = "") -> None:
    """Put a notice into the person's inbox and, for kinds that say so, a mail into the outbox.

    `url` is a path of the portal. Mail goes only to a verified address. Raises KeyError for a kind that
    nobody registered: a bug, not bad input.
    """
    kind = _kinds[code]
    params = dict(params or {})
    Notice.objects.create(user_id=user_id, code=code, params=params, url=url)
    if not kind.by_mail:
        return
    person = (
        User.objects.filter(
            pk=user_id, is_active=True, emailaddress__primary=True, emailaddress__verified=True
        )
        .values_list("emailaddress__email", "language")
        .first()
    )
    if person:
        mail(person[0], code, params, url=url, language=person[1])


def mail(address: str, code: str, params: Mapping[str, Any], *, url: str = "", language: str = "ko") -> None:
    """Send this kind of notice to an address, which need not belong to a person of the portal."""
    with translation.override(language):
        title, text, action = words(code, params)
        lines = [text]
        if url:
            lines += ["", f"{action}:" if action else "", f"{settings.PUBLIC_URL}{url}"]
        lines += ["", f"{settings.SERVICE_NAME} · {settings.CONTACT_NAME} {settings.CONTACT_PHONE}"]
        subject = " ".join(f"[{settings.SERVICE_NAME}] {title}".split())
        send_mail(subject, "\n".join(lines), None, [address])
