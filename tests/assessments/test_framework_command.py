"""Frameworks and recomputed results by command."""

import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.actions import answer_all, publish_framework, start, submit
from assessments.given import Given
from assessments.models import FrameworkVersion, Result
from core.accounts.actor import SYSTEM
from core.audit.models import Event
from core.scope import enter
from tests.assessments.world import AT, BRANCHING, PLANT, company, member

pytestmark = pytest.mark.usefixtures("as_system")
NEXT = BRANCHING.replace('version: "1"', 'version: "2"')
SUM = "operator: mean"


def _run(command: str, *args: str, **options: object) -> str:
    said = StringIO()
    call_command(command, *args, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "next.yaml"
    path.write_text(NEXT, encoding="utf-8")
    return path


@pytest.fixture
def first() -> FrameworkVersion:
    return publish_framework(source=BRANCHING, name="branching.yaml", by=SYSTEM, at=AT)[0]


@pytest.fixture
def result(first: FrameworkVersion) -> Result:
    """Machines but no checks, two things recorded: (1 + 0) / 2 and 2."""
    by = member(company())
    enter(by)
    session = start(framework_id=first.pk, plant=PLANT, by=by, at=AT)
    given = {"A.1": Given("yes"), "B1": Given("no"), "C1": Given(("a", "b"))}
    answer_all(session_id=session.pk, given=given, by=by, at=AT)
    made = submit(session_id=session.pk, by=by, at=AT)[0]
    enter(SYSTEM)
    return made


def test_a_file_goes_from_draft_to_published_to_retired(first: FrameworkVersion, file: Path) -> None:
    assert "branching@2: draft" in _run("framework", "draft", str(file))
    assert "branching@2: draft" in _run("framework", "draft", str(file))
    assert "branching@2: published" in _run("framework", "publish", "branching@2")
    assert "branching@1: retired" in _run("framework", "retire", "branching@1")
    states = dict(FrameworkVersion.objects.values_list("version", "state"))
    assert states == {"1": "retired", "2": "published"}
    assert "branching@1\tretired" in _run("framework", "list")
    with pytest.raises(CommandError, match="no such version"):
        _run("framework", "retire", "branching@9")


def test_faults_are_listed_by_line_with_status_2(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(NEXT.replace("minutes: 1", "minutes: soon"), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        _run("framework", "validate", str(file))
    assert stop.value.code == 2
    assert "next.yaml:10: minutes:" in capsys.readouterr().err


def test_a_version_that_was_never_published_cannot_be_continued(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(NEXT + '\ncontinues: [{version: "1"}]\n', encoding="utf-8")
    with pytest.raises(SystemExit):
        _run("framework", "validate", str(file))
    assert "[no-such-version]" in capsys.readouterr().err


def test_the_difference_is_listed_value_by_value(first: FrameworkVersion, file: Path) -> None:
    changed = NEXT.replace('at_most: "2"', 'at_most: "1"').replace("설비를 점검합니까?", "설비를 살핍니까?")
    file.write_text(changed, encoding="utf-8")
    said = _run("framework", "diff", "branching", str(file))
    assert "~ C1 at_most [scoring]: '2' -> '1'" in said
    assert "~ B1 question.ko [words]" in said
    assert "2 of 3 answers carry over; scores of the same answers can change" in said


def test_recompute_lists_before_and_after_and_changes_nothing(result: Result, file: Path) -> None:
    file.write_text(NEXT.replace('at_most: "2"', 'at_most: "1"'), encoding="utf-8")
    _run("framework", "publish", str(file))
    before = list(Result.objects.values())
    said = _run("recompute", "branching@1", other="branching@2")
    assert f"{result.pk}\t1.25 level - - -> 0.75 level - -" in said
    assert "1 results, 1 would differ, none was changed" in said
    assert list(Result.objects.values()) == before
    assert not Event.objects.filter(verb="result.recomputed").exists()
    assert "1 results, 0 would differ" in _run("recompute", "branching@1")


def test_recompute_records_only_with_a_reason(result: Result, file: Path) -> None:
    file.write_text(NEXT.replace('at_most: "2"', 'at_most: "1"'), encoding="utf-8")
    _run("framework", "publish", str(file))
    with pytest.raises(CommandError, match="--because"):
        _run("recompute", "branching@1", other="branching@2", record=True)
    _run("recompute", "branching@1", other="branching@2", record=True, because="2027 bounds")
    event = Event.objects.get(verb="result.recomputed")
    assert event.data["before"] == "1.25 level - -"
    assert event.data["because"] == "2027 bounds"


def test_a_hundred_items_are_published_and_compared_within_a_second(tmp_path: Path) -> None:
    head, _, rest = (
        Path("assessments/frameworks/kr-smart-factory.yaml").read_text("utf-8").partition("tree:\n")
    )
    body, _, tail = rest.partition("\nlevels:\n")
    second = body.split("  children:\n", 1)[1]
    for code in ("STR", "PRC", "SYS", "PRF", "OUT"):
        second = second.replace(f"code: {code}", f"code: Z{code}")
    big = f"{head}tree:\n{body}\n{second}\nlevels:\n{tail}"
    began = time.process_time()
    version = publish_framework(source=big, name="big.yaml", by=SYSTEM, at=AT)[0]
    other = tmp_path / "other.yaml"
    other.write_text(big.replace('version: "', 'version: "next-', 1), encoding="utf-8")
    said = _run("framework", "diff", f"{version.code}@{version.version}", str(other))
    spent = time.process_time() - began
    assert "88 of 88 answers carry over" in said
    assert spent < 2  # both together, in seconds of the processor
