"""Tells a person something: a line in the inbox and often a mail, in the transaction of the cause."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.accounts.models import User
from core.notices.models import Notice, NoticeChoice
from core.notices.topics import OTHER, Topic
from core.web.wording import date_text

Text = str | Promise
Written = Callable[[Mapping[str, Any]], str]
HELD_MOST = 20
"""So many mails at most are made up for when an address is confirmed: the newest."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: title and text are lazy translations with %(name)s places for the parameters.

    Where the words depend on the parameters `text` is a function of them. `action` is the verb of its link.
    `by_mail` False keeps it in the inbox; otherwise the topic, which a person switches, decides on the mail.
    """

    code: str
    title: Text
    text: Text | Written
    action: Text = ""
    by_mail: bool = True
    topic: Topic = OTHER


_kinds: dict[str, Kind] = {}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Missing(dict[str, Any]):
    """Parameters of an older notice may lack a new place: it shows as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def register(*kinds: Kind) -> None:
    """Make kinds known; called where an app is ready."""
    _kinds.update({each.code: each for each in kinds})


def topics(kinds_of_places: frozenset[str] = frozenset()) -> tuple[Topic, ...]:
    """The topics about which somebody in organisations of these kinds gets mails, fixed ones first."""
    used = {each.topic.code: each.topic for each in _kinds.values() if each.by_mail}
    mine = [each for each in used.values() if not each.kinds or each.kinds & kinds_of_places]
    return tuple(sorted(mine, key=lambda each: (not each.is_fixed, not each.kinds, each.code)))


def topic_of(code: str) -> Topic:
    """What a kind of notice is about; the topic of all others for a kind that is gone."""
    return _kinds[code].topic if code in _kinds else OTHER


def words(code: str, params: Mapping[str, Any]) -> tuple[str, str, str]:
    """Title, text and verb of a notice in the active language; the code itself for a kind that is gone.

    A day that stands as ISO text among the parameters is written as the language writes it; a text in several
    languages (`{"ko": …, "en": …}`) is read in the active one.
    """
    kind = _kinds.get(code)
    if kind is None:
        return code, "", ""
    filled = _Missing({name: _shown(value) for name, value in params.items()})
    text = str(kind.text) % filled if isinstance(kind.text, str | Promise) else kind.text(filled)
    return str(kind.title) % filled, text, str(kind.action)


