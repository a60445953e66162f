"""A supplier whose last member closes the account is shown no longer."""

import pytest

from core.accounts.actions.closing import close_account
from core.models import Event
from core.scope import acting
from tests.core.accounts.people import AT, PASSWORD, actor, person
from tests.matching.world import mirae

pytestmark = pytest.mark.django_db


def test_the_profile_is_hidden_with_the_last_member_and_not_before() -> None:
    row = mirae()
    row.is_published = True
    row.save(update_fields=["is_published"])
    people = [person(f"{each}@mirae.example", row.organisation) for each in ("a", "b")]
    for user, is_public in zip(people, (True, False), strict=True):
        with acting(actor(user)):
            close_account(by=actor(user), at=AT, password=PASSWORD)
        row.refresh_from_db()
        assert row.is_published is is_public
    assert Event.objects.filter(verb="supplier.hidden").count() == 1
