"""Addresses of suppliers and recommendations."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.accounts.policies import is_programme_administrator
from core.web.navigation import DECISIONS, Item, everyone, kinds, register, register_footer
from matching import policies, views
from matching.queries.consultations import waiting_count

app_name = "matching"
urlpatterns = [
    path("", views.suppliers, name="search"),
    path("compare/", views.comparison, name="compare"),
    path("searches/", views.saved_searches, name="saved_searches"),
    path("searches/new/", views.save_search, name="save_search"),
    path("searches/<uuid:search_id>/", views.saved_search, name="saved_search"),
    path("searches/<uuid:search_id>/delete/", views.search_delete, name="search_delete"),
    path("policy/", views.policy, name="policy"),
    path("join/", views.join, name="join"),
    path("recommendations/<uuid:recommendation_id>/", views.recommendation, name="recommendation"),
    path("consultations/", views.consultations, name="consultations"),
    path("consultations/<uuid:consultation_id>/", views.consultation, name="consultation"),
    path(
        "consultations/<uuid:consultation_id>/answer/", views.consultation_answer, name="consultation_answer"
    ),
    path(
        "consultations/<uuid:consultation_id>/decline/",
        views.consultation_decline,
        name="consultation_decline",
    ),
    path("consultations/<uuid:consultation_id>/write/", views.consultation_write, name="consultation_write"),
    path("consultations/<uuid:consultation_id>/close/", views.consultation_close, name="consultation_close"),
    path("consultations/<uuid:consultation_id>/propose/", views.propose, name="propose"),
    path("consultations/<uuid:consultation_id>/proposals/", views.proposals, name="proposals"),
    path("consultations/<uuid:consultation_id>/proposals/none/", views.proposals_none, name="proposals_none"),
    path("proposals/<uuid:proposal_id>/choose/", views.proposal_choose, name="proposal_choose"),
    path("consultations/rounds/<uuid:round_id>/forget/", views.forget_next, name="forget_next"),
    path("verification/", views.queue, name="verification"),
    path("verification/<uuid:supplier_id>/", views.case, name="verification_case"),
    path("verification/<uuid:supplier_id>/verify/", views.verify, name="verification_verify"),
    path("verification/<uuid:supplier_id>/return/", views.give_back, name="verification_return"),
    path("verification/<uuid:supplier_id>/withdraw/", views.take_back, name="verification_withdraw"),
    path("verification/<uuid:supplier_id>/number/", views.number, name="verification_number"),
    path("verification/<uuid:supplier_id>/reopen/", views.reopen, name="verification_reopen"),
    path("confirmations/", views.to_check, name="to_check"),
    path("confirmations/link/<str:token>/", views.confirm_by_link, name="confirm_by_link"),
    path("confirmations/<uuid:asked_id>/", views.confirm_project, name="confirm_project"),
    path("confirmations/<uuid:request_id>/check/", views.check_project, name="check_project"),
    path("mine/", views.mine, name="mine"),
    path("mine/start/", views.start, name="start"),
    path("mine/recommendations/", views.shown, name="shown"),
    path("mine/preview/", views.preview, name="preview"),
    path("mine/confirm/", views.confirm, name="confirm"),
    path("mine/publish/", views.publish, name="publish"),
    path("mine/ask/", views.ask, name="ask"),
    path("mine/ask/withdraw/", views.withdraw, name="ask_withdraw"),
    path("mine/products/", views.product_add, name="product_add"),
    path("mine/products/<uuid:product_id>/", views.product, name="product"),
    path("mine/products/<uuid:product_id>/delete/", views.product_delete, name="product_delete"),
    path("mine/projects/", views.record_add, name="record_add"),
    path("mine/projects/<uuid:record_id>/", views.record, name="record"),
    path("mine/projects/<uuid:record_id>/delete/", views.record_delete, name="record_delete"),
    path("mine/projects/<uuid:record_id>/customer/", views.ask_customer, name="ask_customer"),
    path("mine/projects/<uuid:record_id>/customer/withdraw/", views.withdraw_ask, name="withdraw_ask"),
    path("mine/technologies/restore/", views.restore, name="restore"),
    path("mine/deleted/restore/", views.restore_item, name="restore_item"),
    path("mine/sections/<slug:name>/", views.section, name="section"),
    path("<slug:slug>/ask/", views.ask_supplier, name="ask_supplier"),
    path("<slug:slug>/", views.profile, name="profile"),
]
register(Item(_("Suppliers"), "matching:search", order=30, shown=everyone))
register(Item(_("Our profile"), "matching:mine", order=10, shown=kinds("supplier")))
register(
    Item(
        _("Enquiries"),
        "matching:consultations",
        order=25,
        shown=kinds("company", "supplier"),
        count=waiting_count,
    )
)
register(
    Item(
        _("Supplier verification"),
        "matching:verification",
        order=41,
        shown=is_programme_administrator,
        group=DECISIONS,
    )
)
register(
    Item(
        _("Projects to check"), "matching:to_check", order=42, shown=policies.checks_projects, group=DECISIONS
    )
)
register_footer(_("How we recommend"), "matching:policy", 30)
register_footer(_("Register as a supplier"), "matching:join", 35)
