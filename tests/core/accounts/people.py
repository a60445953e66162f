"""The cast, made for tests about people and organisations."""

from datetime import UTC, datetime

from django.test import Client

from core.accounts.actor import Actor
from core.accounts.demo import current_code, make_person
from core.accounts.middleware import places_of
from core.accounts.models import Organisation, User
from core.identifiers import fictitious_business_number

AT = datetime(2026, 11, 21, 5, 3, tzinfo=UTC)
PASSWORD = "느린 거북이 네 마리 2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NUMBERS = {name: fictitious_business_number(n) for n, name in enumerate(["hanbit", "dasan", "mirae", "new"])}


def organisation(kind: str, name: str, number: str = "", **fields: object) -> Organisation:
    """A saved organisation."""
    return Organisation.objects.create(kind=kind, name=name, business_number=number, **fields)


def hanbit() -> Organisation:
    """The company in Changwon."""
    return organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48121")


def gyeongnam_tp() -> Organisation:
    """The technopark."""
    return organisation("technopark", "경남테크노파크", code="TP-GN")


def ministry() -> Organisation:
    """The ministry."""
    return organisation("ministry", "중소벤처기업부", code="MSS")


def person(
    email: str, place: Organisation | None = None, role: str = "administrator", **fields: object
) -> User:
    """A person with the common password; with a second factor where one is given."""
    return make_person(email, PASSWORD, str(fields.pop("name", "")), place, role, **fields)  # type: ignore[arg-type]


def actor(user: User, *, at: Organisation | None = None) -> Actor:
    """The person at work in the organisation, or in the first."""
    places = places_of(user.pk)
    place = next((each for each in places if at is None or each.organisation_id == at.pk), None)
    return Actor(user_id=user.pk, places=places, place=place, has_second_factor=True)


def signed_in(user: User, *, second_factor: bool = True) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend="core.accounts.backend.PasswordBackend")
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": 1},
            {"method": "mfa", "type": "totp", "at": 1},
        ]
        session.save()
    return client


def code() -> str:
    """What the person's device shows."""
    return current_code(SECRET)
