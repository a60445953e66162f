"""The inbox."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.notices.models import Notice
from core.notices.telling import words
from core.web import actor_of, change, page
from core.web.request import now


@page()
def inbox(request: HttpRequest) -> HttpResponse:
    """All notices of the person, newest first."""
    mine = Notice.objects.visible_to(actor_of(request)).order_by("-created_at", "pk")
    listed = Paginator(mine, 20).get_page(request.GET.get("page"))
    rows = [(each, *words(each.code, each.params)) for each in listed]
    context = {"page": listed, "rows": rows, "has_unread": mine.filter(read_at=None).exists()}
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
