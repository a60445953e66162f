"""A key does what it was made for and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.models import Delegation, Evidence
from core.accounts.actions import create_key
from core.accounts.actor import Actor
from core.scope import acting
from core.web.request import now
from tests.assessments.api.caller import Caller
from tests.core.uploads import files

pytestmark = pytest.mark.django_db


def test_a_key_for_reading_reads_and_changes_nothing(hanbit: Caller, owner: Actor) -> None:
    session = hanbit.start()
    with acting(owner):
        _key, token = create_key(by=owner, at=now(), name="ERP", scopes=["read"], days=30)
    program = Caller(Client(headers={"Authorization": f"Bearer {token}"}))
    root = f"sessions/{session}/"
    for path in ("", "hints/", "delegations/", "evidence/", "progress/"):
        program.get(f"{root}{path}")
    upload = {"item": "STR1-01", "file": SimpleUploadedFile("a.pdf", files.pdf())}
    assert program.client.post(f"/api/v1/{root}evidence/", upload).status_code == 403
    part = {"modules": ["PRC1"], "name": "김 과장"}
    program.call("POST", f"{root}delegations/", part, wanted=403)
    program.call("PATCH", f"{root}answers/", {"answers": [{"item": "STR1-01", "choice": "1"}]}, wanted=403)
    program.call("DELETE", root, wanted=403)
    assert (Delegation.objects.count(), Evidence.objects.count()) == (0, 0)
    assert hanbit.get(f"{root}answers/") == []


def test_a_key_for_reading_gets_no_link_that_answers(hanbit: Caller, owner: Actor) -> None:
    part = {"modules": ["PRC1"], "name": "김 과장"}
    root = f"sessions/{hanbit.start()}/delegations/"
    url = f"{root}{hanbit.call('POST', root, part, wanted=201)['id']}/"
    for scopes in (["read"], ["read", "write"]):
        with acting(owner):
            _key, token = create_key(by=owner, at=now(), name="ERP", scopes=scopes, days=30)
        seen = Caller(Client(headers={"Authorization": f"Bearer {token}"})).get(url)
        assert bool(seen["link"]) is ("write" in scopes)
    assert hanbit.get(url)["link"]
