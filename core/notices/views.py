"""The inbox."""

import uuid
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.notices import actions
from core.notices.actions import choose
from core.notices.models import Notice
from core.notices.queries import by_topic, days, read_together, switches
from core.notices.topics import Topic
from core.web import actor_of, change, page, page_or_change
from core.web.request import now

SHOWN, MANY = 30, 10
"""Notices on a page; above so many they can be narrowed to a topic."""


@page()
def inbox(request: HttpRequest) -> HttpResponse:
    """The notices of the person by day, those that still ask first; `?show=` narrows them."""
    by = actor_of(request)
    mine = Notice.objects.visible_to(by)
    unread, topics = mine.unread().count(), by_topic(by)
    total, show = sum(count for count, _codes in topics.values()), request.GET.get("show", "")
    wanted = next((codes for topic, (_count, codes) in topics.items() if topic.code == show), None)
    is_narrow = show == "unread" and unread > 0
    rows = mine.unread() if is_narrow else mine if wanted is None else mine.filter(code__in=wanted)
    listed = Paginator(rows.unread_first(), SHOWN).get_page(request.GET.get("page"))
    marked = instant_of(request.GET.get("read", ""))
    context = {
        "page": listed,
        "days": days(listed.object_list),
        "unread": unread,
        "asking": rows.unread().count() if wanted is not None else unread,
        "chips": _chips(topics, total, unread, show) if total > MANY else (),
        "until": now().isoformat(),
        "marked": read_together(by, marked) if marked else 0,
        "marked_at": marked.isoformat() if marked else "",
    }
    return render(request, "accounts/inbox.html", context)


def _chips(
    topics: dict[Topic, tuple[int, tuple[str, ...]]], total: int, unread: int, show: str
) -> list[tuple[str, int, str, bool]]:
    """Title, number, address and whether it is chosen: all, the unread ones, then each topic."""
    parts = [(str(topic.label), count, topic.code) for topic, (count, _codes) in topics.items()]
    ways = [(_("Unread"), unread, "unread"), *(parts if len(parts) > 1 else [])]
    is_known = show in {code for _title, count, code in ways if count}
    narrow = [(title, count, f"?show={code}", code == show) for title, count, code in ways if count]
    return [(_("All"), total, "?", not is_known), *narrow]


def instant_of(typed: str) -> datetime | None:
    """The instant that an address or a form brings, in UTC; None for anything else."""
    try:
        at = datetime.fromisoformat(typed)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


@change()
def open_notice(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Marks one as read and goes where it leads."""
    found = get_object_or_404(Notice.objects.visible_to(actor_of(request)), pk=notice_id)
    if found.read_at is None:
        found.read_at = now()
        found.save(update_fields=["read_at"])
    leads = found.url.startswith("/") and not found.url.startswith("//")
    return redirect(found.url if leads else "core:inbox")


@change()
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks all as read that stood in the inbox when it was opened; what came since stays unread."""
    at = now()
    done = actions.read_all(by=actor_of(request), at=at, until=instant_of(request.POST.get("until", "")))
    address = reverse("core:inbox")
    return redirect(f"{address}?{urlencode({'read': at.isoformat()})}" if done else address)


@change()
def unread_again(request: HttpRequest) -> HttpResponse:
    """Takes one press of “Mark all as read” back."""
    at = instant_of(request.POST.get("read", ""))
    n = actions.unread_again(by=actor_of(request), read_at=at) if at else 0
    if n:
        said = ngettext("%(n)s notice is unread again.", "%(n)s notices are unread again.", n)
        messages.success(request, said % {"n": n})
    return redirect("core:inbox")


@page()
def choices_page(request: HttpRequest) -> HttpResponse:
    """Which notices come by mail: a switch for each topic that concerns the person."""
    return render(request, "accounts/notice_choices.html", {"switches": switches(actor_of(request))})


@change()
def choices_post(request: HttpRequest) -> HttpResponse:
    """Stores the switches."""
    choose(by=actor_of(request), at=now(), by_mail=request.POST.getlist("by_mail"))
    messages.success(request, _("Saved."))
    return redirect("core:notice_choices")


choices = page_or_change(choices_page, choices_post)
