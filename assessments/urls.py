"""Addresses of the diagnostic. Submitting (`submit`, `submit_company`) is the portal's, which adds to it."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from assessments import views
from assessments.views import confirmation
from core.accounts.actor import Actor
from core.accounts.policies import is_programme_administrator
from core.web.navigation import DECISIONS, RULES, Item, register, register_footer

app_name = "assessments"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("start/", views.start, name="start"),
    path("districts/", views.district_options, name="districts"),
    path("size/", views.size_read, name="size"),
    path("frameworks/", views.framework_list, name="frameworks"),
    path("frameworks/new/", views.framework_new, name="framework_new"),
    path("frameworks/begin/", views.framework_begin, name="framework_begin"),
    path("frameworks/<uuid:version_id>/", views.framework_version, name="framework"),
    path("frameworks/<uuid:version_id>/edit/", views.framework_edit, name="framework_edit"),
    path("frameworks/<uuid:version_id>/parts/", views.framework_parts, name="framework_parts"),
    path(
        "frameworks/<uuid:version_id>/parts/<str:kind>/<str:code>/",
        views.framework_part,
        name="framework_part",
    ),
    path(
        "frameworks/<uuid:version_id>/weights/<str:code>/", views.framework_weights, name="framework_weights"
    ),
    path("frameworks/<uuid:version_id>/undo/", views.framework_undo, name="framework_undo"),
    path("frameworks/<uuid:version_id>/preview/", views.framework_preview, name="framework_preview"),
    path("frameworks/<uuid:version_id>/difference/", views.framework_difference, name="framework_difference"),
    path("frameworks/<uuid:version_id>/rehearsal/", views.framework_rehearsal, name="framework_rehearsal"),
    path(
        "frameworks/<uuid:version_id>/rehearsal/file/",
        views.framework_rehearsal_file,
        name="framework_rehearsal_file",
    ),
    path("frameworks/<uuid:version_id>/file/", views.framework_file, name="framework_file"),
    path("frameworks/<uuid:version_id>/publish/", views.framework_publish, name="framework_publish"),
    path("frameworks/<uuid:version_id>/retire/", views.framework_retire, name="framework_retire"),
    path("frameworks/<uuid:version_id>/discard/", views.framework_discard, name="framework_discard"),
    path("support-rules/", views.support_list, name="support_list"),
    path("support-rules/new/", views.support_new, name="support_new"),
    path("support-rules/<uuid:rules_id>/", views.support_rules, name="support_rules"),
    path("support-rules/<uuid:rules_id>/edit/", views.support_edit, name="support_edit"),
    path("support-rules/<uuid:rules_id>/publish/", views.support_publish, name="support_publish"),
    path("support-rules/<uuid:rules_id>/withdraw/", views.support_withdraw, name="support_withdraw"),
    path("support-rules/<uuid:rules_id>/discard/", views.support_discard, name="support_discard"),
    path("resume/<str:token>/", views.resume, name="resume"),
    path("invited/<uuid:delegation_id>/<str:key>/", views.invited, name="invited"),
    path("invited/<uuid:delegation_id>/<str:key>/ask/", views.invited_ask, name="invited_ask"),
    path("parts/<uuid:delegation_id>/", views.part, name="part"),
    path("parts/<uuid:delegation_id>/check/", views.part_check, name="part_check"),
    path("parts/<uuid:delegation_id>/modules/<str:code>/", views.part_module, name="part_module"),
    path("parts/<uuid:delegation_id>/answers/<str:item>/", views.part_answer, name="part_answer"),
    path("<uuid:session_id>/", views.overview, name="overview"),
    path("<uuid:session_id>/plant/", views.plant, name="plant"),
    path("<uuid:session_id>/next/", views.following, name="next"),
    path("<uuid:session_id>/modules/<str:code>/", views.module, name="module"),
    path("<uuid:session_id>/answers/<str:item>/", views.answer, name="answer"),
    path("<uuid:session_id>/evidence/", views.evidence, name="evidence"),
    path("<uuid:session_id>/evidence/<str:item>/", views.evidence_item, name="evidence_item"),
    path("<uuid:session_id>/evidence/<str:item>/again/", views.evidence_reuse, name="evidence_reuse"),
    path("evidence/<uuid:evidence_id>/", views.evidence_file, name="evidence_file"),
    path("evidence/<uuid:evidence_id>/remove/", views.evidence_remove, name="evidence_remove"),
    path("evidence/<uuid:evidence_id>/restore/", views.evidence_restore, name="evidence_restore"),
    path("assigning/", views.assigning, name="assigning"),
    path("verifications/", views.verifications, name="verifications"),
    path("verifications/of/<uuid:result_id>/", views.verification_ask, name="verification_ask"),
    path("verifications/<uuid:verification_id>/", views.verification, name="verification"),
    path(
        "verifications/<uuid:verification_id>/assign/", views.verification_assign, name="verification_assign"
    ),
    path("verifications/<uuid:verification_id>/open/", views.verification_open, name="verification_open"),
    path("verifications/<uuid:verification_id>/end/", views.verification_end, name="verification_end"),
    path(
        "verifications/<uuid:verification_id>/finish/", views.verification_finish, name="verification_finish"
    ),
    path(
        "verifications/<uuid:verification_id>/items/<str:item>/",
        views.verification_item,
        name="verification_item",
    ),
    path(
        "verifications/<uuid:verification_id>/items/<str:item>/undo/",
        views.verification_undo,
        name="verification_undo",
    ),
    path(
        "verifications/<uuid:verification_id>/interest/",
        views.verification_interest,
        name="verification_interest",
    ),
    path("reviews/<uuid:appeal_id>/interest/", views.appeal_interest, name="appeal_interest"),
    path("levels/<uuid:application_id>/interest/", views.application_interest, name="application_interest"),
    path("reviews/", views.appeals, name="appeals"),
    path("reviews/of/<uuid:result_id>/<str:code>/", views.appeal_new, name="appeal_new"),
    path("reviews/<uuid:appeal_id>/", views.appeal, name="appeal"),
    path("reviews/<uuid:appeal_id>/assign/", views.appeal_assign, name="appeal_assign"),
    path("reviews/<uuid:appeal_id>/open/", views.appeal_open, name="appeal_open"),
    path("reviews/<uuid:appeal_id>/withdraw/", views.appeal_withdraw, name="appeal_withdraw"),
    path("reviews/<uuid:appeal_id>/decide/", views.appeal_decide, name="appeal_decide"),
    path("certificates/", confirmation.certificates, name="certificates"),
    path("certificates/<str:number>/", confirmation.certificate, name="certificate"),
    path("levels/", confirmation.applications, name="applications"),
    path("levels/of/<uuid:result_id>/", confirmation.application_start, name="application_start"),
    path("levels/files/<uuid:document_id>/", confirmation.application_file, name="application_file"),
    path(
        "levels/files/<uuid:document_id>/remove/",
        confirmation.application_file_remove,
        name="application_file_remove",
    ),
    path("levels/guide/", confirmation.committee_guide, name="committee_guide"),
    path("levels/<uuid:application_id>/", confirmation.application, name="application"),
    path(
        "levels/<uuid:application_id>/decision/",
        confirmation.application_decision,
        name="application_decision",
    ),
    path(
        "levels/<uuid:application_id>/answers/", confirmation.application_answers, name="application_answers"
    ),
    path(
        "levels/<uuid:application_id>/documents/<str:document>/",
        confirmation.application_document,
        name="application_document",
    ),
    *(
        path(f"levels/<uuid:application_id>/{act}/", view, name=f"application_{act}")
        for act, view in {
            "submit": confirmation.application_submit,
            "withdraw": confirmation.application_withdraw,
            "accept": confirmation.application_accept,
            "supplement": confirmation.application_supplement,
            "reject": confirmation.application_reject,
            "assign": confirmation.application_assign,
            "agree": confirmation.application_agree,
            "visit": confirmation.application_visit,
            "report": confirmation.application_report,
            "vote": confirmation.application_vote,
            "take_back": confirmation.application_take_back,
            "revoke": confirmation.application_revoke,
            "name": confirmation.application_name,
        }.items()
    ),
    path("<uuid:session_id>/answers/<str:item>/history/", views.history, name="history"),
    path("<uuid:session_id>/check/", views.check, name="check"),
    path("<uuid:session_id>/check/<slug:hint>/", views.hint_reply, name="hint_reply"),
    path("<uuid:session_id>/link/", views.link, name="link"),
    path("<uuid:session_id>/phone/", views.phone, name="phone"),
    path("<uuid:session_id>/shared/", views.shared, name="shared"),
    path("<uuid:session_id>/shared/<uuid:delegation_id>/", views.delegation, name="delegation"),
    path("<uuid:session_id>/shared/<uuid:delegation_id>/end/", views.revoke, name="revoke"),
    path("<uuid:session_id>/shared/<uuid:delegation_id>/prolong/", views.prolong, name="prolong"),
    path("<uuid:session_id>/shared/<uuid:delegation_id>/decline/", views.decline, name="decline"),
    path("<uuid:session_id>/shared/<uuid:delegation_id>/free/", views.free, name="free"),
    path("<uuid:session_id>/discard/", views.discard, name="discard"),
]


def _may_answer(by: Actor) -> bool:
    """Visitors, people without an organisation, companies."""
    return by.kind in ("", "company")


register(Item(_("Diagnostics"), "assessments:landing", order=10, shown=_may_answer))


def _verifies(by: Actor) -> bool:
    """Programme administrators, who assign, and assessors, who judge."""
    return (by.kind, by.role) in {("ministry", "programme_administrator"), ("assessor_body", "assessor")}


def _confirms(by: Actor) -> bool:
    """Who checks, assesses or decides; the company goes there from its result."""
    return _verifies(by) or (by.kind, by.role) == ("committee", "committee_member")


register(
    Item(
        _("Assign assessors"),
        "assessments:assigning",
        order=39,
        shown=is_programme_administrator,
        group=DECISIONS,
    )
)
register(Item(_("Verifications"), "assessments:verifications", order=40, shown=_verifies, group=DECISIONS))
register(Item(_("Reviews by a person"), "assessments:appeals", order=42, shown=_verifies, group=DECISIONS))
register(Item(_("Confirmed levels"), "assessments:applications", order=44, shown=_confirms, group=DECISIONS))
register_footer(_("Check a report or a certificate"), "reports:verify_any", 46)
register(
    Item(
        _("Support rules"),
        "assessments:support_list",
        order=52,
        shown=is_programme_administrator,
        group=RULES,
    )
)
register(
    Item(
        _("Diagnostic versions"),
        "assessments:frameworks",
        order=50,
        shown=is_programme_administrator,
        group=RULES,
    )
)
