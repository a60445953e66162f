"""Addresses of the home page and of the pages about the portal."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.web.navigation import register_footer
from portal.dashboard import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/method/", views.method, name="about_method"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("help/", views.help_, name="help"),
]
register_footer(_("Help and contact"), "help", 10)
register_footer(_("How scores and recommendations are made"), "about_method", 20)
register_footer(_("Accessibility"), "accessibility", 82)
