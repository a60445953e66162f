"""Signed-in sessions without the sign-in page, for journeys and pictures that are about something else."""

import json
import sys
import time
from argparse import ArgumentParser
from contextlib import redirect_stdout

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY


def session_of(email: str) -> str:
    """The cookie of a new session, as if its person had just passed both steps."""
    from django.contrib.sessions.backends.db import SessionStore

    from core.models import User

    person = User.objects.get(email=email)
    now = time.time()
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "core.accounts.backend.PasswordBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store["account_authentication_methods"] = [
        {"method": "password", "at": now, "email": email},
        {"method": "mfa", "at": now, "type": "totp"},
    ]
    store.create()
    return str(store.session_key)


COLLEAGUE = "line@hanbit.example"
"""A second person of Hanbit, whom only tests know."""


def _colleague() -> str:
    """The address of the second person of Hanbit, who is there from now on."""
    from core.accounts.roles import Kind, Role
    from core.models import Organisation, User
    from core.scope import acting_as_system
    from portal.demo.accounts import Account, make

    with acting_as_system():
        owner = User.objects.get(email="owner@hanbit.example")
        hanbit = Organisation.objects.get(memberships__user=owner)
        make(Account(COLLEAGUE, "이도현", Kind.COMPANY, Role.MEMBER, "", "한빛정밀 생산팀"), hanbit)
    return COLLEAGUE


THIRD = "owner@third.example"
"""The owner of the company after the cast, whose result nobody has looked at yet; only tests know them."""


def _third() -> str:
    """The address of that owner, who is there from now on."""
    from core.accounts.roles import Kind, Role
    from core.models import Organisation
    from core.scope import acting_as_system
    from matching.demo import companies
    from portal.demo.accounts import Account, make

    number = companies(3)[2].business_number
    with acting_as_system():
        company = Organisation.objects.get(kind=Kind.COMPANY.value, business_number=number)
        make(Account(THIRD, "차은설", Kind.COMPANY, Role.ADMINISTRATOR, number, "셋째 회사 대표"), company)
    return THIRD


SECOND_ASSESSOR = "second@body.example"
"""An assessor who has judged nothing yet, so that nothing ties them to a result; only tests know them."""


def _second_assessor() -> str:
    """The address of that assessor, who is there from now on."""
    from core.accounts.roles import Kind, Role
    from core.models import Organisation, User
    from core.scope import acting_as_system
    from portal.demo.accounts import Account, make

    with acting_as_system():
        first = User.objects.get(email="assessor@body.example")
        body = Organisation.objects.get(memberships__user=first)
        make(Account(SECOND_ASSESSOR, "남도윤", Kind.ASSESSOR_BODY, Role.ASSESSOR, "", "둘째 심사원"), body)
    return SECOND_ASSESSOR


def main() -> None:
    """Fill the portal of this environment and write a session for everybody, as JSON by e-mail address."""
    parser = ArgumentParser(prog="python -m tests.browser.sessions")
    parser.add_argument("--suppliers", type=int, default=0)
    parser.add_argument("--companies", type=int, default=0)
    options = parser.parse_args()
    django.setup()
    from portal.demo.accounts import totp_secret
    from portal.demo.population import people, populate

    if options.suppliers:
        with redirect_stdout(sys.stderr):
            populate(supplier_count=options.suppliers, company_count=options.companies)
    emails = [each.email for each in people()]
    if options.suppliers:
        emails += [_colleague(), _third(), _second_assessor()]
    found = {email: {"session": session_of(email), "secret": totp_secret(email)} for email in emails}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
