"""Addresses of people, organisations, consents and the inbox; included at the root."""

from django.urls import path

from core.accounts.views import account, closing, invitations, members, ministry, organisations
from core.consents import views as consents
from core.notices import views as notices

app_name = "core"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("organisations/join/", organisations.join, name="organisation_join"),
    path("organisations/switch/", organisations.switch, name="organisation_switch"),
    path("organisations/institutions/", ministry.institutions, name="institutions"),
    path("organisations/resets/", ministry.resets, name="resets"),
    path("organisations/resets/<uuid:reset_id>/", ministry.decide_reset, name="reset_decide"),
    path("organisations/admissions/", ministry.joins, name="admissions"),
    path("organisations/admissions/<uuid:admission_id>/", ministry.decide_join, name="admission_decide"),
    path("organisations/invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("organisations/members/<uuid:membership_id>/", members.member, name="member"),
    path("organisations/members/<uuid:membership_id>/approve/", members.approve, name="member_approve"),
    path("organisations/members/<uuid:membership_id>/decline/", members.decline, name="member_decline"),
    path("organisations/members/<uuid:membership_id>/role/", members.role, name="member_role"),
    path("organisations/members/<uuid:membership_id>/end/", members.end, name="member_end"),
    path("organisations/members/<uuid:membership_id>/hand-over/", members.hand_over, name="member_hand_over"),
    path("organisations/members/<uuid:membership_id>/reset/", members.reset, name="member_reset"),
    path(
        "organisations/members/<uuid:membership_id>/withdraw-invitation/",
        members.withdraw_invitation,
        name="invitation_withdraw",
    ),
    path(
        "organisations/members/<uuid:membership_id>/withdraw-request/",
        members.withdraw_request,
        name="request_withdraw",
    ),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:organisation_id>/edit/", organisations.edit, name="organisation_edit"),
    path("organisations/<uuid:organisation_id>/invite/", members.invite, name="organisation_invite"),
    path("organisations/<uuid:organisation_id>/leave/", members.leave, name="organisation_leave"),
    path("account/", account.account, name="account"),
    path("account/close/", closing.close, name="account_close"),
    path("account/notices/", notices.choices, name="notice_choices"),
    path("account/keys/", account.keys, name="keys"),
    path("account/keys/<uuid:key_id>/revoke/", account.revoke_key, name="key_revoke"),
    path("account/claim/<str:token>/", account.claim, name="claim"),
    path("consents/", consents.consents, name="consents"),
    path("consents/texts/<slug:code>/", consents.text, name="consent_text"),
    path("consents/texts/<slug:code>/give/", consents.give, name="consent_give"),
    path("consents/<uuid:consent_id>/withdraw/", consents.withdraw, name="consent_withdraw"),
    path("inbox/", notices.inbox, name="inbox"),
    path("inbox/read/", notices.read_all, name="inbox_read"),
    path("inbox/unread/", notices.unread_again, name="inbox_unread"),
    path("inbox/<uuid:notice_id>/", notices.open_notice, name="notice"),
    path("privacy/", consents.privacy, name="privacy"),
    path("terms/", consents.terms, name="terms"),
]
