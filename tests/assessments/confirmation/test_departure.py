"""What ends when the last member of a company closes the account, and what stays."""

from collections.abc import Callable

import pytest

from assessments import actions
from assessments.actions.verification import ask_verification
from assessments.models import Appeal, LevelApplication, LevelCertificate, Verification
from core.accounts.actions.closing import close_account
from core.accounts.actor import SYSTEM
from core.audit.models import Event
from core.models import Notice
from core.scope import enter
from tests.assessments.confirmation import world as made
from tests.assessments.confirmation.world import World, world
from tests.core.accounts.people import PASSWORD, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world()


def _leave(hanbit: World) -> None:
    hanbit.do("owner", close_account, password=PASSWORD)


@pytest.mark.parametrize(
    "step", [made.begun, made.submitted, made.accepted, made.assigned, made.assessing, made.reported]
)
def test_an_application_is_withdrawn_with_the_last_member_wherever_it_stands(
    hanbit: World, step: Callable[[World], LevelApplication]
) -> None:
    step(hanbit)
    _leave(hanbit)
    row = hanbit.row()
    assert row.state == "withdrawn"
    assert row.ended_at is not None
    assert Event.objects.filter(verb="level_application.withdraw", subject_id=str(row.pk)).count() == 1
    keeper = Notice.objects.filter(user_id=hanbit.people["keeper"].pk, code="level_withdrawn")
    assert keeper.count() == (step is not made.begun)
    assert not Verification.objects.exclude(state__in=["ended", "finished"]).exists()


def test_a_certificate_stays_with_what_it_rests_on(hanbit: World) -> None:
    made.confirmed(hanbit)
    _leave(hanbit)
    assert hanbit.row().state == "confirmed"
    assert LevelCertificate.objects.get().revoked_at is None


def test_nothing_ends_while_a_colleague_is_there(hanbit: World) -> None:
    made.submitted(hanbit)
    person("second@hanbit.example", hanbit.hanbit)
    _leave(hanbit)
    assert hanbit.row().state == "submitted"


def test_what_assessors_were_asked_for_is_taken_back_and_told_beforehand(hanbit: World) -> None:
    made.begun(hanbit)
    ask = actions.ask_appeal
    hanbit.do("owner", ask, result_id=hanbit.result.pk, code="TOTAL", reason="다시 보아 주십시오.")
    hanbit.do("owner", ask_verification, result_id=hanbit.result.pk)
    seen = signed_in(hanbit.people["owner"]).get("/account/close/").content.decode()
    assert "수준확인 신청 1건을 철회합니다." in seen
    assert "2건을 거둡니다." in seen
    enter(SYSTEM)
    _leave(hanbit)
    assert Verification.objects.get().state == "ended"
    assert Appeal.objects.get().state == "withdrawn"
