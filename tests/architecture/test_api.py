"""What a page does, a program can do: pages of the diagnostic, its results and reports beside their calls."""

import re

from portal.management.commands.write_docs import openapi
from portal.routes import routes
from tests.architecture.repository import ROOT

APPS = {"assessments", "results", "reports", "letterheads", "certificates"}
CALLS: dict[str, tuple[str, ...]] = {
    "assessments:answer": ("answer-detail",),
    "assessments:appeal": ("appeal-detail", "appeal-assessors", "result-evidence"),
    "assessments:appeal_assign": ("appeal-assign",),
    "assessments:appeal_decide": ("appeal-decide",),
    "assessments:appeal_new": ("appeal-list",),
    "assessments:appeal_open": ("appeal-agree",),
    "assessments:appeal_withdraw": ("appeal-withdraw",),
    "assessments:appeals": ("appeal-list",),
    "assessments:application": (
        "level-application-detail",
        "level-application-documents",
        "level-application-assessors",
        "level-application-votes",
    ),
    "assessments:application_accept": ("level-application-accept",),
    "assessments:application_agree": ("level-application-agree",),
    "assessments:application_assign": ("level-application-assign",),
    "assessments:application_document": ("level-application-documents",),
    "assessments:application_file": ("level-document-file",),
    "assessments:application_file_remove": ("level-document-detail",),
    "assessments:application_name": ("level-application-naming",),
    "assessments:application_reject": ("level-application-reject",),
    "assessments:application_report": ("level-application-report",),
    "assessments:application_revoke": ("level-application-revoke",),
    "assessments:application_start": ("level-application-list",),
    "assessments:application_submit": ("level-application-submit",),
    "assessments:application_decision": ("level-application-detail", "level-application-votes"),
    "assessments:application_take_back": ("level-application-take-back",),
    "assessments:application_supplement": ("level-application-supplement",),
    "assessments:application_visit": ("level-application-visit",),
    "assessments:application_vote": ("level-application-vote",),
    "assessments:application_withdraw": ("level-application-withdraw",),
    "assessments:applications": ("level-application-list",),
    "assessments:certificate": ("level-certificate-detail",),
    "assessments:check": ("session-answers", "session-progress", "hint-list"),
    "assessments:delegation": ("delegation-detail",),
    "assessments:discard": ("session-detail",),
    "assessments:evidence": ("session-evidence-list",),
    "assessments:evidence_file": ("evidence-file",),
    "assessments:evidence_item": ("session-evidence-detail", "session-evidence-list"),
    "assessments:evidence_remove": ("evidence-detail",),
    "assessments:evidence_restore": ("evidence-restore",),
    "assessments:evidence_reuse": ("session-evidence-reuse",),
    "assessments:framework": ("framework-version-detail",),
    "assessments:decline": ("delegation-decline",),
    "assessments:free": ("delegation-free",),
    "assessments:assigning": ("verification-assign", "appeal-assign", "level-application-assign"),
    "assessments:framework_begin": ("framework-version-list",),
    "assessments:framework_part": ("framework-version-detail", "framework-version-check"),
    "assessments:framework_weights": ("framework-version-detail", "framework-version-check"),
    "assessments:framework_undo": ("framework-version-detail",),
    "assessments:framework_parts": ("framework-version-source",),
    "assessments:framework_difference": ("framework-version-difference",),
    "assessments:framework_discard": ("framework-version-detail",),
    "assessments:framework_edit": ("framework-version-detail", "framework-version-check"),
    "assessments:framework_file": ("framework-version-source",),
    "assessments:framework_new": ("framework-version-list",),
    "assessments:framework_preview": ("framework-version-source",),
    "assessments:framework_publish": ("framework-version-publish",),
    "assessments:appeal_interest": ("appeal-declare",),
    "assessments:application_answers": ("level-application-answers",),
    "assessments:application_interest": ("level-application-declare",),
    "assessments:verification_interest": ("verification-declare",),
    "assessments:framework_retire": ("framework-version-retire",),
    "assessments:frameworks": ("framework-version-list",),
    "assessments:hint_reply": ("hint-detail",),
    "assessments:history": ("answer-history", "answer-restore"),
    "assessments:landing": ("framework-list", "session-list"),
    "assessments:module": ("framework-detail", "session-answers"),
    "assessments:next": ("session-progress",),
    "assessments:overview": ("session-detail", "session-progress", "delegation-list"),
    "assessments:phone": ("delegation-phone",),
    "assessments:plant": ("session-detail",),
    "assessments:prolong": ("delegation-prolong",),
    "assessments:revoke": ("delegation-detail",),
    "assessments:shared": ("delegation-list",),
    "assessments:start": ("session-list", "session-carry-sources"),
    "assessments:support_discard": ("support-rules-detail",),
    "assessments:support_edit": ("support-rules-detail",),
    "assessments:support_list": ("support-rules-list",),
    "assessments:support_new": ("support-rules-list",),
    "assessments:support_publish": ("support-rules-publish",),
    "assessments:support_withdraw": ("support-rules-withdraw",),
    "assessments:support_rules": ("support-rules-detail", "support-rules-preview"),
    "assessments:verification": (
        "verification-detail",
        "verification-items",
        "verification-assessors",
        "result-evidence",
    ),
    "assessments:verification_ask": ("verification-list",),
    "assessments:verification_assign": ("verification-assign",),
    "assessments:verification_end": ("verification-end",),
    "assessments:verification_finish": ("verification-finish",),
    "assessments:verification_item": ("verification-item",),
    "assessments:verification_open": ("verification-open",),
    "assessments:verification_undo": ("verification-item",),
    "assessments:verifications": ("verification-list",),
    "certificates:file": ("level-certificate-file-detail",),
    "certificates:order": ("level-certificate-file-list",),
    "letterheads:letterhead": ("letterhead-detail",),
    "letterheads:letterheads": ("letterhead-list",),
    "letterheads:preview": ("letterhead-preview",),
    "letterheads:preview_pdf": ("letterhead-file",),
    "reports:compare": ("published-report-detail",),
    "reports:file": ("report-file",),
    "reports:job": ("report-detail",),
    "reports:order": ("report-list",),
    "reports:report": ("report-detail",),
    "reports:reports": ("report-list",),
    "reports:retry": ("report-retry",),
    "reports:verify": ("published-report-detail",),
    "results:answers": ("content-detail", "result-notes", "result-hints"),
    "results:barriers": ("result-barriers",),
    "results:barriers_take_back": ("result-barriers",),
    "results:benchmark": ("result-benchmark",),
    "results:bridge": ("bridge-detail",),
    "results:change": ("result-change-list",),
    "results:investment": ("investment-detail",),
    "results:investment_add": ("investment-list",),
    "results:investment_remove": ("investment-detail",),
    "results:method": ("content-detail",),
    "results:plan": ("plan-detail",),
    "results:recommend": ("recommendation-list",),
    "results:result": ("result-detail", "content-detail", "share-list", "verification-list"),
    "results:results": ("result-list",),
    "results:share": ("share-recipients", "share-list"),
    "results:spreadsheet": ("content-spreadsheet",),
    "results:suppliers": ("recommendation-detail",),
    "results:support": ("result-detail", "content-detail"),
    "results:why": ("explanation-detail",),
    "results:withdraw": ("share-detail",),
}
"""Which addresses of `/api/v1/` do what a page does, by the names of both."""

