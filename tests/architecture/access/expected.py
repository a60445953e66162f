"""What the declarations cannot say: who holds the objects of the world, and what fills each address."""

import uuid
from typing import Any

from portal.routes import Route
from tests.architecture.access.world import ACTORS, World

EVERYBODY = frozenset({"*"})

WITHOUT_SECOND_FACTOR = frozenset(
    {"visitor", "nobody", "owner", "other", "ex_member", "supplier", "other_supplier"}
)
WITH_SECOND_FACTOR = frozenset(ACTORS) - WITHOUT_SECOND_FACTOR

HOLDERS: dict[str, frozenset[str]] = {
    "session_id": frozenset({"owner"}),
    "session": frozenset({"owner"}),
    "result_id": frozenset({"owner", "officer", "assessor"}),
    "evidence_id": frozenset({"owner", "assessor"}),
    "investment_id": frozenset({"owner"}),
    "verification_id": frozenset({"owner", "programme", "assessor"}),
    "appeal_id": frozenset({"owner", "programme", "assessor"}),
    "application_id": frozenset({"owner", "programme", "assessor", "committee"}),
    "document_id": frozenset({"owner", "programme", "assessor"}),
    "document": EVERYBODY,
    "recipient_id": frozenset({"owner"}),
    "share_id": frozenset({"owner"}),
    "recommendation_id": frozenset({"owner", "officer", "assessor"}),
    "report_id": frozenset({"owner", "officer", "assessor"}),
    "job_id": frozenset({"owner"}),
    "organisation_id": frozenset({"owner"}),
    "membership_id": frozenset({"owner"}),
    "consent_id": frozenset({"owner"}),
    "notice_id": frozenset({"owner"}),
    "key_id": frozenset({"owner"}),
    "reset_id": frozenset({"programme"}),
    "admission_id": frozenset({"programme"}),
    "delegation_id": frozenset({"owner"}),
    "consultation_id": frozenset({"owner", "supplier"}),
    "proposal_id": frozenset({"owner", "supplier"}),
    "supplier_id": frozenset({"programme"}),
    "export_id": frozenset({"officer"}),
    "change_id": frozenset({"officer"}),
    "draft_id": frozenset({"officer"}),
    "view_id": frozenset({"officer"}),
    "search_id": frozenset({"owner"}),
    "round_id": frozenset({"owner"}),
    "handover_id": EVERYBODY,
    "version_id": frozenset({"programme"}),
    "rules_id": frozenset({"programme"}),
    "plant_id": frozenset({"owner"}),
    "letterhead_id": frozenset({"officer"}),
    "product_id": frozenset({"supplier"}),
    "record_id": frozenset({"supplier"}),
    "asked_id": frozenset({"owner"}),
    "request_id": frozenset({"officer", "programme"}),
    "slug": EVERYBODY,
    "section": EVERYBODY,
    "number": EVERYBODY,
    "code": EVERYBODY,
    "item": EVERYBODY,
    "hint": EVERYBODY,
    "name": EVERYBODY,
    "version": EVERYBODY,
}
"""Who may know the object that an argument names; nobody else may learn that it exists."""

