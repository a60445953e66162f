"""Demonstration data: deterministic, fictitious, shaped by public figures. Pure.

Every item has its own stream of chance, so the first hundred of 30,000 are the hundred of the demo.
"""

from matching.demo.answers import demo_answers
from matching.demo.company import companies, company_stream
from matching.demo.profile import (
    AMOUNT_BANDS,
    DAY,
    SEED,
    DemoCompany,
    DemoRecord,
    DemoSolution,
    DemoSupplier,
)
from matching.demo.supplier import supplier_stream, suppliers

__all__ = [
    "AMOUNT_BANDS",
    "DAY",
    "SEED",
    "DemoCompany",
    "DemoRecord",
    "DemoSolution",
    "DemoSupplier",
    "companies",
    "company_stream",
    "demo_answers",
    "supplier_stream",
    "suppliers",
]
