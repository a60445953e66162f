"""Frameworks, sessions, answers, results, shares."""

from assessments.models.framework import FrameworkState, FrameworkVersion
from assessments.models.result import Result, Share
from assessments.models.session import Answer, Session, SessionState

__all__ = ["Answer", "FrameworkState", "FrameworkVersion", "Result", "Session", "SessionState", "Share"]
