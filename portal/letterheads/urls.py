"""Addresses of letterheads."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.web.navigation import RULES, Item, kinds, register
from portal.letterheads import views

app_name = "letterheads"
urlpatterns = [
    path("", views.letterheads, name="letterheads"),
    path("new/", views.new, name="new"),
    path("<uuid:letterhead_id>/", views.letterhead, name="letterhead"),
    path("<uuid:letterhead_id>/publish/", views.publish, name="publish"),
    path("<uuid:letterhead_id>/discard/", views.discard, name="discard"),
    path("<uuid:letterhead_id>/retire/", views.retire, name="retire"),
    path("<uuid:letterhead_id>/preview/", views.preview, name="preview"),
    path("<uuid:letterhead_id>/preview.pdf", views.preview_pdf, name="preview_pdf"),
]
HEAD = _("Letterhead of reports")
register(Item(HEAD, "letterheads:letterheads", order=60, shown=kinds("technopark")))
register(Item(HEAD, "letterheads:letterheads", order=60, shown=kinds("ministry"), group=RULES))
