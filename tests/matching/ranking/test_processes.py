"""Another process with another hash seed gives the same bytes."""

import hashlib
import os
import subprocess
import sys

from matching.ranking import prepare, rank

from . import world

SCRIPT = """
import hashlib
from matching.ranking import prepare, rank
from tests.matching.ranking import world
ranking = rank(world.need(priority=frozenset()), {form}(world.many(150)), world.policy(), limit=20)
print(hashlib.sha256(ranking.to_json()).hexdigest())
"""


def test_bytes_are_the_same_in_every_process_and_form():
    ranking = rank(world.need(priority=frozenset()), prepare(world.many(150)), world.policy(), limit=20)
    here = hashlib.sha256(ranking.to_json()).hexdigest()
    for seed, form in (("1", "prepare"), ("2", "list"), ("3", "prepare")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(world.ROOT)}
        there = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(form=form)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            cwd=world.ROOT,
        )
        assert there.stdout.strip() == here


def test_the_engine_needs_no_framework():
    script = (
        "import sys, matching.ranking\n"
        "print([name for name in ('django', 'celery', 'rest_framework') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=world.ROOT
    )
    assert done.stdout.strip() == "[]"
