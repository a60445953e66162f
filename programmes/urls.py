"""Addresses of the regional desk."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.web.navigation import Item, kinds, register
from programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.regional_list, name="regional_list"),
    path("export/", views.export, name="export"),
    path("districts/", views.districts, name="districts"),
    path("jurisdictions/", views.jurisdictions, name="jurisdictions"),
    path("jurisdictions/assign/", views.assign, name="assign"),
    path("jurisdictions/<slug:code>/", views.jurisdiction, name="jurisdiction"),
]
register(Item(_("Regional list"), "programmes:regional_list", order=10, shown=kinds("technopark")))
register(Item(_("Our districts"), "programmes:districts", order=20, shown=kinds("technopark")))
register(Item(_("Jurisdictions"), "programmes:jurisdictions", order=30, shown=kinds("ministry")))
