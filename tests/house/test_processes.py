"""The supervisor, with real processes that are really killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from house import proc
from house.places import ROOT, Places
from house.processes import MARK, Child, Supervisor
from house.words import Stop

# A parent with a child of its own, as a web server has workers; both write down who they are.
FAMILY = """
import os, subprocess, sys, time
from pathlib import Path
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
making = Path(sys.argv[1] + ".making")
making.write_text(f"{os.getpid()} {child.pid}")
making.rename(sys.argv[1])
time.sleep(60)
"""
SUPERVISED = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from house.places import Places
from house.processes import Child, Supervisor
import os
with Supervisor(Places(root=Path({root!r}), var=Path({var!r}))) as supervisor:
    supervisor.start(Child("family", [sys.executable, "-c", {family!r}, {note!r}], os.environ))
    try:
        supervisor.watch()
    except KeyboardInterrupt:
        pass
"""


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def alive(*pids: int) -> list[int]:
    return [pid for pid in pids if proc.started(pid) is not None]


@pytest.fixture
def places(tmp_path) -> Places:
    made = Places(root=ROOT, var=tmp_path)
    made.prepare()
    return made


@pytest.fixture
def note(tmp_path) -> Path:
    return tmp_path / "family"


@pytest.fixture
def supervised(places, note) -> Iterator["subprocess.Popen[bytes]"]:
    """A supervisor in a process of its own, with one family to look after."""
    script = SUPERVISED.format(root=str(ROOT), var=str(places.var), family=FAMILY, note=str(note))
    process = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
    until(note.exists)
    yield process
    process.kill()
    process.wait()
    Supervisor(places).end_leftovers()


def family(note: Path) -> tuple[int, int]:
    parent, child = map(int, note.read_text().split())
    return parent, child


def reborn(note: Path, before: tuple[int, int]) -> bool:
    return note.exists() and family(note) != before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(supervised, places, note, number) -> None:
    members = family(note)
    supervised.send_signal(number)
    assert supervised.wait(20) == 0
    assert alive(*members) == []
    assert not (places.running / "demo.json").exists()


def test_a_killed_process_starts_again_and_its_orphans_are_ended(supervised, note) -> None:
    parent, child = family(note)
    os.kill(parent, signal.SIGKILL)
    until(lambda: reborn(note, (parent, child)))
    assert alive(parent, child) == []
    assert len(alive(*family(note))) == 2


def test_after_kill_9_of_the_supervisor_the_next_start_ends_what_is_left(supervised, places, note) -> None:
    parent, child = family(note)
    supervised.kill()
    supervised.wait()
    until(lambda: alive(parent) == [])  # it follows its parent; its own child does not
    assert alive(child) == [child]
    with Supervisor(places):
        assert alive(child) == []


def test_a_process_of_somebody_else_is_left_alone_even_under_a_known_number(places) -> None:
    bystander = subprocess.Popen(["sleep", "60"], env={MARK: "another.web"})
    try:
        state = {"mark": "mine", "supervisor": [1, 1], "children": {"web": bystander.pid}}
        (places.running / "demo.json").write_text(json.dumps(state))
        Supervisor(places).end_leftovers()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_second_start_in_the_same_folder_is_refused(places) -> None:
    with Supervisor(places) as first:
        first.announce("http://127.0.0.1:8000")
        with pytest.raises(Stop, match=r"already running.*http://127\.0\.0\.1:8000"), Supervisor(places):
            pass


def test_a_process_that_keeps_failing_is_given_longer_and_longer_pauses(places) -> None:
    child = Child("hasty", ["false"], os.environ)
    with Supervisor(places) as supervisor:
        pauses = []
        for _ in range(4):
            supervisor.start(child)
            assert child.process is not None
            child.process.wait()
            pauses.append(child.pause)
            supervisor.glance()
            assert child.process is None
    assert pauses == [0.5, 1.0, 2.0, 4.0]


def test_a_process_that_ends_at_once_is_explained_by_its_own_words(places) -> None:
    child = Child("sad", ["sh", "-c", "echo no such setting; exit 3"], os.environ)
    with Supervisor(places) as supervisor:
        supervisor.start(child)
        with pytest.raises(Stop, match="no such setting"):
            supervisor.wait_for(child, lambda: False, seconds=20)


def test_a_program_in_the_foreground_gives_its_status(places) -> None:
    with Supervisor(places, name="web-1") as supervisor:
        assert supervisor.run_alone(Child("web", ["sh", "-c", "exit 5"], os.environ, shown=True)) == 5


def test_a_start_time_tells_one_process_from_the_next() -> None:
    mine = proc.started(os.getpid())
    child = subprocess.Popen(["sleep", "60"])
    try:
        assert mine is not None
        assert (proc.started(child.pid) or 0) >= mine
    finally:
        child.kill()
    until(lambda: proc.started(child.pid) is None)  # a zombie is not running
    child.wait()
