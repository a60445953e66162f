"""Sharing: one recipient, one consent in its own words, taken back with one press."""

import pytest
from allauth.account.models import EmailAddress

from core.models import Consent
from matching.models import Recommendation, Supplier
from tests.core.accounts.people import organisation, signed_in
from tests.portal.results.world import World, market, recommended, shares_of, world
from tests.programmes.world import as_portal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


@pytest.fixture
def hanbit() -> World:
    return world(shares=False)


def share_url(hanbit: World) -> str:
    return f"{hanbit.url}share/{hanbit.gyeongnam.pk}/"


def test_the_page_says_what_goes_to_whom_for_what_and_how_long(hanbit: World) -> None:
    html = hanbit.browser.get(share_url(hanbit)).content.decode()
    for words in (
        "경남테크노파크",
        "지역의 스마트제조 지원사업을 안내하고",
        "철회할 때까지",
        "동의하지 않아도",
    ):
        assert words in html


def test_nothing_is_shared_without_the_tick(hanbit: World) -> None:
    answer = hanbit.browser.post(share_url(hanbit), {})
    assert answer.status_code == 422
    assert "오류" in answer.content.decode()
    as_portal()
    assert shares_of(hanbit.result) == []


def test_with_the_tick_the_technopark_sees_it_at_once_and_no_longer_when_taken_back(hanbit: World) -> None:
    officer, owner = signed_in(hanbit.officer), hanbit.browser
    assert officer.get(hanbit.url).status_code == 404
    as_portal()
    answer = owner.post(share_url(hanbit), {"agree": "on"})
    assert answer["Location"] == f"{hanbit.url}#sharing"
    as_portal()
    share = shares_of(hanbit.result)[0]
    assert (share.recipient, Consent.objects.get().document) == (hanbit.gyeongnam, "share_technopark")
    assert officer.get(hanbit.url).status_code == 200
    assert owner.post(f"/results/shares/{share.pk}/withdraw/").status_code == 302
    assert officer.get(hanbit.url).status_code == 404
    as_portal()
    html = owner.get(hanbit.url).content.decode()
    assert "이전에 공유한 곳" in html
    assert share_url(hanbit) in html


def test_shared_twice_it_is_one_share(hanbit: World) -> None:
    for _press in range(2):
        hanbit.browser.post(share_url(hanbit), {"agree": "on"})
    as_portal()
    assert len(shares_of(hanbit.result)) == 1


def test_an_unconfirmed_address_cannot_share_and_can_have_the_mail_sent_again(hanbit: World) -> None:
    EmailAddress.objects.update(verified=False)
    html = hanbit.browser.get(hanbit.url).content.decode()
    assert "먼저 이메일 주소를 확인해 주십시오" in html
    assert 'name="action_send"' in html
    assert hanbit.browser.post(share_url(hanbit), {"agree": "on"}).status_code == 422
    as_portal()
    assert shares_of(hanbit.result) == []


def test_only_the_districts_technopark_and_recommended_suppliers_are_offered(hanbit: World) -> None:
    stranger = organisation("supplier", "모르는기업")
    for recipient in (hanbit.seoul, stranger, hanbit.hanbit):
        url = f"{hanbit.url}share/{recipient.pk}/"
        assert hanbit.browser.get(url).status_code == 404
        assert hanbit.browser.post(url, {"agree": "on"}).status_code == 404
    as_portal()
    assert shares_of(hanbit.result) == []


def test_a_recommended_supplier_can_be_shown_the_result(hanbit: World) -> None:
    market()
    recommended(hanbit.result)
    first = Recommendation.objects.get().ranking["items"][0]["supplier"]
    supplier = Supplier.objects.select_related("organisation").get(pk=first)
    url = f"{hanbit.url}share/{supplier.organisation_id}/"
    assert url in hanbit.browser.get(f"{hanbit.url}suppliers/").content.decode()
    assert hanbit.browser.post(url, {"agree": "on"}).status_code == 302
    as_portal()
    assert [share.recipient for share in shares_of(hanbit.result)] == [supplier.organisation]
    assert "결과를 보고 있음" in hanbit.browser.get(f"{hanbit.url}suppliers/").content.decode()


def test_nobody_else_can_take_a_share_back(hanbit: World) -> None:
    hanbit.browser.post(share_url(hanbit), {"agree": "on"})
    as_portal()
    share = shares_of(hanbit.result)[0]
    assert signed_in(hanbit.officer).post(f"/results/shares/{share.pk}/withdraw/").status_code == 403
    as_portal()
    assert len(shares_of(hanbit.result)) == 1
