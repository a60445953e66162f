"""Framework versions over the API: the same actions as the pages, faults with their line."""

import json
from typing import Any

import pytest
from django.test import Client

from assessments.examples import example_source
from assessments.models import FrameworkVersion
from tests.assessments.test_framework_pages import NEXT, browser, first
from tests.assessments.world import BRANCHING

__all__ = ["browser", "first"]
pytestmark = pytest.mark.usefixtures("as_system")
VERSIONS = "/api/v1/framework-versions/"


def _send(client: Client, path: str, body: Any = None, method: str = "POST") -> Any:
    return client.generic(method, path, json.dumps(body or {}), content_type="application/json")


def test_a_document_is_checked_and_nothing_is_stored(browser: Client, first: FrameworkVersion) -> None:
    good = _send(browser, f"{VERSIONS}check/", {"source": NEXT})
    assert good.status_code == 200
    assert len(good.json()["checksum"]) == 64
    bad = _send(browser, f"{VERSIONS}check/", {"source": NEXT.replace("version:", "versoin:")})
    assert bad.status_code == 422
    assert bad["Content-Type"] == "application/problem+json"
    assert {"line", "path", "message"} == set(bad.json()["faults"][0])
    assert FrameworkVersion.objects.count() == 1


def test_a_version_is_drafted_published_and_retired(browser: Client, first: FrameworkVersion) -> None:
    draft = _send(browser, VERSIONS, {"source": NEXT})
    assert draft.status_code == 201, draft.content
    one = f"{VERSIONS}{draft.json()['id']}/"
    for unseen in ({"seen": "0" * 64}, {"seen": ""}, {}):
        assert _send(browser, one, {"source": NEXT} | unseen, "PUT").status_code == 409
    assert _send(browser, one, {"source": NEXT, "seen": draft.json()["checksum"]}, "PUT").status_code == 200
    source = browser.get(f"{one}source/")
    assert (source.content.decode(), source["ETag"]) == (NEXT, f'"{draft.json()["checksum"]}"')
    found = browser.get(f"{one}difference/").json()
    assert found["old"] == first.version
    assert found["asked_anew"]
    assert (
        _send(browser, f"{one}publish/", {"said": "wrong", "seen": draft.json()["checksum"]}).status_code
        == 409
    )
    said = {"said": draft.json()["version"], "seen": draft.json()["checksum"]}
    assert _send(browser, f"{one}publish/", said).json()["state"] == "published"
    assert _send(browser, f"{one}retire/", said).json()["state"] == "retired"
    assert _send(browser, one, method="DELETE").status_code == 404


def test_what_is_typed_again_is_no_second_version(browser: Client, first: FrameworkVersion) -> None:
    again = _send(
        browser, VERSIONS, {"source": BRANCHING.replace("설비가 있습니까?", "설비를 갖추었습니까?")}
    )
    assert again.status_code == 409
    assert again.json()["code"] == "changed"


def test_a_sum_that_does_not_come_out_is_published_only_when_it_is_meant(browser: Client) -> None:
    source = example_source("impuls-like").replace("0.254", "0.9", 1)
    draft = _send(browser, VERSIONS, {"source": source}).json()
    publish = f"{VERSIONS}{draft['id']}/publish/"
    said = {"said": draft["version"], "seen": draft["checksum"]}
    for body in (said, said | {"sums_meant": False}):
        answer = _send(browser, publish, body)
        assert answer.status_code == 409
        problem = answer.json()
        assert (problem["code"], problem["field"]) == ("sums", "sums_meant")
        (found,) = problem["sums"]
        assert (found["sum"], found["meant"]) == ("1.647", "1")
        assert "더하면 1.65입니다. 맞는 합계는 1입니다." in problem["title"]
    assert FrameworkVersion.objects.get(pk=draft["id"]).state == "draft"
    assert _send(browser, publish, said | {"sums_meant": True}).json()["state"] == "published"
