"""The import contracts hold, and each of them breaks when it is violated."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.repository import APPS, ROOT

LINT = "import importlinter.cli, sys; sys.exit(importlinter.cli.lint_imports_command())"

VIOLATIONS = {
    "Apps stand on floors": ("core/violation.py", "import matching.apps\n"),
    "Assessments:": ("assessments/policies.py", "import assessments.urls\n"),
    "Matching:": ("matching/ranking/violation.py", "import matching.models\n"),
    "Programmes:": ("programmes/models/jurisdiction.py", "import programmes.actions\n"),
    "The arithmetic knows no framework": ("assessments/scoring/violation.py", "import django\n"),
    "Only the renderer imports WeasyPrint": ("programmes/violation.py", "import weasyprint\n"),
    "The environment is read in one place": ("core/violation.py", "import portal.env\n"),
    "Set-up stands alone": ("house/violation.py", "import core.scope\n"),
}
"""For each contract, the file and the line that it must refuse."""


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [each["name"] for each in settings["tool"]["importlinter"]["contracts"]]


def lint(folder: Path) -> tuple[int, str]:
    """The exit status of lint-imports there, and the contracts it calls broken."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source alone, where violations may be planted."""
    folder = tmp_path_factory.mktemp("contracts")
    for app in (*APPS, "house"):
        shutil.copytree(
            ROOT / app, folder / app, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.csv")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_holds(copy: Path) -> None:
    status, said = lint(copy)
    assert status == 0, said


def test_every_contract_has_a_violation_to_refuse() -> None:
    named = {name for name in contracts() for beginning in VIOLATIONS if name.startswith(beginning)}
    assert named == set(contracts())


@pytest.mark.slow
@pytest.mark.parametrize("beginning", VIOLATIONS)
def test_a_violation_breaks_its_contract(copy: Path, beginning: str) -> None:
    name, line = VIOLATIONS[beginning]
    file = copy / name
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.write_text(line + (before or ""), encoding="utf-8")
    try:
        status, said = lint(copy)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")
    assert status != 0
    broken = " ".join(said.partition("Broken contracts")[2].split())  # long names are wrapped
    assert beginning in broken, said