HOLDERS_OF_ROUTE: dict[str, frozenset[str]] = {
    "core:organisation": frozenset({"owner"}),
    **dict.fromkeys(
        ["assessments:part", "assessments:part_check", "assessments:part_module", "assessments:part_answer"],
        frozenset[str](),
    ),
    "core:request_withdraw": frozenset(),
    **dict.fromkeys(
        ["certificates:order", "certificates:file", "api:v1:level-certificate-file-detail"],
        frozenset[str](),  # the application of the world has no certificate yet
    ),
    "assessments:application_decision": frozenset(),  # nothing is decided in the world yet
    "assessments:application_answers": frozenset(),  # the report of the world rests on no verified levels
    "letterheads:retire": frozenset(),  # the letterhead of the world is a draft
    "api:v1:support-rules-withdraw": frozenset(),  # the rules of the world are a draft
    "assessments:framework_retire": frozenset(),  # the version of the world is a draft
    "core:member_approve": frozenset({"owner"}),
    **dict.fromkeys(
        ["results:recommend", "results:barriers", "results:investment_add", "results:investment"],
        frozenset({"owner"}),
    ),
    "results:investment_remove": frozenset({"owner"}),
    "results:barriers_take_back": frozenset(),  # the company of the world has not answered
    "programmes:state": frozenset({"officer"}),
    "programmes:note": frozenset({"officer"}),
    "programmes:contact": frozenset({"officer"}),
    "api:v1:supplier-mine": frozenset({"supplier", "other_supplier"}),
    **dict.fromkeys(
        ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"], WITH_SECOND_FACTOR
    ),
    "api:v1:regional-result-detail": frozenset({"officer"}),
    "api:v1:framework-version-retire": frozenset(),  # the version of the world is a draft
    "api:v1:verification-assign": frozenset({"programme"}),
    **dict.fromkeys(
        ["api:v1:verification-assessors", "api:v1:appeal-assessors", "api:v1:level-application-assessors"],
        frozenset({"programme"}),
    ),
    "api:v1:report-retry": frozenset({"owner"}),
    **dict.fromkeys(["api:v1:verification-open", "api:v1:verification-end"], frozenset({"owner"})),
    **dict.fromkeys(
        ["api:v1:verification-item", "api:v1:verification-items", "api:v1:verification-finish"],
        frozenset({"assessor"}),
    ),
    **dict.fromkeys(["api:v1:verification-declare", "api:v1:appeal-declare"], frozenset({"assessor"})),
    "api:v1:level-application-declare": frozenset({"committee"}),
}
"""Where an address asks for more than knowing the object."""

