"""Where a request comes from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address; forwarded headers count only as far as TRUSTED_PROXIES says.

    Counted from the right: what stands further left was written by the client itself. What is no address
    there counts as no header.
    """
    if settings.TRUSTED_PROXIES:
        chain = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        if len(chain) >= settings.TRUSTED_PROXIES and _is_address(chain[-settings.TRUSTED_PROXIES]):
            return chain[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return len(text) <= 45
