"""The main job without a browser."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.domains import DOMAINS
from core.industries import SizeClass
from portal.assessing.company import NUMBERS, REQUIRED, TEXTS

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


@pytest.mark.parametrize("broken", ["framework", "answers", "company"])
def test_a_picture_in_the_place_of_a_text_is_named(
    broken: str, files: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"one line\n\x89PNG\r\n\x1a\n")
    status, _out, err = assess({**files, broken: path}, json=tmp_path / "out.json", language="en")
    assert status == 2
    assert f"{path}:2: .: This is not a UTF-8 text file: the byte 0x89" in err
    assert "[not-utf8]" in err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("broken", "most"), [("framework", 5_000_000), ("answers", 1_000_000), ("company", 1_000_000)]
)
def test_a_file_without_end_is_not_read_to_its_end(broken: str, most: int, files: dict[str, Path]) -> None:
    status, _out, err = assess({**files, broken: Path("/dev/zero")}, language="en")
    assert status == 2
    assert f"/dev/zero:1: .: The file is larger than {most} bytes. [too-large]" in err


def test_a_number_of_thousands_of_digits_is_out_of_range(files: dict[str, Path]) -> None:
    files["company"].write_text(json.dumps(COMPANY).replace("42", "9" * 5_000))
    status, _out, err = assess(files)
    assert status == 2
    assert "employees" in err
    assert "[range]" in err


@pytest.mark.django_db
def test_a_framework_name_longer_than_any_file_is_unknown(files: dict[str, Path]) -> None:
    status, _out, err = assess(files, framework="x" * 5_000)
    assert status == 2
    assert "[no-framework]" in err


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


@pytest.mark.django_db
def test_a_folder_in_the_place_of_an_output_leaves_no_other(files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    status, _out, err = assess(files, pdf=tmp_path / "out.pdf", json=folder)
    assert status == 1
    assert str(folder) in err
    assert not (tmp_path / "out.pdf").exists()


def test_two_outputs_in_one_file_are_refused(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="the same file") as refused:
        assess(files, pdf=tmp_path / "out", json=tmp_path / "out")
    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()


MANUAL = (ROOT / "docs" / "frameworks.md").read_text("utf-8")


def test_the_manual_names_every_key_of_the_company_file() -> None:
    told = MANUAL[MANUAL.index("## The company file") : MANUAL.index("## Technology domains")]
    for key in (*TEXTS, *NUMBERS):
        assert f"| `{key}` | {'required' if key in REQUIRED else ''}" in told, key
    for size in SizeClass:
        assert f"`{size.value.lower()}` {size.name_ko}" in told


def test_the_manual_lists_the_technology_domains() -> None:
    for domain in DOMAINS:
        assert f"| `{domain.code}` | {domain.name_ko} |" in MANUAL


def test_the_manual_names_every_flag_and_fault_of_its_own() -> None:
    for flag in ("framework", "answers", "company", "json", "pdf", "language"):
        assert f"`--{flag}`" in MANUAL
    for code in ("no-framework", "business-number", "region", "industry", "size", "size-unknown", "range"):
        assert f"`{code}`" in MANUAL


@pytest.mark.django_db
def test_a_need_for_which_nobody_stands_is_no_fault(files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (ROOT / "docs" / "examples" / "mini.yaml").read_text("utf-8")
    path.write_text(text.replace("domains: [APS, ERP]", "domains: [LOOMS]"))
    given = ROOT / "docs" / "examples" / "mini-answers.json"
    status, _out, _err = assess(files, framework=path, answers=given, pdf=tmp_path / "out.pdf")
    assert status == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
