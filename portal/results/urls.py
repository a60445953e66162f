"""Addresses of results."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.web.navigation import Item, kinds, register
from portal.results import views

app_name = "results"
urlpatterns = [
    path("", views.results, name="results"),
    path("<uuid:result_id>/", views.result, name="result"),
    path("<uuid:result_id>/plan/", views.plan, name="plan"),
    path("<uuid:result_id>/benchmark/", views.benchmark, name="benchmark"),
    path("<uuid:result_id>/suppliers/", views.suppliers, name="suppliers"),
    path("<uuid:result_id>/method/", views.method, name="method"),
    path("<uuid:result_id>/bridge/", views.bridge, name="bridge"),
    path("<uuid:result_id>/change/", views.change_over_time, name="change"),
    path("<uuid:result_id>/investments/", views.investment_add, name="investment_add"),
    path("<uuid:result_id>/investments/<uuid:investment_id>/", views.investment, name="investment"),
    path(
        "<uuid:result_id>/investments/<uuid:investment_id>/remove/",
        views.investment_remove,
        name="investment_remove",
    ),
    path("<uuid:result_id>/barriers/", views.barriers, name="barriers"),
    path("<uuid:result_id>/barriers/take-back/", views.barriers_take_back, name="barriers_take_back"),
    path("<uuid:result_id>/support/", views.support, name="support"),
    path("<uuid:result_id>/spreadsheet/", views.spreadsheet, name="spreadsheet"),
    path("<uuid:result_id>/answers/", views.answers, name="answers"),
    path("<uuid:result_id>/why/<str:code>/", views.why, name="why"),
    path("<uuid:result_id>/recommend/", views.recommend, name="recommend"),
    path("<uuid:result_id>/share/<uuid:recipient_id>/", views.share, name="share"),
    path("shares/<uuid:share_id>/withdraw/", views.withdraw, name="withdraw"),
]
register(Item(_("Results"), "results:results", order=20, shown=kinds("company", "supplier")))
