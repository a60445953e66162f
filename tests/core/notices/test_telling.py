"""Told once, by mail where wanted, held until an address is confirmed, settled by what happened since."""

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts import actions
from core.accounts.models import User
from core.models import Event, Notice, NoticeChoice
from core.notices.actions import choose
from core.notices.queries import switches, unread_count
from core.notices.telling import settle, tell, topics
from tests.core.accounts.people import AT, NUMBERS, actor, gyeongnam_tp, hanbit, person, signed_in

pytestmark = pytest.mark.django_db
NEWS = ("share_given", {"recipient": "경남테크노파크", "who": "김하나"})


@pytest.fixture
def owner() -> User:
    return person("kim@hanbit.example", hanbit())


def choice(user: User, topic: str, *, by_mail: bool) -> None:
    NoticeChoice.objects.update_or_create(user=user, topic=topic, defaults={"is_by_mail": by_mail})


def test_a_notice_comes_to_the_inbox_and_by_mail_with_the_way_to_the_switches(owner: User) -> None:
    assert tell(owner.pk, *NEWS, "/results/")
    assert Notice.objects.get().mailed_to == "kim@hanbit.example"
    (sent,) = outbox.outbox
    assert "경남테크노파크" in sent.subject
    assert "/account/notices/" in sent.body


def test_who_switched_a_topic_off_gets_it_in_the_inbox_only(owner: User) -> None:
    choice(owner, "sharing", by_mail=False)
    tell(owner.pk, *NEWS)
    assert Notice.objects.get().mailed_to == ""
    assert outbox.outbox == []


def test_a_topic_that_sends_no_mails_sends_them_to_who_switched_it_on(owner: User) -> None:
    tell(owner.pk, "report_ready", {"number": "IE-1"})
    assert outbox.outbox == []
    choice(owner, "reports", by_mail=True)
    tell(owner.pk, "report_ready", {"number": "IE-2"})
    assert len(outbox.outbox) == 1


def test_mails_that_protect_an_account_cannot_be_switched_off(owner: User) -> None:
    choice(owner, "security", by_mail=False)
    tell(owner.pk, "reset_approved")
    assert len(outbox.outbox) == 1
    assert "/account/notices/" not in outbox.outbox[0].body


def test_the_same_news_is_told_once(owner: User) -> None:
    assert tell(owner.pk, *NEWS, once="share:1")
    assert not tell(owner.pk, *NEWS, once="share:1")
    assert Notice.objects.count() == len(outbox.outbox) == 1


def test_a_closed_account_gets_no_mail(owner: User) -> None:
    User.objects.update(is_active=False)
    tell(owner.pk, *NEWS)
    assert outbox.outbox == []


def test_a_mail_waits_for_the_address_and_goes_out_once_when_it_is_confirmed() -> None:
    owner = person("kim@hanbit.example", hanbit(), verified=False)
    tell(owner.pk, *NEWS, about="share:1")
    tell(owner.pk, "result_ready")
    assert outbox.outbox == []
    assert set(Notice.objects.values_list("is_held", "mailed_to")) == {(True, "")}
    settle("share:1")
    address = EmailAddress.objects.get()
    address.set_verified()
    for _again in range(2):
        email_confirmed.send(EmailAddress, request=None, email_address=address)
    assert [each.to for each in outbox.outbox] == [["kim@hanbit.example"]]
    assert Notice.objects.get(code="result_ready").mailed_to == "kim@hanbit.example"
    assert not Notice.objects.filter(is_held=True).exists()


def test_a_decided_request_closes_its_notices_with_every_administrator() -> None:
    company = hanbit()
    heads = [person(f"{each}@hanbit.example", company) for each in ("kim", "lee")]
    asker = actor(person("new@hanbit.example"))
    request = actions.request_membership(
        by=asker, at=AT, kind="company", business_number=NUMBERS["hanbit"]
    )  # fmt: skip
    assert [unread_count(actor(each)) for each in heads] == [1, 1]
    actions.approve_membership(by=actor(heads[0]), at=AT, membership_id=request.pk)
    assert [unread_count(actor(each)) for each in heads] == [0, 0]
    assert "끝난 일" in signed_in(heads[1]).get("/inbox/").content.decode()


def test_somebody_sees_the_switches_of_their_own_organisations(owner: User) -> None:
    officer = person("o@tp.example", gyeongnam_tp(), "officer")
    codes = [{each.topic.code for each in switches(actor(user))} for user in (owner, officer)]
    assert {"security", "members", "sharing", "results", "reports"} <= codes[0]
    assert {"desk", "districts"} <= codes[1]
    assert not codes[0] & {"desk", "verification"}
    assert not codes[1] & {"sharing", "verification"}


def test_every_topic_says_what_it_is_about() -> None:
    everything = frozenset({"company", "supplier", "technopark"})
    assert all(str(each.label) for each in topics(everything))
    assert [each.code for each in topics(everything) if each.is_fixed] == ["security"]


def test_choosing_changes_what_differs_and_leaves_fixed_and_unknown_topics(owner: User) -> None:
    by = actor(owner)
    changed = choose(by=by, at=AT, by_mail=["reports", "members", "unknown"])
    chosen = dict(NoticeChoice.objects.values_list("topic", "is_by_mail"))
    assert changed == len(chosen) > 1
    assert chosen["reports"]
    assert not chosen["sharing"]
    assert not {"security", "unknown"} & set(chosen)
    assert Event.objects.get(verb="notices.chosen").data["by_mail"] == chosen
    assert choose(by=by, at=AT, by_mail=["reports", "members"]) == 0


def test_the_switches_are_set_on_their_page_without_a_script(owner: User) -> None:
    client = signed_in(owner)
    page = client.get("/account/notices/").content.decode()
    assert 'id="topic-security" name="by_mail" value="security" checked disabled' in page
    assert client.post("/account/notices/", {"by_mail": ["reports"]}).status_code == 302
    page = client.get("/account/notices/").content.decode()
    assert 'value="reports" checked' in page
    assert 'value="sharing" checked' not in page


def test_telling_costs_the_same_queries_however_much_was_told(owner: User) -> None:
    costs = []
    for _turn in range(3):
        with CaptureQueriesContext(connection) as seen:
            tell(owner.pk, *NEWS)
        costs.append(len(seen))
    assert len(set(costs)) == 1


def test_what_still_asks_stands_before_what_is_done_and_in_each_part_the_newest_first(owner: User) -> None:
    for number in range(4):
        tell(owner.pk, "report_ready", {"number": f"IE-{number}"}, about=f"report:{number}")
    settle("report:3")
    mine = Notice.objects.filter(user_id=owner.pk)
    mine.filter(params__number="IE-1").update(read_at=AT)
    order = [each.params["number"] for each in mine.unread_first()]
    assert order == ["IE-2", "IE-0", "IE-3", "IE-1"]
