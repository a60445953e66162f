"""What the pages show, read in a fixed number of queries."""

from assessments.queries.answers import answer_row, answer_rows
from assessments.queries.carrying import CarrySource, carry_sources, of_plant
from assessments.queries.delegations import (
    DelegationLine,
    acts_of,
    declined_at,
    delegation_of,
    delegations,
    freed_here,
    given_by_others,
    given_link,
    given_to,
    held,
    held_parts,
    line_of,
)
from assessments.queries.evidence import (
    evidence_by_item,
    evidence_counts,
    evidence_of,
    evidence_of_item,
    is_verified,
    offered,
    offered_counts,
)
from assessments.queries.frameworks import Offer, longer_of, offer_of, offers
from assessments.queries.history import History, Version, history
from assessments.queries.late import came_late
from assessments.queries.module import ModulePage, QuestionView, module_page, question_view
from assessments.queries.overview import AreaLine, ModuleLine, Overview, module_lines, overview, progress_of
from assessments.queries.plants import Plants, history_of_plant, plant_row, plants_of, plants_to_choose
from assessments.queries.sessions import SessionLine, my_sessions, session_of
from assessments.queries.verification import (
    Judged,
    candidates,
    claimed_of,
    history_of,
    judged_of,
    live_verification,
    verification_lines,
)

__all__ = [
    "AreaLine",
    "CarrySource",
    "DelegationLine",
    "History",
    "Judged",
    "ModuleLine",
    "ModulePage",
    "Offer",
    "Overview",
    "Plants",
    "QuestionView",
    "SessionLine",
    "Version",
    "acts_of",
    "answer_row",
    "answer_rows",
    "came_late",
    "candidates",
    "carry_sources",
    "claimed_of",
    "declined_at",
    "delegation_of",
    "delegations",
    "evidence_by_item",
    "evidence_counts",
    "evidence_of",
    "evidence_of_item",
    "freed_here",
    "given_by_others",
    "given_link",
    "given_to",
    "held",
    "held_parts",
    "history",
    "history_of",
    "history_of_plant",
    "is_verified",
    "judged_of",
    "line_of",
    "live_verification",
    "longer_of",
    "module_lines",
    "module_page",
    "my_sessions",
    "of_plant",
    "offer_of",
    "offered",
    "offered_counts",
    "offers",
    "overview",
    "plant_row",
    "plants_of",
    "plants_to_choose",
    "progress_of",
    "question_view",
    "session_of",
    "verification_lines",
]
