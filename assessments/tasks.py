"""The rules of retention of the diagnostics, gathered for discovery."""

from assessments import retention

__all__ = ["retention"]
