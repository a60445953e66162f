"""Addresses of the printed certificate, beside those of the application."""

from django.urls import path

from portal.certificates import views

app_name = "certificates"
urlpatterns = [
    path("<uuid:application_id>/certificate/", views.order, name="order"),
    path("<uuid:application_id>/certificate.pdf", views.file, name="file"),
]