WITHOUT: dict[str, str] = {
    **dict.fromkeys(
        [
            "assessments:invited",
            "assessments:invited_ask",
            "assessments:part",
            "assessments:part_answer",
            "assessments:part_check",
            "assessments:part_module",
        ],
        "a link is answered in the browser that opened it, without an account",
    ),
    **dict.fromkeys(
        ["assessments:link", "assessments:resume"],
        "a visitor's draft belongs to a browser; a company's is open to all its programs",
    ),
    **dict.fromkeys(
        ["assessments:framework_rehearsal", "assessments:framework_rehearsal_file"],
        "scores hundreds of results again for a reader's eyes; `manage.py recompute` does it for a program",
    ),
    **dict.fromkeys(
        ["assessments:districts", "assessments:size"], "fills in a form while it is typed; stores nothing"
    ),
    **dict.fromkeys(
        ["assessments:certificates", "reports:verify_any"], "asks for a number and leads to its page"
    ),
    **dict.fromkeys(
        ["letterheads:discard", "letterheads:new", "letterheads:publish", "letterheads:retire"],
        "how a report looks is written and judged by eye, where its preview can be seen",
    ),
    "reports:sample": "a sample for people who look around",
    "assessments:committee_guide": "explains the rules to people; each number of it is a constant",
}
"""Pages that no program needs, with the reason."""


def test_every_page_has_its_call_or_a_reason_why_not() -> None:
    names = {route.name for route in routes()}
    pages = {name for name in names if name.partition(":")[0] in APPS}
    assert sorted(pages - {*CALLS, *WITHOUT}) == [], "name here which call does what these pages do"
    assert sorted({*CALLS, *WITHOUT} - pages) == []
    assert not set(CALLS) & set(WITHOUT)
    calls = {name.removeprefix("api:v1:") for name in names if name.startswith("api:v1:")}
    assert sorted({call for found in CALLS.values() for call in found} - calls) == []


def test_the_page_on_the_api_names_addresses_that_there_are() -> None:
    said = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(/api/v1/[-a-z/{}_]+/)", said))
    there = set(re.findall(r"^  (/api/v1/\S*):$", openapi(), re.MULTILINE))
    assert len(named) > 40
    assert sorted(named - there) == []
