"""Counters that every process shares."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction

from core.limits import Limit, spend, used_up
from core.limits.counting import neighbourhood
from core.limits.purging import purge_expired

THREE = Limit("three", most=3, seconds=60)


@pytest.fixture
def clean(transactional_db: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_limit; DELETE FROM core_cache")


def _later(seconds: int) -> None:
    """Let the windows end sooner, as if that much time had passed."""
    with connection.cursor() as cursor:
        for table in ("core_limit", "core_cache"):
            cursor.execute(f"UPDATE {table} SET ends_at = ends_at - make_interval(secs => %s)", [seconds])


def test_uses_within_the_limit_pass_and_the_next_has_to_wait(db: None) -> None:
    assert [spend((THREE, "한빛")) for _ in range(3)] == [0, 0, 0]
    assert 0 < spend((THREE, "한빛")) <= 60
    assert spend((THREE, "다산")) == 0


def test_a_window_that_is_over_begins_anew(db: None) -> None:
    assert [bool(spend((THREE, "한빛"))) for _ in range(4)] == [False, False, False, True]
    _later(61)
    assert spend((THREE, "한빛")) == 0


def test_looking_counts_nothing(db: None) -> None:
    for _ in range(3):
        assert used_up((THREE, "한빛")) == 0
        spend((THREE, "한빛"))
    assert used_up((THREE, "한빛")) > 0


def test_the_tightest_of_several_limits_decides(db: None) -> None:
    one = Limit("one", most=1, seconds=600)
    assert spend((THREE, "한빛"), (one, "한빛")) == 0
    assert spend((THREE, "한빛"), (one, "한빛")) > 60


def test_nothing_stored_names_anybody(db: None) -> None:
    spend((THREE, "owner@hanbit.example"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(l::text, '') FROM core_limit l")
        row = cursor.fetchone()
    assert row is not None
    assert "hanbit" not in row[0]


def test_parallel_processes_never_pass_more_than_the_limit(clean: None) -> None:
    def use(_number: int) -> int:
        try:
            return spend((THREE, "한빛"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(use, range(24)))
    assert waits.count(0) == 3


def test_a_count_goes_with_the_transaction_it_belongs_to(clean: None) -> None:
    for _ in range(5):
        with transaction.atomic():
            assert spend((THREE, "한빛")) == 0
            transaction.set_rollback(True)
    assert used_up((THREE, "한빛")) == 0


def test_the_cache_is_one_for_all_processes(clean: None) -> None:
    cache.set("login:192.0.2.1", [3.5, 1.25], 60)

    def elsewhere() -> tuple[object, bool]:
        try:
            return cache.get("login:192.0.2.1"), cache.add("login:192.0.2.1", [])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == ([3.5, 1.25], False)


def test_only_one_of_many_takes_a_lock_of_the_cache(clean: None) -> None:
    def take(_number: int) -> bool:
        try:
            return bool(cache.add("lock", True, 10))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(16))) == 1


def test_the_cache_forgets_when_the_time_is_over(db: None) -> None:
    cache.set("a", 1, 60)
    cache.set("kept", 2, None)
    assert cache.touch("a", 120)
    _later(100)
    assert cache.get("a") == 1
    _later(21)
    assert (cache.get("a"), cache.get("kept"), cache.touch("a")) == (None, 2, False)
    assert cache.add("a", 3)
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.clear()
    assert cache.get("kept", "nothing") == "nothing"


def test_what_is_over_is_purged_and_the_rest_stays(db: None) -> None:
    spend((THREE, "한빛"))
    cache.set("a", 1, 10)
    cache.set("b", 1, 1_000)
    _later(100)
    assert purge_expired() == 2
    assert cache.get("b") == 1


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_caller_counts_as_its_whole_network(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted
