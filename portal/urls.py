"""The portal's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from core.admin import site
from core.web.gallery import gallery
from portal import sitemap

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
    path("", include("core.urls")),
    path("assessments/", include("portal.submission.urls")),
    path("assessments/levels/", include("portal.certificates.urls")),
    path("assessments/", include("assessments.urls")),
    path("plants/", include("assessments.plants_urls")),
    path("suppliers/", include("matching.urls")),
    path("regional/", include("programmes.urls")),
    path("api/", include("portal.api")),
    path("dev/", include("portal.demo.urls")),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.sitemap_part, name="sitemap_part"),
    path("ui/", gallery, name="ui"),
    path("reports/letterheads/", include("portal.letterheads.urls")),
    path("", include("portal.reports.urls")),
    path("results/", include("portal.results.urls")),
    path("", include("portal.dashboard.urls")),
]

handler400 = "core.web.refusal.bad_request"
handler403 = "core.web.refusal.forbidden"
handler404 = "core.web.refusal.not_found"
handler500 = "core.web.refusal.server_error"
