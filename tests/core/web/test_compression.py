"""Pages are compressed for browsers that take it; what is small or compressed already is not."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from core.web.compression import LEAST, Compression

LONG = "<p>제조이음</p>" * 400


def answered(
    content: str, kind: str = "text/html; charset=utf-8", takes: str = "gzip, br"
) -> HttpResponseBase:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(content, content_type=kind)

    request = RequestFactory(headers={"accept-encoding": takes}).get("/")
    return Compression(view).process_response(request, view(request))


def test_a_page_is_compressed_and_says_so() -> None:
    answer = answered(LONG)
    assert isinstance(answer, HttpResponse)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content).decode() == LONG
    assert int(answer["Content-Length"]) == len(answer.content) < len(LONG.encode()) / 4


def test_the_same_page_never_has_one_length() -> None:
    lengths = {answered(LONG)["Content-Length"] for _time in range(40)}
    assert len(lengths) > 5


@pytest.mark.parametrize(
    ("content", "kind", "takes"),
    [
        ("<p>14:03</p>", "text/html", "gzip"),
        ("x" * (LEAST - 1), "text/html", "gzip"),
        (LONG, "text/html", ""),
        (LONG, "text/html", "br"),
        (LONG, "application/pdf", "gzip"),
    ],
)
def test_what_gains_nothing_or_is_not_asked_for_stays_as_it_is(content: str, kind: str, takes: str) -> None:
    answer = answered(content, kind, takes)
    assert isinstance(answer, HttpResponse)
    assert not answer.has_header("Content-Encoding")
    assert answer.content == content.encode()
