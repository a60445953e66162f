"""The Python environment is filled again only when the requirements change."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from house.environment import DEV, RUN, Environment
from house.words import Stop


@pytest.fixture
def environment(tmp_path, monkeypatch) -> Environment:
    """An environment whose programs are recorded instead of run."""
    (tmp_path / "requirements").mkdir()
    for name in (RUN, DEV):
        (tmp_path / "requirements" / name).write_text(f"{name}==1 --hash=sha256:00\n")
    made = Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to("/bin/true")
    return made


@pytest.fixture
def calls(monkeypatch) -> list[list[str]]:
    done: list[list[str]] = []

    def run(command, **_):
        done.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 0, stdout="", stderr="")

    monkeypatch.setattr("house.environment.subprocess.run", run)
    monkeypatch.setattr("house.environment.working_uv", lambda: None)
    return done


def installs(calls: list[list[str]]) -> list[str]:
    return [Path(call[-1]).name for call in calls if "install" in call]


def test_the_first_time_it_installs_by_hash(environment, calls) -> None:
    environment.ensure()
    assert installs(calls) == [RUN]
    assert "--require-hashes" in calls[-1]


def test_the_second_time_it_does_nothing(environment, calls) -> None:
    environment.ensure()
    calls.clear()
    environment.ensure()
    assert calls == []


def test_changed_requirements_are_installed_again(environment, calls) -> None:
    environment.ensure()
    (environment.root / "requirements" / RUN).write_text("other==2 --hash=sha256:11\n")
    environment.ensure()
    assert installs(calls) == [RUN, RUN]


def test_the_development_environment_is_good_enough_to_run(environment, calls) -> None:
    environment.ensure(dev=True)
    environment.ensure()
    assert installs(calls) == [DEV]


def test_the_environment_to_run_is_not_good_enough_to_develop(environment, calls) -> None:
    environment.ensure()
    environment.ensure(dev=True)
    assert installs(calls) == [RUN, DEV]


def test_an_interrupted_installation_is_done_again(environment, calls, monkeypatch) -> None:
    def fail(command, **_):
        return subprocess.CompletedProcess(command, 1 if "install" in command else 0, stdout="", stderr="")

    with monkeypatch.context() as broken:
        broken.setattr("house.environment.subprocess.run", fail)
        with pytest.raises(Stop, match=RUN):
            environment.ensure()
    assert not environment.is_current(RUN)
    environment.ensure()
    assert installs(calls) == [RUN]


def test_a_broken_note_counts_as_none(environment, calls) -> None:
    environment.installed.write_text("{")
    assert not environment.is_current(RUN)
    environment.installed.write_text(json.dumps({RUN: environment.digest(RUN)}))
    assert environment.is_current(RUN)


def test_an_environment_whose_interpreter_is_gone_is_made_anew(environment, calls) -> None:
    environment.ensure()
    environment.python.unlink()
    assert not environment.is_current(RUN)


def test_the_requirements_to_run_are_among_those_to_develop() -> None:
    here = Environment()

    def pins(name: str) -> set[str]:
        lines = (here.root / "requirements" / name).read_text().splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert len(pins(RUN)) > 50
    assert pins(RUN) <= pins(DEV)


def test_every_dependency_is_pinned() -> None:
    here = Environment()
    project = tomllib.loads((here.root / "pyproject.toml").read_text())

    def names(lines: list[str]) -> set[str]:
        return {re.split(r"[\[<>=!~ ]", line)[0].lower() for line in lines}

    def pinned(name: str) -> set[str]:
        text = (here.root / "requirements" / name).read_text()
        return set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))

    assert names(project["project"]["dependencies"]) <= pinned(RUN)
    assert names(project["dependency-groups"]["dev"]) <= pinned(DEV)


def test_the_requirements_name_no_registry() -> None:
    here = Environment()
    for name in (RUN, DEV):
        text = (here.root / "requirements" / name).read_text()
        assert "--hash=sha256:" in text
        assert "index-url" not in text
        assert "://" not in text
