"""What allauth asks the portal."""

import base64
import hashlib
import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.accounts.address import client_address
from core.accounts.claims import claim_token
from core.accounts.models import User
from core.accounts.roles import SECOND_FACTOR_KINDS
from core.limits import Limit, spend

logger = logging.getLogger(__name__)
TO_ONE_ADDRESS = Limit("account-mail-to", most=10, seconds=3_600)


_WEAK = {
    "password_too_short": _("This password is too short. Use at least 10 characters."),
    "password_too_common": _("Many people use this password, so it is easy to guess. Choose another one."),
    "password_entirely_numeric": _("A password cannot be digits only. Add letters."),
    "password_too_similar": _("This password is too much like your address. Choose another one."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open; words are the portal's own; a known address is never told apart from a new one."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is wrong or has run out. Type the newest one."),
        "incorrect_password": _("The password is wrong."),
        "invalid_password_reset": _("This link is no longer valid. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a moment and try again."),
        "same_as_current": _("The new value is the same as the old one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always open."""
        return True

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """The password. Raises ValidationError with the first thing that is wrong with it, in plain words."""
        try:
            validate_password(password, user)  # type: ignore[arg-type]
        except ValidationError as weak:
            first = weak.error_list[0]
            raise ValidationError(_WEAK.get(first.code or "", first.messages[0]), code=first.code) from None
        return password

    def get_client_ip(self, request: HttpRequest) -> Any:
        """The address by the portal's own rule on trusted proxies."""
        return client_address(request)

    def format_email_subject(self, subject: str) -> str:
        """The portal's name before the subject."""
        return f"[{settings.SERVICE_NAME}] {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Adds whom to call to every mail. An address that had many mails in an hour gets no more.

        Nobody is told that: whether a mail went out would tell whether somebody uses the address.
        """
        if spend((TO_ONE_ADDRESS, email.strip().lower())):
            logger.warning("%s: the address has had enough mails for now", template_prefix)
            return
        more = {
            "service_name": settings.SERVICE_NAME,
            "contact_name": settings.CONTACT_NAME,
            "contact_phone": settings.CONTACT_PHONE,
        }
        super().send_mail(template_prefix, email, {**more, **context})

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link under the portal's own address, whatever host the request named."""
        return _public(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link under the portal's own address, whatever host the request named."""
        return _public(super().get_reset_password_from_key_url(key))

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """The link that verifies; to an address that somebody verified before, what happened instead."""
        row: EmailAddress = emailconfirmation.email_address
        if row.can_set_verified():
            super().send_confirmation_mail(request, emailconfirmation, signup)
            return
        link = reverse("core:claim", args=[claim_token(row.user_id)]) if signup else ""
        context = {
            "claim_url": f"{settings.PUBLIC_URL}{link}" if link else "",
            "login_url": f"{settings.PUBLIC_URL}{reverse('account_login')}",
            "reset_url": f"{settings.PUBLIC_URL}{reverse('account_reset_password')}",
        }
        self.send_mail("account/email/account_already_exists", row.email, context)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted; who must have one cannot drop it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your role needs two-step sign-in, so it cannot be switched off."),
        "cannot_generate_recovery_codes": _("Set up two-step sign-in first."),
        "incorrect_code": _("This code is wrong or has run out. Type the newest one."),
        "unverified_email": _("Confirm your e-mail address first. Then you can set up two-step sign-in."),
        "add_email_blocked": _("With two-step sign-in on, the e-mail address cannot be changed."),
    }

    def encrypt(self, text: str) -> str:
        """The text under the portal's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The plain text. Raises cryptography.fernet.InvalidToken when the key was changed."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """False for staff and members of organisations that need two steps."""
        person = User.objects.get(pk=authenticator.user_id)
        if person.is_staff:
            return False
        return (
            not person.memberships.filter(state="active")
            .filter(organisation__kind__in=SECOND_FACTOR_KINDS)
            .exists()
        )


def _public(url: str) -> str:
    return f"{settings.PUBLIC_URL}{urlsplit(url).path}"


def _cipher() -> MultiFernet:
    """Keys derived from SECRET_KEY and its fallbacks, so that a key can be changed without losing devices."""
    secrets = [str(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(("ieum.second_factor:" + each).encode()).digest() for each in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in digests])
