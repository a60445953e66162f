"""Frameworks, sessions, answers, evidence, results, shares, the benchmark."""

from assessments.models.benchmark import BenchmarkBlock, BenchmarkCell, BenchmarkEntry
from assessments.models.evidence import Evidence, EvidenceFile, Proof
from assessments.models.framework import FrameworkState, FrameworkVersion
from assessments.models.result import Result, Share
from assessments.models.session import Answer, Session, SessionState

__all__ = [
    "Answer",
    "BenchmarkBlock",
    "BenchmarkCell",
    "BenchmarkEntry",
    "Evidence",
    "EvidenceFile",
    "FrameworkState",
    "FrameworkVersion",
    "Proof",
    "Result",
    "Session",
    "SessionState",
    "Share",
]
