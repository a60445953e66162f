"""Publishing the documents that come with the portal."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from tests.assessments.world import BRANCHING


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small framework as a file."""
    path = tmp_path / "branching.yaml"
    path.write_text(BRANCHING, encoding="utf-8")
    return path


def test_all_frameworks_are_published_once(db: None) -> None:
    for _each in range(2):
        call_command("load_frameworks", verbosity=0)
    assert set(FrameworkVersion.objects.published().values_list("code", flat=True)) == {
        "kr-quick-check",
        "kr-smart-factory",
    }
    version = FrameworkVersion.objects.get(code="kr-smart-factory")
    assert len(framework_of(version).items) == 44


def test_a_changed_version_is_refused_by_name(db: None, file: Path) -> None:
    call_command("load_frameworks", str(file), verbosity=0)
    file.write_text(BRANCHING.replace("minutes: 1", "minutes: 2"), encoding="utf-8")
    with pytest.raises(CommandError, match="branching 1"):
        call_command("load_frameworks", str(file), verbosity=0)
    assert framework_of(FrameworkVersion.objects.get()).minutes == 1


def test_a_faulty_document_is_refused_with_its_line_and_nothing_is_published(db: None, file: Path) -> None:
    faulty = file.with_name("faulty.yaml")
    faulty.write_text(BRANCHING.replace("minutes: 1", "minutes: soon"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"faulty\.yaml:10"):
        call_command("load_frameworks", str(file), str(faulty), verbosity=0)
    assert not FrameworkVersion.objects.exists()


def test_a_file_that_is_not_there_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.yaml"):
        call_command("load_frameworks", str(tmp_path / "none.yaml"), verbosity=0)
