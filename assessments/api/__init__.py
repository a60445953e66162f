"""The API of the diagnostics: a module for each noun, mounted by the portal."""

from typing import Any

from rest_framework.viewsets import GenericViewSet

from assessments.api.answers import AnswerViewSet
from assessments.api.appeals import AppealViewSet
from assessments.api.applications import ApplicationViewSet
from assessments.api.certificates import CertificateViewSet
from assessments.api.delegations import DelegationViewSet
from assessments.api.documents import DocumentViewSet
from assessments.api.evidence import EvidenceViewSet, SessionEvidenceViewSet
from assessments.api.framework_versions import VersionViewSet
from assessments.api.frameworks import FrameworkViewSet
from assessments.api.hints import HintViewSet
from assessments.api.investments import InvestmentViewSet
from assessments.api.plants import PlantViewSet
from assessments.api.results import ResultViewSet
from assessments.api.support_rules import SupportRulesViewSet
from assessments.api.verifications import VerificationViewSet

SESSION = r"sessions/(?P<session>[0-9a-f-]{36})"

router_entries: list[tuple[str, type[GenericViewSet[Any]], str]] = [
    ("appeals", AppealViewSet, "appeal"),
    ("evidence", EvidenceViewSet, "evidence"),
    ("framework-versions", VersionViewSet, "framework-version"),
    ("frameworks", FrameworkViewSet, "framework"),
    ("investments", InvestmentViewSet, "investment"),
    ("level-applications", ApplicationViewSet, "level-application"),
    ("level-certificates", CertificateViewSet, "level-certificate"),
    ("level-documents", DocumentViewSet, "level-document"),
    ("plants", PlantViewSet, "plant"),
    ("results", ResultViewSet, "result"),
    (f"{SESSION}/answers", AnswerViewSet, "answer"),
    (f"{SESSION}/delegations", DelegationViewSet, "delegation"),
    (f"{SESSION}/evidence", SessionEvidenceViewSet, "session-evidence"),
    (f"{SESSION}/hints", HintViewSet, "hint"),
    ("support-rules", SupportRulesViewSet, "support-rules"),
    ("verifications", VerificationViewSet, "verification"),
]
"""Sessions themselves are registered by the portal (portal/submission), which adds to their submission."""
