"""A plant is corrected while somebody mends a diagnostic of it: one waits, and neither is lost."""

import threading
import time
from dataclasses import replace

import pytest
from django.db import connection

from assessments.actions import change_details, change_plant, start
from assessments.actions.locked import locked_draft
from assessments.models import Plant, Session
from core.accounts.actor import Actor
from core.scope import acting, acting_as_system
from tests.assessments.world import AT, BRANCHING, PLANT, company, member
from tests.published import published

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
SELECT pg_stat_clear_snapshot(), count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def test_a_plant_and_its_draft_are_corrected_at_once() -> None:
    by = member(company())
    with acting_as_system():
        framework = published(BRANCHING, "branching.yaml", AT)
    with acting(by):
        draft = start(framework_id=framework.pk, plant=PLANT, by=by, at=AT)
    corrected = threading.Thread(target=_correct, args=[draft, by])
    with acting(by):
        locked_draft(draft.pk, by, AT)
        corrected.start()
        _until_somebody_waits()
        change_details(session_id=draft.pk, plant=replace(PLANT, employees=50), by=by, at=AT)
    corrected.join()
    with acting_as_system():
        assert Plant.objects.get().name == Session.objects.get().plant_name == "본공장"


def _correct(draft: Session, by: Actor) -> None:
    assert draft.plant_id is not None
    try:
        with acting(by):
            named = replace(PLANT, name="본공장")
            change_plant(plant_id=draft.plant_id, facts=named, address="", by=by, at=AT)
    finally:
        connection.close()


def _until_somebody_waits() -> None:
    for _try in range(500):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[1]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
