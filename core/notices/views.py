"""The inbox."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.notices.actions import choose
from core.notices.models import Notice
from core.notices.queries import switches
from core.notices.telling import words
from core.web import actor_of, change, page, page_or_change
from core.web.request import now


@page()
def inbox(request: HttpRequest) -> HttpResponse:
    """All notices of the person: those that still ask first, in each part the newest first."""
    mine = Notice.objects.visible_to(actor_of(request)).unread_first()
    listed = Paginator(mine, 20).get_page(request.GET.get("page"))
    rows = [(each, *words(each.code, each.params)) for each in listed]
    context = {"page": listed, "rows": rows, "has_unread": mine.unread().exists()}
    return render(request, "accounts/inbox.html", context)


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
    """Marks all as read."""
    Notice.objects.visible_to(actor_of(request)).filter(read_at=None).update(read_at=now())
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
