"""The pages of the diagnostic."""

from assessments.views.answering import answer
from assessments.views.appeal import appeal, appeal_assign, appeal_new, appeal_open, appeal_withdraw, appeals
from assessments.views.appeal_desk import appeal_decide
from assessments.views.assigning import assigning
from assessments.views.check import check, following
from assessments.views.delegated import part, part_answer, part_check, part_module
from assessments.views.delegations import delegation, phone, shared
from assessments.views.drafts import discard, link, resume
from assessments.views.evidence import (
    evidence,
    evidence_file,
    evidence_item,
    evidence_remove,
    evidence_restore,
    evidence_reuse,
)
from assessments.views.finishing import verification_finish
from assessments.views.frameworks import (
    framework_begin,
    framework_difference,
    framework_discard,
    framework_edit,
    framework_file,
    framework_list,
    framework_new,
    framework_part,
    framework_parts,
    framework_preview,
    framework_publish,
    framework_rehearsal,
    framework_rehearsal_file,
    framework_retire,
    framework_undo,
    framework_version,
    framework_weights,
)
from assessments.views.hints import hint_reply
from assessments.views.history import history
from assessments.views.interest import appeal_interest, application_interest, verification_interest
from assessments.views.invited import invited, invited_ask
from assessments.views.judging import verification_item, verification_undo
from assessments.views.landing import landing
from assessments.views.links import decline, free, prolong, revoke
from assessments.views.module import module
from assessments.views.overview import overview
from assessments.views.start import district_options, plant, size_read, start
from assessments.views.support import (
    support_discard,
    support_edit,
    support_list,
    support_new,
    support_publish,
    support_rules,
    support_withdraw,
)
from assessments.views.verification import (
    verification,
    verification_ask,
    verification_assign,
    verification_end,
    verification_open,
    verifications,
)

__all__ = [
    "answer",
    "appeal",
    "appeal_assign",
    "appeal_decide",
    "appeal_interest",
    "appeal_new",
    "appeal_open",
    "appeal_withdraw",
    "appeals",
    "application_interest",
    "assigning",
    "check",
    "decline",
    "delegation",
    "discard",
    "district_options",
    "evidence",
    "evidence_file",
    "evidence_item",
    "evidence_remove",
    "evidence_restore",
    "evidence_reuse",
    "following",
    "framework_begin",
    "framework_difference",
    "framework_discard",
    "framework_edit",
    "framework_file",
    "framework_list",
    "framework_new",
    "framework_part",
    "framework_parts",
    "framework_preview",
    "framework_publish",
    "framework_rehearsal",
    "framework_rehearsal_file",
    "framework_retire",
    "framework_undo",
    "framework_version",
    "framework_weights",
    "free",
    "hint_reply",
    "history",
    "invited",
    "invited_ask",
    "landing",
    "link",
    "module",
    "overview",
    "part",
    "part_answer",
    "part_check",
    "part_module",
    "phone",
    "plant",
    "prolong",
    "resume",
    "revoke",
    "shared",
    "size_read",
    "start",
    "support_discard",
    "support_edit",
    "support_list",
    "support_new",
    "support_publish",
    "support_rules",
    "support_withdraw",
    "verification",
    "verification_ask",
    "verification_assign",
    "verification_end",
    "verification_finish",
    "verification_interest",
    "verification_item",
    "verification_open",
    "verification_undo",
    "verifications",
]
