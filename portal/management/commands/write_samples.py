"""`manage.py write_samples`: the sample report, made as every report is, with suppliers of this database."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from assessments.scoring import Framework
from core import scope
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation
from core.accounts.roles import Kind
from matching.actions.recommend import recommend
from matching.queries.recommendations import latest
from portal.reports.build import content_of
from portal.reports.content import ReportContent
from portal.reports.sample import FOLDER, LANGUAGES, sample_content

AT = time(5, 3, tzinfo=UTC)


class Command(BaseCommand):
    """Writes portal/reports/samples anew from the answers in it; leaves nothing in the database."""

    help = "Writes the sample report anew, with the framework and the suppliers of this database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Both languages from one result and one recommendation."""
        with transaction.atomic():
            scope.enter(SYSTEM)
            made = samples_made()
            transaction.set_rollback(True)
        for content in made:
            (FOLDER / f"{content.language}.json").write_bytes(content.to_json())
        sample_content.cache_clear()
        self.stdout.write("written: " + ", ".join(f"{content.language}.json" for content in made))


def samples_made() -> list[ReportContent]:
    """The samples as framework and suppliers in the database make them; in the caller's transaction."""
    old = sample_content("ko")
    version = FrameworkVersion.objects.filter(code=old.framework.code).order_by("-published_at").first()
    if version is None:
        raise CommandError(f"the framework {old.framework.code} is not in this database")
    plant, at = old.plant, datetime.combine(old.submitted_on, AT)
    company = Organisation.objects.create(
        kind=Kind.COMPANY.value,
        name=old.company.name,
        sigungu=plant.sigungu,
        industry=plant.industry_code,
        size=plant.size_code,
        employees=old.company.employees,
    )
    row = DemoResult(
        organisation_id=company.pk,
        session_id=uuid.uuid4(),
        result_id=uuid.uuid4(),
        sigungu=plant.sigungu,
        industry=plant.industry_code,
        size=plant.size_code,
        employees=old.company.employees,
        average_sales_won=None,
        answers=answers_of(old, framework_of(version)),
        at=at,
        plant_name=plant.name,
    )
    bulk_results(version, [row])
    result = Result.objects.select_related("organisation", "framework").get(pk=row.result_id)
    recommend(by=SYSTEM, at=at, result=result)
    return [_in(language, result) for language in LANGUAGES]


def _in(language: str, result: Result) -> ReportContent:
    """The content in a language; what a company would write in it itself is kept from the sample.

    It stands among no peers: which firms this database holds says nothing to whoever reads the sample.
    """
    old = sample_content(language)
    with translation.override(language):
        made = content_of(result, language, latest(result))
    made = replace(
        made,
        areas=tuple(replace(each, peers_median=None) for each in made.areas),
        modules=tuple(replace(each, peers_median=None) for each in made.modules),
        method=replace(made.method, peers_group="", peers_n=None),
        peers=None,
    )
    company = replace(made.company, name=old.company.name, business_number=old.company.business_number)
    plant = replace(made.plant, name=old.plant.name)
    return replace(made, company=company, plant=plant).numbered(b"sample")


def answers_of(content: ReportContent, framework: Framework) -> dict[str, str]:
    """The answers of a content as codes of choices, read from what was chosen."""
    found = {}
    for line in content.answers:
        item = framework.items[line.code]
        codes = (each.code for each in item.choices if each.label.of(content.language) == line.chosen)
        points = (each.code for each in item.choices if f"{each.points}" == line.points)
        found[line.code] = line.state if line.state != "answered" else next(codes, None) or next(points)
    return found
