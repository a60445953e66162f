"""Frameworks, sessions, answers, evidence, results, verifications, levels, the benchmark, support."""

from assessments.models.appeal import Appeal, AppealState, FormerVerifiedResult, opened_to_assessor
from assessments.models.application import (
    ApplicationDocument,
    ApplicationState,
    CommitteeVote,
    DocumentKind,
    LevelApplication,
)
from assessments.models.barriers import BarrierSurvey, Strength
from assessments.models.benchmark import BenchmarkBlock, BenchmarkCell, BenchmarkEntry
from assessments.models.certificate import CertificateYear, LevelCertificate
from assessments.models.delegation import Delegation, DelegationKind
from assessments.models.evidence import Evidence, EvidenceFile, Proof
from assessments.models.former import FormerAnswer
from assessments.models.framework import FrameworkState, FrameworkVersion
from assessments.models.hint import HintReply
from assessments.models.interest import Interest, Subject
from assessments.models.investment import AmountBand, Investment
from assessments.models.plant import Plant
from assessments.models.result import Result, Share
from assessments.models.session import Answer, Origin, Session, SessionState
from assessments.models.support import SupportRules, SupportState
from assessments.models.verification import (
    Judgement,
    Verification,
    VerificationState,
    VerifiedResult,
)

__all__ = [
    "AmountBand",
    "Answer",
    "Appeal",
    "AppealState",
    "ApplicationDocument",
    "ApplicationState",
    "BarrierSurvey",
    "BenchmarkBlock",
    "BenchmarkCell",
    "BenchmarkEntry",
    "CertificateYear",
    "CommitteeVote",
    "Delegation",
    "DelegationKind",
    "DocumentKind",
    "Evidence",
    "EvidenceFile",
    "FormerAnswer",
    "FormerVerifiedResult",
    "FrameworkState",
    "FrameworkVersion",
    "HintReply",
    "Interest",
    "Investment",
    "Judgement",
    "LevelApplication",
    "LevelCertificate",
    "Origin",
    "Plant",
    "Proof",
    "Result",
    "Session",
    "SessionState",
    "Share",
    "Strength",
    "Subject",
    "SupportRules",
    "SupportState",
    "Verification",
    "VerificationState",
    "VerifiedResult",
    "opened_to_assessor",
]
