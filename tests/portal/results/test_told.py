"""The receipt says what was really sent."""

import pytest
from allauth.account.models import EmailAddress

from core.models import Notice
from core.notices.telling import tell
from portal.results.told import Told, told_of
from tests.assessments.test_share import result_of
from tests.core.accounts.people import actor, hanbit, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verified", [True, False])
def test_a_mail_is_named_only_when_one_went_out(verified: bool) -> None:
    company = hanbit()
    owner, colleague = (
        person(f"{each}@hanbit.example", company, verified=verified) for each in ("kim", "lee")
    )
    result = result_of(company)
    assert told_of(result.pk, actor(owner)) == Told(is_verified=verified)
    tell(owner.pk, "result_ready", url=f"/results/{result.pk}/")
    EmailAddress.objects.filter(user=owner).update(verified=True)
    mailed = "kim@hanbit.example" if verified else ""
    assert told_of(result.pk, actor(owner)) == Told(True, True, mailed, not verified)
    assert told_of(result.pk, actor(colleague)) == Told(is_verified=verified)


def test_a_mail_that_was_switched_off_is_not_claimed() -> None:
    company = hanbit()
    owner, result = person("kim@hanbit.example", company), result_of(company)
    Notice.objects.create(user_id=owner.pk, code="result_ready", url=f"/results/{result.pk}/")
    assert told_of(result.pk, actor(owner)) == Told(is_verified=True, is_in_inbox=True)
