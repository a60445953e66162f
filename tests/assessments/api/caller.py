"""A program that calls the API in somebody's name."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.accounts.actor import SYSTEM, Actor
from core.scope import enter
from tests.assessments.world import signed_in

START = {"framework": "kr-smart-factory", "sigungu": "48123", "industry": "303", "size": "SMALL"}


class Caller:
    """Calls `/api/v1/...`; the test looks at the database as the system between two calls."""

    def __init__(self, who: Actor | Client) -> None:
        self.client = who if isinstance(who, Client) else signed_in(who)

    def get(self, path: str, wanted: int = 200) -> Any:
        """What is there; None for an empty answer."""
        return self.call("GET", path, wanted=wanted)

    def call(self, method: str, path: str, body: Any = None, wanted: int = 200, **headers: str) -> Any:
        """What the call answers; None for an empty answer."""
        response = self.response(method, path, body, **headers)
        assert response.status_code == wanted, response.content.decode()
        if wanted >= 400:
            assert response["Content-Type"] == "application/problem+json"
        return response.json() if response.content else None

    def response(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The whole answer."""
        sent = json.dumps(body) if body is not None else ""
        answer = self.client.generic(
            method, f"/api/v1/{path}", sent, content_type="application/json", headers=headers
        )
        enter(SYSTEM)
        return answer

    def upload(self, path: str, name: str, data: bytes, wanted: int = 201, **fields: str) -> Any:
        """What the call with a file answers; headers are fields written with a capital."""
        headers = {key: fields.pop(key) for key in list(fields) if key[0].isupper()}
        sent = {**fields, "file": SimpleUploadedFile(name, data)}
        response = self.client.post(f"/api/v1/{path}", sent, headers=headers)
        enter(SYSTEM)
        assert response.status_code == wanted, response.content.decode()
        return response.json()

    def start(self, **changed: Any) -> str:
        """The id of a new session."""
        return str(self.call("POST", "sessions/", START | changed, wanted=201)["id"])

    def answer(self, session: str, item: str, choice: Any, seen: int | None = None) -> Any:
        """Give an answer, over version `seen` where there is one already."""
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        return self.call("PUT", f"sessions/{session}/answers/{item}/", {"choice": choice}, **headers)

    def queries(self, path: str) -> int:
        """How many queries reading this takes."""
        with CaptureQueriesContext(connection) as counted:
            assert self.client.get(f"/api/v1/{path}").status_code == 200
        enter(SYSTEM)
        return len(counted)
