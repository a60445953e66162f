"""Addresses of the submission, beside those of the diagnostic."""

from django.urls import path

from portal.submission import views

urlpatterns = [
    path("<uuid:session_id>/submit/", views.submit, name="submit"),
    path("<uuid:session_id>/company/", views.company, name="submit_company"),
]
