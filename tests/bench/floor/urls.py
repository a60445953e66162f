"""Addresses of the floors."""

from django.urls import path

from tests.bench.floor import views

urlpatterns = [
    path("insert/", views.insert),
    path("listing/", views.listing),
    path("mine/insert/", views.my_insert),
    path("mine/listing/", views.my_listing),
    path("suppliers/", views.MakerViewSet.as_view({"get": "list"})),
]
