"""The frozen value that page, PDF and API render."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from assessments.scoring import load, score
from core.domains import DOMAINS
from core.web.wording import scale_text
from portal.management.commands.write_samples import AT, answers_of
from portal.reports.build import Basis, Owner, content_from
from portal.reports.content import ReportContent
from portal.reports.drawings import areas_plot
from portal.reports.sample import sample_content
from tests.portal.reports.longest import FRAMEWORK


@pytest.fixture(params=["ko", "en"])
def content(request: pytest.FixtureRequest) -> ReportContent:
    return sample_content(request.param)


def test_a_content_written_and_read_again_is_the_same_to_the_byte(content: ReportContent) -> None:
    again = ReportContent.from_json(content.to_json())
    assert again == content
    assert again.to_json() == content.to_json()


def test_a_content_survives_a_json_column_that_reorders_its_keys(content: ReportContent) -> None:
    shuffled = json.loads(json.dumps(content.document(), sort_keys=True))
    assert ReportContent.from_document(shuffled).sha256 == content.sha256


def test_another_process_computes_the_same_checksum(content: ReportContent) -> None:
    code = (
        "import sys; from portal.reports.content import ReportContent;"
        "print(ReportContent.from_json(sys.stdin.buffer.read()).sha256)"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], input=content.to_json(), capture_output=True, check=True
    )
    assert other.stdout.decode().strip() == content.sha256


def test_a_number_follows_from_everything_else_and_the_key(content: ReportContent) -> None:
    bare = replace(content, number="")
    assert bare.numbered(b"key").number == replace(bare, number="IE-2000-AAAAA-AAAAA").numbered(b"key").number
    assert bare.numbered(b"key").number != bare.numbered(b"other").number
    score = replace(bare.standing, score=Decimal("327"))
    assert bare.numbered(b"key").number != replace(bare, standing=score).numbered(b"key").number


def test_equal_decimals_are_written_alike(content: ReportContent) -> None:
    one = replace(content.standing, score=Decimal("326.0"))
    other = replace(content.standing, score=Decimal("326.00"))
    assert replace(content, standing=one).to_json() == replace(content, standing=other).to_json()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schema": "ieum.report-content/0"}, "schema"),
        ({"surprise": 1}, "surprise"),
        ({"standing": {"score": "many"}}, "standing.score"),
        ({"areas": [{"code": 7}]}, r"areas\[0\].code"),
    ],
)
def test_a_content_of_another_shape_is_refused_with_the_place_named(
    change: dict[str, object], place: str
) -> None:
    document = sample_content("ko").document() | change
    with pytest.raises(ValueError, match=place):
        ReportContent.from_document(document)


def test_the_drawing_prints_the_numbers_of_the_table_beside_it(content: ReportContent) -> None:
    drawing = areas_plot(content)
    for area in content.areas:
        assert f">{scale_text(area.score, area.maximum)}<" in drawing


def test_the_sample_is_what_its_answers_give_today(content: ReportContent) -> None:
    framework = load(FRAMEWORK.read_text("utf-8"), name=FRAMEWORK.name)
    answers = answers_of(content, framework)
    basis = Basis(
        outcome=score(framework, answers),
        answers=answers,
        owner=Owner(
            name=content.company.name,
            business_number=content.company.business_number.replace("-", ""),
            industry=content.plant.industry_code,
            size=content.plant.size_code,
            employees=content.company.employees,
        ),
        plant_name=content.plant.name,
        sigungu=content.plant.sigungu,
        industry=content.plant.industry_code,
        size=content.plant.size_code,
        submitted_at=datetime.combine(content.submitted_on, AT),
    )
    made = content_from(basis, content.language)
    for part in (
        "company",
        "plant",
        "framework",
        "verdict",
        "standing",
        "areas",
        "modules",
        "gaps",
        "roadmap",
        "answers",
    ):
        assert getattr(content, part) == getattr(made, part), f"{part}: ./run manage write_samples"


def test_the_suppliers_of_the_sample_are_as_a_recommendation_has_them(content: ReportContent) -> None:
    names = {each.name_ko if content.language == "ko" else each.name_en for each in DOMAINS}
    listed = [line for line in content.suppliers if not line.is_newcomer]
    assert [line.place for line in listed] == list(range(1, len(listed) + 1))
    for line in content.suppliers:
        assert line.reasons
        assert set(line.domains) <= names
        assert sum(Decimal(part.points) for part in line.parts) == Decimal(line.score)
    actions = [action for phase in content.roadmap for action in phase.actions]
    assert any(content.offering(action) for action in actions)
    assert all(action.domain_codes and set(action.domains) <= names for action in actions)


def test_a_supplier_with_the_closest_technology_of_a_step_comes_first(content: ReportContent) -> None:
    for action in (action for phase in content.roadmap for action in phase.actions):
        closest = [action.domains[0] in line.domains for line in content.offering(action)]
        assert closest == sorted(closest, reverse=True)
        assert {line.place for line in content.offering(action)} == {
            line.place for line in content.suppliers if set(line.domains) & set(action.domains)
        }
