"""The API's addresses: every app lists its viewsets, the roof mounts them under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

import assessments.api
import matching.api
import portal.certificates.api
import portal.letterheads.api
import portal.reports.api
import portal.results.api
import portal.submission.api
import programmes.api
from portal.schema import SchemaView

router = SimpleRouter()
for module in (
    assessments.api,
    matching.api,
    programmes.api,
    portal.certificates.api,
    portal.letterheads.api,
    portal.reports.api,
    portal.results.api,
    portal.submission.api,
):
    for prefix, viewset, basename in module.router_entries:
        router.register(prefix, viewset, basename)

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include((router.urls, "v1"))),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path("", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
app_name = "api"
