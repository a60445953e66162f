"""Two people press at the same moment: one decision, and never an organisation without administrator."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from core.accounts import actions
from core.accounts.models import Membership
from core.audit.models import Event
from core.web import Refused
from tests.core.accounts.people import AT, NUMBERS, actor, hanbit, person

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*acts: Callable[[], object]) -> list[str]:
    """What came of acts started together: "done" or the code of the refusal, sorted."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_administrators_decide_a_request_once() -> None:
    place = hanbit()
    heads = [actor(person(f"{name}@hanbit.example", place)) for name in ("kim", "lee")]
    asked = actions.request_membership(
        by=actor(person("new@hanbit.example")), at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )
    assert _at_once(
        lambda: actions.approve_membership(by=heads[0], at=AT, membership_id=asked.pk),
        lambda: actions.decline(by=heads[1], at=AT, membership_id=asked.pk),
    ) == ["changed", "done"]
    decisions = Event.objects.filter(verb__in=["membership.approved", "membership.declined"])
    assert decisions.count() == 1


def test_two_administrators_who_leave_at_once_leave_one_behind() -> None:
    place = hanbit()
    heads = [actor(person(f"{name}@hanbit.example", place)) for name in ("kim", "lee")]
    assert _at_once(
        *(lambda by=by: actions.leave(by=by, at=AT, organisation_id=place.pk) for by in heads)  # type: ignore[misc]
    ) == ["done", "last_administrator"]
    assert Membership.objects.active().filter(role="administrator").count() == 1


def test_two_administrators_who_demote_each_other_at_once_leave_one_behind() -> None:
    place = hanbit()
    people = [person(f"{name}@hanbit.example", place) for name in ("kim", "lee")]
    places = {each.pk: Membership.objects.get(user=each).pk for each in people}
    outcomes = _at_once(
        *(
            lambda by=by, other=other: actions.change_role(  # type: ignore[misc]
                by=actor(by), at=AT, membership_id=places[other.pk], role="member"
            )
            for by, other in (people, people[::-1])
        )
    )
    assert Membership.objects.active().filter(role="administrator").count() == 1
    assert outcomes in (["done", "last_administrator"], ["done", "not_allowed"])


def test_a_request_is_taken_back_or_approved_and_never_both() -> None:
    place = hanbit()
    head, guest = actor(person("kim@hanbit.example", place)), actor(person("new@hanbit.example"))
    asked = actions.request_membership(by=guest, at=AT, kind="company", business_number=NUMBERS["hanbit"])
    assert _at_once(
        lambda: actions.approve_membership(by=head, at=AT, membership_id=asked.pk),
        lambda: actions.withdraw_request(by=guest, at=AT, membership_id=asked.pk),
    ) == ["changed", "done"]


def test_two_people_register_the_same_number_once() -> None:
    people = [actor(person(f"{name}@hanbit.example")) for name in ("kim", "lee")]
    assert _at_once(
        *(
            lambda by=by: actions.create_organisation(  # type: ignore[misc]
                by=by, at=AT, kind="company", name="한빛", business_number=NUMBERS["hanbit"]
            )
            for by in people
        )
    ) == ["done", "exists"]


def test_an_invitation_is_accepted_once() -> None:
    place = hanbit()
    head = actor(person("kim@hanbit.example", place))
    _row, token = actions.invite(by=head, at=AT, organisation_id=place.pk, email="new@hanbit.example")
    guest = actor(person("new@hanbit.example"))
    outcomes = _at_once(*[lambda: actions.accept_invitation(by=guest, at=AT, token=token)] * 5)
    assert outcomes == ["done"] + ["expired"] * 4
