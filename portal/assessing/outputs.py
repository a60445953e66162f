"""What an assessment gives: the result as JSON, its report, and files written whole or not at all."""

import errno
import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from assessments.scoring import Outcome, score
from assessments.scoring.writing import as_data
from portal.assessing.inputs import Inputs
from portal.assessing.suppliers import recommended
from portal.reports.build import Basis, Owner, content_from
from portal.reports.content import ReportContent


def outcome_of(inputs: Inputs) -> Outcome:
    """The scored answers."""
    return score(inputs.framework, inputs.answers)


def result_json(inputs: Inputs, outcome: Outcome) -> bytes:
    """The result with its whole arithmetic (docs/scoring.md) and the company, as JSON people can read."""
    data = {**as_data(outcome), "company": inputs.company.document()}
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def report_content(inputs: Inputs, outcome: Outcome, *, language: str, at: datetime) -> ReportContent:
    """What the report says; suppliers only where the database can be reached and has some."""
    company = inputs.company
    basis = Basis(
        outcome=outcome,
        answers=inputs.answers,
        owner=Owner(
            name=company.name,
            business_number=company.business_number,
            industry=company.industry,
            size=company.size,
            employees=company.employees,
        ),
        plant_name=company.plant,
        sigungu=company.sigungu,
        industry=company.industry,
        size=company.size,
        submitted_at=at,
    )
    return content_from(basis, language, recommended(outcome, company, language=language, at=at))


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write the files, each under a temporary name first; nothing appears unless all could be written."""
    made: list[tuple[str, Path]] = []
    try:
        for path, data in files.items():
            if path.is_dir():  # noticed now: os.replace would only say so after other files stand
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            handle, name = tempfile.mkstemp(prefix=".making-", dir=path.parent)
            made.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        for name, path in made:
            os.chmod(name, 0o644)
            os.replace(name, path)
    finally:
        for name, _path in made:
            Path(name).unlink(missing_ok=True)
