"""The API's schema: what it says about API keys, and the view that hands it out."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """`Authorization: Bearer ieum_...`; registered by being imported (portal/api.py)."""

    target_class = "core.accounts.keys.KeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The scheme as OpenAPI writes it."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "ieum_PREFIX_SECRET",
            "description": "A key made at /account/keys/ for one organisation, with the scope read or write.",
        }


@cache
def schema_text(language: str, renderer: Callable[[], BaseRenderer]) -> bytes:
    """The whole schema in a language. Made once a process: it follows from the code, whoever asks."""
    with translation.override(language):
        generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
        made = renderer().render(generator.get_schema(request=None, public=True), renderer_context={})
    return made if isinstance(made, bytes) else made.encode()


class SchemaView(SpectacularAPIView):
    """`/api/v1/schema/`: YAML or JSON as `Accept` asks, in the language of the caller."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The text that is kept."""
        renderer: Any = request.accepted_renderer
        kind: Callable[[], BaseRenderer] = type(renderer)
        return HttpResponse(
            schema_text(get_language() or "ko", kind),
            content_type=renderer.media_type,
            headers={
                "Content-Disposition": f'inline; filename="ieum-api.{renderer.format}"',
                "Vary": "Accept",
            },
        )
