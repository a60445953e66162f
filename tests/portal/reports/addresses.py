"""The reports' part of the API beside the pages, mounted as the portal does."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from portal.reports.api import router_entries

router = SimpleRouter()
for prefix, viewset, basename in router_entries:
    router.register(prefix, viewset, basename)

urlpatterns = [
    path("api/", include(([path("v1/", include((router.urls, "v1")))], "api"))),
    path("", include("portal.urls")),
]
