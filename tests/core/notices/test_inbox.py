"""The inbox: by day, narrowed to a topic, everything read in one press and that taken back."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client

from core.accounts.models import User
from core.models import Notice
from core.notices.telling import tell
from tests.core.accounts.people import hanbit, person, signed_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
"""Half past midnight of the 21st in Seoul."""


@pytest.fixture
def owner() -> User:
    return person("kim@hanbit.example", hanbit())


def told(owner: User, at: datetime, company: str, code: str = "membership_approved") -> Notice:
    tell(owner.pk, code, {"organisation": company, "company": company}, "/organisations/")
    found = Notice.objects.order_by("-created_at")[0]
    Notice.objects.filter(pk=found.pk).update(created_at=at)
    return found


def inbox(browser: Client, query: str = "") -> str:
    return re.sub(r"\s+", " ", browser.get(f"/inbox/{query}").content.decode())


def test_notices_stand_by_day_in_seoul_those_that_ask_before_the_others(owner: User) -> None:
    old = told(owner, AT - timedelta(days=1), "나래산업")
    told(owner, AT, "한빛정밀")
    told(owner, AT - timedelta(hours=1), "다산테크")
    Notice.objects.filter(pk=old.pk).update(read_at=AT)
    seen = inbox(signed_in(owner))
    days = re.findall(r"<h2>(.*?)</h2>|notices__day\">(.*?)</h3>", seen)
    assert [first or day for first, day in days] == [
        '읽지 않음 <span class="subtle num">2</span>', "2026. 11. 21.(토)", "2026. 11. 20.(금)",
        "읽었거나 끝난 알림", "2026. 11. 20.(금)",
    ]  # fmt: skip
    assert seen.index("한빛정밀") < seen.index("다산테크") < seen.index("나래산업")


def test_all_are_read_in_one_press_which_is_taken_back_in_one(owner: User) -> None:
    browser = signed_in(owner)
    before = told(owner, AT, "한빛정밀")
    Notice.objects.filter(pk=before.pk).update(read_at=AT)
    told(owner, AT, "다산테크")
    over = told(owner, AT, "가온공업")
    Notice.objects.filter(pk=over.pk).update(settled_at=AT)
    until = re.search(r'name="until" value="([^"]+)"', inbox(browser))
    assert until
    late = told(owner, datetime.fromisoformat(until[1]) + timedelta(seconds=1), "나래산업")
    answer = browser.post("/inbox/read/", {"until": until[1]})
    assert list(Notice.objects.unread()) == [late], "what came since stays unread"
    seen = inbox(browser, f"?{urlparse(answer['Location']).query}")
    strip = re.search(r'<form class="panel spread".*?</form>', seen)
    assert strip
    assert "알림 1건을 읽음으로 표시했습니다." in strip[0]
    assert "alert--success" not in seen, "one strip says it, with the way back"
    read = parse_qs(urlparse(answer["Location"]).query)["read"][0]
    assert browser.post("/inbox/unread/", {"read": read}).status_code == 302
    assert "읽지 않은 상태로 되돌렸습니다" in inbox(browser)
    assert set(Notice.objects.exclude(read_at=None)) == {before}, "what was read before stays read"
    assert 'class="panel spread"' not in inbox(browser, f"?{urlparse(answer['Location']).query}")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "gestern",
        "2026-11-20T10:00:00",
        "2026-13-40T00:00:00+00:00",
        "2026-11-20T00:00:00+23:00",
        "0001-01-01T00:00:00+15:00",
    ],
)
def test_an_instant_that_cannot_be_read_takes_nothing_back(owner: User, typed: str) -> None:
    browser = signed_in(owner)
    told(owner, AT, "한빛정밀")
    Notice.objects.update(read_at=AT)
    assert browser.post("/inbox/unread/", {"read": typed}).status_code == 302
    assert browser.get("/inbox/", {"read": typed}).status_code == 200
    assert not Notice.objects.filter(read_at=None).exists()


def test_nobody_takes_back_what_another_has_read(owner: User) -> None:
    told(owner, AT, "한빛정밀")
    Notice.objects.update(read_at=AT)
    other = signed_in(person("d@dasan.example"))
    other.post("/inbox/unread/", {"read": AT.isoformat()})
    assert not Notice.objects.filter(read_at=None).exists()


def test_a_full_inbox_is_narrowed_to_a_topic_and_each_number_is_what_its_list_holds(owner: User) -> None:
    browser = signed_in(owner)
    for number in range(9):
        told(owner, AT, f"회사{number}")
    assert 'class="chip"' not in inbox(browser), "few notices need no sieve"
    for number in range(3):
        told(owner, AT, f"보고서{number}", "level_accepted")
    seen = inbox(browser)
    chips = re.findall(r'<a class="chip" href="([^"]*)"[^>]*>([^<]*) <span class="num">(\d+)</span>', seen)
    assert [(title, int(count)) for _url, title, count in chips] == [
        ("전체", 12), ("읽지 않음", 12), ("기관과 구성원", 9), ("수준확인", 3),
    ]  # fmt: skip
    for url, _title, count in chips:
        assert browser.get(f"/inbox/{url}").context["page"].paginator.count == int(count)
    assert 'aria-current="true">수준확인' in inbox(browser, chips[3][0])
    assert browser.get("/inbox/?show=nonsense").context["page"].paginator.count == 12
