"""The command line itself."""

import socket
import subprocess

import pytest

from house.demo import ensure_free
from house.operation import port_of
from house.places import ROOT
from house.words import Stop


def run(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ROOT / "run", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"} | environ,
    )


def test_help_lists_the_commands() -> None:
    answer = run("help")
    assert answer.returncode == 0
    for name in ("demo", "test", "serve", "work", "manage", "check", "bench", "shots", "chaos", "pg", "stop"):
        assert f"  {name} " in answer.stdout


def test_an_unknown_command_is_named_with_status_2() -> None:
    answer = run("dance")
    assert answer.returncode == 2
    assert "'dance'" in answer.stderr


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5"])
def test_a_wrong_port_is_refused(port) -> None:
    with pytest.raises(Stop, match="PORT"):
        port_of({"PORT": port})


def test_the_port_is_8000_unless_chosen() -> None:
    assert port_of({}) == 8000
    assert port_of({"PORT": "9000"}) == 9000


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Stop, match=f"{port} is taken.*PORT={port + 1}"):
            ensure_free(port)
    ensure_free(port)
