"""The main job without a browser."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORK = ROOT / "assessments" / "frameworks" / "kr-quick-check.yaml"
COMPANY = {
    "name": "한빛정밀",
    "business_number": "124-81-00998",
    "sigungu": "48121",
    "industry": "30",
    "employees": 42,
    "average_sales_won": 8_400_000_000,
    "size": "small",
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    from assessments.scoring import load

    framework = load(FRAMEWORK.read_text("utf-8"), name="quick")
    items = framework.items.values()
    answers = {item.code: item.choices[2].code for item in items if item.kind == "single"}
    given = {"framework": framework.code, "version": framework.version, "answers": answers}
    made = {"answers": tmp_path / "answers.json", "company": tmp_path / "company.json"}
    made["answers"].write_text(json.dumps(given, indent=1))
    made["company"].write_text(json.dumps(COMPANY, indent=1))
    return made


def assess(files: dict[str, Path], **more: object) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    options = {"framework": str(FRAMEWORK), **files, **more}
    arguments = [f"--{name}={value}" for name, value in options.items()]
    try:
        call_command("assess", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_result_comes_out_as_json_with_every_nodes_arithmetic(
    files: dict[str, Path], django_db_blocker: object
) -> None:
    status, out, _err = assess(files)
    result = json.loads(out)
    assert status == 0
    assert result["framework"]["code"] == "kr-quick-check"
    assert {"score", "low", "high", "coverage", "level", "tier"} <= result.keys()
    assert all(node["arithmetic"]["formula"] for node in result["nodes"])
    assert result["company"]["sigungu"]
    assert result["company"]["size"] == "SMALL"


@pytest.mark.django_db
def test_the_report_and_the_result_are_written_beside_each_other(
    files: dict[str, Path], tmp_path: Path
) -> None:
    status, out, _err = assess(files, json=tmp_path / "out.json", pdf=tmp_path / "out.pdf")
    assert (status, out) == (0, "")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads((tmp_path / "out.json").read_text())["score"]


def test_every_fault_of_every_file_is_named_with_its_line_and_nothing_is_written(
    files: dict[str, Path], tmp_path: Path
) -> None:
    wrong = {
        **COMPANY,
        "business_number": "124-81-00999",
        "sigungu": "99999",
        "industry": "77",
        "size": "huge",
    }
    files["company"].write_text(json.dumps({**wrong, "employees": "42", "colour": "red"}, indent=1))
    given = json.loads(files["answers"].read_text())
    given["answers"]["NOPE"] = "1"
    files["answers"].write_text(json.dumps(given, indent=1))
    status, out, err = assess(files, json=tmp_path / "out.json", pdf=tmp_path / "out.pdf", language="en")
    assert (status, out) == (2, "")
    for line, path in [
        (3, "business_number"),
        (4, "sigungu"),
        (5, "industry"),
        (6, "employees"),
        (8, "size"),
    ]:
        assert f"{files['company']}:{line}: {path}: " in err
    assert f"{files['company']}:9: colour: " in err
    assert "answers.NOPE: " in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.json", "company.json"]


@pytest.mark.parametrize("broken", ["framework", "answers", "company"])
def test_a_missing_file_is_named(broken: str, files: dict[str, Path], tmp_path: Path) -> None:
    arguments = {**files, broken: tmp_path / "absent.yaml"}
    status, _out, err = assess(arguments)
    assert status == 2
    assert f"{tmp_path / 'absent.yaml'}:1: " in err


def test_a_broken_framework_file_is_refused_with_its_line(files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(FRAMEWORK.read_text("utf-8").replace("operator: weighted_mean", "operator: best", 1))
    status, _out, err = assess(files, framework=path)
    assert status == 2
    assert f"{path}:" in err


@pytest.mark.django_db
def test_an_unknown_code_names_the_known_ones(files: dict[str, Path]) -> None:
    status, _out, err = assess(files, framework="no-such-code")
    assert status == 2
    assert "kr-smart-factory" in err


def test_an_output_that_cannot_be_written_leaves_no_other(files: dict[str, Path], tmp_path: Path) -> None:
    status, _out, err = assess(files, json=tmp_path / "absent" / "out.json")
    assert status == 1
    assert "Nothing was written" in err
