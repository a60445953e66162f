"""Addresses of a company's plants, mounted at `/plants/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from assessments.views import plants as views
from core.web.navigation import Item, kinds, register

app_name = "plants"
urlpatterns = [
    path("", views.plants, name="plants"),
    path("new/", views.add, name="add"),
    path("<uuid:plant_id>/", views.plant, name="plant"),
    path("<uuid:plant_id>/edit/", views.edit, name="edit"),
    path("<uuid:plant_id>/retire/", views.retire, name="retire"),
    path("<uuid:plant_id>/bring-back/", views.bring_back, name="bring_back"),
]
register(Item(_("Plants"), "plants:plants", order=15, shown=kinds("company")))
