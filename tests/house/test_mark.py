"""What was made is made again only when what it is made from changed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from house import filled
from house.demo import Running
from house.mark import Mark
from house.operation import Home
from house.places import ROOT
from house.words import Stop


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "sources" / "django.po"
    source.parent.mkdir()
    source.write_text("one")
    return source


@pytest.fixture
def mark(tmp_path: Path, source: Path) -> Mark:
    mark = Mark(tmp_path / "made", [source.parent])
    with mark.making():
        pass
    return mark


def test_what_is_made_stays_until_a_source_changes(mark: Mark, source: Path) -> None:
    assert mark.is_current()
    source.write_text("another")
    assert not mark.is_current()


def test_a_source_of_the_same_size_counts_by_its_time(mark: Mark, source: Path) -> None:
    source.write_text("two")
    os.utime(source, ns=(1, 1))
    assert not mark.is_current()


def test_a_new_a_moved_and_a_removed_source_count(mark: Mark, source: Path) -> None:
    other = source.with_name("other.po")
    other.write_text("two")
    assert not mark.is_current()
    other.unlink()
    assert mark.is_current()
    source.rename(other)
    assert not mark.is_current()


def test_what_is_made_from_sources_is_no_source(mark: Mark, source: Path) -> None:
    source.with_suffix(".mo").write_text("compiled")
    assert mark.is_current()


def test_what_failed_is_made_again(mark: Mark) -> None:
    with pytest.raises(Stop), mark.making():
        raise Stop("it failed")
    assert not mark.is_current()


def test_what_a_kill_broke_off_is_made_again(mark: Mark) -> None:
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom house.mark import Mark\n"
        f"with Mark(Path({str(mark.path)!r}), [Path({str(mark.sources[0])!r})]).making():\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert mark.is_current()
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not mark.is_current()


def test_a_source_that_changes_meanwhile_makes_it_again(mark: Mark, source: Path) -> None:
    with mark.making():
        source.write_text("changed by a pull while the old one was at work")
    assert not mark.is_current()


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    """A demonstration over an empty folder; `commands` holds what it would have run."""
    sources = tmp_path / "app"
    sources.mkdir()
    monkeypatch.setattr(filled, "SOURCES", (sources,))
    monkeypatch.setattr("house.demo.derive", lambda *_: None)
    running = Running({"IEUM_VAR": str(tmp_path)})
    running.home = Home({"SECRET_KEY": "a"}, "", lambda: None, tmp_path)
    running.commands = []

    def run(command: list[str], _: object) -> None:
        running.commands.append(command[2])
        if command[2] == "demo_data":
            Path(command[3].removeprefix("--accounts=")).write_text("owner@hanbit.example\n")

    monkeypatch.setattr(running, "_must", run)
    return running


def test_the_second_start_asks_nothing_of_the_database(demo: Running) -> None:
    demo._set_up()
    assert demo.commands == ["migrate", "demo_data"]
    demo.accounts = ""
    demo._set_up()
    assert demo.commands == ["migrate", "demo_data"]
    assert demo.accounts == "owner@hanbit.example"


def test_after_a_pull_the_database_is_looked_at_again(demo: Running) -> None:
    demo._set_up()
    (filled.SOURCES[0] / "0009_more.py").write_text("a migration")
    demo._set_up()
    assert demo.commands == ["migrate", "demo_data"] * 2


def test_another_secret_key_makes_other_codes(demo: Running) -> None:
    demo._set_up()
    demo.home.surroundings["SECRET_KEY"] = "b"
    demo._set_up()
    assert len(demo.commands) == 4


def test_a_server_of_ones_own_is_looked_at_every_time(demo: Running) -> None:
    demo.home = Home(demo.home.surroundings, "", lambda: None, None)
    demo._set_up()
    demo._set_up()
    assert len(demo.commands) == 4


def test_a_migration_by_hand_is_looked_at_by_the_next_start(demo: Running) -> None:
    demo._set_up()
    filled.forget_filled(demo.home.data)
    demo._set_up()
    assert len(demo.commands) == 4
