"""What ends with a company's last member: what others would go on working on for nobody."""

import uuid
from datetime import datetime

from assessments.actions.appeal import withdraw_appeal
from assessments.actions.confirmation import withdraw_application
from assessments.actions.verification import end_verification
from assessments.queries.departure import appeals_to_end, applications_to_end, verifications_to_end
from core.accounts.actor import Actor


def leave_as_company(by: Actor, at: datetime, organisation_id: uuid.UUID) -> None:
    """Withdraw the company's applications for a confirmed level, and end what it asked assessors for.

    Programme administrators and assessors are told as when the company does so itself. Certificates and
    decisions that are there stay.
    """
    for key in list(applications_to_end(organisation_id).values_list("pk", flat=True)):
        withdraw_application(application_id=key, by=by, at=at)
    for key in list(verifications_to_end(organisation_id).values_list("pk", flat=True)):
        end_verification(verification_id=key, by=by, at=at)
    for key in list(appeals_to_end(organisation_id).values_list("pk", flat=True)):
        withdraw_appeal(appeal_id=key, by=by, at=at)
