"""From the first page to a supplier's profile: account, company, profile, each step leading to the next."""

import re

import pytest
from django.test import Client

from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation
from core.scope import enter
from matching.models import Supplier
from tests.core.accounts.people import NUMBERS, person, signed_in
from tests.matching.world import mirae, works_for

pytestmark = pytest.mark.usefixtures("as_system")


def seen(client: Client, url: str = "/suppliers/join/") -> str:
    answer = client.get(url, headers={"Accept-Language": "ko"})
    enter(SYSTEM)
    assert answer.status_code == 200
    return answer.content.decode().replace("&amp;", "&")


def test_the_search_and_the_footer_lead_a_visitor_to_it() -> None:
    assert seen(Client(), "/suppliers/").count('href="/suppliers/join/"') == 2
    assert seen(Client(), "/").count('href="/suppliers/join/"') == 2


def test_a_visitor_is_led_from_the_account_to_the_company_and_on_to_the_profile() -> None:
    shown = seen(Client())
    assert (
        "/accounts/signup/?next=%2Forganisations%2Fnew%2F%3Fkind%3Dsupplier%26next%3D%252Fsuppliers%252Fmine%252F"
        in shown
    )
    assert "세 단계면 됩니다" in shown


def test_who_has_an_account_registers_the_company_and_stands_before_its_profile() -> None:
    client = signed_in(person("kim@new.example"), second_factor=False)
    found = re.search(r'href="(/organisations/new/[^"]+)"', seen(client))
    assert found
    form = seen(client, found[1])
    assert 'name="next" value="/suppliers/mine/"' in form
    assert '<input type="hidden" name="kind" value="supplier"' in form
    once = re.search(r'name="once" value="([^"]+)"', form)
    answer = client.post(
        "/organisations/new/",
        {"kind": "supplier", "name": "새기술", "business_number": NUMBERS["new"], "sigungu": "48123",
         "next": "/suppliers/mine/"} | ({"once": once[1]} if once else {}),
    )  # fmt: skip
    enter(SYSTEM)
    assert (answer.status_code, answer["Location"]) == (302, "/suppliers/mine/")
    assert Organisation.objects.get(name="새기술").kind == "supplier"
    assert "프로필" in seen(client, "/suppliers/mine/")


def test_a_supplier_is_led_to_its_profile() -> None:
    client = signed_in(works_for(mirae()), second_factor=False)
    answer = client.get("/suppliers/join/")
    enter(SYSTEM)
    assert (answer.status_code, answer["Location"]) == (302, "/suppliers/mine/")


def test_no_supplier_can_take_its_address() -> None:
    from matching.actions.profile import RESERVED

    assert "join" in RESERVED
    assert not Supplier.objects.filter(slug="join").exists()
