"""Believable rows in bulk, for demonstrations and measurements: results, and the synthetic benchmark."""

from assessments.demo.results import DemoResult, bulk_results
from assessments.demo.synthetic import SyntheticPlant, drawn, has_synthetic, load_synthetic

__all__ = ["DemoResult", "SyntheticPlant", "bulk_results", "drawn", "has_synthetic", "load_synthetic"]
