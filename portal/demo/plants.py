"""Two more plants of the first company, so that there is something to see side by side."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from assessments.demo import DemoResult
from assessments.scoring import Framework
from matching.demo import DemoCompany, demo_answers

PLANTS = (("진해 가공공장", "48129", 30), ("함안 조립공장", "48730", 75))
"""Name, district, and how many days before the company's own result the plant was diagnosed."""


def more(
    company: DemoCompany,
    owner: uuid.UUID,
    like: Sequence[DemoCompany],
    framework: Framework,
    at: datetime,
) -> Iterator[DemoResult]:
    """A result of each plant, answered as other fictitious companies would; `at` is the company's own.

    `like` has as many companies as there are plants.
    """
    items = list(framework.items)
    unknown = [code for code, item in framework.items.items() if item.dont_know]
    for (name, sigungu, days), other in zip(PLANTS, like, strict=True):
        yield DemoResult(
            organisation_id=owner,
            session_id=uuid.uuid5(owner, f"session:{name}"),
            result_id=uuid.uuid5(owner, f"result:{name}"),
            sigungu=sigungu,
            industry=company.industry,
            size=company.size,
            employees=company.employees,
            average_sales_won=company.average_sales_won,
            answers=demo_answers(other, items, may_be_unknown=unknown),
            at=at - timedelta(days=days),
            plant_name=name,
        )
