"""Every address says who may open it; nothing opens by forgetting."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.routers import SimpleRouter

from core.web.api import ScopedViewSet
from portal.routes import _LIBRARY, routes, undeclared


def test_every_address_is_declared() -> None:
    assert [f"{each.method} /{each.path}" for each in routes() if each.access is None] == []


def test_every_library_address_that_is_listed_exists() -> None:
    assert set(_LIBRARY) == {each.name for each in routes() if each.reason}


def test_addresses_hold_no_sequential_ids() -> None:
    numbered = [each.path for each in routes() if "<int:" in each.path]
    assert numbered == []


def test_an_address_without_a_declaration_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    class Open(ScopedViewSet):
        def list(self, request: HttpRequest) -> HttpResponse:
            return HttpResponse()

    router = SimpleRouter()
    router.register("api/v1/open", Open, "open")
    module = type("urls", (), {"urlpatterns": [path("forgotten/", view, name="forgotten"), *router.urls]})
    settings.ROOT_URLCONF = module  # type: ignore[attr-defined]
    assert {each.msg for each in undeclared()} == {
        "GET /forgotten/ does not say who may open it.",
        "GET /api/v1/open/ does not say who may open it.",
    }
