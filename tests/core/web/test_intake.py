"""What no page could read: too much of it, half characters, cookies that no database can look for."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError
from django.test import Client, RequestFactory
from rest_framework.exceptions import ParseError

from core.encoding import one_encoding
from core.web.intake import LARGEST_UPLOAD
from core.web.parsers import PlainJSONParser
from core.web.refusal import server_error
from tests.core.accounts.people import person, signed_in

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def test_a_session_cookie_that_spells_a_nul_is_a_visitor_and_no_crash(client: Client) -> None:
    answer = client.get("/assessments/", headers={"Cookie": 'ieum_session="\\000aaaaaaaaaaaa"'})
    assert answer.status_code == 200


def test_ten_megabytes_of_text_are_a_413_that_says_what_to_do() -> None:
    client = signed_in(person("kim@hanbit.example"))
    answer = client.post("/account/", "name=" + "가" * 3_400_000, content_type=FORM)
    assert answer.status_code == 413
    assert "너무 커서" in answer.content.decode()


def test_too_many_fields_are_a_413_that_says_what_to_do() -> None:
    client = signed_in(person("kim@hanbit.example"))
    answer = client.post("/account/", "a=1&" * 1_500, content_type=FORM)
    assert answer.status_code == 413


def test_an_upload_beyond_the_limit_is_refused_before_it_is_kept_anywhere(client: Client) -> None:
    upload = BytesIO(b"%PDF" + b"0" * LARGEST_UPLOAD)
    upload.name = "report.pdf"
    answer = client.post("/verify/IE-2026-AAAAA-AAAAA/file/", {"file": upload})
    assert answer.status_code == 413


def test_a_program_gets_a_problem_document_for_a_body_that_is_too_large(client: Client) -> None:
    body = json.dumps({"name": "x" * 2_000_000})
    answer = client.post("/api/v1/sessions/", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["code"] == "too_large"


def test_a_program_gets_a_problem_document_where_there_is_nothing(client: Client) -> None:
    answer = client.get("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        '{"choice": "\\ud800"}',
        '{"choice": "\\u0000"}',
        '{"choice": ["a", "\\udfff"]}',
        '{"\\ud800": 1}',
        "[" * 100_000,
        '{"a":' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"a": NaN}',
        "{",
        '{"a": ' + "9" * 5_000 + "}",
    ],
    ids=["half", "nul", "half in a list", "half key", "open", "deep", "nan", "broken", "long number"],
)
def test_json_that_cannot_be_stored_or_shown_is_refused(body: str) -> None:
    with pytest.raises(ParseError):
        PlainJSONParser().parse(BytesIO(body.encode()), "application/json", {})


def test_whole_characters_outside_the_basic_plane_are_read() -> None:
    body = json.dumps({"name": "공장 🏭"}).encode()
    assert PlainJSONParser().parse(BytesIO(body), "application/json", {}) == {"name": "공장 🏭"}


def test_a_database_lost_in_a_middleware_is_a_503_with_words(rf: Any) -> None:
    request = rf.get("/results/")
    try:
        raise OperationalError("the connection is gone")
    except OperationalError:
        answer = server_error(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_the_page_of_the_api_runs_no_script_that_its_own_policy_forbids(client: Client) -> None:
    page = client.get("/api/")
    assert "script-src 'self'" in page["Content-Security-Policy"]
    scripts = re.findall(r"<script([^>]*)>", page.content.decode())
    assert scripts
    assert all("src=" in attributes for attributes in scripts)
    (own,) = [each for each in scripts if "script=" in each]
    address = re.search(r'src="([^"]+)"', own)
    assert address
    answer = client.get(address[1].replace("&amp;", "&"))
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "application/javascript")


@pytest.mark.parametrize(
    ("declared", "read"),
    [
        ("text/plain; charset=hex", "text/plain"),
        ("text/plain; charset*=utf-8''rot13", "text/plain"),
        ("text/plain; boundary*=nonsense''x", "text/plain"),
        ("application/x-www-form-urlencoded; charset=utf-7", FORM),
        ("multipart/form-data; charset=utf-7; boundary=----abc", 'multipart/form-data; boundary="----abc"'),
        ("multipart/form-data; boundary=----abc", "multipart/form-data; boundary=----abc"),
        ("application/json", "application/json"),
        ("", ""),
    ],
)
def test_a_declared_encoding_changes_nothing(declared: str, read: str) -> None:
    seen: list[str] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        request = WSGIRequest(environ)
        assert request.encoding is None
        assert request.GET["q"] == "+2AA-"
        seen.append(environ["CONTENT_TYPE"])
        return []

    environ = RequestFactory().get("/?q=%2B2AA-").environ | {"CONTENT_TYPE": declared}
    list(one_encoding(application)(environ, lambda *_: lambda _: None))
    assert seen == [read]
