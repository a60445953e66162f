"""Reads the three inputs and collects the faults of all of them before anything happens."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import DatabaseError

from assessments.models import FrameworkVersion
from assessments.scoring import (
    Answer,
    Fault,
    Faults,
    Framework,
    from_json,
    jsonfile,
    load,
    parse_answers,
    yamlfile,
)
from portal.assessing.company import CompanyFile, read_company
from portal.assessing.textfile import read_text

FRAMEWORKS = Path(__file__).resolve().parents[2] / "assessments" / "frameworks"


@dataclass(frozen=True)
class Inputs:
    """Everything an assessment starts from, checked."""

    framework: Framework
    answers: dict[str, Answer]
    company: CompanyFile


def read_inputs(*, framework: str, answers: Path, company: Path, on: date) -> Inputs:
    """The checked inputs. `framework` is a YAML file, or the code of a published or supplied framework.

    Raises Faults with every fault of every file; the answers are checked once their framework is sound.
    """
    wrong: list[Fault] = []
    known: Framework | None = None
    given: dict[str, Answer] = {}
    owner: CompanyFile | None = None
    try:
        known = read_framework(framework)
    except Faults as faults:
        wrong += faults.faults
    try:
        text = read_text(answers, most=jsonfile.MAX_BYTES)
        if known is not None:
            given = parse_answers(text, known, name=str(answers))
    except Faults as faults:
        wrong += faults.faults
    try:
        owner = read_company(read_text(company, most=jsonfile.MAX_BYTES), name=str(company), on=on)
    except Faults as faults:
        wrong += faults.faults
    if wrong or known is None or owner is None:
        collected = Faults([])
        collected.faults = tuple(wrong)
        raise collected
    return Inputs(known, given, owner)


def read_framework(name: str) -> Framework:
    """The framework in a file, or the newest one with this code. Raises Faults."""
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or os.path.exists(name):  # unlike Path's, False for a name too long
        return load(read_text(path, most=yamlfile.MAX_BYTES), name=name)
    try:
        row = FrameworkVersion.objects.published().filter(code=name).order_by("-published_at").first()
    except DatabaseError:
        row = None
    if row is not None:
        return from_json(row.document)
    supplied = {each.stem: each for each in FRAMEWORKS.rglob("*.yaml")}
    if name in supplied:
        return load(read_text(supplied[name], most=yamlfile.MAX_BYTES), name=str(supplied[name]))
    codes = ", ".join(sorted(supplied))
    raise Faults(
        [
            Fault(
                name,
                ".",
                1,
                "no-framework",
                f"There is no such file and no framework with this code. Known codes: {codes}.",
                f"이런 파일도 없고, 이런 코드의 진단 모형도 없습니다. 아는 코드: {codes}.",
            )
        ]
    )
