"""Several counts at the same moment, each on a connection of its own."""

import threading

import pytest
from django.db import connection

from core.scope import acting_as_system
from matching.actions.exposure import count_exposure
from matching.models import Appearance, Supplier
from tests.matching.world import AT, DAY, supplier


@pytest.mark.django_db(transaction=True)
def test_two_counts_at_once_wait_for_each_other_and_agree() -> None:
    with acting_as_system():
        one, other = supplier("하나"), supplier("둘")
        Appearance.objects.bulk_create(
            Appearance(supplier=one, shown_on=DAY, sido="48", domain="MES", place=1) for _ in range(10)
        )
    failed: list[BaseException] = []

    def count() -> None:
        try:
            with acting_as_system() as by:
                count_exposure(by=by, at=AT)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert not failed
    assert dict(Supplier.objects.values_list("name", "exposure")) == {one.name: 5, other.name: -5}