def _shown(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get((translation.get_language() or "ko")[:2]) or next(iter(value.values()), "")
    is_day = isinstance(value, str) and _DAY.fullmatch(value)
    return date_text(date.fromisoformat(value)) if is_day else value


def tell(
    user_id: UUID,
    code: str,
    params: Mapping[str, Any] | None = None,
    url: str = "",
    *,
    about: str = "",
    once: str = "",
) -> bool:
    """Put a notice into the person's inbox and, where its topic goes by mail, a mail into the outbox.

    `url` is a path of the portal; `about` and `once` are as in `Notice`: told with the same `once` before,
    nothing happens and False comes back. A mail goes only to a confirmed address and waits for one
    (`send_held`). Raises KeyError for a kind that nobody registered: a bug, not bad input.
    """
    kind = _kinds[code]
    notice = Notice(
        user_id=user_id, code=code, params=dict(params or {}), url=url, about=about, once=once,
    )  # fmt: skip
    person = _person(user_id, kind.topic) if kind.by_mail else None
    if person is not None and person.wants_mail:
        notice.mailed_to, notice.is_held = person.address, not person.address
    if once:
        Notice.objects.bulk_create([notice], ignore_conflicts=True)
        if not Notice.objects.filter(pk=notice.pk).exists():
            return False
    else:
        notice.save(force_insert=True)
    if person is not None and notice.mailed_to:
        mail(notice.mailed_to, code, notice.params, url=url, language=person.language)
    return True


def tell_more(user_id: UUID, code: str, params: Mapping[str, Any], url: str = "", *, about: str) -> bool:
    """Like `tell`, but one unread notice about something is enough: while there is one, no other and no mail.

    One of the same kind takes the new parameters and counts in `count` how often it was told. The caller
    holds the lock of what it is about.
    """
    unread = Notice.objects.filter(user_id=user_id, about=about).unread().order_by("-created_at")
    known = list(unread)
    if not known:
        return tell(user_id, code, {**params, "count": 1}, url, about=about)
    if (same := next((each for each in known if each.code == code), None)) is not None:
        same.params = {**params, "count": same.params.get("count", 1) + 1}
        same.save(update_fields=["params"])
    return False


def settle(about: str, user_id: UUID | None = None) -> int:
    """Close the open notices about something that was decided, everybody's, or those of a person who has done
    their part; how many there were."""
    rows = Notice.objects.filter(about=about, settled_at__isnull=True)
    return (rows.filter(user_id=user_id) if user_id else rows).update(settled_at=Now())


def amend(about: str, codes: Collection[str], **params: Any) -> int:
    """Add to the parameters of the notices of these kinds about something, everybody's, so that none goes on
    saying what is true no longer; how many there were."""
    rows = list(Notice.objects.filter(about=about, code__in=codes))
    for each in rows:
        each.params = {**each.params, **params}
    Notice.objects.bulk_update(rows, ["params"])
    return len(rows)


def send_held(user_id: UUID, address: str, language: str) -> int:
    """Send the mails that waited for the person to confirm an address; how many. Settled ones are let go."""
    held = Notice.objects.filter(user_id=user_id, is_held=True).select_for_update().order_by("-created_at")
    open_ones = [each for each in held if each.settled_at is None and each.code in _kinds][:HELD_MOST]
    Notice.objects.filter(user_id=user_id, is_held=True).update(is_held=False)
    Notice.objects.filter(pk__in=[each.pk for each in open_ones]).update(mailed_to=address)
    for each in reversed(open_ones):
        mail(address, each.code, each.params, url=each.url, language=language)
    return len(open_ones)


def mail(address: str, code: str, params: Mapping[str, Any], *, url: str = "", language: str = "ko") -> None:
    """Send this kind of notice to an address, which need not belong to a person of the portal."""
    with translation.override(language):
        title, text, action = words(code, params)
        lines = [text]
        if url:
            lines += ["", f"{action}:" if action else "", f"{settings.PUBLIC_URL}{url}"]
        lines += ["", f"{settings.SERVICE_NAME} · {settings.CONTACT_NAME} {settings.CONTACT_PHONE}"]
        if code in _kinds and not _kinds[code].topic.is_fixed:
            choices = f"{settings.PUBLIC_URL}{reverse('core:notice_choices')}"
            lines.append(_("Choose which mails you get: %(url)s") % {"url": choices})
        subject = " ".join(f"[{settings.SERVICE_NAME}] {title}".split())
        send_mail(subject, "\n".join(lines), None, [address])


@dataclass(frozen=True, slots=True)
class _Person:
    """Where a person's mail goes (empty: no confirmed address yet), in which language, and whether at all."""

    address: str
    language: str
    wants_mail: bool


def _person(user_id: UUID, topic: Topic) -> _Person | None:
    """None for an account that is closed or not there (one query)."""
    chosen = NoticeChoice.objects.filter(user_id=OuterRef("pk"), topic=topic.code).values("is_by_mail")[:1]
    confirmed = EmailAddress.objects.filter(user_id=OuterRef("pk"), primary=True, verified=True)
    row = (
        User.objects.filter(pk=user_id, is_active=True)
        .annotate(chosen=Subquery(chosen), address=Subquery(confirmed.values("email")[:1]))
        .values_list("address", "language", "chosen")
        .first()
    )
    if row is None:
        return None
    address, language, choice = row
    wants = topic.is_fixed or (topic.by_mail if choice is None else choice)
    return _Person(address=address or "", language=language, wants_mail=wants)
