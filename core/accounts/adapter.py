"""What allauth asks the portal."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open; after signing in one lands where one came from, or at home."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always open."""
        return True

    def get_client_ip(self, request: HttpRequest) -> Any:
        """The address by the portal's own rule on trusted proxies."""
        from core.accounts.address import client_address

        return client_address(request)
