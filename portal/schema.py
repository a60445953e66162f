"""What the API's schema says about API keys."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


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
