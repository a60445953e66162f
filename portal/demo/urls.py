"""Addresses of the demonstration's own pages."""

from django.urls import path

from portal.demo import views

app_name = "demo"
urlpatterns = [
    path("mail/", views.mails, name="mails"),
    path("mail/<uuid:mail_id>/", views.mail, name="mail"),
    path("codes/", views.codes, name="codes"),
]
