"""Frameworks, sessions, answers, evidence, results, shares, the benchmark."""

from assessments.models.benchmark import BenchmarkBlock, BenchmarkCell, BenchmarkEntry
from assessments.models.delegation import Delegation, DelegationKind
from assessments.models.evidence import Evidence, EvidenceFile, Proof
from assessments.models.former import FormerAnswer
from assessments.models.framework import FrameworkState, FrameworkVersion
from assessments.models.result import Result, Share
from assessments.models.session import Answer, Origin, Session, SessionState

__all__ = [
    "Answer",
    "BenchmarkBlock",
    "BenchmarkCell",
    "BenchmarkEntry",
    "Delegation",
    "DelegationKind",
    "Evidence",
    "EvidenceFile",
    "FormerAnswer",
    "FrameworkState",
    "FrameworkVersion",
    "Origin",
    "Proof",
    "Result",
    "Session",
    "SessionState",
    "Share",
]
