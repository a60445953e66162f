"""The pages of confirmed levels: of company, programme administrator, assessor, committee, and everybody."""

from assessments.views.confirmation.answers import application_answers
from assessments.views.confirmation.certificates import certificate, certificates
from assessments.views.confirmation.committee import (
    application_revoke,
    application_take_back,
    application_vote,
)
from assessments.views.confirmation.decision import application_decision
from assessments.views.confirmation.desk import (
    application,
    application_accept,
    application_assign,
    application_reject,
    application_supplement,
    applications,
)
from assessments.views.confirmation.files import (
    application_document,
    application_file,
    application_file_remove,
)
from assessments.views.confirmation.guide import committee_guide
from assessments.views.confirmation.owner import (
    application_agree,
    application_name,
    application_start,
    application_submit,
    application_withdraw,
)
from assessments.views.confirmation.visiting import application_report, application_visit

__all__ = [
    "application",
    "application_accept",
    "application_agree",
    "application_answers",
    "application_assign",
    "application_decision",
    "application_document",
    "application_file",
    "application_file_remove",
    "application_name",
    "application_reject",
    "application_report",
    "application_revoke",
    "application_start",
    "application_submit",
    "application_supplement",
    "application_take_back",
    "application_visit",
    "application_vote",
    "application_withdraw",
    "applications",
    "certificate",
    "certificates",
    "committee_guide",
]
