"""What the machine must bring."""

import subprocess

import pytest

from house import packages
from house.packages import Need
from house.words import Stop


@pytest.fixture
def apt(monkeypatch) -> list[list[str]]:
    """A Debian on which nothing is really installed; what would have been is recorded."""
    calls: list[list[str]] = []

    def run(command, **_):
        calls.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="", stderr="")

    monkeypatch.setattr(packages.subprocess, "run", run)
    monkeypatch.setattr(packages, "is_debian", lambda: True)
    monkeypatch.setattr(packages, "is_ubuntu", lambda: False)
    return calls


def missing(name: str, *, essential: bool = True) -> Need:
    return Need(name, "needed for a test", lambda: False, essential)


def test_nothing_happens_when_everything_is_there(apt, capsys) -> None:
    packages.ensure([Need("libsomething", "needed", lambda: True)])
    assert apt == []
    assert capsys.readouterr().err == ""


def test_root_on_debian_installs_what_it_named(apt, monkeypatch, capsys) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    there: list[bool] = [False, True]
    packages.ensure([Need("libsomething", "needed", lambda: there.pop(0))])
    assert apt[-1][:2] == ["apt-get", "install"]
    assert apt[-1][-1] == "libsomething"
    assert "Installing Debian packages: libsomething" in capsys.readouterr().err


def test_a_plain_user_is_told_the_command(apt, monkeypatch) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    with pytest.raises(Stop) as stop:
        packages.ensure([missing("libone"), missing("libtwo")])
    assert "sudo apt-get install --no-install-recommends libone libtwo" in stop.value.message
    assert stop.value.status == 1
    assert apt == []


def test_what_is_only_faster_does_not_stop_anything(apt, monkeypatch, capsys) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    packages.ensure([missing("libquick", essential=False)])
    assert "apt-get install --no-install-recommends libquick" in capsys.readouterr().err


def test_what_debian_does_not_know_keeps_nothing_else_from_being_installed(apt, monkeypatch) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    there = iter([False, True])
    packages.ensure([missing("libquick", essential=False), Need("libone", "needed", lambda: next(there))])
    assert [call[-1] for call in apt if call[1] == "install"] == ["libone", "libquick"]


def test_ubuntu_hears_of_the_snap(apt, monkeypatch) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(packages, "is_ubuntu", lambda: True)
    with pytest.raises(Stop, match="snap install chromium"):
        packages.ensure([missing("chromium")])


def test_a_library_is_found_by_loading_it() -> None:
    assert packages.library("libc.so.6")()
    assert not packages.library("libnowhere.so.99")()
