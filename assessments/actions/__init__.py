"""What can be done with diagnostics.

Every action runs in the caller's transaction, in which PostgreSQL knows the actor (`core.scope`); each checks
before it writes, so a refusal leaves nothing behind.
"""

from assessments.actions.answer import Conflict, Saved, answer, answer_all, clear
from assessments.actions.appeal import ask_appeal, assign_appeal, open_appeal, withdraw_appeal
from assessments.actions.appeal_decision import decide_appeal, tell_overdue
from assessments.actions.bring_back import bring_back
from assessments.actions.delegate import delegate, device_link, take
from assessments.actions.drafts import adopt_drafts, discard, purge_drafts, resume, resume_link
from assessments.actions.evidence import attach, remove, restore, reuse
from assessments.actions.facts import PlantFacts
from assessments.actions.frameworks import (
    change_part,
    change_weights,
    discard_framework,
    draft_framework,
    publish_draft,
    publish_framework,
    retire_framework,
    take_back_change,
)
from assessments.actions.hints import reply_to_hint
from assessments.actions.judging import finish, judge, take_back, undo_judgement
from assessments.actions.links import ask_anew, decline, free, prolong, revoke
from assessments.actions.plants import add_plant, bring_back_plant, change_plant, retire_plant
from assessments.actions.reporting import report_part
from assessments.actions.start import change_details, start
from assessments.actions.submit import submit
from assessments.actions.verification import (
    ask_verification,
    assign_assessor,
    end_verification,
    open_to_assessor,
)

__all__ = [
    "Conflict",
    "PlantFacts",
    "Saved",
    "add_plant",
    "adopt_drafts",
    "answer",
    "answer_all",
    "ask_anew",
    "ask_appeal",
    "ask_verification",
    "assign_appeal",
    "assign_assessor",
    "attach",
    "bring_back",
    "bring_back_plant",
    "change_details",
    "change_part",
    "change_plant",
    "change_weights",
    "clear",
    "decide_appeal",
    "decline",
    "delegate",
    "device_link",
    "discard",
    "discard_framework",
    "draft_framework",
    "end_verification",
    "finish",
    "free",
    "judge",
    "open_appeal",
    "open_to_assessor",
    "prolong",
    "publish_draft",
    "publish_framework",
    "purge_drafts",
    "remove",
    "reply_to_hint",
    "report_part",
    "restore",
    "resume",
    "resume_link",
    "retire_framework",
    "retire_plant",
    "reuse",
    "revoke",
    "start",
    "submit",
    "take",
    "take_back",
    "take_back_change",
    "tell_overdue",
    "undo_judgement",
    "withdraw_appeal",
]
