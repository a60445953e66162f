"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Registers the app under its permanent label."""

    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Ends what stands on a consent, or on a company that nobody works for; makes notices known."""
        from assessments.actions.appeal import end_appeals_with_consent
        from assessments.actions.barriers import end_with_consent as destroy_barriers
        from assessments.actions.confirmation.assessing import follow, withdraw_with_consent
        from assessments.actions.departure import leave_as_company
        from assessments.actions.share import register_effects
        from assessments.actions.verification import end_with_consent, follow_moves
        from assessments.models import opened_to_assessor
        from assessments.models.reach import narrow
        from assessments.notices import register_notices
        from assessments.queries.departure import ends_of_company
        from assessments.ties import register_tie, tied_by_mail, tied_by_membership
        from core.accounts.departures import on_last_departure
        from core.accounts.roles import Kind
        from core.consents.effects import on_withdrawal

        narrow(Kind.ASSESSOR_BODY.value, opened_to_assessor)
        on_withdrawal("share_assessor", end_with_consent)
        on_withdrawal("barriers", destroy_barriers)
        on_withdrawal("share_assessor", end_appeals_with_consent)
        on_withdrawal("share_assessor", withdraw_with_consent)
        follow_moves(follow)
        on_last_departure(Kind.COMPANY.value, leave_as_company, ends_of_company)
        register_tie(tied_by_membership)
        register_tie(tied_by_mail)
        register_effects()
        register_notices()
