"""Confirmed levels."""
