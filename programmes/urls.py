"""Addresses of the regional desk."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.web.navigation import RULES, Item, kinds, register
from programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.regional_list, name="regional_list"),
    path("next/", views.next_pending, name="next_pending"),
    path("results/<uuid:result_id>/state/", views.state, name="state"),
    path("results/<uuid:result_id>/note/", views.note, name="note"),
    path("results/<uuid:result_id>/contact/", views.contact, name="contact"),
    path("states/", views.bulk_changes, name="bulk_changes"),
    path("states/check/", views.bulk_check, name="bulk_check"),
    path("states/check/<uuid:draft_id>/", views.bulk_draft, name="bulk_draft"),
    path("states/<uuid:change_id>/", views.bulk, name="bulk"),
    path("states/<uuid:change_id>/undo/", views.bulk_undo, name="bulk_undo"),
    path("views/", views.view_new, name="view_new"),
    path("views/<uuid:view_id>/", views.view_edit, name="view_edit"),
    path("views/<uuid:view_id>/delete/", views.view_delete, name="view_delete"),
    path("export/", views.export, name="export"),
    path("exports/", views.exports, name="exports"),
    path("exports/<uuid:export_id>/", views.export_receipt, name="export_receipt"),
    path("exports/<uuid:export_id>/file/", views.export_file, name="export_file"),
    path("exports/<uuid:export_id>/deleted/", views.export_deleted, name="export_deleted"),
    path("exports/<uuid:export_id>/not-deleted/", views.export_not_deleted, name="export_not_deleted"),
    path("barriers/", views.barriers, name="barriers"),
    path("districts/", views.districts, name="districts"),
    path("jurisdictions/", views.jurisdictions, name="jurisdictions"),
    path("jurisdictions/assign/", views.assign, name="assign"),
    path("jurisdictions/assign/check/", views.assign_check, name="assign_check"),
    path("jurisdictions/handovers/", views.handovers, name="handovers"),
    path("jurisdictions/handovers/<uuid:handover_id>/", views.handover, name="handover"),
    path("jurisdictions/handovers/<uuid:handover_id>/undo/", views.undo, name="handover_undo"),
    path("jurisdictions/<slug:code>/", views.jurisdiction, name="jurisdiction"),
]
register(Item(_("Regional list"), "programmes:regional_list", order=10, shown=kinds("technopark")))
register(Item(_("Our districts"), "programmes:districts", order=20, shown=kinds("technopark")))
register(Item(_("Jurisdictions"), "programmes:jurisdictions", order=55, shown=kinds("ministry"), group=RULES))
