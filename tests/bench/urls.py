"""The portal's addresses and those of the floors."""

from django.urls import include, path

from portal import urls as portal

urlpatterns = [path("floor/", include("tests.bench.floor.urls")), *portal.urlpatterns]
handler400, handler403 = portal.handler400, portal.handler403
handler404, handler500 = portal.handler404, portal.handler500