ARGUMENTS_OF_ROUTE: dict[str, dict[str, Any]] = {
    "assessments:certificate": {"number": "2026-00001"},
    "api:v1:level-certificate-detail": {"number": "2026-00001"},
    "assessments:module": {"code": "PRC1"},
    "assessments:part_module": {"code": "PRC1"},
    "assessments:invited": {"key": "no-such-key"},
    "assessments:invited_ask": {"key": "no-such-key"},
    "assessments:framework_part": {"kind": "item", "code": "STR1-01"},
    "assessments:framework_weights": {"code": "STR1"},
    "core:consent_text": {"code": "terms"},
    "sitemap_part": {"section": "suppliers"},
    "core:consent_give": {"code": "news"},
    "programmes:jurisdiction": {"code": "GYEONGNAM"},
    "results:why": {"code": "TOTAL"},
    "assessments:appeal_new": {"code": "TOTAL"},
    "core:claim": {"token": "no-such-token"},
    "core:invitation": {"token": "no-such-token"},
    "matching:confirm_by_link": {"token": "no-such-token"},
    "assessments:resume": {"token": "no-such-token"},
    "account_confirm_email": {"key": "no-such-key"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
    "matching:section": {"name": "basics"},
    "admin:app_list": {"app_label": "core"},
}
"""What fills an argument that means another thing elsewhere, or a mailed secret that nobody has."""

KEEPS_FOR_LATER = {"assessments:answer": frozenset({"visitor"}), "assessments:part_answer": EVERYBODY}
"""Who gets a 401, for any id, so that the browser keeps the answer until its owner is back: visitors, and at
the page of a link everybody whose browser holds none."""

LEADS_NOWHERE = {
    "core:claim",
    "core:invitation",
    "matching:confirm_by_link",
    "assessments:resume",
    "assessments:invited",
    "assessments:invited_ask",
    "account_confirm_email",
    "account_reset_password_from_key",
    "demo:mail",
    "demo:mails",
    "demo:codes",
}
"""Addresses whose secret nobody has here, and those of the demonstration, which is off: any "no" will do."""


BODIES: dict[str, dict[str, Any]] = {
    "assessments:answer": {"STR1-01": "1", "STR1-01.version": "1"},
    "api:v1:answer-detail": {"choice": "1"},
    "api:v1:saved-search-detail": {"name": "창원 MES"},
    "api:v1:plant-detail": {"sigungu": "48123", "industry": "303", "size": "SMALL"},
    "api:v1:verification-assign": {"assessor_id": str(uuid.UUID(int=0))},
    "api:v1:verification-open": {"agree": True},
    "api:v1:verification-declare": {"has_interest": False},
    "api:v1:appeal-declare": {"has_interest": False},
    "api:v1:level-application-declare": {"has_interest": False},
    "api:v1:verification-item": {"choice": "1", "reason": "현장에서 봄"},
    "api:v1:framework-version-publish": {"said": "next", "seen": "0"},
    "api:v1:framework-version-retire": {"said": "next"},
    "assessments:framework_publish": {"said": "next"},
    "assessments:framework_undo": {"change": "item STR1-01"},
    "assessments:support_publish": {"said": "next", "seen": "1"},
    "assessments:framework_edit": {"source": "schema: none"},
    "letterheads:letterhead": {"title": "t", "colour": "navy", "valid_from": "2099-01-01", "seen": "1"},
    "letterheads:publish": {"seen": "1"},
    "programmes:export": {"reason": "12월 설명회 초대"},
    "programmes:state": {"state": "done"},
    "programmes:note": {"note": "전화함", "version": "0"},
    "api:v1:investment-detail": {"month": "2025-03", "words": "로봇", "version": 1},
    "results:investment": {"month": "2025-03", "words": "로봇", "seen": "1"},
    "programmes:handover_undo": {"reason": "시군구를 잘못 골랐음"},
}
"""What a form must hold so that it is the rows that decide and not the form."""


def arguments_of(route: Route, world: World) -> dict[str, Any]:
    """What fills the address. KeyError names an argument that the world does not know yet."""
    own = ARGUMENTS_OF_ROUTE.get(route.name, {})
    found = {}
    for name in route.arguments:
        if name in own:
            found[name] = own[name]
        elif route.is_staff_only:
            found[name] = uuid.UUID(int=0)
        elif route.name.startswith("api:") and name == "pk":
            found[name] = world.arguments[_PK[_base(route)]]
        else:
            found[name] = world.arguments[name]
    return found


_PK = {
    "saved-search": "search_id",
    "session": "session_id",
    "investment": "investment_id",
    "result": "result_id",
    "regional-result": "result_id",
    "plan": "result_id",
    "explanation": "result_id",
    "appeal": "appeal_id",
    "support-rules": "rules_id",
    "plant": "plant_id",
    "content": "result_id",
    "recommendation": "recommendation_id",
    "report": "report_id",
    "job": "job_id",
    "bridge": "result_id",
    "evidence": "evidence_id",
    "level-document": "document_id",
    "share": "share_id",
    "level-application": "application_id",
    "level-certificate-file": "application_id",
    "verification": "verification_id",
    "framework-version": "version_id",
    "letterhead": "letterhead_id",
    "proposal": "proposal_id",
}
"""What `pk` is in the addresses of the API."""


def holds(route: Route, actor: str) -> bool:
    """Whether the actor may know the object that the address names; True where it names none."""
    names = list(route.arguments)
    if route.name in HOLDERS_OF_ROUTE:
        return actor in HOLDERS_OF_ROUTE[route.name]
    if route.is_api:
        names = [_PK[_base(route)] if each == "pk" else each for each in names]
    allowed = [HOLDERS[each] for each in names if each in HOLDERS]
    return all(each is EVERYBODY or actor in each for each in allowed)


def _base(route: Route) -> str:
    name = route.name.rpartition(":")[2]
    return max((each for each in _PK if name.startswith(f"{each}-")), key=len, default="")
