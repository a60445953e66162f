"""A step that was killed is told of; only a wish to end everything ends it without a word."""

import os

import pytest

from house.demo import Running
from house.foreground import call, reason, was_asked_to_end
from house.words import Stop


def ended(how: str) -> int:
    """The status of a shell that ends so."""
    return call(["sh", "-c", how], os.environ)


@pytest.mark.parametrize(
    ("how", "asked"),
    [("kill -INT $$", True), ("kill -TERM $$", True), ("kill -KILL $$", False), ("exit 1", False)],
)
def test_only_a_wish_to_end_counts_as_one(how: str, asked: bool) -> None:
    assert was_asked_to_end(ended(how)) is asked


def test_the_reason_tells_a_failure_from_a_kill() -> None:
    assert reason(ended("exit 1")) == "; the reason stands above."
    assert "signal 9" in reason(ended("kill -KILL $$"))


@pytest.mark.parametrize(
    ("how", "what"), [("kill -KILL $$", Stop), ("exit 3", Stop), ("kill -TERM $$", KeyboardInterrupt)]
)
def test_the_demonstration_says_which_step_was_killed(how: str, what: type[BaseException]) -> None:
    with pytest.raises(what):
        Running(os.environ)._must(["sh", "-c", how], os.environ)
